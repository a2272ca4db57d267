"""Accusations: two roles see them; for all others every answer, count, number, export and error is the same bytes."""

from __future__ import annotations

import base64
import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db import exchange, journal, log
from db.digest import digest, rebuild, sealed_digest
from db.sealed import COUNTY, SealedChain, sealed_events, sealed_ranges
from db.store import own_epochs, put_setting
from db.tables import local_sealed_journal, state_sealed
from desktop.bootstrap.station import Desk
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.events import EVENT_TYPES
from desktop.domain.journal import JournalFilter
from desktop.domain.read_models import CaseFilter
from desktop.domain.sealed import SealedAttached, SealedNoted, disclose, enclose
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights
from desktop.services.sealed_box import SealedBox
from desktop.usecases import sealed_matters as use
from desktop.usecases.look_at import look_at_case
from desktop.usecases.read_journal import export_journal
from desktop.usecases.register_case import register_case
from tests.db.every_query import Places, every_answer, furnish
from tests.db.station_kit import NOW, TODAY, Station, Template, register, registration

AT = "2026-11-20T08:30:00+08:00"
SEEING = ("station_head", "petition_clerk")
BLIND = tuple(role for role, held in rights().items() if "sealed" not in held)
REPORT = use.RegisterSealed(AT, "钱某", "收钱不办事，密语甲乙丙", accuser="孙某", accuser_contact="13800009999")
SECRETS = ("钱某", "密语甲乙丙", "孙某", "13800009999")


def seeing(role: str = "petition_clerk") -> Viewer:
    return Viewer(f"user-{role}", "专办", (role,))


def blind(role: str) -> Viewer:
    return Viewer(f"user-{role}", "某人", (role,))


def report(desk: Desk, viewer: Viewer | None = None, **values: Any) -> use.SealedRegistered:
    with desk.uow(viewer or seeing()) as uow:
        done = use.register_sealed(msgspec.structs.replace(REPORT, **values), uow)
        uow.commit()
    return done


def seen(desk: Desk, viewer: Viewer | None = None) -> tuple[Any, ...]:
    with desk.uow(viewer or seeing()) as uow:
        return use.sealed_matters(uow)


def everything_open(desk: Desk, viewer: Viewer, places: Places) -> dict[str, bytes]:
    """Every answer of every question, what an export would carry, the digest, and the errors of acts."""
    found = every_answer(desk, viewer, places)
    desk.store.notes.forget(10_000)  # the looks of this very asking
    identity = desk.store.identity
    with desk.store.transaction() as connection:
        epochs = own_epochs(connection, identity.installation)
        ranges = exchange.ranges_to_send(connection, epochs, None)
        lines = [repr(line).encode() for line in exchange.lines(connection, ranges)]
        found |= {
            "digest": digest(connection, identity.installation).encode(),
            "ranges": repr(ranges).encode(),
            "lines": b"\n".join(lines),
            "counts": repr(exchange.counts(connection)).encode(),
            "blobs": repr(exchange.blobs_to_send(connection, None, NOW, full=True)).encode(),
            "journal": journal.head(connection).encode(),
            "tick": str(log.greatest_tick(connection)).encode(),
        }
    with desk.uow(viewer) as uow:
        found["serial"] = str(uow.next_serial("990101001/人调字/2026/A/open")).encode()
        found["sealed serial"] = str(uow.next_serial("990101001/信访登/2026/A/sealed")).encode()
        found["epoch"] = str(uow.epoch_ordinal()).encode()
        found["handled"] = repr(uow.handled_cases(viewer.id)).encode()
    return found


def test_for_others_nothing_at_all_changes(station: Station) -> None:
    def everything() -> dict[str, dict[str, bytes]]:
        return {role: everything_open(desk, blind(role), places) for role in BLIND}

    desk = station.open()
    places = furnish(desk)
    before = everything()
    first = report(desk)
    report(desk, accused="李某", anonymous=True, accuser="", accuser_contact="")
    with desk.uow(seeing("station_head")) as uow:
        use.note_sealed(first.matter_id, TODAY, "已核对", uow)
        use.attach_sealed(first.matter_id, "信.jpg", "image/jpeg", b"letter", uow)
        use.refer_sealed(use.ReferSealed(first.matter_id, TODAY, "县纪委监委", "专人送达"), uow)
        use.search_sealed("密语", uow)
        uow.save_draft(use.DRAFT, "", "未登记完", "{}")
        uow.commit()
    assert everything() == before
    with desk.store.transaction() as connection:
        rebuild(connection)
        connection.commit()
    desk.refresh_cache()
    assert everything() == before
    ids = [state.id for state in seen(desk)]
    for matter in ids:
        for ask in ("case_view", "case_history", "case_progress", "case_by_number", "person"):
            for role in BLIND:
                answers = [_told(desk, blind(role), ask, given_id) for given_id in (matter, "0" * 32)]
                assert answers[0] == answers[1], (ask, role)


