"""Checks the numbers a person is known by, and hides them; must not ask who may see them or look anything up.

公民身份号码 follows GB 11643-1999 (check character: ISO 7064 MOD 11-2). Other documents are checked loosely by
their shape only, because their issuers change the form and a wrong refusal sends a person away.
No form may demand a number (practice: 未提供 with a reason is always possible); these checks run on what was given.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container
from datetime import date
from enum import StrEnum

import msgspec

from desktop.domain.errors import RuleViolation

STANDARD = "GB 11643-1999《公民身份号码》"
SAMPLE_REGION = "990000"  # no real region: demonstration data can be no real person
# Residence permits of people from Hong Kong, Macao and Taiwan carry these area codes.
_OUTSIDE_REGIONS = frozenset({"810000", "820000", "830000"})
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_CHECK = "10X98765432"
_OLD_AGE = 120  # years; beyond it a slip of the pen is likelier than the person
_FIELD = "id_number"


class Sex(StrEnum):
    MALE = "male"
    FEMALE = "female"


class IdNumber(msgspec.Struct, frozen=True):
    """A number that passed every check; `warnings` are sentences to show, none of them blocks."""

    number: str
    birth: date
    sex: Sex
    warnings: tuple[str, ...] = ()

    @property
    def region(self) -> str:
        return self.number[:6]

    @property
    def is_sample(self) -> bool:
        """True for the demonstration area 990000."""
        return self.region == SAMPLE_REGION


def tidy_number(text: str) -> str:
    """Full-width characters made half-width, spaces and hyphens of any kind taken out, letters in capitals."""
    narrow = unicodedata.normalize("NFKC", text)
    return re.sub(r"[\s\u200b\ufeff\-\u2010-\u2015]", "", narrow).upper()


def check_character(body: str) -> str:
    """The 18th character for the 17 digits of `body` (GB 11643-1999, annex)."""
    total = sum(int(digit) * weight for digit, weight in zip(body, _WEIGHTS, strict=True))
    return _CHECK[total % 11]


def check_id(text: str, *, today: date, known_regions: Container[str] | None) -> IdNumber:
    """Check a 公民身份号码 as typed; 15 digits of an old card become 18.

    `known_regions` holds six-digit area codes; an unknown one only warns, since codes are abolished and live on in
    numbers; None leaves the area unchecked. Raises RuleViolation R-101 … R-106, in the order of the standard's parts.
    """
    number = tidy_number(text)
    if len(number) not in (15, 18):
        raise _fault(
            "R-101", f"身份证号码应为18位，现在是{len(number)}位。", "请对照证件重新输入，注意有没有漏写或多写。"
        )
    body = number[:17] if len(number) == 18 else number
    if not _is_digits(body):
        raise _fault(
            "R-102", f"身份证号码的前{len(body)}位只能是数字。", "请检查有没有把数字0写成字母O、把1写成字母l。"
        )
    last = number[17:]
    if last and not (_is_digits(last) or last == "X"):
        raise _fault("R-103", "身份证号码的最后一位只能是数字或者X。", "请对照证件改正最后一位。")
    if not last:
        body = body[:6] + "19" + body[6:]
    birth = _birth(body[6:14], today)
    expected = check_character(body)
    if last and last != expected:
        raise _fault("R-106", "身份证号码的校验位不符，其中至少有一位写错了。", "请对照证件逐位核对。")
    sex = Sex.MALE if int(body[16]) % 2 else Sex.FEMALE
    return IdNumber(body + expected, birth, sex, _warnings(body[:6], birth, today, known_regions))


def _is_digits(text: str) -> bool:
    return text.isascii() and text.isdigit()


def _fault(code: str, message: str, way_out: str) -> RuleViolation:
    return RuleViolation(code, message, field=_FIELD, basis=STANDARD, way_out=way_out)


def _birth(digits: str, today: date) -> date:
    year, month, day = int(digits[:4]), int(digits[4:6]), int(digits[6:])
    try:
        birth = date(year, month, day)
    except ValueError:
        raise _fault(
            "R-104", f"身份证号码里的出生日期{year}年{month}月{day}日不存在。", "请对照证件核对第7位至第14位。"
        ) from None
    if birth > today:
        raise _fault(
            "R-105",
            f"身份证号码里的出生日期{year}年{month}月{day}日还没有到。",
            "请核对第7位至第14位，并看看本机日期对不对。",
        )
    return birth


def _warnings(region: str, birth: date, today: date, known_regions: Container[str] | None) -> tuple[str, ...]:
    found = []
    known = known_regions is None or region in known_regions or region in _OUTSIDE_REGIONS
    if region == SAMPLE_REGION and known_regions is not None:
        found.append("前六位990000是演示用的地区代码，不属于任何真实的人。")
    elif not known:
        found.append(f"前六位{region}不在现有的地区代码表里，可能是已撤销的旧代码，请再核对一次。")
    if today.year - birth.year > _OLD_AGE:
        found.append(f"按号码推算已经超过{_OLD_AGE}岁，请再核对一次。")
    return tuple(found)


class DocumentType(msgspec.Struct, frozen=True):
    """One kind of identity paper: `pattern` is matched against the tidied number, `shape` describes it in Chinese."""

    key: str
    name: str
    pattern: str
    shape: str


RESIDENT_CARD = "resident_card"
RESIDENCE_PERMIT = "hmt_residence_permit"
_RESIDENT_SHAPED = frozenset({RESIDENT_CARD, RESIDENCE_PERMIT})

DOCUMENT_TYPES: dict[str, DocumentType] = {
    kind.key: kind
    for kind in (
        DocumentType(RESIDENT_CARD, "居民身份证", "", "18位号码"),
        DocumentType(RESIDENCE_PERMIT, "港澳台居民居住证", "", "18位号码"),
        DocumentType("passport", "护照", r"[A-Z0-9]{5,20}", "5至20位字母和数字"),
        DocumentType("hm_travel_permit", "港澳居民来往内地通行证", r"[HM]\d{8}(\d{2})?", "字母H或M加8位或10位数字"),
        DocumentType("tw_travel_permit", "台湾居民来往大陆通行证", r"\d{8}|\d{10}(\(?[A-Z]\)?)?", "8位或10位数字"),
        DocumentType(
            "foreign_permanent", "外国人永久居留身份证", r"[A-Z]{3}\d{12}|9\d{16}[\dX]", "3个字母加12位数字，或18位号码"
        ),
        DocumentType("household_register", "户口簿", r"[A-Z0-9]{5,20}", "5至20位字母和数字"),
        DocumentType(
            "officer_card",
            "军官证（士官证）",
            r"[\u4e00-\u9fffA-Z0-9]{4,20}",
            "4至20个汉字、字母和数字，如“某字第1234567号”",
        ),
        DocumentType("other", "其他证件", r".{1,40}", "1至40个字符"),
    )
}


def check_document(kind: str, text: str, *, today: date, known_regions: Container[str] | None) -> str:
    """The tidied number of an identity paper of type `kind` (a key of DOCUMENT_TYPES).

    Cards with an 18-digit number get the full check; the others raise R-107 only when the shape cannot be right.
    """
    if kind in _RESIDENT_SHAPED:
        return check_id(text, today=today, known_regions=known_regions).number
    number = tidy_number(text)
    document = DOCUMENT_TYPES[kind]
    if not re.fullmatch(document.pattern, number):
        raise RuleViolation(
            "R-107",
            f"{document.name}号码一般是{document.shape}，现在填的不像。",
            field=_FIELD,
            way_out="请对照证件改正；确实就是这样的，请把证件种类改为“其他证件”。",
        )
    return number


def check_phone(text: str) -> str:
    """A telephone number as it can be dialled: mobile 13800001234, landline 0575-88001234 (extension -123).

    Loose: short internal numbers and service numbers of 3 to 10 digits pass. Raises R-108.
    """
    dialled = re.sub(r"[\s()（）]", "", unicodedata.normalize("NFKC", text))
    dialled = re.sub(r"^(\+86|0086|86(?=1\d{10}$))-?", "", re.sub(r"[\u2010-\u2015]", "-", dialled))
    plain = dialled.replace("-", "")
    if not _is_digits(plain):
        raise _phone_fault("电话号码里只能有数字和横线。")
    if re.fullmatch(r"1[3-9]\d{9}", plain):
        return plain
    landline = re.fullmatch(r"(0(?:10|2\d|[3-9]\d\d))-?([2-9]\d{6,7})(-\d{1,6})?", dialled)
    if landline:
        return f"{landline[1]}-{landline[2]}{landline[3] or ''}"
    if re.fullmatch(r"[1-9]\d{2,9}", plain):
        return plain
    raise _phone_fault(f"手机号码应为11位，固定电话要带区号，现在是{len(plain)}位。")


def _phone_fault(message: str) -> RuleViolation:
    return RuleViolation(
        "R-108", message, field="phone", way_out="请向当事人核对；没有电话的，请留空并记下怎样能找到本人。"
    )


def mask_id(number: str, *, head: int = 3, tail: int = 4) -> str:
    """`330***********1234`: first `head`, stars, last `tail`; a short number of another paper shows its last two."""
    hidden = len(number) - head - tail
    if hidden >= head + tail:
        return number[:head] + "*" * hidden + number[-tail:]
    shown = 2 if len(number) >= 6 else 0
    return "*" * (len(number) - shown) + number[len(number) - shown :]


def mask_phone(number: str) -> str:
    """`138****1234`; of any other number the last four, of short ones nothing."""
    if len(number) == 11 and number.isdigit():
        return f"{number[:3]}****{number[-4:]}"
    return "*" * len(number) if len(number) < 7 else "****" + number[-4:]


def mask_bank(account: str) -> str:
    """Only the last four digits of an account."""
    plain = tidy_number(account)
    return "****" + (plain[-4:] if len(plain) > 8 else "")


def mask_birth(birth: date) -> str:
    """The year of birth and nothing finer."""
    return f"{birth.year}年"


# A 村 or 区 inside a longer word (村路, 村镇, 社区, 小区) ends no administrative name.
_COUNTY = r"(?:.*(?:县|旗|市(?!场)|(?<![社小园校景])区))?"
_TOWN = r"(?:[^\d村]{1,10}?(?:街道|苏木|镇|乡))?"
_VILLAGE = r"(?:[^\d]{1,15}?(?:村民委员会|居民委员会|村委会|居委会|社区|村(?![村路街巷弄庄乡镇])))?"
_TO_VILLAGE = re.compile(_COUNTY + _TOWN + _VILLAGE)


def mask_address(address: str) -> str:
    """The address down to the village or community, by the words it is written with; nothing if none is named."""
    found = _TO_VILLAGE.match(unicodedata.normalize("NFKC", address.strip()))
    return found[0] if found else ""
