"""Accusations (检举控告): registered, noted, referred and closed on their own route; two roles only.

《信访工作条例》 Art. 30, 46(5): handled under their own rules, never passed to the accused. Nothing here touches the
open register: own numbers, search, journal and files. Whoever lacks the right gets one answer, matters or none.
"""

from __future__ import annotations

from datetime import date, datetime
from typing import Literal

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.numbering import DEFAULT_PETITION, NumberParts, Series, format_number, next_serial
from desktop.domain.sealed import (
    SealedAttached,
    SealedClosed,
    SealedNoted,
    SealedOpened,
    SealedReferred,
    SealedState,
    words_of,
)
from desktop.usecases.numbers import PETITION_REGISTER
from desktop.usecases.permission import demand_right
from desktop.usecases.protocols import SealedWork, UnitOfWork

DRAFT = "sealed.register"
LARGEST = 50 * 1024 * 1024


class RegisterSealed(Struct, frozen=True):
    """Command. `received_at`: ISO with zone. An anonymous accusation has neither accuser nor contact."""

    received_at: str
    accused: str
    content: str
    form: Literal["oral", "written", "phone", "net"] = "oral"
    accused_unit: str = ""
    accuser: str = ""
    accuser_contact: str = ""
    anonymous: bool = False

    def __repr__(self) -> str:
        return "RegisterSealed"


class SealedRegistered(Struct, frozen=True):
    """The matter's random identity and its number of the sealed series (…密1号)."""

    matter_id: str
    number: str


def register_sealed(cmd: RegisterSealed, uow: UnitOfWork) -> SealedRegistered:
    """Register an accusation under a number of the sealed series; the caller commits.

    Raises:
        RuleViolation: R-203, R-231 content or accused missing, R-232 accuser missing or an anonymous one named,
            R-233 received in the future.
    """
    route = _route(uow)
    _check(cmd, uow)
    committee = uow.committee()
    year = uow.now().year
    series = Series(committee.station, PETITION_REGISTER, year, uow.letter(), sealed=True).key
    serial = next_serial(route.greatest_serial(series), 0)
    parts = NumberParts(
        year=year,
        serial=serial,
        organ=f"{committee.organ_word or committee.word}{PETITION_REGISTER}",
        letter=uow.letter(),
        epoch=route.epoch_ordinal(),
        sealed=True,
    )
    number = format_number(DEFAULT_PETITION, parts)
    matter_id = uow.new_id()
    route.record(
        matter_id,
        SealedOpened(
            number=number,
            series=series,
            serial=serial,
            received_at=cmd.received_at,
            form=cmd.form,
            accused=cmd.accused.strip(),
            content=cmd.content.strip(),
            registrar=uow.viewer.name,
            accused_unit=cmd.accused_unit.strip(),
            accuser=cmd.accuser.strip(),
            accuser_contact=cmd.accuser_contact.strip(),
            anonymous=cmd.anonymous,
        ),
    )
    route.journal("sealed.opened", matter_id)
    uow.drop_draft(DRAFT, "")
    return SealedRegistered(matter_id, number)


def sealed_matters(uow: UnitOfWork) -> tuple[SealedState, ...]:
    """All sealed matters, oldest first, decrypted in memory; the look is a line of their journal. R-203."""
    route = _route(uow)
    route.journal("sealed.looked", "")
    return route.states()


def search_sealed(text: str, uow: UnitOfWork) -> tuple[SealedState, ...]:
    """Sealed matters in whose words `text` stands: an index of this session only, nothing is stored. R-203."""
    wanted = text.strip().casefold()
    found = sealed_matters(uow)
    return tuple(state for state in found if wanted and wanted in words_of(state).casefold())


def note_sealed(matter_id: str, on: str, text: str, uow: UnitOfWork) -> None:
    """Record what was done or learned. Raises R-203, R-234 unknown or closed, R-231 no text, R-233 date."""
    route = _route(uow)
    _open(matter_id, route)
    _day(on, uow)
    if not text.strip():
        raise RuleViolation("R-231", "内容还没有填。", field="text", way_out="写一两句即可。")
    route.record(matter_id, SealedNoted(on, text.strip()))
    route.journal("sealed.noted", matter_id)


class ReferSealed(Struct, frozen=True):
    """Command. `to`: the organ that may deal with it; `receipt`: who signed for it and when."""

    matter_id: str
    on: str
    to: str
    way: str
    receipt: str = ""


