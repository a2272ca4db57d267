"""The page on which a county's receipt goes to a station without a way back: words and QR codes; draws only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Final

from desktop.domain.receipts import Receipt
from exports.documents.labels import fitted, painted
from exports.documents.sandbox import moment_words
from exports.documents.style import MM, PAGE_HEIGHT, PAGE_WIDTH
from exports.documents.typeset import qr
from exports.documents.typeset.fontset import FontSet
from exports.documents.typeset.items import Item, Page, Path

CODES: Final = 4
"""So many codes stand on a page; more go on further pages."""
_LEFT: Final = 25 * MM
_ROOM: Final = PAGE_WIDTH - 2 * _LEFT
_CODES_TOP: Final = 100 * MM
_ONE: Final = 100 * MM
_SIDE: Final = 78 * MM
_ACROSS: Final = (PAGE_WIDTH - 2 * _SIDE) / 3
_PITCH: Final = _SIDE + 10 * MM


def receipt_page(receipt: Receipt, names: tuple[str, str], texts: Sequence[str], fonts: FontSet, at: datetime) -> bytes:
    """PDF/A-2b of a receipt. `names`: of the county and the station; `texts`: of its codes, in order."""
    pages = []
    for start in range(0, len(texts), CODES):
        items = [*_head(receipt, *names, fonts)]
        for place, text in enumerate(texts[start : start + CODES]):
            items += _code(text, place, (start + place + 1, len(texts)), fonts)
        pages.append(Page(PAGE_WIDTH, PAGE_HEIGHT, items))
    return painted(pages, fonts, f"{names[1]}回执", at)


def _head(receipt: Receipt, county: str, station: str, fonts: FontSet) -> Iterator[Item]:
    yield from fitted(f"{county}回执", "title", 22.0, (_LEFT, 22 * MM, _ROOM), fonts, most=1, centred=True)
    for number, line in enumerate(_words(receipt, station)):
        yield from fitted(line, "fang", 14.0, (_LEFT, (36 + 8 * number) * MM, _ROOM), fonts, most=1)
    told = "站里：在“同步”页按“读回执页”，选这一页的照片或扫描件；有几页的，一起选上。"
    yield from fitted(told, "kai", 11.0, (_LEFT, PAGE_HEIGHT - 16 * MM, _ROOM), fonts, most=1, centred=True)


def _words(receipt: Receipt, station: str) -> Iterator[str]:
    """What the codes say, for people."""
    yield f"站点：{station}（{receipt.station}）"
    yield f"县里时间：{moment_words(receipt.county_time)}　第{receipt.serial}号"
    yield f"县里已收到：{sum(mark.connected.seq for mark in receipt.epochs)}条记录"
    yield f"已稳妥保存：{sum(mark.durable.seq for mark in receipt.epochs)}条记录"
    yield f"还缺附件：{len(receipt.missing_blobs)}个" if receipt.missing_blobs else "附件：不缺"
    if receipt.refused:
        yield f"没有收下的文件：{len(receipt.refused)}个（{'、'.join(sorted({one.code for one in receipt.refused}))}）"
    if receipt.forks:
        yield "有两台电脑写了同一段记录，请与县里联系。"


def _code(text: str, place: int, numbers: tuple[int, int], fonts: FontSet) -> Iterator[Item]:
    """One code with its number beneath; a lonely one stands larger, in the middle."""
    number, total = numbers
    side = _ONE if total == 1 else _SIDE
    x = (PAGE_WIDTH - side) / 2 if total == 1 else _ACROSS + place % 2 * (_SIDE + _ACROSS)
    y = _CODES_TOP + place // 2 * _PITCH
    yield Path(qr.path(text, x, PAGE_HEIGHT - y - side, side, "alphanumeric"), x, y, side)
    caption = f"二维码{number}，共{total}个"
    yield from fitted(caption, "kai", 10.5, (x, y + side + 2 * MM, side), fonts, most=1, centred=True)
