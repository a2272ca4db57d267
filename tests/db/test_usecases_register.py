"""Registering, people, corrections, undo and files: every rule refuses once and lets pass once, on a real station."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import msgspec
import pytest

from db.exchange import RangeToSend, note_bundle
from db.queries.history import case_history
from db.store import current_epoch
from db.unit_of_work import SqlUnitOfWork
from desktop.bootstrap.references import StationReferences
from desktop.bootstrap.station import Desk
from desktop.domain import case_events as ce
from desktop.domain.errors import RuleViolation
from desktop.domain.person import OrganisationRecorded
from desktop.domain.viewer import Viewer
from desktop.reference.regions import regions
from desktop.usecases.attach_file import LARGEST, AttachFile, attach_file
from desktop.usecases.correct_case import ChangeCase, change_case, drop_party, link_cases, undo_last
from desktop.usecases.follow_up import RecordVisit, record_visit
from desktop.usecases.hold_session import hold_session
from desktop.usecases.load_places import LoadPlaces, load_places
from desktop.usecases.make_paper import PreparePaper, prepare_paper
from desktop.usecases.record_person import change_organisation, change_person, record_organisation, record_person
from desktop.usecases.register_case import PartyInput, RegisterCaseResult, register_case, with_party
from tests.db.station_kit import NOW, TODAY, Station, party, person, registration, session

OTHER = "f" * 32


@pytest.fixture(scope="module")
def open_desk(template: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    station = Station(template, tmp_path_factory.mktemp("register"))
    yield station.open()
    station.close()


@pytest.fixture
def uow(open_desk: Desk) -> Iterator[SqlUnitOfWork]:
    """A unit of work that nobody commits."""
    with open_desk.uow(open_desk.viewer) as own:
        yield own


@pytest.fixture
def case(uow: SqlUnitOfWork) -> RegisterCaseResult:
    return register_case(registration(), uow)


def refused(code: str) -> Any:
    """The rule that must refuse."""
    return pytest.raises(RuleViolation, match=f"^{code} ")


# ---- registering ----------------------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    ("code", "values"),
    [
        ("R-311", {"received_at": (NOW + timedelta(minutes=1)).isoformat()}),
        ("R-311", {"received_at": "2026-11-20T08:30:00"}),
        ("R-316", {"received_at": "昨天"}),
        ("R-316", {"received_at": ""}),
        ("R-312", {"parties": (party("许志强", "respondent"),)}),
        ("R-312", {"parties": ()}),
        ("R-313", {"parties": (party("周桂兰"),)}),
        ("R-314", {"summary": " 　\n"}),
        ("R-303", {"parties": (PartyInput("applicant", record=OTHER), party("许志强", "respondent"))}),
        ("R-303", {"parties": (PartyInput("applicant"), party("许志强", "respondent"))}),
        ("R-303", {"parties": (PartyInput("applicant", person("甲"), record=OTHER), party("乙", "respondent"))}),
        ("R-304", {"parties": (PartyInput("applicant", organisation=OrganisationRecorded(" ")),
                               party("乙", "respondent"))}),
        ("R-131", {"parties": (party(""), party("许志强", "respondent"))}),
        ("R-106", {"parties": (party("周桂兰", id_number="990000198503150024"), party("许志强", "respondent"))}),
        ("R-108", {"parties": (party("周桂兰", phone="12"), party("许志强", "respondent"))}),
    ],
)  # fmt: skip
def test_a_registration_is_refused(uow: SqlUnitOfWork, code: str, values: dict[str, Any]) -> None:
    with refused(code):
        register_case(registration(**values), uow)


def test_a_registration_records_everything_once(uow: SqlUnitOfWork) -> None:
    known = record_person(person("周桂兰", phone="13800001234"), uow)
    result = register_case(
        registration(
            parties=(
                PartyInput("applicant", person("周桂兰", phone="13800001235"), record=known, agent="李律师"),
                PartyInput("respondent", organisation=OrganisationRecorded("云桥建材店", representative="许志强")),
                PartyInput("third", person("王五")),
            ),
            received_at=NOW.isoformat(),
            requests=("修好", " ", "赔钱"),
            summary="  漏水 ",
        ),
        uow,
    )
    reg = uow.case(result.case_id).reg
    assert result.number == reg.number == "（2026）云桥人调字第1号"
    assert [(p.side, p.kind) for p in reg.parties] == [
        ("applicant", "person"), ("respondent", "organisation"), ("third", "person"),
    ]  # fmt: skip
    assert result.parties == tuple(p.id for p in reg.parties)
    assert reg.parties[0].record == known
    found = uow.person(known)
    assert found is not None
    assert found.data.phone == "13800001235"
    assert [r.text for r in reg.requests] == ["修好", "赔钱"]
    assert (reg.summary, reg.heads, reg.owner) == ("漏水", 3, uow.installation())


def test_the_same_record_on_both_sides_is_refused(uow: SqlUnitOfWork) -> None:
    known = record_person(person("周桂兰"), uow)
    both = (PartyInput("applicant", record=known), PartyInput("respondent", record=known))
    with refused("R-315"):
        register_case(registration(parties=both), uow)


def test_a_petition_needs_no_other_side(uow: SqlUnitOfWork) -> None:
    result = register_case(registration(kind="petition", source="visit", category="", parties=(party("周桂兰"),)), uow)
    assert result.number.endswith("信访登〔2026〕1号")


VILLAGES = """代码,名称,类别,上级
330681109201,枫源村,村社,
33068110920101,枫源村第一网格,网格,330681109201
"""


def test_a_place_is_one_that_is_known(uow: SqlUnitOfWork) -> None:
    """A village of a township counts until the station loads its villages; then only those that stand there."""
    for known in ("", "330681", "330681109", "330681109999", "990000", "990101001001"):
        register_case(registration(region=known), uow)
    for unknown in ("330699", "330681999", "330681999001", "33068110", "枫源村"):
        with refused("R-326"):
            register_case(registration(region=unknown), uow)
    load_places(LoadPlaces(VILLAGES), regions(), uow)
    for known in ("330681109201", "33068110920101"):
        case = register_case(registration(region=known), uow)
    for unknown in ("330681109999", "33068110920102"):
        with refused("R-326"):
            register_case(registration(region=unknown), uow)
        with refused("R-326"):
            change_case(ChangeCase(case.case_id, {"region": unknown}), uow)
    assert change_case(ChangeCase(case.case_id, {"region": "330681"}), uow)


def test_without_a_body_there_is_no_number(open_desk: Desk) -> None:
    references = StationReferences("999999999", open_desk.doors.clock, open_desk.store.blobs.get)
    with open_desk.store.transaction() as connection, refused("R-204"):
        references.committee(connection)


@pytest.mark.parametrize("role", ["system_admin", "system_auditor", "archivist", "justice_office", "unknown"])
def test_who_may_not_write_is_refused(open_desk: Desk, case: RegisterCaseResult, role: str) -> None:
    with open_desk.uow(Viewer("u9", "别人", (role,))) as other:
        for act in (
            lambda: register_case(registration(), other),
            lambda: hold_session(session(case), other),
            lambda: record_visit(RecordVisit(case.case_id, TODAY, "home", "周明", (), "好"), other),
            lambda: change_case(ChangeCase(case.case_id, {"summary": "x"}), other),
            lambda: undo_last(case.case_id, "0" * 64, other),
            lambda: attach_file(AttachFile(case.case_id, "x", "file", "text/plain", b"x"), other),
            lambda: record_person(person("甲"), other),
        ):
            with refused("R-203"):
                act()


# ---- whose case it is -----------------------------------------------------------------------------------------------
def _acts(case_id: str, uow: SqlUnitOfWork) -> tuple[Any, ...]:
    return (
        lambda: hold_session(session(RegisterCaseResult(case_id, "", ("p", "q"))), uow),
        lambda: change_case(ChangeCase(case_id, {"summary": "新"}), uow),
        lambda: with_party(case_id, party("王五", "third"), uow),
        lambda: drop_party(case_id, "x", "登记有误", uow),
    )


def test_a_case_that_is_not_there_is_refused(uow: SqlUnitOfWork) -> None:
    for act in _acts(OTHER, uow):
        with refused("R-301"):
            act()


def test_a_case_of_another_desk_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    uow.record(case.case_id, ce.CaseHanded(OTHER, uow.case(case.case_id).frontier))
    for act in (*_acts(case.case_id, uow), lambda: link_cases(case.case_id, case.case_id, "repeat", uow)):
        with refused("R-317"):
            act()


def test_a_case_on_its_way_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    uow.record(case.case_id, ce.CaseReleased(uow.case(case.case_id).frontier))
    for act in _acts(case.case_id, uow):
        with refused("R-317"):
            act()


def test_a_closed_case_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    uow.record(case.case_id, ce.CaseClosed(TODAY, "success"))
    for act in _acts(case.case_id, uow):
        with refused("R-318"):
            act()


# ---- people ---------------------------------------------------------------------------------------------------------
def test_a_person_is_recorded_checked_and_corrected(uow: SqlUnitOfWork) -> None:
    person_id = record_person(person("周桂兰", id_number="99000019850315002x"[:17] + "3"), uow)
    state = uow.person(person_id)
    assert state is not None
    assert (state.data.birth, state.data.sex) == ("1985-03-15", "female")
    change_person(person_id, msgspec.structs.replace(state.data, work="务农"), uow)
    change_person(person_id, msgspec.structs.replace(state.data, work="务农"), uow)
    state = uow.person(person_id)
    assert state is not None
    assert state.data.work == "务农"
    assert len(uow._events[person_id]) == 2


def test_an_organisation_is_recorded_and_corrected(uow: SqlUnitOfWork) -> None:
    firm = record_organisation(OrganisationRecorded(" 云桥建材店 "), uow)
    change_organisation(firm, OrganisationRecorded("云桥建材店", phone="13800001236"), uow)
    state = uow.organisation(firm)
    assert state is not None
    assert state.data == OrganisationRecorded("云桥建材店", phone="13800001236")


def test_people_who_are_not_there_cannot_be_corrected(uow: SqlUnitOfWork) -> None:
    with refused("R-303"):
        change_person(OTHER, person("甲"), uow)
    with refused("R-303"):
        change_organisation(OTHER, OrganisationRecorded("甲店"), uow)
    with refused("R-304"):
        record_organisation(OrganisationRecorded(""), uow)


# ---- parties, corrections, links ------------------------------------------------------------------------------------
def test_parties_come_and_go(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    third = with_party(case.case_id, party("王五", "third"), uow)
    record = uow.case(case.case_id).reg.parties[-1].record
    with refused("R-315"):
        with_party(case.case_id, PartyInput("respondent", record=record), uow)
    with refused("R-312"):
        drop_party(case.case_id, case.parties[0], "登记有误", uow)
    drop_party(case.case_id, third, "登记有误", uow)
    assert [p.id for p in uow.case(case.case_id).reg.parties] == list(case.parties)


def test_a_correction_records_what_differs(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    before = uow.case(case.case_id)
    assert not change_case(ChangeCase(case.case_id, {"summary": before.reg.summary}), uow)
    assert change_case(
        ChangeCase(case.case_id, {"summary": "新", "heads": 5, "facts.witness": ["甲"], "risk_flags": ["group"]}), uow
    )
    state = uow.case(case.case_id)
    assert (state.reg.summary, state.reg.heads, state.reg.risk_flags) == ("新", 5, ("group",))
    assert state.reg.facts == {"witness": ["甲"]}
    assert state.events == before.events + 1
    uow.case_view(case.case_id)
    (line,) = (row for row in case_history(uow.viewer, uow._connection, case.case_id) if row.type == "case.changed")
    assert line.text


@pytest.mark.parametrize("field", ["owner", "number", "parties", "kind", "procedure", "nothing", "serial"])
def test_what_is_fixed_at_registration_cannot_be_corrected(
    uow: SqlUnitOfWork, case: RegisterCaseResult, field: str
) -> None:
    with refused("R-319"):
        change_case(ChangeCase(case.case_id, {field: "x"}), uow)


@pytest.mark.parametrize(
    "values", [{"heads": "many"}, {"heads": 1.5}, {"summary": None}, {"risk_flags": "x"}, {"received_at": 5}]
)
def test_a_correction_of_the_wrong_kind_is_refused(
    uow: SqlUnitOfWork, case: RegisterCaseResult, values: dict[str, Any]
) -> None:
    with refused("R-320"):
        change_case(ChangeCase(case.case_id, values), uow)


@pytest.mark.parametrize(("field", "value", "code"), [
    ("received_at", "2026-11-21T09:00:00+08:00", "R-311"),
    ("received_at", "昨天", "R-316"),
    ("summary", " ", "R-314"),
])  # fmt: skip
def test_a_correction_keeps_the_rules_of_registration(
    uow: SqlUnitOfWork, case: RegisterCaseResult, field: str, value: str, code: str
) -> None:
    with refused(code):
        change_case(ChangeCase(case.case_id, {field: value}), uow)


def test_cases_are_linked_and_unlinked(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    other = register_case(registration(), uow)
    with refused("R-301"):
        link_cases(case.case_id, OTHER, "repeat", uow)
    link_cases(case.case_id, other.case_id, "repeat", uow)
    assert [x.other for x in uow.case(case.case_id).links] == [other.case_id]
    link_cases(case.case_id, other.case_id, "repeat", uow, undo=True)
    assert uow.case(case.case_id).links == ()


# ---- undo -----------------------------------------------------------------------------------------------------------
def _last(uow: SqlUnitOfWork, case: RegisterCaseResult) -> str:
    uow.case_view(case.case_id)  # writes what was recorded into the open transaction
    (name,) = uow.case(case.case_id).frontier
    return name


def _undoable(uow: SqlUnitOfWork, case: RegisterCaseResult) -> list[str]:
    uow.case_view(case.case_id)
    return [row.hash for row in case_history(uow.viewer, uow._connection, case.case_id) if row.undoable]


def test_the_last_act_is_taken_back(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    hold_session(session(case), uow)
    first = _last(uow, case)
    hold_session(session(case), uow)
    second = _last(uow, case)
    assert _undoable(uow, case) == [second]
    with refused("R-361"):
        undo_last(case.case_id, first, uow)
    undo_last(case.case_id, second, uow)
    assert len(uow.case(case.case_id).sessions) == 1
    assert _undoable(uow, case) == []


def test_registration_undo_and_handing_over_are_not_taken_back(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    for payload in (None, ce.CaseDisposed(("0" * 64,), "u1", "u2", "期满")):
        if payload is not None:
            uow.record(case.case_id, payload)
        assert _undoable(uow, case) == []
        with refused("R-362"):
            undo_last(case.case_id, _last(uow, case), uow)
    hold_session(session(case), uow)
    undo_last(case.case_id, _last(uow, case), uow)
    with refused("R-362"):
        undo_last(case.case_id, _last(uow, case), uow)


@pytest.mark.parametrize("act", [
    ce.DocumentIssued("w", "t", 1, "", "", "", 0, 0, "", "", TODAY),
    ce.DocumentPrepared("w", "t", 1, "", "第1号", "s", 1, 1, "", "", TODAY),
    ce.DocumentSigned("w", "p", "signature", TODAY),
    ce.DocumentServed("w", "p", "direct", TODAY),
], ids=lambda act: type(act).__name__)  # fmt: skip
def test_what_went_out_is_not_taken_back(uow: SqlUnitOfWork, case: RegisterCaseResult, act: Any) -> None:
    uow.record(case.case_id, act)
    assert _undoable(uow, case) == []
    with refused("R-362"):
        undo_last(case.case_id, _last(uow, case), uow)


def test_a_print_without_a_number_of_its_own_may_be_taken_back(
    open_desk: Desk, uow: SqlUnitOfWork, case: RegisterCaseResult
) -> None:
    prepare_paper(PreparePaper(case.case_id, "mediation_application"), uow, open_desk.papers)
    undo_last(case.case_id, _last(uow, case), uow)
    assert uow.case(case.case_id).documents == ()


def test_what_was_exported_is_not_taken_back(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    hold_session(session(case), uow)
    name = _last(uow, case)
    note_bundle(
        uow._connection, bundle_id="b1", name="x.fqb", digest="d", at=NOW,
        ranges=[RangeToSend(current_epoch(uow._connection, uow.installation()), 1, 1000)], blobs=(), state="on_medium",
    )  # fmt: skip
    assert _undoable(uow, case) == []
    with refused("R-362"):
        undo_last(case.case_id, name, uow)


# ---- files ----------------------------------------------------------------------------------------------------------
def test_a_file_joins_the_case(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    attachment = attach_file(AttachFile(case.case_id, " 照片.jpg ", "photo", "image/jpeg", b"bytes"), uow)
    attach_file(AttachFile(case.case_id, " ", "file", "text/plain", b"bytes"), uow)
    first, second = uow.case(case.case_id).attachments
    assert (first.id, first.name, first.size, second.name) == (attachment, "照片.jpg", 5, "未命名")
    assert uow.get_blob(first.content_hash) == b"bytes"


def test_an_empty_or_enormous_file_is_refused(uow: SqlUnitOfWork, case: RegisterCaseResult) -> None:
    for data in (b"", bytes(LARGEST + 1)):
        with refused("R-371"):
            attach_file(AttachFile(case.case_id, "x", "file", "text/plain", data), uow)
