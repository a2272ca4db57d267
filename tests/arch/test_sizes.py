"""Sizes that keep a file readable: 500 lines a file, 40 a function, one public widget class, 6 dependencies."""

from __future__ import annotations

import ast

import pytest

from tests.arch.source import PRODUCT, Source, dotted, faults, functions, snippet

FILE, MAIN_WINDOW, FUNCTION, DEPENDENCIES = 500, 250, 40, 6
FOLDERS = (*PRODUCT, "tests", "scripts")
WIDGET_ENDINGS = ("Widget", "Dialog", "Window", "View", "Frame", "Edit", "Label", "Button", "Box", "Wizard", "Page")


def file_faults(source: Source) -> list[str]:
    """Files over the bound."""
    bound = MAIN_WINDOW if source.path == "ui/shell/main_window.py" else FILE
    lines = source.text.count("\n")
    return [f"{source.path}: {lines} lines, at most {bound}"] if lines > bound else []


def function_faults(source: Source) -> list[str]:
    """Functions over the bound; the docstring is not counted, so that nobody saves on it."""
    if source.path.startswith("db/migrations/versions/"):
        return []  # a migration is one long list of statements and stays as it was released
    found = []
    for function in functions(source.tree):
        lines = (function.end_lineno or function.lineno) - function.lineno + 1
        first = function.body[0]
        if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant) and isinstance(first.value.value, str):
            lines -= (first.end_lineno or first.lineno) - first.lineno + 1
        if lines > FUNCTION:
            found.append(source.fault(function, f"{function.name} has {lines} lines, at most {FUNCTION}"))
    return found


def widget_faults(source: Source) -> list[str]:
    """More than one public widget class in a file of ui/."""
    names = [
        node.name
        for node in source.tree.body
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_") and _is_widget(node)
    ]
    return [f"{source.path}: one public widget class a file, here {', '.join(names)}"] if len(names) > 1 else []


def _is_widget(node: ast.ClassDef) -> bool:
    return any(dotted(base).endswith(WIDGET_ENDINGS) for base in node.bases)


def dependency_faults(source: Source) -> list[str]:
    """Constructors that are handed too much."""
    found = []
    for function in functions(source.tree):
        if function.name == "__init__":
            given = [a.arg for a in (*function.args.args, *function.args.kwonlyargs) if a.arg not in {"self", "parent"}]
            if len(given) > DEPENDENCIES:
                found.append(source.fault(function, f"a constructor of {len(given)}, at most {DEPENDENCIES}"))
    return found


@pytest.mark.parametrize("rule", [file_faults, function_faults])
def test_everything_is_small(rule: object) -> None:
    assert callable(rule)
    assert faults(rule, *FOLDERS) == []


def test_widgets_and_constructors_are_small() -> None:
    assert faults(widget_faults, "ui") == []
    assert faults(dependency_faults, *PRODUCT) == []


def test_a_long_file_is_seen() -> None:
    assert file_faults(snippet("db/a.py", "x = 1\n" * (FILE + 1)))
    assert file_faults(snippet("ui/shell/main_window.py", "x = 1\n" * (MAIN_WINDOW + 1)))
    assert file_faults(snippet("ui/shell/other.py", "x = 1\n" * (MAIN_WINDOW + 1))) == []


def test_a_long_function_is_seen_without_its_docstring() -> None:
    body = "    x = 1\n" * FUNCTION
    assert function_faults(snippet("db/a.py", f"def f():\n{body}"))
    short = "    x = 1\n" * (FUNCTION - 1)
    assert function_faults(snippet("db/a.py", f'def f():\n    """a\n    b\n    """\n{short}')) == []


def test_two_widgets_and_seven_dependencies_are_seen() -> None:
    two = "class A(QWidget): ...\nclass _B(QDialog): ...\nclass C(QtWidgets.QTableView): ...\n"
    assert widget_faults(snippet("ui/a.py", two))
    assert widget_faults(snippet("ui/a.py", two.replace("C(", "_C("))) == []
    assert dependency_faults(snippet("ui/a.py", "class A:\n    def __init__(self, a, b, c, d, e, f, *, g): ..."))
