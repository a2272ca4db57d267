"""A county's own codes in a shipped code list: what may be added, what is no longer offered; must not rename anything.

A code keeps its words for ever, so that old cases say what they said. Which codes mean something to the program stays
as shipped: only the lists of `OPEN` take others, and in those that are reported by national classes a new code stands
under one of them and begins with its digits.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.domain.toml_lines import find_lines, line_of
from desktop.reference.code_lists import Entry, Taxonomy, taxonomy
from desktop.reference.registry import read_entries

CODES: Final = "codes"
"""The kind under which such a file is published."""
OPEN: Final = ("dispute_types", "petition_content", "mediation_sources", "petition_sources", "service_ways")
CLASSED: Final = ("dispute_types", "petition_content")
LARGEST: Final = 1 << 16


class LocalCodes(Struct, frozen=True):
    """What a file says of one code list. `withdrawn`: codes that are no longer offered, shipped ones or its own."""

    list: str
    entries: tuple[Entry, ...] = ()
    withdrawn: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def parse_local_codes(text: str) -> LocalCodes:
    """A file as it was published, or is to be. Raises RuleViolation R-638 with the line."""
    name = "codes.toml"
    try:
        table = tomllib.loads(text)
        entries = read_entries(text, name, Entry) if "entry" in table else ()
    except tomllib.TOMLDecodeError as error:
        raise _fault(f"文件格式有误：{error}") from error
    except ValueError as error:
        line, _, what = str(error).removeprefix(f"{name}:").partition(":")
        raise _fault(f"第{line}行：{what.strip()}") from error
    listed, withdrawn = table.get("list"), table.get("withdrawn", [])
    lines = find_lines(text)
    if listed not in OPEN:
        raise _fault(f"第{line_of(lines, ('list',))}行：县里可以增减的代码表只有{'、'.join(OPEN)}")
    if not isinstance(withdrawn, list) or not all(isinstance(code, str) for code in withdrawn):
        raise _fault(f"第{line_of(lines, ('withdrawn',))}行：withdrawn 应是代码的列表")
    if len(text.encode()) > LARGEST:
        raise _fault("文件超过64千字节")
    found = LocalCodes(listed, entries, tuple(withdrawn))
    for message, place in _faults(found):
        raise _fault(f"第{line_of(lines, ('entry', place))}行：{message}")
    return found


def _faults(codes: LocalCodes) -> Iterator[tuple[str, int]]:
    shipped = {entry.code: entry for entry in taxonomy(codes.list).entries}
    for place, entry in enumerate(codes.entries):
        if entry.code in shipped:
            yield f"代码{entry.code}是自带的“{shipped[entry.code].label}”，请换一个新代码", place
        elif entry.parent and entry.parent not in shipped:
            yield f"上级代码{entry.parent}不在自带的代码表里", place
        elif codes.list in CLASSED and not (entry.parent and entry.code.startswith(entry.parent)):
            yield "要写明上级代码（parent），并以它开头：统计和提示按国家的类别归类", place


def demand_kept_words(codes: LocalCodes, earlier: Iterable[LocalCodes]) -> None:
    """That no code of an earlier version says something else now: old cases keep their words. Raises R-638."""
    said = {entry.code: entry.label for one in earlier for entry in one.entries}
    for entry in codes.entries:
        if said.get(entry.code, entry.label) != entry.label:
            raise _fault(f"代码{entry.code}以前是“{said[entry.code]}”，已有的登记要照旧显示；改名请用新代码")


def choices_of(shipped: Taxonomy, local: Sequence[LocalCodes]) -> tuple[tuple[str, str], ...]:
    """(code, words) to choose from: the most particular shipped ones, own ones behind what they stand under.

    A shipped entry with shipped entries under it is only a heading; own ones under it leave it to be chosen.
    """
    headings = {entry.parent for entry in shipped.entries}
    gone = {code for one in local for code in one.withdrawn}
    own = [entry for one in local for entry in one.entries]
    found: list[Entry] = []
    for entry in shipped.entries:
        found += [entry] * (entry.code not in headings)
        found += [new for new in own if new.parent == entry.code]
    found += [new for new in own if not new.parent]
    return tuple(dict((entry.code, entry.label) for entry in found if entry.code not in gone).items())


def _fault(message: str) -> RuleViolation:
    return RuleViolation(
        "R-638", f"代码表文件有误：{message}。", field="file", way_out="请改正后再发布；写法见 docs/county.md。"
    )
