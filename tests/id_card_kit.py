"""Identity cards of invented people (area code 990000) as cameras see them: flat, tilted, turned, upside down."""

from __future__ import annotations

import io
import random
from typing import NamedTuple

from PIL import Image, ImageDraw, ImageFilter, ImageFont

from desktop.domain.identity import check_character
from tests.scan_kit import _slanted

FONT = "/usr/share/fonts/opentype/noto/NotoSansCJK-Regular.ttc"


class Card(NamedTuple):
    """What is printed on a card."""

    name: str
    sex: str
    nation: str
    birth: str
    address: str
    serial: int

    @property
    def number(self) -> str:
        body = f"990000{self.birth.replace('-', '')}{self.serial:03}"
        return body + check_character(body)


CARDS = (
    Card("周桂兰", "女", "汉", "1964-03-15", "柳溪市云桥镇云桥村3组21号", 2),
    Card("欧阳海", "男", "土家", "1981-11-02", "柳溪市云桥镇桥南小区5幢2单元602室", 11),
    Card("白音", "女", "蒙古", "1990-12-30", "柳溪市北滩镇牧场路7号", 28),
    Card("马三喜", "男", "回", "1975-06-08", "柳溪市西关街道回民巷甲12号院3号楼1单元401室", 135),
)


def drawn(card: Card, number: str = "") -> Image.Image:
    """The front of a card, 1000 x 630; `number`: another number than the right one."""
    image = Image.new("RGB", (1000, 630), (226, 236, 244))
    pen = ImageDraw.Draw(image)
    label, words, digits = (ImageFont.truetype(FONT, size) for size in (30, 38, 44))
    blue, black = (60, 90, 160), (20, 20, 20)
    year, month, day = card.birth.split("-")

    def line(x: int, y: int, name: str, value: str) -> None:
        pen.text((x, y + 6), name, font=label, fill=blue)
        pen.text((x + 30 * len(name) + 24, y), value, font=words, fill=black)

    line(60, 60, "姓名", card.name)
    line(60, 140, "性别", card.sex)
    line(280, 140, "民族", card.nation)
    line(60, 220, "出生", f"{year} 年 {int(month)} 月 {int(day)} 日")
    line(60, 300, "住址", card.address[:11])
    for place, start in enumerate(range(11, len(card.address), 11), 1):
        pen.text((144, 300 + 56 * place), card.address[start : start + 11], font=words, fill=black)
    pen.text((60, 540), "公民身份号码", font=label, fill=blue)
    pen.text((300, 530), number or card.number, font=digits, fill=black)
    pen.rectangle((690, 90, 930, 400), fill=(190, 200, 210))
    return image


def seen(card: Image.Image, how: str, dice: random.Random) -> bytes:
    """The card on a table: "flat", "tilted", "slanted", "blurred", "side", "over"."""
    table = Image.new("RGB", (1240, 860), (120, 100, 80))
    table.paste(card, (120, 115))
    if how == "tilted":
        table = table.rotate(4, Image.Resampling.BICUBIC, fillcolor=(120, 100, 80))
    if how == "slanted":
        grey = _slanted(table.convert("L").rotate(7, Image.Resampling.BICUBIC, fillcolor=100), dice)
        table = grey.convert("RGB")
    if how == "blurred":
        table = table.filter(ImageFilter.GaussianBlur(1.6)).resize((930, 645))
    turns = {"side": Image.Transpose.ROTATE_90, "over": Image.Transpose.ROTATE_180}
    if how in turns:
        table = table.transpose(turns[how])
    out = io.BytesIO()
    table.save(out, "JPEG", quality=80)
    return out.getvalue()
