"""Sums of money in whole 分, read from what people write and written as papers need; must not use floats or round.

大写 follows the annex of 《支付结算办法》, 《正确填写票据和结算凭证的基本规定》: 零 for skipped places,
整 after 元. Where the rule leaves the choice (零 in 1680.32, 整 after 角), nothing is written.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal

from desktop.domain.errors import RuleViolation

BASIS = "《正确填写票据和结算凭证的基本规定》"
HIGHEST = 10**12 * 100  # fen: one 万亿 yuan
_FIELD = "amount"

_DIGITS = "零壹贰叁肆伍陆柒捌玖"

# Numerals of speech and of papers to Arabic digits, units to one form each.
_FORMS = {
    "0": "〇零", "1": "一壹", "2": "二贰两貳", "3": "三叁參", "4": "四肆", "5": "五伍", "6": "六陆陸", "7": "七柒",
    "8": "八捌", "9": "九玖", "十": "拾", "百": "佰", "千": "仟", "万": "萬", "亿": "億", "元": "圆圓块", "角": "毛",
}  # fmt: skip
_READ = str.maketrans({variant: plain for plain, variants in _FORMS.items() for variant in variants})
_UNIT = {"千": 1000, "百": 100, "十": 10, "": 1}


def parse(text: str) -> int:
    """分 for "1,680.32", "1680元", "17万元", "3万5千元", "三千五百元整", "12元5角".

    Raises RuleViolation R-141 (not a sum, or one that can be read in two ways such as 3万5), R-142 (finer than 分),
    R-143 (above one 万亿 yuan), R-144 (negative).
    """
    plain = re.sub(r"[\s￥¥]|人民币|RMB|CNY", "", unicodedata.normalize("NFKC", text).upper()).removesuffix("整")
    if plain[:1] in {"-", "−", "–", "负"}:
        raise _fault("R-144", "金额不能是负数。", "退回的钱请另写一条履行义务，由收钱的一方退还。")
    yuan, jiao, fen = _split(plain.translate(_READ))
    amount = (_yuan(yuan) * 10 + _small(jiao)) * 10 + _small(fen)
    if amount != amount.to_integral_value():
        raise _fault("R-142", "金额最小到分，小数点后最多两位。", "请四舍五入到分后再填写。")
    if amount > HIGHEST:
        raise _fault("R-143", "金额超过了一万亿元。", "请检查有没有多写了零或者“万”字。")
    return int(amount)


def _split(text: str) -> tuple[str, str, str]:
    """The texts before 元, 角 and 分; a sum without 元 is in yuan unless 角 or 分 stands there."""
    parts = re.fullmatch(r"(?:([^元角分]+)元)?0?(?:([^元角分]+)角)?0?(?:([^元角分]+)分)?", text)
    if text and parts:
        return parts[1] or "", parts[2] or "", parts[3] or ""
    if text and not re.search("[元角分]", text):
        return text, "", ""
    raise _unreadable(text)


def _small(digit: str) -> Decimal:
    """One digit of 角 or 分."""
    if not re.fullmatch(r"\d?", digit, re.ASCII):
        raise _unreadable(digit)
    return Decimal(digit or 0)


def _yuan(text: str) -> Decimal:
    """A whole or decimal number with 亿, 万, 千, 百, 十 as people mix them."""
    if not text:
        return Decimal(0)
    for section, factor in (("亿", 10**8), ("万", 10**4)):
        head, found, tail = text.rpartition(section)
        if found:
            if not head or (tail and "." in head):
                raise _unreadable(text)
            return _yuan(head) * factor + _after(tail, len(str(factor)) - 1, text)
    return _below_wan(text)


def _after(tail: str, width: int, whole: str) -> Decimal:
    """What follows 万 or 亿: full width, opened by 零, or with its own unit.

    3万5 is refused: it means 35000 to one reader and 30005 to another.
    """
    if not tail:
        return Decimal(0)
    opened = tail.startswith("0") or len(tail.partition(".")[0]) == width or re.search("[万千百十]", tail)
    if not opened:
        raise _unreadable(whole)
    return _yuan(tail)


def _below_wan(text: str) -> Decimal:
    if re.search("[千百十]", text):
        return _spoken(text)
    if re.fullmatch(r"\d{1,3}(,\d{3})+(\.\d+)?|\d{1,15}(\.\d{1,9})?", text, re.ASCII):
        return Decimal(text.replace(",", ""))
    raise _unreadable(text)


def _spoken(text: str) -> Decimal:
    """三千五百二十一, 3千5百: digits with falling units; a place left out must be spoken as 零 (三千五 is refused)."""
    total, last = 0, 10_000
    rest = "1" + text if text.startswith("十") else text
    while rest:
        part = re.match(r"(0?)([1-9])([千百十]?)", rest)
        if part is None:
            raise _unreadable(text)
        unit = _UNIT[part[3]]
        skipped = last // unit > 10
        if unit >= last or (skipped and not part[1] and last < 10_000):
            raise _unreadable(text)
        total, last, rest = total + int(part[2]) * unit, unit, rest[part.end() :]
    return Decimal(total)


def _unreadable(text: str) -> RuleViolation:
    return _fault("R-141", f"看不懂这个金额{f'（{text}）' if text else ''}。", "请写成数字，例如 35000 或者 3.5万。")


def _fault(code: str, message: str, way_out: str) -> RuleViolation:
    return RuleViolation(code, message, field=_FIELD, way_out=way_out)


def digits(fen: int) -> str:
    """1,680.32 — always two decimals."""
    _within(fen)
    return f"{fen // 100:,}.{fen % 100:02d}"


def capital(fen: int) -> str:
    """大写 of a sum in 分, up to one 万亿 yuan: 168032 → 壹仟陆佰捌拾元叁角贰分, 0 → 零元整."""
    _within(fen)
    yuan, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    text = _whole(yuan) + "元" if yuan or not fen else ""
    if not jiao and not cents:
        return text + "整"
    if jiao:
        text += _DIGITS[jiao] + "角"
    elif yuan:
        text += "零"
    return text + (_DIGITS[cents] + "分" if cents else "")


def written(fen: int) -> str:
    """As agreements say it: 1,680.32元（大写：人民币壹仟陆佰捌拾元叁角贰分）."""
    return f"{digits(fen)}元（大写：人民币{capital(fen)}）"


def _whole(yuan: int) -> str:
    if not yuan:
        return "零"
    figures = f"{yuan:016d}"
    text, before = "", "0000"
    for start, name in ((0, "万亿"), (4, "亿"), (8, "万"), (12, "")):
        section = figures[start : start + 4]
        if section != "0000":
            # 拾万柒仟: zeros that only end a section need no 零; a skipped thousand or section does.
            text += _section(section, bool(text) and (section[0] == "0" or before == "0000")) + name
        before = section
    return text


def _section(figures: str, gap: bool) -> str:
    """Four places; one 零 for any run of skipped places that a digit follows, `gap` if one is open already."""
    text = ""
    for figure, place in zip(figures, ("仟", "佰", "拾", ""), strict=True):
        if figure == "0":
            gap = gap or bool(text)
            continue
        text += ("零" if gap else "") + _DIGITS[int(figure)] + place
        gap = False
    return text


def _within(fen: int) -> None:
    if fen < 0:
        raise RuleViolation("R-144", "金额不能是负数。", field=_FIELD, basis=BASIS, way_out="请改成正数。")
    if fen > HIGHEST:
        raise _fault("R-143", "金额超过了一万亿元。", "请检查有没有多写了零或者“万”字。")
