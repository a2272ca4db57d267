"""Reads the project's own source for the architecture tests; must not import what it reads.

Every rule of this folder is a function from one `Source` to a list of faults, so that a test can show it a bad
snippet first and the tree afterwards.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parents[2]
PRODUCT = ("desktop", "ui", "db", "exports")


@dataclass(frozen=True)
class Source:
    """One Python file: its path from the project's root with forward slashes, its text and its tree."""

    path: str
    text: str
    tree: ast.Module

    def fault(self, node: ast.AST, why: str) -> str:
        return f"{self.path}:{getattr(node, 'lineno', 1)}: {why}"


def snippet(path: str, text: str) -> Source:
    """A file that does not exist, for showing a rule what it must refuse."""
    return Source(path, text, ast.parse(text))


@cache
def sources(*folders: str) -> tuple[Source, ...]:
    """Every Python file of `folders`, sorted by path."""
    files = sorted(f for folder in folders for f in (ROOT / folder).rglob("*.py"))
    return tuple(snippet(f.relative_to(ROOT).as_posix(), f.read_text("utf-8")) for f in files)


def faults(rule: Callable[[Source], list[str]], *folders: str) -> list[str]:
    """What `rule` has to say about the whole tree."""
    return [fault for source in sources(*folders) for fault in rule(source)]


def imports(source: Source) -> Iterator[tuple[ast.AST, str, str]]:
    """(node, module, name) of every import; `name` is empty for `import module`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node, alias.name, ""
        elif isinstance(node, ast.ImportFrom):
            for alias in node.names:
                yield node, _absolute(source, node), alias.name


def _absolute(source: Source, node: ast.ImportFrom) -> str:
    if not node.level:
        return node.module or ""
    package = source.path.removesuffix(".py").split("/")[: -node.level]
    return ".".join([*package, *([node.module] if node.module else [])])


def calls(source: Source) -> Iterator[tuple[ast.Call, str]]:
    """Every call with its dotted name as written; an unnamed receiver is `?`: `f().x()` gives `?.x`."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Call):
            yield node, dotted(node.func)


def dotted(node: ast.expr) -> str:
    """`a.b.c` of a name or attribute chain."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{dotted(node.value)}.{node.attr}"
    return "?"


def functions(tree: ast.AST) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Every function and method, nested ones too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node
