"""Checks 统一社会信用代码 (GB 32100-2015); must not look an organisation up.

18 characters: registering department, kind, six digits of the area, nine of the organisation, one check character.
"""

from __future__ import annotations

from desktop.domain.errors import RuleViolation
from desktop.domain.identity import tidy_number

STANDARD = "GB 32100-2015《法人和其他组织统一社会信用代码编码规则》"
_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"  # without I, O, S, V, Z
_WEIGHTS = tuple(pow(3, place, 31) for place in range(17))


def organisation_check_character(body: str) -> str:
    """The 18th character for the 17 of `body`: 31 minus the weighted sum modulo 31, weights 3^(i-1) mod 31."""
    total = sum(_ALPHABET.index(character) * weight for character, weight in zip(body, _WEIGHTS, strict=True))
    return _ALPHABET[-total % 31]


def check_organisation_code(text: str) -> str:
    """The code in 18 capitals and digits. Raises RuleViolation R-121 … R-124."""
    code = tidy_number(text)
    if len(code) != 18:
        raise _fault(
            "R-121", f"统一社会信用代码应为18位，现在是{len(code)}位。", "请对照营业执照或者登记证书重新输入。"
        )
    strange = "".join(dict.fromkeys(character for character in code if character not in _ALPHABET))
    if strange:
        raise _fault(
            "R-122", f"统一社会信用代码里不会有“{strange}”。", "代码不用字母I、O、S、V、Z，请看看是不是1、0、5、U、2。"
        )
    if not code[2:8].isdigit():
        raise _fault("R-123", "统一社会信用代码的第3位至第8位是地区代码，只能是数字。", "请对照证书核对第3位至第8位。")
    if organisation_check_character(code[:17]) != code[17]:
        raise _fault("R-124", "统一社会信用代码的校验位不符，其中至少有一位写错了。", "请对照证书逐位核对。")
    return code


def _fault(code: str, message: str, way_out: str) -> RuleViolation:
    return RuleViolation(code, message, field="organisation_code", basis=STANDARD, way_out=way_out)
