"""Damaged, cut, swapped, replaced, set back: each is noticed at opening, by the check, or at the next write at latest,
and a damaged station can be looked at and carried into a restored one without changing a byte of it.

Scenarios 22 and 35 of the fault list (docs/faults.md).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
from sqlalchemy import text

from db.engine import encrypted_engine
from db.salvage import known_hashes, read_what_reads
from db.verify import check_pages
from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.rescue import open_rescue, salvage
from desktop.bootstrap.restore import restore
from desktop.bootstrap.station import Desk
from desktop.domain.case_events import CommentMade
from desktop.domain.errors import Situation
from desktop.domain.progress import silent
from desktop.domain.read_models import CaseFilter
from tests.db.backup_kit import (
    CASES,
    OPENER,
    PAGE,
    add_case,
    check,
    code_of,
    files,
    flip,
    key_of,
    keyed,
    kinds,
    photo,
)
from tests.db.station_kit import LOGIN, PASSPHRASE, Station


class Left(Station):
    """The folder as a killed process leaves it: the write-ahead log is not in the file yet."""

    def __init__(self, station: Station, where: Path) -> None:
        self.folder, self.state, self.clock = where / "data", where / "state", station.clock
        shutil.copytree(station.folder, self.folder)
        shutil.copytree(station.state, self.state)
        self.doors = msgspec.structs.replace(station.doors, state=self.state)
        self._open = []

    @property
    def wal(self) -> Path:
        return self.folder / "fengqiao.db-wal"

    def drop_index(self) -> None:
        """The shared memory beside the log is made anew after a crash."""
        (self.folder / "fengqiao.db-shm").unlink()


Crash = Callable[[Station, str], Left]


@pytest.fixture
def crash(tmp_path: Path) -> Iterator[Crash]:
    """Makes such folders and closes them in the end."""
    made: list[Left] = []

    def leave(station: Station, name: str = "left") -> Left:
        made.append(Left(station, tmp_path / name))
        return made[-1]

    yield leave
    for left in made:
        left.close()


def reasons(desk: Desk) -> list[str]:
    with desk.store.transaction() as connection:
        doc = connection.execute(text("SELECT doc FROM state_installation")).scalar_one()
    return list(msgspec.json.decode(doc)["reasons"])


# ---- pages ----
def test_a_flip_in_any_page_is_noticed(filled: Station) -> None:
    with filled.open() as desk, desk.store.transaction() as connection:  # pages on the free list are looked at too
        connection.execute(text("DELETE FROM cache_key"))
        connection.commit()
    whole, key = filled.database.read_bytes(), key_of(filled)
    pages = len(whole) // PAGE
    assert pages > 60
    for page in range(pages):
        flip(filled.database, page * PAGE + 7 * page % PAGE)
        assert _noticed(filled, key), page
        filled.database.write_bytes(whole)
    assert check(filled).whole


def _noticed(station: Station, key: bytes) -> bool:
    """Whether the check of pages, or already opening, says that the file is damaged."""
    engine = encrypted_engine(station.database, key, read_only=True)
    try:
        return "page" in {f.kind for f in check_pages(engine, silent).findings}
    except Situation as told:
        return told.code in ("S-202", "S-264")
    finally:
        engine.dispose()


@pytest.mark.parametrize("page", [1, 2, 20, 40, 60])
def test_half_a_kilobyte_of_zeros_is_named(filled: Station, page: int) -> None:
    data = bytearray(filled.database.read_bytes())
    data[page * PAGE + 1000 : page * PAGE + 1512] = bytes(512)
    filled.database.write_bytes(data)
    result = check(filled)
    assert "page" in kinds(result)
    assert "损坏" in result.told()[1]


def test_pages_swapped_or_from_an_older_file_are_noticed(filled: Station) -> None:
    """Each page carries a proof of its number, so a right page in a wrong place is wrong."""
    data = bytearray(filled.database.read_bytes())
    data[10 * PAGE : 11 * PAGE], data[11 * PAGE : 12 * PAGE] = data[11 * PAGE : 12 * PAGE], data[10 * PAGE : 11 * PAGE]
    filled.database.write_bytes(data)
    assert "page" in kinds(check(filled))


def test_a_query_that_meets_damage_says_so_and_the_next_one_answers(filled: Station) -> None:
    _damage(filled, "state_person")
    desk = filled.open()
    for _ in range(3):
        assert code_of(lambda: desk.queries.search(desk.viewer, "周桂")) == "S-202"
        assert desk.queries.case_ids(desk.viewer, CaseFilter())
    with pytest.raises(Situation):
        add_case(desk, 30)
    assert desk.queries.case_ids(desk.viewer, CaseFilter())


# ---- write-ahead log ----
def test_a_whole_log_of_a_killed_process_loses_nothing(filled: Station, crash: Crash) -> None:
    desk = filled.open()
    case = add_case(desk, 30, photo(30))
    left = crash(filled, "left")
    assert left.wal.stat().st_size > 0
    again = left.open()
    assert again.queries.case_view(again.viewer, case).state.attachments
    add_case(again, 31)
    assert reasons(again) == ["new"]
    left.close()
    assert check(left).whole


@pytest.mark.parametrize("share", [0.0, 0.1, 0.35, 0.6, 0.85, 0.99])
def test_a_cut_log_is_noticed_by_the_check_and_at_the_next_write(filled: Station, crash: Crash, share: float) -> None:
    desk = filled.open()
    case = add_case(desk, 30)
    for number in range(31, 34):
        with desk.uow(desk.viewer) as uow:  # acts that take no number move the anchor as well
            uow.record(case, CommentMade(uow.new_id(), f"第{number}次电话"))
            uow.commit()
    left = crash(filled, "left")
    left.wal.write_bytes(left.wal.read_bytes()[: int(left.wal.stat().st_size * share)])
    left.drop_index()
    assert "set_back" in kinds(check(left))
    again = left.open()
    add_case(again, 40)
    assert reasons(again) == ["new", "behind_anchor"]


def test_a_bent_log_is_noticed(filled: Station, crash: Crash) -> None:
    desk = filled.open()
    add_case(desk, 30)
    for number in (1, 5):
        left = crash(filled, f"left{number}")
        flip(left.wal, 32 + (24 + PAGE) * number + 400)
        left.drop_index()
        assert kinds(check(left)) & {"set_back", "page"}


# ---- replaced, set back, copied ----
@pytest.mark.parametrize("closed", [True, False])
def test_a_copy_made_while_the_program_runs_opens_whole_or_is_told(filled: Station, crash: Crash, closed: bool) -> None:
    desk = filled.open()
    add_case(desk, 30)
    left = crash(filled, "left")
    if closed:  # without the write-ahead log: an older state, noticed by the anchor
        left.wal.unlink()
        left.drop_index()
    found = kinds(check(left))
    assert found == ({"set_back"} if closed else set())
    again = left.open()
    add_case(again, 31)
    assert reasons(again) == (["new", "behind_anchor"] if closed else ["new"])


def test_a_file_replaced_while_open_is_noticed_at_the_next_step(filled: Station, tmp_path: Path) -> None:
    other = filled.snapshot(tmp_path / "other")
    desk = filled.open()
    add_case(desk, 30)
    kept = filled.database.rename(tmp_path / "kept.db")
    shutil.copy(other / "fengqiao.db", filled.database)
    assert code_of(lambda: desk.queries.workbench(desk.viewer)) == "S-265"
    assert code_of(lambda: add_case(desk, 31)) == "S-265"
    assert code_of(lambda: run_backup(desk, tmp_path / "stick")) == "S-265"
    filled.database.unlink()
    assert code_of(lambda: desk.queries.workbench(desk.viewer)) == "S-265"
    kept.rename(filled.database)
    assert len(desk.queries.workbench(desk.viewer).recent) == CASES + 1


def test_a_folder_set_back_begins_a_new_epoch_at_the_next_write(filled: Station, tmp_path: Path) -> None:
    old = filled.snapshot(tmp_path / "old")
    with filled.open() as desk:
        add_case(desk, 30)
    filled.put_back(old)
    desk = filled.open()
    assert reasons(desk) == ["new"]
    add_case(desk, 31)
    assert reasons(desk) == ["new", "behind_anchor"]


# ---- attachments ----
def test_a_lost_and_a_bent_attachment_are_told_apart(filled: Station) -> None:
    desk = filled.open()
    case = add_case(desk, 30, photo(30))
    content = desk.queries.case_view(desk.viewer, case).state.attachments[0].content_hash
    path = desk.store.blobs.path(content)
    flip(path, 700)
    assert code_of(lambda: desk.queries.attachment(desk.viewer, case, content)) == "S-212"
    path.unlink()
    assert code_of(lambda: desk.queries.attachment(desk.viewer, case, content)) == "S-211"


# ---- rescue ----
def _damage(station: Station, table: str) -> None:
    """Bend the root page of a table."""
    connection = keyed(station.database, key_of(station))
    connection.execute("PRAGMA journal_mode=DELETE")
    [(root,)] = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (table,))
    connection.close()
    flip(station.database, (root - 1) * PAGE + 60)


def test_a_damaged_station_is_looked_at_without_changing_a_byte(filled: Station) -> None:
    with filled.open() as desk:
        case = add_case(desk, 30)
    _damage(filled, "state_person")
    before = files(filled.folder)
    with open_rescue(filled.folder, LOGIN, PASSPHRASE, filled.doors) as rescue:
        assert case in rescue.queries.case_ids(rescue.viewer, CaseFilter())
        assert code_of(lambda: rescue.queries.search(rescue.viewer, "周桂")) == "S-202"
        readable = rescue.readable()
        assert [name for name, (_rows, whole) in readable.items() if not whole] == ["state_person"]
        assert readable["state_case"] == (CASES + 1, True)
    assert files(filled.folder) == before
    assert code_of(lambda: open_rescue(filled.folder, LOGIN, "错的口令", filled.doors)) == "S-201"


def test_a_rescue_reads_the_log_of_a_killed_process_too(filled: Station, crash: Crash) -> None:
    desk = filled.open()
    case = add_case(desk, 30)
    left = crash(filled, "left")
    before = files(left.folder)
    with open_rescue(left.folder, LOGIN, PASSPHRASE, left.doors) as rescue:
        assert rescue.queries.case_rows(rescue.viewer, [case])
    assert files(left.folder) == before


def test_a_revoked_user_gets_no_look_at_damaged_data_either(filled: Station) -> None:
    _damage(filled, "state_user")
    assert code_of(lambda: open_rescue(filled.folder, LOGIN, PASSPHRASE, filled.doors)) == "S-202"


@pytest.mark.parametrize("table", ["state_case", "local_journal", "ix_log_event_id", ""])
def test_what_reads_is_carried_into_the_restored_station(filled: Station, tmp_path: Path, table: str) -> None:
    desk = filled.open()
    run_backup(desk, tmp_path / "stick")
    later = [add_case(desk, number, photo(number)) for number in range(30, 36)]
    with desk.uow(desk.viewer) as uow:
        uow.save_draft("session", later[0], "未完的笔录", "甲方说")
        uow.commit()
    want = desk.digest()
    filled.close()
    if table:
        _damage(filled, table)
    damaged = filled.folder
    filled.folder = tmp_path / "restored"
    restore(tmp_path / "stick", filled.folder, OPENER, filled.doors)
    again = filled.open()
    before = files(damaged)
    done = salvage(again, damaged)
    assert files(damaged) == before
    assert done.lost == 0
    assert done.attachments == 6
    assert done.drafts == 1
    assert again.digest() == want
    assert again.queries.attachment(
        again.viewer, later[3], again.queries.case_view(again.viewer, later[3]).state.attachments[0].content_hash
    ) == photo(33)
    assert salvage(again, damaged).events == 0
    add_case(again, 50)
    assert reasons(again)[-1] == "restored"
    filled.close()
    assert check(filled).whole


def test_what_does_not_read_is_counted(filled: Station) -> None:
    with filled.open() as desk:
        for number in range(30, 60):
            add_case(desk, number)
        key, events = desk.key, len(known_hashes(desk.store.engine))
    whole = filled.database.read_bytes()
    outcomes = []
    for page in range(1, len(whole) // PAGE, 9):
        flip(filled.database, page * PAGE + 60)
        engine = encrypted_engine(filled.database, key, read_only=True)
        try:
            found = read_what_reads(engine, frozenset(), silent)
        except Situation:
            outcomes.append("schema")  # a page of the schema: nothing reads, and opening says so
            continue
        finally:
            engine.dispose()
            filled.database.write_bytes(whole)
        assert events - 20 <= len(found.events) <= events, page
        assert len(found.events) + found.lost >= events, page
        outcomes.append("some" if found.lost else "none")
    assert outcomes.count("some") >= 2
    assert outcomes.count("none") > outcomes.count("some") + outcomes.count("schema")


def test_a_header_whose_body_does_not_read_is_kept(filled: Station) -> None:
    """A long body goes on in pages of its own; the county can send it again to whoever has the header."""
    with filled.open() as desk:
        case = add_case(desk, 30)
        with desk.uow(desk.viewer) as uow:
            uow.record(case, CommentMade("long", "".join(f"第{n}句。" for n in range(5000))))
            uow.commit()
        key, events = desk.key, len(known_hashes(desk.store.engine))
    whole = filled.database.read_bytes()
    kept = 0
    for page in range(1, len(whole) // PAGE):
        flip(filled.database, page * PAGE + 60)
        engine = encrypted_engine(filled.database, key, read_only=True)
        try:
            found = read_what_reads(engine, frozenset(), silent)
        except Situation:
            continue
        finally:
            engine.dispose()
            filled.database.write_bytes(whole)
        bare = [e for e in found.events if e.payload is None]
        kept += (len(found.events), found.lost, [e.body_state for e in bare]) == (events, 0, ["withheld"])
    assert kept >= 10
