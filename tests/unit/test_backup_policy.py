"""When a backup is due, which ones stay, what a manifest says and how a loss is told: all of it pure."""

from __future__ import annotations

from datetime import datetime, timedelta

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.backups import (
    BackupManifest,
    EpochHead,
    LastBackup,
    Lost,
    NewerFormat,
    Occasion,
    StoredFile,
    backup_due,
    decode_manifest,
    encode_manifest,
    kept,
    mark_of,
    rehearsal_due,
)

NOW = datetime.fromisoformat("2026-11-20T17:00:00+08:00")
TODAY = LastBackup("2026-11-20T09:00:00+08:00", "a")
YESTERDAY = LastBackup("2026-11-19T17:00:00+08:00", "a")
TOMORROW = LastBackup("2026-11-21T09:00:00+08:00", "a")  # the clock was set back since
FILE = StoredFile("a.db", 10, "0" * 64)


def manifest(**values: object) -> BackupManifest:
    facts: dict[str, object] = {
        "serial": 7, "made_at": "2026-11-20T09:00:00+08:00", "occasion": "asked", "program": "0.1.0", "schema": "0001",
        "station": "990101001", "station_name": "云桥村调解室", "installation": "ab" * 16, "database": FILE,
        "keys": StoredFile("a.keys.json", 5, "1" * 64), "blobs": (StoredFile("b.age", 7, "2" * 64),), "missing": 1,
    }  # fmt: skip
    return msgspec.convert(facts | values, BackupManifest)


@pytest.mark.parametrize(
    ("occasion", "last", "mark", "due"),
    [
        ("exit", None, "a", True),
        ("exit", TODAY, "a", False),
        ("exit", TODAY, "b", True),
        ("exit", YESTERDAY, "a", False),
        ("daily", None, "a", True),
        ("daily", TODAY, "b", False),
        ("daily", YESTERDAY, "b", True),
        ("daily", YESTERDAY, "a", False),
        ("daily", TOMORROW, "b", True),
        ("import", TODAY, "b", True),
        ("import", TODAY, "a", False),
        ("upgrade", TODAY, "a", True),
        ("asked", TODAY, "a", True),
    ],
)
def test_when_a_backup_is_due(occasion: Occasion, last: LastBackup | None, mark: str, due: bool) -> None:
    assert backup_due(occasion, NOW, last, mark) is due


@pytest.mark.parametrize(
    ("last", "due"),
    [
        ("", True),
        ("2026-11-20T09:00:00+08:00", False),
        ("2026-10-22T09:00:00+08:00", False),
        ("2026-10-21T09:00:00+08:00", True),
        ("2026-11-21T09:00:00+08:00", True),
    ],
)
def test_when_the_trial_restore_is_due(last: str, due: bool) -> None:
    assert rehearsal_due(NOW, last) is due


def test_every_new_thing_changes_the_mark() -> None:
    """Looking is not writing: the journal is no part of it."""
    heads = (EpochHead("e", 3, "h"),)
    marks = {
        mark_of(heads, 3, 0, ""),
        mark_of((EpochHead("e", 4, "i"),), 3, 0, ""),
        mark_of((EpochHead("e", 3, "other"),), 3, 0, ""),
        mark_of(heads, 2, 0, ""),
        mark_of(heads, 3, 1, ""),
        mark_of(heads, 3, 0, "2026-11-20"),
    }
    assert len(marks) == 6
    assert mark_of(heads, 3, 0, "") == mark_of(heads, 3, 0, "")


def _days(count: int) -> list[tuple[int, str]]:
    """One backup a day, serials upwards."""
    return [(n, (NOW - timedelta(days=count - n)).isoformat()) for n in range(1, count + 1)]


def test_a_year_of_daily_backups_leaves_days_weeks_and_months() -> None:
    stay = kept(_days(365))
    assert {365, 364, 363, 362, 361, 360, 359} <= stay  # seven days
    assert len(stay) <= 7 + 4 + 12
    months = {dict(_days(365))[serial][:7] for serial in stay}
    assert len(months) == 12


def test_many_backups_of_one_day_leave_three() -> None:
    day = [(n, f"2026-11-20T{n:02}:00:00+08:00") for n in range(1, 20)]
    assert kept(day) == {17, 18, 19}


def test_a_clock_set_back_never_costs_the_newest() -> None:
    before = _days(30)
    after = [(31, "1970-01-01T00:00:00+08:00"), (32, "1970-01-02T00:00:00+08:00")]
    assert {31, 32, 30} <= kept(before + after)


@given(st.lists(st.dates(), min_size=1, max_size=60))
def test_the_newest_three_stay_whatever_the_clock_says(days: list[object]) -> None:
    backups = [(n, f"{day}T09:00:00+08:00") for n, day in enumerate(days, 1)]
    stay = kept(backups)
    assert set(range(len(days), max(0, len(days) - 3), -1)) <= stay
    assert stay <= {n for n, _ in backups}
    assert kept([b for b in backups if b[0] in stay]) == stay  # what was kept once is kept again


def test_a_manifest_reads_back() -> None:
    assert decode_manifest(encode_manifest(manifest())) == manifest()
    assert manifest().size == 22


def test_no_bent_bit_of_a_manifest_is_believed() -> None:
    raw = encode_manifest(manifest())
    for at in range(len(raw) - 1):
        bent = bytearray(raw)
        bent[at] ^= 1
        with pytest.raises(ValueError, match="manifest"):
            decode_manifest(bytes(bent))
    for end in range(len(raw) - 1):
        with pytest.raises(ValueError, match="manifest"):
            decode_manifest(raw[:end])


def test_a_manifest_of_a_newer_program_is_told_apart() -> None:
    with pytest.raises(NewerFormat):
        decode_manifest(encode_manifest(manifest(format=2)))


def test_a_loss_is_told_with_what_comes_back() -> None:
    assert "不知道" in Lost().told()[0]
    assert "没有新的记录" in Lost(0).told()[0]
    lines = "".join(Lost(5, 3, (("990101001/人调字/2026/A/open", 7, 9),)).told())
    assert "5条" in lines
    assert "3条已经导出" in lines
    assert "2026年“人调字”第7号到第9号" in lines
    assert "重新登记" in "".join(Lost(5).told())
