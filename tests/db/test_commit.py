"""One operation, one transaction: all or nothing, own writes readable, a full disk loses nothing, readers go on."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress

import pytest
from sqlalchemy import event, text

from db.digest import digest, rebuild
from db.tables import tables_of
from desktop.bootstrap.station import Desk
from desktop.domain import case_events as ce
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.read_models import CaseFilter
from desktop.usecases.hold_session import HoldSession, TurnInput, hold_session
from desktop.usecases.register_case import register_case
from tests.db.station_kit import Station, register, registration, session


def _dump(desk: Desk, *kinds: str) -> dict[str, list[tuple[object, ...]]]:
    """Every row of these kinds of tables."""
    with desk.store.transaction() as connection:
        return {
            table.name: sorted(tuple(row) for row in connection.execute(table.select()))
            for kind in kinds
            for table in tables_of(kind)
        }


def _hold(desk: Desk, cmd: HoldSession) -> None:
    with desk.uow(desk.viewer) as uow:
        hold_session(cmd, uow)
        uow.commit()


def _digests(desk: Desk) -> tuple[str, str]:
    with desk.store.transaction() as connection:
        live = digest(connection)
        rebuild(connection)
        return live, digest(connection)


# ---- all or nothing -------------------------------------------------------------------------------------------------
def test_nothing_is_kept_without_a_commit(desk: Desk) -> None:
    register(desk)
    before = _dump(desk, "log", "state", "cache", "local")
    with desk.uow(desk.viewer) as uow:
        case = register_case(registration(), uow)
        uow.case_view(case.case_id)
        uow.save_draft("session", case.case_id, "草稿", "{}")
        uow.journal("case.looked", case.case_id)
    assert _dump(desk, "log", "state", "cache", "local") == before


def test_an_error_in_the_middle_keeps_nothing(desk: Desk) -> None:
    before = _dump(desk, "log", "state", "cache", "local")

    def both() -> None:
        with desk.uow(desk.viewer) as uow:
            case = register_case(registration(), uow)
            hold_session(session(case, mediators=()), uow)
            uow.commit()

    with pytest.raises(RuleViolation, match="R-321"):
        both()
    assert _dump(desk, "log", "state", "cache", "local") == before


def test_what_was_recorded_before_an_error_is_not_committed_with_the_next(desk: Desk) -> None:
    with suppress(ZeroDivisionError), desk.uow(desk.viewer) as uow:
        register_case(registration(), uow)
        raise ZeroDivisionError
    case = register(desk)
    assert list(desk.queries.case_ids(desk.viewer, CaseFilter())) == [case.case_id]


def test_a_unit_of_work_reads_its_own_writes(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        case = register_case(registration(), uow)
        hold_session(session(case), uow)
        assert len(uow.case(case.case_id).sessions) == 1
        view = uow.case_view(case.case_id)
        assert [p.name for p in view.parties] == ["周桂兰", "许志强"]
        uow.record(case.case_id, ce.CommentMade("m", "批注"))
        uow.commit()
        uow.record(case.case_id, ce.CommentMade("n", "批注"))
        uow.commit()
    with desk.uow(desk.viewer) as uow:
        assert [c.id for c in uow.case(case.case_id).comments] == ["m", "n"]


def test_lists_and_search_know_a_case_although_its_rows_were_joined_before_the_commit(desk: Desk) -> None:
    """Joining own writes flushes them; the cache must be made all the same."""
    with desk.uow(desk.viewer) as uow:
        case = register_case(registration(), uow)
        uow.case_view(case.case_id)
        uow.commit()
    (row,) = desk.queries.case_rows(desk.viewer, [case.case_id])
    assert row.title.startswith("周桂兰与许志强")
    assert row.next_title
    assert {hit.id for hit in desk.queries.search(desk.viewer, "zgl")} >= {case.case_id}
    assert desk.queries.search(desk.viewer, "天花板")


def test_live_rows_equal_rebuilt_rows(desk: Desk) -> None:
    case = register(desk)
    with desk.uow(desk.viewer) as uow:
        hold_session(session(case), uow)
        uow.record(case.case_id, ce.CaseClosed("2026-11-20", "withdrawn"))
        uow.commit()
    live, rebuilt = _digests(desk)
    assert live == rebuilt


def test_the_digest_sees_every_row_and_no_local_one(desk: Desk) -> None:
    case = register(desk)
    before, _ = _digests(desk)
    with desk.uow(desk.viewer) as uow:
        uow.save_draft("session", case.case_id, "草稿", "{}")
        uow.journal("case.looked", case.case_id)
        uow.commit()
    desk.refresh_cache()
    assert _digests(desk)[0] == before
    with desk.store.transaction() as connection:
        connection.execute(text("UPDATE state_case SET last_at = 'x'"))
        assert digest(connection) != before


def test_drafts_are_the_user_s_own_and_outlive_a_rebuild(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        uow.save_draft("intake", "", "第一稿", "{}")
        uow.save_draft("intake", "", "第二稿", '{"a":1}')
        uow.save_draft("session", "c", "笔录", "{}")
        uow.commit()
    _digests(desk)
    drafts = {(d.form, d.title, d.content) for d in desk.queries.drafts(desk.viewer)}
    assert drafts == {("intake", "第二稿", '{"a":1}'), ("session", "笔录", "{}")}
    assert desk.queries.sync_state(desk.viewer).drafts == 2
    with desk.uow(desk.viewer) as uow:
        uow.drop_draft("intake", "")
        uow.commit()
    assert [d.form for d in desk.queries.drafts(desk.viewer)] == ["session"]


# ---- a full disk ----------------------------------------------------------------------------------------------------
@contextmanager
def _full(desk: Desk, spare: int) -> Iterator[None]:
    """Let the database grow by `spare` pages and no further."""
    desk.store.engine.dispose()

    def limit(connection: object, _record: object, _proxy: object) -> None:
        cursor = connection.cursor()  # type: ignore[attr-defined]
        pages = cursor.execute("PRAGMA page_count").fetchone()[0]
        cursor.execute(f"PRAGMA max_page_count={pages + spare}")
        cursor.close()

    event.listen(desk.store.engine, "checkout", limit)
    yield
    event.remove(desk.store.engine, "checkout", limit)
    desk.store.engine.dispose()


@pytest.mark.parametrize("spare", [0, 1, 2, 3, 5, 8])
def test_a_full_disk_is_told_and_loses_nothing(station: Station, spare: int) -> None:
    desk = station.open()
    case = register(desk)
    before = _dump(desk, "log", "state", "cache", "local")
    long = tuple(TurnInput(case.parties[0], "周桂兰", f"{n}" + "很长的陈述" * 400) for n in range(40))
    with _full(desk, spare), pytest.raises(Situation) as told:
        _hold(desk, session(case, turns=long))
    assert told.value.code == "S-262"
    assert "没有改动" in told.value.told()
    assert _dump(desk, "log", "state", "cache", "local") == before
    _hold(desk, session(case, turns=long))
    station.close()
    desk = station.open()
    assert len(desk.queries.case_view(desk.viewer, case.case_id).state.sessions) == 1
    live, rebuilt = _digests(desk)
    assert live == rebuilt


# ---- readers and the writer -----------------------------------------------------------------------------------------
def test_a_reader_answers_while_a_writer_writes(desk: Desk) -> None:
    known = register(desk).case_id
    with desk.uow(desk.viewer) as uow:
        fresh = register_case(registration(), uow).case_id
        uow.case_view(fresh)  # the rows are written, the transaction is open
        with ThreadPoolExecutor(1) as pool:
            seen = pool.submit(desk.queries.case_ids, desk.viewer, CaseFilter()).result(timeout=20)
            assert list(seen) == [known]
        uow.commit()
    assert set(desk.queries.case_ids(desk.viewer, CaseFilter())) == {known, fresh}


def test_readers_see_whole_commits_only(desk: Desk) -> None:
    """Every case a reader finds has its parties, its title and its number."""
    stop = threading.Event()
    torn: list[str] = []

    def read() -> int:
        count = 0
        while not stop.is_set() or not count:
            ids = desk.queries.case_ids(desk.viewer, CaseFilter())
            rows = desk.queries.case_rows(desk.viewer, ids)
            torn.extend(row.id for row in rows if "周桂兰与许志强" not in row.title or not row.number)
            if len(rows) != len(ids):
                torn.append("missing")
            count += 1
        return count

    with ThreadPoolExecutor(1) as pool:
        reading = pool.submit(read)
        for _ in range(12):
            register(desk)
        stop.set()
        assert reading.result(timeout=60) >= 1
    assert torn == []


def test_two_writers_take_turns(desk: Desk) -> None:
    with ThreadPoolExecutor(2) as pool:
        numbers = [r.number for r in pool.map(lambda _n: register(desk), range(8))]
    assert len(set(numbers)) == 8
    live, rebuilt = _digests(desk)
    assert live == rebuilt
