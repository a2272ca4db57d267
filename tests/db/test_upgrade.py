"""An upgrade gives the new data or leaves the old ones, at whatever moment it is stopped; nothing gets lost in it.

Scenario 32 of the fault list (docs/faults.md).
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

import pytest

from db import schema
from db.engine import encrypted_engine
from db.verify import log_digest
from desktop.bootstrap.restore import restore
from desktop.bootstrap.station import Desk
from desktop.bootstrap.upgrade import NOTE, bring_up_to_date, first_start, go_back, start_again
from desktop.domain.errors import Cancelled, Situation
from desktop.services.seams import SystemFs
from tests.db.backup_kit import CASES, OPENER, add_case, back_up, check, code_of, files, key_of, kinds, with_fs
from tests.db.station_kit import Station
from tests.db.upgrade_kit import ROWS, children, make_migrations, make_older
from tests.faults import HITS, Dead, FaultFs

KEPT: Final = "fengqiao.before-9001.db"
CHANGE_THE_LOG: Final = """
    name = "log_event_keeps_body"
    sql = op.get_bind().exec_driver_sql("SELECT sql FROM sqlite_master WHERE name = ?", (name,)).scalar()
    op.execute(f"DROP TRIGGER {name}")
    op.execute("UPDATE log_event SET payload = cast('{}' AS blob) WHERE seq = 5")
    op.execute(sql)
"""


@pytest.fixture
def migrations(tmp_path: Path) -> Path:
    return make_migrations(tmp_path)


@pytest.fixture
def older(filled: Station, migrations: Path, monkeypatch: pytest.MonkeyPatch) -> Station:
    """A station of version 9001, met by a program of version 9002."""
    make_older(filled.database, key_of(filled), migrations)
    monkeypatch.setattr(schema, "SHIPPED", schema.Migrations("9002", migrations))
    return filled


def digest_of(station: Station) -> str:
    engine = encrypted_engine(station.database, key_of(station), read_only=True)
    try:
        with engine.connect() as connection:
            return log_digest(connection)
    finally:
        engine.dispose()


def arrived(desk: Desk) -> int:
    return len(desk.queries.workbench(desk.viewer).recent)


def test_opening_upgrades_and_keeps_the_old_data(older: Station) -> None:
    key, before = key_of(older), digest_of(older)
    with older.open() as desk:
        assert arrived(desk) == CASES
    assert children(older.database, key) == (ROWS, ROWS, "9002")
    assert digest_of(older) == before
    assert children(older.folder / KEPT, key) == (ROWS, ROWS, "9001")
    assert first_start(older.folder, SystemFs()) is None
    assert not [name for name in files(older.folder) if "part" in name]
    with older.open() as desk:
        add_case(desk, 30)
        assert arrived(desk) == CASES + 1
    assert check(older).whole


def test_data_of_a_newer_program_are_refused_and_untouched(
    filled: Station, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_older(filled.database, key_of(filled), migrations)
    before = files(filled.folder)
    assert code_of(filled.open) == "S-204"
    after = files(filled.folder)
    assert {n: d for n, d in after.items() if n != "lock"} == {n: d for n, d in before.items() if n != "lock"}


def test_data_of_this_version_are_left_alone(filled: Station) -> None:
    before = filled.database.read_bytes()
    assert bring_up_to_date(filled.folder, key_of(filled), filled.doors) is False
    assert filled.database.read_bytes() == before


@pytest.mark.parametrize(
    ("harm", "named"),
    [
        ({"trigger": "pass"}, "local_parent_keeps"),
        ({"after": "op.execute('DELETE FROM local_child')"}, "local_child"),
        ({"after": "op.execute('DELETE FROM local_child WHERE id = 1')"}, "local_child"),
        ({"after": "op.execute('DROP TRIGGER log_event_keeps_delete')"}, "log_event_keeps_delete"),
        ({"after": "op.execute('INSERT INTO local_child VALUES (99, 99)')"}, "RuntimeError"),
        ({"after": "raise RuntimeError('broken')"}, "RuntimeError"),
        ({"after": "op.execute('SELECT * FROM nowhere')"}, "OperationalError"),
        ({"after": CHANGE_THE_LOG}, "记录有变动"),
    ],
)
def test_a_migration_that_loses_something_is_not_taken(
    filled: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, harm: dict[str, str], named: str
) -> None:
    folder = make_migrations(tmp_path, **harm)
    make_older(filled.database, key_of(filled), folder)
    monkeypatch.setattr(schema, "SHIPPED", schema.Migrations("9002", folder))
    before = filled.database.read_bytes()
    assert code_of(filled.open) == "S-266"
    with pytest.raises(Exception, match=named):
        filled.open()
    assert filled.database.read_bytes() == before
    assert children(filled.database, key_of(filled)) == (ROWS, ROWS, "9001")


def test_the_trap_of_the_batch_is_real_and_is_caught(
    filled: Station, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With references on, rebuilding the parent deletes its children without an error: exactly that is refused."""
    folder = make_migrations(tmp_path)
    make_older(filled.database, key_of(filled), folder)
    env = folder / "env.py"
    text = env.read_text("utf-8")
    assert "PRAGMA foreign_keys=OFF" in text
    env.write_text(text.replace("PRAGMA foreign_keys=OFF", "PRAGMA foreign_keys=ON"), encoding="utf-8")
    monkeypatch.setattr(schema, "SHIPPED", schema.Migrations("9002", folder))
    with pytest.raises(Exception, match="local_child"):
        filled.open()
    assert children(filled.database, key_of(filled)) == (ROWS, ROWS, "9001")


