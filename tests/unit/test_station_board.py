"""What a county asks a station about: each trouble by itself, the gravest first."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import get_args

import msgspec
import pytest

from desktop.cli.board_words import told_of
from desktop.domain.station_board import OVERDUE_DAYS, StationLine, Trouble

NOW = datetime.fromisoformat("2026-11-20T15:30:00+08:00")
WELL = StationLine(
    "990101001001", "云桥站", computers=1, records=40, durable=40,
    last_at="2026-11-20T09:00:00+08:00", answered_at="2026-11-20T09:05:00+08:00",
)  # fmt: skip

CASES: list[tuple[Trouble, dict[str, object], str]] = [
    ("forked", {"forks": 1}, "有1处两台电脑写在同一位置"),
    ("aside", {"aside": 2}, "搁置2个数据包"),
    ("gap", {"missing": 3, "waiting": 5}, "中间缺3条，后面5条先不计"),
    ("gap", {"waits": 1}, "1个数据包等着前面的记录，先不计"),
    ("overdue", {"last_at": (NOW - timedelta(days=OVERDUE_DAYS + 1)).isoformat()}, "15天没有来"),
    ("silent", {"last_at": "", "answered_at": ""}, "还没有来过"),
    ("retired", {"computers": 0}, "没有可用的电脑"),
    ("files", {"files": 4}, "缺4个附件"),
    ("unanswered", {"answered_at": "2026-11-20T08:59:59+08:00"}, "还没有写回执"),
]


def test_a_station_that_is_well_has_no_trouble() -> None:
    assert WELL.troubles(NOW) == ()
    assert told_of(WELL, NOW) == "已收到40条，已稳妥保存40条；最近一次2026-11-20"


@pytest.mark.parametrize(("trouble", "changes", "words"), CASES)
def test_each_trouble_is_told_by_itself(trouble: Trouble, changes: dict[str, object], words: str) -> None:
    line = msgspec.structs.replace(WELL, **changes)
    assert line.troubles(NOW) == (trouble,)
    assert told_of(line, NOW).endswith(words)


def test_every_trouble_is_played_and_the_gravest_comes_first() -> None:
    assert tuple(dict.fromkeys(trouble for trouble, _changes, _words in CASES)) == get_args(Trouble)
    both = msgspec.structs.replace(WELL, files=1, forks=1, missing=1)
    assert both.troubles(NOW) == ("forked", "gap", "files")


def test_fourteen_days_are_not_too_long_and_an_invited_computer_is_waited_for() -> None:
    line = msgspec.structs.replace(WELL, last_at=(NOW - timedelta(days=OVERDUE_DAYS)).isoformat())
    assert line.troubles(NOW) == ()
    new = StationLine("990101002001", "石门站", invited=1)
    assert new.troubles(NOW) == ("silent",)


def test_a_station_given_up_is_not_waited_for() -> None:
    old = msgspec.structs.replace(WELL, computers=0, last_at="2025-01-01T09:00:00+08:00")
    assert old.troubles(NOW) == ("retired",)