def refer_sealed(cmd: ReferSealed, uow: UnitOfWork) -> None:
    """Hand the matter to the organ with power (纪检监察 or another), never to the accused (Art. 30, 46).

    Raises:
        RuleViolation: R-203, R-234, R-233, R-235 no addressee, or the addressee is the accused person or unit.
    """
    route = _route(uow)
    opened = _open(cmd.matter_id, route).opened
    _day(cmd.on, uow)
    accused = [name for name in (opened.accused, opened.accused_unit) if name]
    if not cmd.to.strip() or any(name in cmd.to or cmd.to.strip() == name for name in accused):
        raise RuleViolation(
            "R-235",
            "移送的去向没有写，或者就是被检举控告的人或单位。",
            field="to",
            basis="信访工作条例第三十条、第四十六条",
            way_out="请移送纪检监察机关或其他有权处理的机关、单位。",
        )
    route.record(cmd.matter_id, SealedReferred(cmd.on, cmd.to.strip(), cmd.way.strip(), cmd.receipt.strip()))
    route.journal("sealed.referred", cmd.matter_id)


def close_sealed(matter_id: str, on: str, outcome: str, told: str, uow: UnitOfWork) -> None:
    """Finish the matter here. Raises R-203, R-234, R-233, R-231 no outcome."""
    route = _route(uow)
    _open(matter_id, route)
    _day(on, uow)
    if not outcome.strip():
        raise RuleViolation("R-231", "内容还没有填。", field="outcome", way_out="写一两句即可。")
    route.record(matter_id, SealedClosed(on, outcome.strip(), told.strip()))
    route.journal("sealed.closed", matter_id)


def attach_sealed(matter_id: str, name: str, media_type: str, data: bytes, uow: UnitOfWork) -> None:
    """Take a file into the matter, encrypted to the sealed route. Raises R-203, R-234, R-236 empty or too large."""
    route = _route(uow)
    _open(matter_id, route)
    if not 0 < len(data) <= LARGEST:
        raise RuleViolation("R-236", "这个文件是空的，或者超过50兆。", field="data", way_out="请检查文件后再加入。")
    blob, content_hash = route.put_blob(data)
    route.record(matter_id, SealedAttached(name.strip()[:120] or "未命名", media_type, len(data), blob, content_hash))
    route.journal("sealed.attached", matter_id)


def read_sealed_file(matter_id: str, content_hash: str, uow: UnitOfWork) -> bytes:
    """The plain bytes of a file of the matter. Raises R-203, R-234 when there is none such."""
    route = _route(uow)
    state = _matter(matter_id, route)
    for entry in state.acts:
        if isinstance(entry.act, SealedAttached) and entry.act.content_hash == content_hash:
            route.journal("sealed.looked", matter_id)
            return route.get_blob(entry.act.blob)
    raise _unknown()


def _route(uow: UnitOfWork) -> SealedWork:
    demand_right(uow.viewer, "sealed")
    return uow.sealed()


def _matter(matter_id: str, route: SealedWork) -> SealedState:
    state = next((s for s in route.states() if s.id == matter_id), None)
    if state is None:
        raise _unknown()
    return state


def _open(matter_id: str, route: SealedWork) -> SealedState:
    state = _matter(matter_id, route)
    if state.closed:
        raise _unknown()
    return state


def _unknown() -> RuleViolation:
    return RuleViolation("R-234", "找不到这件密封登记，或者已经办结。", field="matter", way_out="请从密封登记里打开。")


def _check(cmd: RegisterSealed, uow: UnitOfWork) -> None:
    if not cmd.content.strip() or not cmd.accused.strip():
        raise RuleViolation(
            "R-231", "内容还没有填。", field="content", way_out="写明检举控告谁、什么事；不知道姓名的写能认出的称呼。"
        )
    if cmd.anonymous == bool(cmd.accuser.strip() or cmd.accuser_contact.strip()):
        raise RuleViolation(
            "R-232",
            "匿名的不要写检举控告人，实名的要写。",
            field="accuser",
            way_out="本人不愿留名的，请勾选“匿名”。",
        )
    try:
        received = datetime.fromisoformat(cmd.received_at)
    except ValueError as error:
        raise _when() from error
    if received.tzinfo is None or received > uow.now():
        raise _when()


def _day(on: str, uow: UnitOfWork) -> None:
    try:
        future = date.fromisoformat(on) > uow.now().date()
    except ValueError as error:
        raise _when() from error
    if future:
        raise _when()


def _when() -> RuleViolation:
    return RuleViolation("R-233", "日期写得不对，或者晚于现在。", field="on", way_out="请核对日期和电脑的日期。")