def _told(desk: Desk, viewer: Viewer, ask: str, given_id: str) -> str:
    try:
        return repr(getattr(desk.queries, ask)(viewer, given_id))
    except RuleViolation as refused:
        return refused.told()


act = st.one_of(
    st.tuples(st.just("register"), st.text(min_size=1, max_size=30), st.booleans()),
    st.tuples(st.just("note"), st.text(min_size=1, max_size=3000), st.integers(0, 5)),
    st.tuples(st.just("open case"), st.sampled_from(["漏水", "鸡吃了菜"]), st.none()),
    st.tuples(st.just("reopen"), st.none(), st.none()),
)


@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(acts=st.lists(act, min_size=1, max_size=8), role=st.sampled_from(BLIND))
def test_any_history_looks_the_same_with_and_without_its_sealed_acts(
    template: Template, tmp_path_factory: pytest.TempPathFactory, acts: list[Any], role: str
) -> None:
    """Two copies of one station live the same open life; in one of them accusations are handled as well."""
    answers = []
    for with_sealed in (True, False):
        station = Station(template, tmp_path_factory.mktemp("twin"))
        desk = station.open()
        for kind, text, more in acts:
            if kind == "reopen":
                station.close()
                desk = station.open()
            elif kind == "open case":
                register(desk, summary=text)
            elif with_sealed:
                _seal_something(desk, kind, text, more)
        answers.append({k: v for k, v in _plain(desk, blind(role)).items()})
        station.close()
    assert answers[0] == answers[1]


def _seal_something(desk: Desk, kind: str, text: str, more: Any) -> None:
    known = [state.id for state in seen(desk)]
    with desk.uow(seeing()) as uow:
        if kind == "register":
            accuser = "" if more else "孙某"
            cmd = msgspec.structs.replace(
                REPORT, content=f"内容{text}", anonymous=more, accuser=accuser, accuser_contact=accuser
            )
            use.register_sealed(cmd, uow)
        elif known:
            use.note_sealed(known[more % len(known)], TODAY, f"记{text}", uow)
        uow.commit()


def _plain(desk: Desk, viewer: Viewer) -> dict[str, Any]:
    """What two twins with random ids can be compared by: numbers, counts, words."""
    sync = desk.queries.sync_state(viewer)
    ids = desk.queries.case_ids(viewer, which=_ALL)
    identity = desk.store.identity
    with desk.store.transaction() as connection:
        counts = exchange.counts(connection)
        ranges = exchange.ranges_to_send(connection, own_epochs(connection, identity.installation), None)
        lines = list(exchange.lines(connection, ranges))
    headers = [{k: v for k, v in json.loads(raw).items() if k in _COMPARED} for _hash, raw, *_body in lines]
    return {
        "sync": msgspec.structs.replace(sync, installation=""),
        "rows": sorted((r.number, r.title, r.state) for r in desk.queries.case_rows(viewer, ids)),
        "found": len(desk.queries.search(viewer, "漏水")),
        "counts": counts,
        "ranges": [(first, last) for _epoch, first, last in ranges],
        "headers": headers,
        "journal": [(row.line.no, row.line.act) for row in desk.queries.journal(_auditor(), _LINES)],
        "files": sorted(len(list(folder.rglob("*"))) for folder in (desk.folder / "blobs",)),
    }


_ALL, _LINES = CaseFilter(), JournalFilter()
_COMPARED = {"seq", "tick", "aggregate", "type", "owner_version", "data_class", "role"}


def _auditor() -> Viewer:
    return Viewer("auditor", "审计", ("system_auditor",))


def test_every_act_is_refused_in_the_same_words(desk: Desk) -> None:
    def told(role: str) -> list[str]:
        found = []
        acts: list[Any] = [
            lambda uow: use.register_sealed(REPORT, uow),
            use.sealed_matters,
            lambda uow: use.search_sealed("密语", uow),
            lambda uow: use.note_sealed(matter, TODAY, "记", uow),
            lambda uow: use.refer_sealed(use.ReferSealed(matter, TODAY, "县纪委", "送"), uow),
            lambda uow: use.close_sealed(matter, TODAY, "已移送", "", uow),
            lambda uow: use.attach_sealed(matter, "a", "b", b"c", uow),
            lambda uow: use.read_sealed_file(matter, "0" * 64, uow),
            lambda uow: uow.sealed(),
            lambda uow: uow.case(matter),
            lambda uow: look_at_case(matter, "核对送达地址", uow),
        ]
        for try_it in acts:
            with desk.uow(blind(role)) as uow, pytest.raises(RuleViolation) as refused:
                try_it(uow)
            found.append(refused.value.told())
        return found

    matter = "0" * 32
    before = {role: told(role) for role in BLIND}
    matter = report(desk).matter_id
    assert {role: told(role) for role in BLIND} == before


