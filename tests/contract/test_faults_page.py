"""docs/faults.md claims nothing that is not there: files and tests it names exist, and what must be listed is."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/faults.md").read_text("utf-8")
ROWS = {int(m[1]): m[0] for m in re.finditer(r"(?m)^\| (\d+) \|.*$", PAGE)}
EXPECTED = {*range(1, 16), *range(17, 34), *range(35, 39), 40}


def test_the_scenarios_that_are_played_are_listed() -> None:
    assert set(ROWS) >= EXPECTED


def test_every_row_has_its_five_columns() -> None:
    assert {number: row.count(" | ") for number, row in ROWS.items()} == dict.fromkeys(ROWS, 4)


def test_every_file_and_test_that_is_named_exists() -> None:
    missing = []
    for number, row in ROWS.items():
        column = row.split(" | ")[2]
        files = [ROOT / name for name in re.findall(r"tests/[a-z_/]+\.py", column)]
        missing += [f"{number}: {path.name}" for path in files if not path.is_file()]
        text = "\n".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("*.py"))
        for name in re.findall(r"`([a-z_…]+)`", column):
            pattern = "[a-z_]*".join(map(re.escape, name.split("…")))
            if not re.search(rf"def test_{pattern}" if not name.startswith("…") else pattern, text):
                missing.append(f"{number}: {name}")
    assert missing == []
