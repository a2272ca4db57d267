"""The pages about procedures say what the files say: the table of methods is fresh, the ten-line example works."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from desktop.domain.engine import status
from desktop.domain.procedure_check import parse_procedure
from desktop.procedures import base, known_names, shipped
from desktop.reference import load_calendar, load_keys
from tests.case_builder import CaseBuilder

ROOT = Path(__file__).parents[2]


def test_the_table_of_methods_is_fresh() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "methods_table.py"), "--check"]
    found = subprocess.run(script, capture_output=True, text=True, cwd=ROOT, env={"PYTHONPATH": str(ROOT)}, check=False)
    assert found.returncode == 0, found.stderr


def test_every_row_is_in_the_table_and_no_method_is_named_twice() -> None:
    page = (ROOT / "docs" / "methods.md").read_text(encoding="utf-8")
    for method in load_keys("methods"):
        assert page.count(f"| {method.row} |") == 1
    assert {row for p in shipped().values() for row in p.rows} <= {m.row for m in load_keys("methods")}


def test_what_a_source_leaves_unsaid_is_labelled() -> None:
    for procedure in shipped().values():
        for slot in procedure.slots:
            assert slot.note, (procedure.key, slot.key)
        assert procedure.national or procedure.rows, procedure.key


def test_national_methods_are_registered() -> None:
    assert {p.key for p in shipped().values() if p.national} == {key.key for key in load_keys("procedures")}


def test_the_example_of_the_page_runs() -> None:
    page = (ROOT / "docs" / "procedures.md").read_text(encoding="utf-8")
    text = page.split("```toml\n")[1].split("```")[0]
    method = parse_procedure(text, "docs", known_names(), base)
    calendar = load_calendar()
    case = CaseBuilder(method)
    found = status(method, case.state, calendar)
    assert [t.step for t in found.current] == ["meet"]
    assert found.current[0].due == "2026-03-03"
    case.step("meet").session().agree("oral", performed_on_spot=True)
    assert status(method, case.state, calendar).ends == ("settled",)
