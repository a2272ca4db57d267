"""On which line of a TOML text a value stands, so that every fault of a data file can be shown where it is.

The standard reader keeps no lines. This one only finds lines; it must not decide what the text means.
"""

from __future__ import annotations

import re
from typing import Final

Path = tuple[str | int, ...]

_HEADER: Final = re.compile(r"\s*(\[\[?)\s*([A-Za-z0-9_.\-\"' ]+?)\s*\]\]?\s*(#.*)?$")
_KEY: Final = re.compile(r"\s*([A-Za-z0-9_\-]+|\"[^\"]*\"|'[^']*')\s*=")


def find_lines(text: str) -> dict[Path, int]:
    """Path of every table and of every key written at the start of a line -> its line, counted from 1.

    Items of arrays of tables carry their index: `("step", 2, "field", 0, "label")`. Keys inside inline tables are not
    listed; `line_of` falls back to the line of the nearest listed parent.
    """
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    here: Path = ()
    open_value = ""
    for number, line in enumerate(text.splitlines(), 1):
        if open_value:
            open_value = _still_open(open_value, line)
            continue
        header = _HEADER.match(line)
        if header:
            here = _table(header[2], header[1] == "[[", counts)
            lines.setdefault(here, number)
            continue
        key = _KEY.match(line)
        if key:
            lines.setdefault((*here, key[1].strip("\"'")), number)
            open_value = _still_open("", line[key.end() :])
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int:
    """The line of a path or of its nearest parent; 1 when nothing is known."""
    while path:
        if path in lines:
            return lines[path]
        path = path[:-1]
    return 1


def _table(dotted: str, is_array: bool, counts: dict[Path, int]) -> Path:
    names = [part.strip().strip("\"'") for part in dotted.split(".")]
    path: Path = ()
    for name in names[:-1]:
        path = (*path, name)
        if path in counts:
            path = (*path, counts[path])
    path = (*path, names[-1])
    if is_array:
        counts[path] = counts.get(path, -1) + 1
        path = (*path, counts[path])
    return path


def _still_open(state: str, line: str) -> str:
    """What is still open after `line`: brackets as written, or a triple quote."""
    i = 0
    while i < len(line):
        if state.endswith(('"""', "'''")):
            end = line.find(state[-3:], i)
            if end < 0:
                return state
            state, i = state[:-3], end + 3
        elif line.startswith(('"""', "'''"), i):
            state, i = state + line[i : i + 3], i + 3
        elif line[i] in "\"'":
            i = _after_string(line, i)
        elif line[i] == "#":
            break
        else:
            if line[i] in "[{":
                state += line[i]
            elif line[i] in "]}" and state:
                state = state[:-1]
            i += 1
    return state


def _after_string(line: str, start: int) -> int:
    quote, i = line[start], start + 1
    while i < len(line) and line[i] != quote:
        i += 2 if quote == '"' and line[i] == "\\" else 1
    return i + 1
