"""Whom to reach about promises and visits, what to say, and in which order to walk; pure, looks nothing up.

An order of walking is not a ranking of people: it follows village, group and door, nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Final, Literal

from msgspec import Struct
from msgspec.structs import replace

from desktop.domain.case import CaseState
from desktop.domain.case_events import Duty, Part
from desktop.domain.case_view import PartyView

CallKind = Literal["remind", "overdue", "ask", "visit"]


class Call(Struct, frozen=True):
    """Somebody to be reached. `kind`: remind before the day, overdue after it, ask the other side, visit afterwards.

    `what`: the promise, or what the visit is about; `amount`: 分 still owed; `act`: a promise to do, not to pay.
    `script`: key of the words for the telephone.
    """

    case_id: str
    number: str
    title: str
    name: str
    phone: str
    address: str
    kind: CallKind
    what: str
    due: str
    days_left: int
    amount: int = 0
    act: bool = False
    other: str = ""

    @property
    def script(self) -> str:
        if self.kind in ("remind", "overdue"):
            return f"{self.kind}_{'act' if self.act else 'pay'}"
        return self.kind


class Days(Struct, frozen=True):
    """The day from which is counted and the last day that is looked at, ISO."""

    today: str
    until: str

    def left(self, due: str) -> int:
        return (date.fromisoformat(due[:10]) - date.fromisoformat(self.today)).days


def calls_of(state: CaseState, title: str, parties: Sequence[PartyView], visit_due: str, days: Days) -> Iterator[Call]:
    """Everybody to be reached in a case. `visit_due`: last day of the visit, "" when none waits."""
    known = {party.id: party for party in parties}
    blank = Call(state.id, state.reg.number, title, "", "", "", "remind", "", "", 0)
    for duty, part in state.open_parts():
        if part.due <= days.until and duty.debtor in known:
            paid = sum(act.amount for act in state.performed if act.part == part.id)
            yield from _about_duty(blank, known, (duty, part), paid, days)
    if visit_due and visit_due <= days.until:
        agreed = state.agreement
        what = f"{day_words(agreed.on)}达成的协议" if agreed is not None else "调解结果"
        left = days.left(visit_due)
        about = replace(blank, kind="visit", what=what, due=visit_due[:10], days_left=left)
        yield from (_to(about, party) for party in parties)


def _about_duty(
    blank: Call, known: Mapping[str, PartyView], promised: tuple[Duty, Part], paid: int, days: Days
) -> Iterator[Call]:
    """The debtor, and after the day the other side too."""
    duty, part = promised
    debtor, creditor = known[duty.debtor], known.get(duty.creditor)
    late = part.due < days.today
    about = replace(
        blank,
        kind="overdue" if late else "remind",
        what=duty.text.rstrip("。；;"),
        due=part.due,
        days_left=days.left(part.due),
        amount=part.amount - paid if duty.kind == "pay" else 0,
        act=duty.kind == "act",
    )
    yield _to(replace(about, other=creditor.name if creditor is not None else ""), debtor)
    if late and creditor is not None:
        yield _to(replace(about, kind="ask", other=debtor.name), creditor)


def _to(call: Call, party: PartyView) -> Call:
    return replace(call, name=party.name, phone=party.phone, address=party.address)


_STEP: Final = re.compile(r"(\d+|[〇零一二三四五六七八九十百]+)(村民小组|小组|组|队|弄|巷|号楼|幢|栋|单元|室|号)")
_LEVELS: Final = ("村民小组", "小组", "组", "队", "弄", "巷", "号楼", "幢", "栋", "单元", "号", "室")
_DIGITS: Final = {digit: value for value, digit in enumerate("零一二三四五六七八九")} | {"〇": 0}


def walking_key(address: str) -> tuple[str, tuple[tuple[int, int], ...], str]:
    """Sorts addresses as one walks: village by village, group by group, door by door (2组 before 10组, 三组 = 3组)."""
    found = list(_STEP.finditer(address))
    village = address[: found[0].start()] if found else address
    steps = tuple((_LEVELS.index(step[2]), _number(step[1])) for step in found)
    return village, steps, address


def _number(text: str) -> int:
    """12, 十二, 一百零三."""
    if text.isdigit():
        return int(text)
    total, digit = 0, 0
    for char in text:
        if char in "十百":
            total += (digit or 1) * (10 if char == "十" else 100)
            digit = 0
        else:
            digit = _DIGITS[char]
    return total + digit


def for_walking(calls: Sequence[Call]) -> tuple[Call, ...]:
    """In the order of doors; who has no address comes last, to be telephoned."""
    return tuple(sorted(calls, key=lambda call: (not call.address, walking_key(call.address), call.due, call.name)))


def in_words(script: str, call: Call, told: Mapping[str, str]) -> str:
    """A script with the facts of the call. `told`: caller, body, amount in words."""
    facts = {
        "name": call.name, "other": call.other or "对方", "what": call.what, "title": call.title,
        "due": day_words(call.due), "days": str(abs(call.days_left)), **told,
    }  # fmt: skip
    return re.sub(r"\{(\w+)\}", lambda found: facts[found[1]], script)


def day_words(iso: str) -> str:
    """2026年11月4日."""
    year, month, day = map(int, iso.split("-"))
    return f"{year}年{month}月{day}日"