def test_the_two_roles_see_and_find(desk: Desk) -> None:
    first = report(desk)
    second = report(desk, accused="李某", content="占用公房", anonymous=True, accuser="", accuser_contact="")
    assert (first.number, second.number) == ("云桥信访登〔2026〕密1号", "云桥信访登〔2026〕密2号")
    for role in SEEING:
        assert {s.opened.accused for s in seen(desk, seeing(role))} == {"钱某", "李某"}
        with desk.uow(seeing(role)) as uow:
            assert [s.id for s in use.search_sealed(" 公房 ", uow)] == [second.matter_id]
            assert use.search_sealed("", uow) == ()


def test_a_matter_is_noted_referred_and_closed(desk: Desk) -> None:
    matter = report(desk, accused_unit="某某公司").matter_id
    with desk.uow(seeing()) as uow:
        for to in ("", "钱某", "某某公司", "某某公司办公室"):
            with pytest.raises(RuleViolation, match="R-235"):
                use.refer_sealed(use.ReferSealed(matter, TODAY, to, "送"), uow)
        for day in ("2026-11-21", "昨天"):
            with pytest.raises(RuleViolation, match="R-233"):
                use.note_sealed(matter, day, "记", uow)
        with pytest.raises(RuleViolation, match="R-231"):
            use.note_sealed(matter, TODAY, " ", uow)
        use.note_sealed(matter, TODAY, "电话核对", uow)
        use.attach_sealed(matter, "信.jpg", "image/jpeg", b"letter", uow)
        use.refer_sealed(use.ReferSealed(matter, TODAY, "县纪委监委", "专人送达", "吴敏 11-20"), uow)
        use.close_sealed(matter, TODAY, "已移送", "已告知", uow)
        uow.commit()
    (state,) = seen(desk)
    assert state.closed
    assert [type(entry.act).__name__ for entry in state.acts] == [
        "SealedOpened", "SealedNoted", "SealedAttached", "SealedReferred", "SealedClosed",
    ]  # fmt: skip
    assert {entry.actor for entry in state.acts} == {seeing().id}
    with desk.uow(seeing()) as uow:
        attached = state.acts[2].act
        assert isinstance(attached, SealedAttached)
        assert use.read_sealed_file(matter, attached.content_hash, uow) == b"letter"
        for closed_or_unknown in (matter, "x"):
            with pytest.raises(RuleViolation, match="R-234"):
                use.note_sealed(closed_or_unknown, TODAY, "记", uow)


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ({"content": " "}, "R-231"),
        ({"accused": ""}, "R-231"),
        ({"accuser": "", "accuser_contact": ""}, "R-232"),
        ({"anonymous": True}, "R-232"),
        ({"received_at": "2026-11-20T09:30:00+08:00"}, "R-233"),
        ({"received_at": "2026-11-20T08:30:00"}, "R-233"),
        ({"received_at": "早上"}, "R-233"),
    ],
)
def test_what_is_no_accusation_is_refused(desk: Desk, values: dict[str, Any], code: str) -> None:
    with desk.uow(seeing()) as uow, pytest.raises(RuleViolation, match=code):
        use.register_sealed(msgspec.structs.replace(REPORT, **values), uow)


def test_nothing_of_it_lies_in_a_table_or_file_in_the_clear(station: Station) -> None:
    desk = station.open()
    matter = report(desk).matter_id
    with desk.uow(seeing()) as uow:
        use.attach_sealed(matter, "信.jpg", "image/jpeg", "密语甲乙丙".encode(), uow)
        uow.commit()
    with desk.store.transaction() as connection:
        tables = connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'").scalars().all()
        for table in tables:
            rows = connection.exec_driver_sql(f'SELECT * FROM "{table}"').all()  # noqa: S608 - names of our own tables
            text = repr(rows) + repr([[v.decode("utf-8", "replace") for v in r if isinstance(v, bytes)] for r in rows])
            assert not any(secret in text for secret in SECRETS), table
    station.close()
    for file in [p for folder in (station.folder, station.state) for p in folder.rglob("*") if p.is_file()]:
        assert not any(secret.encode() in file.read_bytes() for secret in SECRETS), file


def test_the_size_of_a_box_tells_little() -> None:
    sizes = {len(enclose(SealedNoted(TODAY, "字" * n), "u", AT)) for n in range(1, 300)}
    assert sizes == {1024}
    assert {len(enclose(SealedNoted(TODAY, "字" * n), "u", AT)) % 1024 for n in (400, 1000, 5000)} == {0}
    assert disclose(b"{}") is None
    assert disclose(enclose(SealedNoted(TODAY, "字"), "u", AT)).act == SealedNoted(TODAY, "字")  # type: ignore[union-attr]