# ---- interrupted ----
def test_a_stopped_upgrade_leaves_the_old_data(older: Station) -> None:
    key, steps = key_of(older), []

    def stop_at(name: str) -> Callable[[int, int, str], None]:
        def report(_done: int, _total: int, step: str) -> None:
            steps.append(step)
            if step == name:
                raise Cancelled

        return report

    before = older.database.read_bytes()
    for name in ("snapshot", "keep", "migrate", "records"):
        with pytest.raises(Cancelled):
            bring_up_to_date(older.folder, key, older.doors, stop_at(name))
        assert older.database.read_bytes() == before
    assert set(steps) == {"snapshot", "keep", "migrate", "records"}
    assert bring_up_to_date(older.folder, key, older.doors)


FAULTS: Final = ["ENOSPC", "EIO", "device_gone", "killed"]


@pytest.mark.parametrize("kind", FAULTS)
def test_some_calls_to_the_disk_may_fail(older: Station, kind: str) -> None:
    _fault_rounds(older, kind, 3)


@pytest.mark.soak
@pytest.mark.parametrize("kind", FAULTS)
def test_every_call_to_the_disk_may_fail(older: Station, kind: str) -> None:
    _fault_rounds(older, kind, 1)


def _fault_rounds(older: Station, kind: str, step: int) -> None:
    key, good = key_of(older), files(older.folder)
    for at in range(1, 200, step):
        fs = FaultFs(at, kind)  # type: ignore[arg-type]
        with_fs(older, fs)
        with suppress(Dead, Situation, OSError):
            bring_up_to_date(older.folder, key, older.doors)
        with_fs(older, SystemFs())
        start_again(older.folder, SystemFs())
        assert children(older.database, key)[:2] == (ROWS, ROWS)
        assert bring_up_to_date(older.folder, key, older.doors) in (True, False)
        assert children(older.database, key) == (ROWS, ROWS, "9002")
        _put_back(older, good)
        if not fs.hit:
            return
    raise AssertionError("never ended untouched")


def _put_back(station: Station, good: dict[str, bytes]) -> None:
    for name in files(station.folder):
        if name not in good:
            (station.folder / name).unlink()
    for name, data in good.items():
        (station.folder / name).write_bytes(data)


_CHILD: Final = """
import sys, os, signal
from pathlib import Path
from db import schema
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.upgrade import bring_up_to_date

folder, key, migrations, state, end = sys.argv[1:]
schema.SHIPPED = schema.Migrations("9002", Path(migrations))
count = 0

def trace(frame, event, arg):
    global count
    count += 1
    if count == int(end):
        os.kill(os.getpid(), signal.SIGKILL)
    return trace if "/db/" in frame.f_code.co_filename or "bootstrap" in frame.f_code.co_filename else None

sys.settrace(trace)
bring_up_to_date(Path(folder), bytes.fromhex(key), Doors(state=Path(state)))
sys.settrace(None)
print(count)
"""


def _run(station: Station, migrations: Path, key: bytes, end: int) -> tuple[int, str]:
    command = [
        sys.executable,
        "-c",
        _CHILD,
        str(station.folder),
        key.hex(),
        str(migrations),
        str(station.state),
        str(end),
    ]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    return done.returncode, done.stdout


