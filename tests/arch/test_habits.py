"""Habits of the code base: what a test may not do, where a message box, a print and a query may stand."""

from __future__ import annotations

import ast

import pytest

from tests.arch.source import PRODUCT, Source, calls, dotted, faults, imports, snippet

BANNED_IN_TESTS = {
    "qtbot.wait": "wait for a signal or a state, not for time",
    "time.sleep": "wait for a signal or a state, not for time",
    "sleep": "wait for a signal or a state, not for time",
    "QTest.qWait": "wait for a signal or a state, not for time",
    "pytest.skip": "a test that does not run proves nothing",
    "pytest.importorskip": "a test that does not run proves nothing",
    "pytest.xfail": "mend it or delete it",
}
BANNED_MARKS = {"skip", "skipif", "xfail", "flaky"}
BANNED_TEST_MODULES = ("flaky", "pytest_rerunfailures", "unittest.mock", "mock", "pytest_mock")
PRINTERS = ("desktop/cli/", "desktop/cli.py", "desktop/__main__.py", "desktop/bench/")
REPORTER = "ui/reporters.py"


def tool_faults(source: Source) -> list[str]:
    """Waiting by the clock, skipping, rerunning and mocking."""
    found = [
        source.fault(n, f"{name}: {BANNED_IN_TESTS[name]}") for n, name in calls(source) if name in BANNED_IN_TESTS
    ]
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and node.attr in BANNED_MARKS and dotted(node.value) == "pytest.mark":
            found.append(source.fault(node, f"pytest.mark.{node.attr} hides a failure"))
    for import_node, module, name in imports(source):
        if {module, f"{module}.{name}"} & set(BANNED_TEST_MODULES):
            found.append(source.fault(import_node, f"{module}: fakes with behaviour, no mocks, no reruns"))
    return found


def message_box_faults(source: Source) -> list[str]:
    """Message boxes outside the one reporter."""
    if source.path == REPORTER:
        return []
    return [
        source.fault(node, f"errors are shown by {REPORTER}")
        for node in ast.walk(source.tree)
        if (isinstance(node, ast.Name) and node.id == "QMessageBox")
        or (isinstance(node, ast.Attribute) and node.attr == "QMessageBox")
        or (isinstance(node, ast.ImportFrom) and any(a.name == "QMessageBox" for a in node.names))
    ]


def print_faults(source: Source) -> list[str]:
    """print() outside the terminal interface."""
    if source.path.startswith(PRINTERS):
        return []
    return [
        source.fault(node, "print() is for the terminal interface") for node, name in calls(source) if name == "print"
    ]


def viewer_faults(source: Source) -> list[str]:
    """Public query functions whose first argument is not the viewer."""
    if not source.path.startswith("db/queries/"):
        return []
    found = []
    for function, is_method in _public_functions(source.tree):
        names = [a.arg for a in (*function.args.posonlyargs, *function.args.args)]
        first = names[1:2] if is_method else names[:1]
        if first != ["viewer"]:
            found.append(source.fault(function, f"{function.name} must take `viewer` first"))
    return found


def _public_functions(tree: ast.Module) -> list[tuple[ast.FunctionDef | ast.AsyncFunctionDef, bool]]:
    kinds = ast.FunctionDef | ast.AsyncFunctionDef
    found = [(node, False) for node in tree.body if isinstance(node, kinds)]
    for owner in (node for node in tree.body if isinstance(node, ast.ClassDef) and not node.name.startswith("_")):
        found += [(node, True) for node in owner.body if isinstance(node, kinds) and not _is_property(node)]
    return [(node, method) for node, method in found if not node.name.startswith("_")]


def _is_property(node: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    return any(isinstance(d, ast.Name) and d.id == "property" for d in node.decorator_list)


def test_the_tests_use_no_banned_tool() -> None:
    assert faults(tool_faults, "tests") == []


@pytest.mark.parametrize("rule", [message_box_faults, print_faults, viewer_faults])
def test_the_product_keeps_its_habits(rule: object) -> None:
    assert callable(rule)
    assert faults(rule, *PRODUCT) == []


@pytest.mark.parametrize(
    "text",
    [
        "qtbot.wait(100)",
        "time.sleep(1)",
        "pytest.skip('later')",
        "@pytest.mark.skipif(True, reason='x')\ndef test_a(): ...",
        "pytestmark = pytest.mark.flaky",
        "from unittest.mock import MagicMock",
        "from unittest import mock",
    ],
)
def test_banned_tools_are_seen(text: str) -> None:
    assert len(tool_faults(snippet("tests/gui/test_a.py", text))) == 1


def test_a_message_box_is_seen() -> None:
    text = "QMessageBox.warning(None, '', '')"
    assert message_box_faults(snippet("ui/screens/a.py", text))
    assert message_box_faults(snippet("ui/screens/a.py", "from PySide6.QtWidgets import QMessageBox"))
    assert message_box_faults(snippet(REPORTER, text)) == []


def test_a_print_is_seen() -> None:
    assert print_faults(snippet("db/a.py", "print(1)"))
    assert print_faults(snippet("desktop/cli/a.py", "print(1)")) == []


def test_a_query_without_viewer_is_seen() -> None:
    text = "def case_list(session, viewer): ...\ndef _own(session): ...\nclass Q:\n    def one(self, id): ...\n"
    assert len(viewer_faults(snippet("db/queries/cases.py", text))) == 2
    good = "def case_list(viewer, session): ...\nclass Q:\n    def one(self, viewer, id): ...\n"
    assert viewer_faults(snippet("db/queries/cases.py", good)) == []
    assert viewer_faults(snippet("db/engine.py", text)) == []
