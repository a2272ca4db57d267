"""The body in whose name papers go out (单位信息): its names, the words of its numbers, the organ of its decisions.

A change holds for papers made afterwards; those that were issued say what they said.
"""

from __future__ import annotations

from typing import Final

import msgspec
from msgspec import Struct

from desktop.domain.canonical import encode, sha256
from desktop.domain.case_view import Committee
from desktop.domain.errors import RuleViolation
from desktop.domain.station_events import Published
from desktop.usecases.manage_methods import SETTINGS
from desktop.usecases.numbers import samples
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork

COMMITTEE_KEY: Final = "committee"
LONGEST_WORD: Final = 12
# Bodies and offices that decide nothing in their own name (practice.md P12; 信访处理意见书 of S2).
_NO_POWER: Final = (
    "综治中心",
    "矛调中心",
    "信访办",
    "信访办公室",
    "接待中心",
    "调解委员会",
    "村民委员会",
    "居民委员会",
    "司法所",
)


class SetBody(Struct, frozen=True):
    """Command: what the station says of itself from now on; station code and name stay as they are."""

    name: str
    word: str
    address: str = ""
    phone: str = ""
    court: str = ""
    mediators: tuple[str, ...] = ()
    seal_keeper: str = ""
    organ: str = ""
    organ_word: str = ""
    review_organ: str = ""
    review_address: str = ""
    review_phone: str = ""
    red_head: bool = False
    letter_form: bool = False
    case_pattern: str = ""
    letter_pattern: str = ""
    cut_off: int = 0


def set_body(cmd: SetBody, uow: UnitOfWork) -> Committee:
    """Publish what changed; nothing is recorded when nothing did. The caller commits.

    Raises:
        RuleViolation: R-203 no right, R-433 a name or word is missing or has no form for numbers, R-434 the organ has
            no power to decide, R-435 no organ of review beside an organ that decides, R-151 … R-155
            and R-158 a pattern of numbers that cannot be.
    """
    demand_right(uow.viewer, "settings")
    _check(cmd)
    before = uow.committee()
    after = msgspec.structs.replace(before, **msgspec.structs.asdict(cmd))
    samples(after, uow.now().year)
    if after != before:
        publish_committee(uow, after)
        uow.journal("settings.changed", COMMITTEE_KEY)
    return after


def publish_committee(uow: UnitOfWork, committee: Committee) -> None:
    """Publish the station's own settings, in force from today."""
    content = encode(msgspec.to_builtins(committee))
    key = f"{committee.station}.{COMMITTEE_KEY}"
    known = uow.published(SETTINGS, key)
    uow.record(
        f"{SETTINGS}/{key}",
        Published(
            kind=SETTINGS,
            key=key,
            version=1 + max((v.version for v in known.versions), default=0) if known else 1,
            effective_from=uow.now().date().isoformat(),
            content_hash=sha256(content).hex(),
            content=content.decode(),
        ),
    )


def _check(cmd: SetBody) -> None:
    if not cmd.name:
        raise RuleViolation("R-433", "调解委员会的名称不能空着。", field="name", way_out="请写全称，和印章一致。")
    for field, word in (("word", cmd.word), ("organ_word", cmd.organ_word)):
        if (field == "word" and not word) or len(word) > LONGEST_WORD or any(not c.isalpha() for c in word):
            raise RuleViolation(
                "R-433",
                f"编号里用的字应为1至{LONGEST_WORD}个汉字，不带数字、括号和空格。",
                field=field,
                way_out="例如“云桥”“柳政”。",
            )
    if cmd.organ.endswith(_NO_POWER):
        raise RuleViolation(
            "R-434",
            f"“{cmd.organ}”不能以自己的名义出具信访处理意见。",
            field="organ",
            basis="《信访工作条例》第三十一条、第三十二条",
            way_out="请写有权处理的机关全称，例如乡镇人民政府、街道办事处；没有的留空。",
        )
    if cmd.organ and not cmd.review_organ:
        raise RuleViolation(
            "R-435",
            "出具处理意见的机关要写明复查机关。",
            field="review_organ",
            basis="《信访工作条例》第三十五条",
            way_out="请写上一级机关的全称，例如县（市、区）人民政府。",
        )