def test_the_countys_sealed_route_can_open_it_and_its_ordinary_keys_cannot(desk: Desk) -> None:
    county, ordinary = SealedBox(SealedBox.new_identity()), SealedBox(SealedBox.new_identity())
    with desk.store.transaction() as connection:
        put_setting(connection, COUNTY, county.recipient)
        connection.commit()
    report(desk)
    with desk.store.transaction() as connection:
        (line,) = list(sealed_events(connection))
        box = base64.b64decode(json.loads(line[3] or b"")["age"])
        assert "密语甲乙丙" in county.open(box).decode()
        with pytest.raises(Situation, match="S-242"):
            ordinary.open(box)
        (part,) = sealed_ranges(connection)
        assert list(sealed_events(connection, {part.epoch: part.last})) == []
    header = json.loads(line[1])
    assert (header["aggregate"], header["type"], header["data_class"], header["role"]) == ("sealed", "sealed", "S", "")
    assert "sealed" in EVENT_TYPES


def test_the_sealed_chain_verifies_and_has_its_own_digest(desk: Desk) -> None:
    with desk.store.transaction() as connection:
        empty = sealed_digest(connection)
    first = report(desk)
    with desk.uow(seeing()) as uow:
        for text in ("一", "二"):
            use.note_sealed(first.matter_id, TODAY, text, uow)
        uow.commit()
    with desk.store.transaction() as connection:
        lines = [json.loads(raw) for _hash, raw, *_body in sealed_events(connection)]
        assert [h["seq"] for h in lines] == [1, 2, 3]
        assert len({h["epoch"] for h in lines}) == 1
        assert [bool(h["prev"]) for h in lines] == [False, True, True]
        before = sealed_digest(connection)
        assert before != empty
        rebuild(connection)
        assert sealed_digest(connection) == before
        assert connection.execute(state_sealed.select()).all()


def test_its_journal_is_a_book_of_its_own(desk: Desk) -> None:
    report(desk)
    seen(desk)
    with desk.store.transaction() as connection:
        acts = [line.act for line in journal.lines(connection, local_sealed_journal)]
        assert acts == ["sealed.opened"]  # the look was rolled back with its unit of work
        assert journal.first_broken(connection, local_sealed_journal) is None
    with desk.uow(_auditor()) as uow:
        exported = export_journal("json", uow, desk.queries).decode()
    assert "sealed" not in exported


# ---- rewinds ----
def test_numbers_go_on_after_a_restore_and_none_is_given_twice(station: Station, tmp_path: Path) -> None:
    first = report(station.open())
    kept = station.snapshot(tmp_path / "kept")
    second = report(station.open())
    station.put_back(kept)
    desk = station.open()
    third = report(desk)
    assert [first.number, second.number, third.number] == [
        "云桥信访登〔2026〕密1号", "云桥信访登〔2026〕密2号", "云桥信访登〔2026〕密3-2号",
    ]  # fmt: skip
    with desk.store.transaction() as connection:
        assert len(sealed_ranges(connection)) == 2


def test_a_copied_folder_begins_a_new_sealed_epoch(station: Station) -> None:
    report(station.open())
    station.close()
    station.lose_state()
    station.open()
    station.close()  # opening and closing alone must not make the doubt go away
    assert report(station.open()).number == "云桥信访登〔2026〕密2-2号"


def test_the_anchor_is_there_and_as_large_with_and_without_matters(station: Station) -> None:
    def pages() -> list[int]:
        return [p.stat().st_size // 4096 for p in (station.state / "anchors").glob("*.anchor")]

    station.open()
    station.close()
    empty = pages()
    for number in range(5):
        report(station.open(), content=f"第{number}件")
        station.close()
    assert pages() == empty == [1]


def test_a_damaged_box_does_not_hide_the_others(desk: Desk) -> None:
    report(desk)
    with desk.store.transaction() as connection:
        chain = SealedChain(desk.store, connection)
        strange = SealedBox(SealedBox.new_identity())
        own = chain.box
        chain.box = lambda: strange  # type: ignore[method-assign]
        chain.append(seeing(), "f" * 32, SealedNoted(TODAY, "别人的"))
        chain.box = own  # type: ignore[method-assign]
        connection.commit()
    assert [s.opened.accused for s in seen(desk)] == ["钱某"]


def test_a_repr_in_a_crash_report_says_nothing() -> None:
    assert not any(secret in repr(REPORT) for secret in SECRETS)


def test_an_open_case_registered_in_between_keeps_its_number(desk: Desk) -> None:
    report(desk)
    with desk.uow(desk.viewer) as uow:
        assert register_case(registration(), uow).number == "（2026）云桥人调字第1号"