def _kill_rounds(older: Station, migrations: Path, rounds: int) -> None:
    key, good = key_of(older), files(older.folder)
    code, told = _run(older, migrations, key, 0)
    assert code == 0
    total = int(told)
    seen = set()
    for number in range(rounds):
        _put_back(older, good)
        code, _ = _run(older, migrations, key, 1 + (total - 1) * number // rounds)
        assert code == -signal.SIGKILL
        HITS["SIGKILL, upgrading"] += 1
        start_again(older.folder, SystemFs())
        found = children(older.database, key)
        assert found[:2] == (ROWS, ROWS)
        seen.add(found[2])
        bring_up_to_date(older.folder, key, older.doors)
        assert children(older.database, key) == (ROWS, ROWS, "9002")
    _put_back(older, good)
    assert "9001" in seen


def test_killed_at_some_moments_it_is_old_or_new(older: Station, migrations: Path) -> None:
    _kill_rounds(older, migrations, 6)


@pytest.mark.soak
def test_killed_at_any_moment_it_is_old_or_new(older: Station, migrations: Path) -> None:
    _kill_rounds(older, migrations, 200)


def test_a_full_disk_is_told_before_anything_is_written(older: Station) -> None:
    class Small(SystemFs):
        def free_space(self, path: Path) -> int:
            return 1_000_000

    before = files(older.folder)
    assert code_of(with_fs(older, Small()).open) == "S-262"
    assert {n: d for n, d in files(older.folder).items() if n != "lock"} == {
        n: d for n, d in before.items() if n != "lock"
    }
    with_fs(older, SystemFs())
    with older.open() as desk:
        assert arrived(desk) == CASES


# ---- first start ----
def test_a_first_start_that_did_not_arrive_offers_the_old_data(older: Station) -> None:
    older.open()
    older.close()  # closed without having arrived, as after a crash of the window
    assert code_of(older.open) == "S-267"
    start_again(older.folder, SystemFs())
    older.open()
    older.close()
    assert code_of(older.open) == "S-267"
    assert go_back(older.folder, key_of(older), older.doors) == "9001"
    assert children(older.database, key_of(older)) == (ROWS, ROWS, "9001")
    assert code_of(older.open) == "S-267"  # this program asks before it upgrades again
    start_again(older.folder, SystemFs())
    with older.open() as desk:
        assert arrived(desk) == CASES
    assert not (older.folder / NOTE).exists()


def test_nothing_to_go_back_to_is_told(filled: Station) -> None:
    assert code_of(lambda: go_back(filled.folder, key_of(filled), filled.doors)) == "S-270"


def test_work_of_a_failed_first_start_makes_the_old_data_a_doubt(older: Station) -> None:
    desk = older.open()
    add_case(desk, 30)
    older.close()
    go_back(older.folder, key_of(older), older.doors)
    start_again(older.folder, SystemFs())
    with older.open() as desk:
        assert arrived(desk) == CASES
    assert kinds(check(older)) == {"set_back"}


def test_a_write_ahead_log_left_behind_is_brought_in_first(older: Station) -> None:
    """A log played over the new file would mix two states; what it holds belongs into the old file."""
    connection_key = key_of(older)
    engine = encrypted_engine(older.database, connection_key)
    with engine.connect() as connection:
        connection.exec_driver_sql("INSERT INTO local_parent VALUES (77, '乙')")
        connection.commit()
    wal = older.database.with_name("fengqiao.db-wal").read_bytes()
    database = older.database.read_bytes()
    engine.dispose()
    older.database.write_bytes(database)
    older.database.with_name("fengqiao.db-wal").write_bytes(wal)
    with older.open() as desk:
        assert arrived(desk) == CASES
    assert children(older.database, connection_key) == (ROWS + 1, ROWS, "9002")


# ---- older backups ----
def test_a_backup_of_an_older_program_is_upgraded_while_it_is_restored(
    filled: Station, migrations: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    make_older(filled.database, key_of(filled), migrations)
    monkeypatch.setattr(schema, "SHIPPED", schema.Migrations("9001", migrations))
    back_up(filled, tmp_path / "stick")
    before = files(tmp_path / "stick")
    monkeypatch.setattr(schema, "SHIPPED", schema.Migrations("9002", migrations))
    filled.folder = tmp_path / "restored"
    restore(tmp_path / "stick", filled.folder, OPENER, filled.doors)
    assert children(filled.database, key_of(filled)) == (ROWS, ROWS, "9002")
    assert files(tmp_path / "stick") == before
    with filled.open() as desk:
        assert arrived(desk) == CASES
