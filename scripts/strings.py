"""Refreshes the English catalogue of the window's texts: adds what is new, drops what is gone, compiles it.

Finds the literals of tr() and the words of the tables in capitals, which go through tr() where they are shown
(Qt's own lupdate does not see those). Messages of rules and situations come with their codes from docs/errors.md.
Translations that are there stay. `--check` changes nothing and tells what is
missing or stale.
"""

from __future__ import annotations

import argparse
import ast
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

ROOT: Final = Path(__file__).parents[1]
CATALOGUE: Final = ROOT / "ui" / "i18n" / "fengqiao_en.ts"
COMPILED: Final = CATALOGUE.with_suffix(".qm")
CONTEXT: Final = "ui"
CHINESE: Final = re.compile(r"[\u3400-\u9fff]")
DATA: Final = frozenset({"ui/fields/nations.py"})
"""Modules that hold names as data: they go into records and papers as they are."""
ERRORS: Final = ROOT / "docs" / "errors.md"
CODE: Final = re.compile(r"[RS]-\d+")
ROW: Final = re.compile(r"\| ((?:R|S)-\d+) \| (.+?) \| (.+?) \|")
"""A row of that page: code, when the message appears, what to do; the same words are the message in English."""
SLOT: Final = re.compile(r"\{[^{}]*\}")


def sources(text: str) -> Iterator[str]:
    """Every text of one module that tr() will be asked for."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "tr":
            yield from _literals(node.args[0] if node.args else node)
        elif isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
            targets = node.targets if isinstance(node, ast.Assign) else [node.target]
            if all(isinstance(target, ast.Name) and target.id.isupper() for target in targets):
                yield from (words for words in _literals(node.value) if CHINESE.search(words))


def _literals(node: ast.AST) -> Iterator[str]:
    """Strings in an expression; keys of a dict and parts of calls of tr() inside are left to their own."""
    if isinstance(node, ast.Constant):
        if isinstance(node.value, str):
            yield node.value
        return
    if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id[0].isupper()):
        return  # patterns and what is computed are no words of the screen; `Place(...)` and the like are
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _literals(value)
        return
    for child in ast.iter_child_nodes(node):
        yield from _literals(child)


def found() -> dict[str, str]:
    """Every text of ui/ with the module that says it first, in the order of modules."""
    where: dict[str, str] = {}
    for path in sorted((ROOT / "ui").rglob("*.py")):
        if path.relative_to(ROOT).as_posix() in DATA:
            continue
        for words in sources(path.read_text("utf-8")):
            if words.strip():
                where.setdefault(words, path.relative_to(ROOT).as_posix())
    return where


def errors() -> dict[str, str]:
    """Code to what a message with it says in English."""
    rows = ROW.findall(ERRORS.read_text("utf-8"))
    return {code: f"{when.rstrip('.')}. {todo.rstrip('.')}." for code, when, todo in rows}


def translations(path: Path = CATALOGUE) -> dict[str, str]:
    """Source to English; "" where it is not translated yet."""
    if not path.exists():
        return {}
    said: dict[str, str] = {}
    for message in ET.parse(path).getroot().iter("message"):  # noqa: S314 - our own file
        translation = message.find("translation")
        words = translation.text if translation is not None and translation.get("type") != "unfinished" else ""
        said[message.findtext("source") or ""] = words or ""
    return said


def faults() -> list[str]:
    """What is missing, stale, or translated with other slots than the Chinese has."""
    where = found()
    said = {words: english for words, english in translations().items() if not CODE.fullmatch(words)}
    lines = [f"missing: {words!r} ({where[words]})" for words in where if not said.get(words)]
    lines += [f"stale: {words!r}" for words in said if words not in where]
    lines += [
        f"slots: {words!r} / {english!r}"
        for words, english in said.items()
        if english and sorted(SLOT.findall(words)) != sorted(SLOT.findall(english))
    ]
    return lines


def write(where: dict[str, str], said: dict[str, str]) -> None:
    """The catalogue in the order of modules, one text a message."""
    root = ET.Element("TS", version="2.1", language="en_US", sourcelanguage="zh_CN")
    context = ET.SubElement(root, "context")
    ET.SubElement(context, "name").text = CONTEXT
    for words, module in where.items():
        message = ET.SubElement(context, "message")
        ET.SubElement(message, "location", filename=f"../../{module}")
        ET.SubElement(message, "source").text = words
        english = said.get(words, "")
        translation = ET.SubElement(message, "translation", {} if english else {"type": "unfinished"})
        translation.text = english
    ET.indent(root, " ")
    body = ET.tostring(root, encoding="unicode")
    CATALOGUE.write_text(f'<?xml version="1.0" encoding="utf-8"?>\n<!DOCTYPE TS>\n{body}\n', "utf-8")


def main() -> int:
    """Refresh, or check; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--check", action="store_true")
    if parser.parse_args().check:
        lines = faults()
        print("\n".join(lines))
        return int(bool(lines))
    coded = errors()
    write({**found(), **dict.fromkeys(coded, "docs/errors.md")}, {**translations(), **coded})
    tool = Path(sys.executable).with_name("pyside6-lrelease")
    subprocess.run([tool, "-silent", CATALOGUE, "-qm", COMPILED], check=True)
    print(f"{sum(not words for words in translations().values())} texts wait for their English")
    return 0


if __name__ == "__main__":
    sys.exit(main())
