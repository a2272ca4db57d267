"""A backup is whole or absent, proven by opening it, and never costs an older one or a stranger's file."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2
from sqlalchemy import text

from db.engine import encrypted_engine
from db.snapshot import check_copy, look_into, take_snapshot
from db.store import get_setting
from desktop.bootstrap.backup import (
    back_up_if_due,
    is_due,
    places,
    run_backup,
    set_places,
)
from desktop.domain.errors import Cancelled, RuleViolation
from desktop.domain.progress import silent
from desktop.domain.viewer import Viewer
from desktop.services.backup_place import FOLDER, BackupPlace
from desktop.services.seams import SystemFs
from tests.db.backup_kit import (
    CASES,
    PAGE,
    PHOTOS,
    add_case,
    back_up,
    backups,
    code_of,
    files,
    flip,
    keyed,
    photo,
    with_fs,
)
from tests.db.station_kit import Station, Template


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


def setting(station: Station, name: str) -> str:
    with station.open() as desk, desk.store.transaction() as connection:
        return get_setting(connection, name)


# ---- which way SQLCipher copies ----
def test_the_online_backup_writes_the_same_key_and_the_moment_it_began(filled: Station, tmp_path: Path) -> None:
    desk = filled.open()
    reader = encrypted_engine(filled.database, desk.key, read_only=True)
    wrote: list[int] = []

    def write_meanwhile(done: int, total: int, step: str) -> None:
        assert step == "snapshot"
        if not wrote:
            wrote.append(total)
            add_case(desk, 77)

    copy = tmp_path / "copy.db"
    before = take_snapshot(reader, desk.key, copy, write_meanwhile)
    reader.dispose()
    assert wrote
    check_copy(copy, desk.key)
    assert look_into(copy, desk.key) == before
    assert before.cases == CASES
    with desk.store.transaction() as connection:
        assert connection.execute(text("SELECT count(*) FROM state_case")).scalar() == CASES + 1
    assert not copy.with_name("copy.db-wal").exists()
    assert code_of(lambda: check_copy(copy, bytes(32))) == "S-264"


def test_vacuum_into_keeps_the_key_too_but_a_plain_target_is_refused(filled: Station, tmp_path: Path) -> None:
    desk = filled.open()
    source = keyed(filled.database, desk.key)
    source.execute(f"VACUUM INTO '{tmp_path / 'vacuumed.db'}'")
    check_copy(tmp_path / "vacuumed.db", desk.key)
    plain = sqlcipher3.dbapi2.connect(str(tmp_path / "plain.db"))
    with pytest.raises(sqlcipher3.dbapi2.DatabaseError):
        source.backup(plain)
    plain.close()
    source.close()


# ---- whole ----
def test_a_backup_is_proven_noted_and_shown(filled: Station, stick: Path) -> None:
    desk = filled.open()
    assert is_due(desk, "exit")
    done = run_backup(desk, stick)
    assert (done.cases, done.attachments, done.new_attachments, done.missing) == (CASES, PHOTOS, PHOTOS, 0)
    assert desk.queries.workbench(desk.viewer).last_backup == done.proven_at == filled.clock.now().isoformat()
    with desk.store.transaction() as connection:
        line = connection.execute(text("SELECT act, subject FROM local_journal ORDER BY no DESC LIMIT 1")).one()
    assert tuple(line) == ("backup", done.path.stem)
    assert not is_due(desk, "import")
    assert is_due(desk, "exit")  # of somebody who may see sealed matters: always, whatever was done
    desk.viewer = Viewer("u", "某人", ("mediator",))
    assert not is_due(desk, "exit")
    [found] = backups(stick)
    assert found.path == done.path
    check_copy(found.database, desk.key)
    assert not [name for name in files(stick) if name.endswith(".part")]
    assert not (filled.folder / "snapshot.part").exists()


def test_the_next_backup_copies_no_attachment_again(filled: Station, stick: Path) -> None:
    desk = filled.open()
    run_backup(desk, stick)
    before = {name: data for name, data in files(stick).items() if "blobs" in name}
    stamps = {f: f.stat().st_mtime_ns for f in stick.rglob("*.age")}
    add_case(desk, 50, photo(50))
    done = run_backup(desk, stick)
    assert done.new_attachments == 1
    assert {f: f.stat().st_mtime_ns for f in stamps} == stamps
    after = {name: data for name, data in files(stick).items() if "blobs" in name}
    assert before.items() <= after.items()
    assert len(after) == len(before) + 1
    assert [b.manifest.serial for b in backups(stick)] == [1, 2]
    assert len(backups(stick)[1].manifest.blobs) == PHOTOS + 1


def test_an_attachment_of_another_size_on_the_stick_is_copied_anew(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    blob = next(stick.rglob("*.age"))
    whole = blob.read_bytes()
    blob.write_bytes(whole[:-10])
    assert back_up(filled, stick).new_attachments == 1
    assert blob.read_bytes() == whole


def test_a_missing_attachment_is_counted_and_the_rest_is_backed_up(filled: Station, stick: Path) -> None:
    next((filled.folder / "blobs").rglob("*.age")).unlink()
    done = back_up(filled, stick)
    assert (done.missing, done.attachments) == (1, PHOTOS - 1)
    assert backups(stick)[0].manifest.missing == 1


def test_nothing_of_a_case_can_be_read_on_the_stick(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    for name, data in files(stick).items():
        for marker in ("周桂", "许志", "楼上漏水", "天花板", "13800001234", "周明"):
            assert marker.encode() not in data, name
            assert marker not in name
    [found] = backups(stick)
    raw = found.path.read_text("utf-8")
    assert "events" not in raw
    assert "epoch" not in raw


# ---- older ones and strangers ----
def test_old_backups_rotate_out_and_take_their_attachments_along(filled: Station, stick: Path) -> None:
    with filled.open() as desk:
        run_backup(desk, stick)
        gone = backups(stick)[0]
        for number in range(1, 6):
            filled.later(hours=1)
            add_case(desk, 50 + number)
            run_backup(desk, stick)
    assert [b.manifest.serial for b in backups(stick)] == [4, 5, 6]
    assert not gone.database.exists()
    assert not gone.keys.exists()
    assert len(list(stick.rglob("*.age"))) == PHOTOS


def test_an_attachment_that_no_backup_needs_is_swept(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    stranger = next(stick.rglob("*.age")).with_name(f"{'0' * 64}.age")
    stranger.write_bytes(b"left by a stopped backup")
    back_up(filled, stick)
    assert not stranger.exists()
    assert len(list(stick.rglob("*.age"))) == PHOTOS


def test_a_damaged_manifest_keeps_all_attachments_and_its_serial(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    flip(backups(stick)[0].path, 50)
    orphan = next(stick.rglob("*.age")).with_name(f"{'0' * 64}.age")
    orphan.write_bytes(b"perhaps wanted by the damaged one")
    back_up(filled, stick)
    assert [b.manifest.serial for b in backups(stick)] == [2]
    assert orphan.exists()


def test_files_of_others_are_left_alone(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    own = backups(stick)[0].path.parent
    strangers = [
        stick / "工资表.xlsx",
        stick / FOLDER / "note.txt",
        own / "readme.txt",
        own / "2026.db",
        own / "照片.part",
        own / "blobs" / "list.txt",
        own / "blobs" / "ab" / "picture.jpg",
        own / "other.fqbackup",
    ]
    for stranger in strangers:
        stranger.parent.mkdir(parents=True, exist_ok=True)
        stranger.write_bytes(b"mine")
    for _ in range(5):
        filled.later(minutes=1)
        back_up(filled, stick)
    assert all(stranger.read_bytes() == b"mine" for stranger in strangers)
    assert len(backups(stick)) == 3


def test_two_stations_share_a_stick(filled: Station, template: Template, stick: Path, tmp_path: Path) -> None:
    back_up(filled, stick)
    back_up(Station(template, tmp_path / "other"), stick)
    assert len(list((stick / FOLDER).iterdir())) == 2
    assert len(backups(stick)) == 2


def test_a_clock_set_back_makes_the_newest_backup_no_older(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    filled.later(days=-400)
    with filled.open() as desk:
        with desk.uow(desk.viewer) as uow:
            uow.save_draft("session", "", "未完", "天花板")
            uow.commit()
        assert is_due(desk, "daily")
        run_backup(desk, stick)
    first, second = backups(stick)
    assert (first.manifest.serial, second.manifest.serial) == (1, 2)
    assert second.manifest.made_at < first.manifest.made_at
    assert look_into(second.database, desk.key).drafts == 1


# ---- refused ----
def test_two_backups_at_once_are_refused(filled: Station, stick: Path) -> None:
    desk = filled.open()
    identity = desk.store.identity
    other = BackupPlace(SystemFs(), stick, identity.station, identity.installation)
    other.open("other")
    assert code_of(lambda: run_backup(desk, stick)) == "S-255"
    other.close()
    run_backup(desk, stick)


def test_a_damaged_data_file_costs_no_old_backup(filled: Station, stick: Path) -> None:
    back_up(filled, stick)
    before = files(stick)
    desk = filled.open()
    whole = filled.database.read_bytes()
    for page in range(len(whole) // PAGE // 2, len(whole) // PAGE):
        flip(filled.database, page * PAGE + 9)
    assert code_of(lambda: run_backup(desk, stick)) == "S-256"
    assert {n: d for n, d in files(stick).items() if not n.endswith("lock")}.items() <= before.items()
    filled.database.write_bytes(whole)
    assert run_backup(desk, stick).cases == CASES


def test_keys_that_lead_elsewhere_are_not_backed_up(filled: Station, template: Template, stick: Path) -> None:
    desk = filled.open()
    own = (filled.folder / "keys.json").read_bytes()
    shutil.copy(template.folder / "keys.json", filled.folder / "keys.json")
    assert code_of(lambda: run_backup(desk, stick)) == "S-271"
    (filled.folder / "keys.json").write_bytes(own)
    assert backups(stick) == []


def test_a_full_place_is_told_with_figures_before_anything_is_written(filled: Station, stick: Path) -> None:
    class Small(SystemFs):
        def free_space(self, path: Path) -> int:
            return 1_000_000 if stick in path.parents else super().free_space(path)

    desk = with_fs(filled, Small()).open()
    assert code_of(lambda: run_backup(desk, stick)) == "S-252"
    assert [name for name in files(stick) if not name.endswith("lock")] == []
    assert setting_of(desk, "backup.failed").endswith(" S-252")
    with pytest.raises(Exception, match=r"需要\d+ MB，可用1 MB"):
        run_backup(desk, stick)


def test_no_room_for_the_snapshot_is_told_as_our_own_disk(filled: Station, stick: Path) -> None:
    class Small(SystemFs):
        def free_space(self, path: Path) -> int:
            return super().free_space(path) if stick in path.parents else 1_000_000

    desk = with_fs(filled, Small()).open()
    assert code_of(lambda: run_backup(desk, stick)) == "S-262"


def setting_of(desk: object, name: str) -> str:
    with desk.store.transaction() as connection:  # type: ignore[attr-defined]
        return get_setting(connection, name)


def test_a_stopped_backup_leaves_nothing_that_counts(filled: Station, stick: Path) -> None:
    desk = filled.open()
    steps: list[str] = []

    def stop_at(name: str) -> Callable[[int, int, str], None]:
        def report(_done: int, _total: int, step: str) -> None:
            steps.append(step)
            if step == name:
                raise Cancelled

        return report

    run_backup(desk, stick, lambda _d, _t, step: steps.append(step))
    assert set(steps) == {"snapshot", "check", "attachments", "database"}
    before = files(stick)
    for name in ("snapshot", "check", "attachments", "database"):
        add_case(desk, 80, photo(80))
        with pytest.raises(Cancelled):
            run_backup(desk, stick, stop_at(name))
        assert [b.manifest.serial for b in backups(stick)] == [1]
        assert before.items() <= files(stick).items()
        assert not [n for n in files(stick) if n.endswith((".part", "000002.db"))]
        assert not (filled.folder / "snapshot.part").exists()
    assert run_backup(desk, stick).new_attachments <= 1


def test_who_has_no_right_may_not_choose_but_leaving_backs_up(filled: Station, stick: Path) -> None:
    desk = filled.open()
    desk.viewer = desk.viewer.__class__(desk.viewer.id, desk.viewer.name, ("auditor",))
    with pytest.raises(RuleViolation):
        run_backup(desk, stick)
    with pytest.raises(RuleViolation):
        set_places(desk, stick, None)
    assert back_up_if_due(desk, "exit", silent)[0].done is not None


# ---- places ----
def test_the_second_place_is_used_when_its_medium_is_there(filled: Station, stick: Path, tmp_path: Path) -> None:
    desk = filled.open()
    assert places(desk) == (filled.folder.with_name("data-backup"),)
    set_places(desk, tmp_path / "first", stick)
    outcomes = back_up_if_due(desk, "exit")
    assert [o.done is not None for o in outcomes] == [True, True]
    assert len(backups(tmp_path / "first")) == len(backups(stick)) == 1
    assert back_up_if_due(desk, "import") == ()
    add_case(desk, 61)
    shutil.rmtree(stick)
    assert [o.place for o in back_up_if_due(desk, "exit")] == [tmp_path / "first"]


def test_a_place_that_fails_does_not_stop_the_other(filled: Station, stick: Path, tmp_path: Path) -> None:
    desk = filled.open()
    blocked = tmp_path / "blocked"
    blocked.write_bytes(b"a file, not a folder")
    set_places(desk, blocked / "x", stick)
    first, second = back_up_if_due(desk, "exit")
    assert first.failed is not None
    assert first.failed.code == "S-251"
    assert second.done is not None


def test_the_pages_are_copied_as_they_lie_while_others_write(filled: Station, tmp_path: Path) -> None:
    """The copy is the moment it began; the writer goes on, and what it wrote meanwhile stays in the log."""
    desk = filled.open()
    before = len(desk.queries.workbench(desk.viewer).recent)
    wrote: list[str] = []

    def write_meanwhile(_done: int, _total: int, step: str) -> None:
        if step == "snapshot" and not wrote:
            wrote.append(add_case(desk, 77))

    copy = tmp_path / "copy.db"
    holds = take_snapshot(desk.reader, desk.key, copy, write_meanwhile, desk.pages)
    assert wrote
    check_copy(copy, desk.key)
    assert look_into(copy, desk.key) == holds
    assert holds.cases == before
    assert copy.read_bytes()[:16] == filled.database.read_bytes()[:16]  # the salt: no page was encrypted anew
    assert len(desk.queries.workbench(desk.viewer).recent) == before + 1


def test_the_copy_of_raw_pages_lets_go_of_no_lock(filled: Station, tmp_path: Path) -> None:
    """POSIX drops a process's locks when any handle on the file is closed: another process must still be kept out."""
    desk = filled.open()
    with desk.store.transaction() as connection:
        connection.exec_driver_sql("SELECT count(*) FROM state_case")
        desk.pages.copy(tmp_path / "raw.db", lambda _done, _total: None)
        code = (
            "import sys, sqlcipher3.dbapi2 as d\n"
            "c = d.connect(sys.argv[1], timeout=0, isolation_level=None)\n"
            "c.execute('PRAGMA key=\"x\\'' + sys.argv[2] + '\\'\"')\n"
            "try:\n    c.execute('BEGIN IMMEDIATE')\nexcept d.OperationalError as e:\n    print(e)\n"
        )
        told = subprocess.run(
            [sys.executable, "-c", code, str(filled.database), desk.key.hex()],
            capture_output=True,
            text=True,
            check=True,
        )
    assert "locked" in told.stdout
