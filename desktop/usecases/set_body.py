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
from desktop.domain.numbering import NumberPatterns
from desktop.domain.station_events import Published
from desktop.usecases.manage_methods import SETTINGS
from desktop.usecases.numbers import NUMBERS, PATTERNS, samples
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import UnitOfWork
from desktop.usecases.publish_reference import iso_day

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
    """Command: what the station says of itself from now on; station code and name stay as they are.

    `numbers_from`: ISO day from which changed patterns of numbers are used, "" for today.
    """

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
    numbers_from: str = ""


def set_body(cmd: SetBody, uow: UnitOfWork) -> Committee:
    """Publish what changed; nothing is recorded when nothing did. The caller commits.

    Raises:
        RuleViolation: R-203 no right, R-433 a name or word is missing or has no form for numbers, R-434 the organ has
            no power to decide, R-435 no organ of review beside an organ that decides, R-151 … R-155
            and R-158 a pattern of numbers that cannot be, R-436 one that the county rules, R-437 a day in the past.
    """
    demand_right(uow.viewer, "settings")
    _check(cmd)
    before = uow.committee()
    said = msgspec.structs.asdict(cmd)
    start = said.pop("numbers_from")
    wanted = msgspec.structs.replace(before, **said)
    samples(wanted, uow.now().year)
    now, then = (NumberPatterns(one.case_pattern, one.letter_pattern) for one in (before, wanted))
    kept = _body_as_published(uow, before)
    body = msgspec.structs.replace(wanted, case_pattern=kept.case_pattern, letter_pattern=kept.letter_pattern)
    if body != kept:
        publish_committee(uow, body)
    if now != then:
        _publish_patterns(now, then, start, uow)
    if body != kept or now != then:
        uow.journal("settings.changed", COMMITTEE_KEY)
    return uow.committee()


def _body_as_published(uow: UnitOfWork, today: Committee) -> Committee:
    """What the station said last of itself; its patterns may be others than those in force."""
    known = uow.published(SETTINGS, f"{today.station}.{COMMITTEE_KEY}")
    return msgspec.json.decode(known.versions[-1].content, type=Committee) if known is not None else today


def _publish_patterns(now: NumberPatterns, then: NumberPatterns, start: str, uow: UnitOfWork) -> None:
    """Other numbers from a day on; those that were given stay, and the series run on."""
    today = uow.now().date().isoformat()
    day = iso_day(start or today)
    if day < today:
        raise RuleViolation(
            "R-437",
            "新的编号格式不能从过去的日子起用。",
            field="numbers_from",
            way_out="已经发出的编号不变，请写今天或以后的日子，例如明年1月1日。",
        )
    ruled = uow.published(NUMBERS, PATTERNS)
    version = ruled.in_force(today) if ruled is not None else None
    county = msgspec.json.decode(version.content, type=NumberPatterns) if version is not None else NumberPatterns()
    for name in NumberPatterns.__struct_fields__:
        if getattr(county, name) and getattr(now, name) != getattr(then, name):
            raise RuleViolation("R-436", "编号格式由县里统一规定。", field=name, way_out="请改回原样；要改的请找县里。")
    _publish(uow, NUMBERS, f"{uow.committee().station}.{PATTERNS}", then, day)


def publish_committee(uow: UnitOfWork, committee: Committee) -> None:
    """Publish the station's own settings, in force from today."""
    key = f"{committee.station}.{COMMITTEE_KEY}"
    _publish(uow, SETTINGS, key, committee, uow.now().date().isoformat())


def _publish(uow: UnitOfWork, kind: str, key: str, value: Struct, day: str) -> None:
    content = encode(msgspec.to_builtins(value))
    known = uow.published(kind, key)
    uow.record(
        f"{kind}/{key}",
        Published(
            kind=kind,
            key=key,
            version=1 + max((v.version for v in known.versions), default=0) if known else 1,
            effective_from=day,
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
