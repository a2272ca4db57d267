"""Places of a station: townships, villages, grids, as a tree of codes; reads a file of them, must not look any up.

A village has twelve digits, the first nine its township's. A grid has a code of its own under a village or a grid.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from typing import Literal

from msgspec import Struct

from desktop.domain.errors import RuleViolation

PlaceKind = Literal["township", "village", "grid"]
KINDS: dict[str, PlaceKind] = {
    "街镇": "township",
    "乡镇": "township",
    "村社": "village",
    "村": "village",
    "网格": "grid",
}
TOWNSHIP, VILLAGE = 9, 12  # digits
SAMPLE = "99"
"""Codes that begin so are invented and have no township in the table."""


class Place(Struct, frozen=True):
    """A place. `parent`: code of the place it belongs to."""

    code: str
    name: str
    kind: PlaceKind
    parent: str


def read_places(text: str, townships: Mapping[str, str]) -> tuple[Place, ...]:
    """The rows 代码, 名称, 类别, 上级 of a table (CSV with this header); a village needs no 上级.

    Raises:
        RuleViolation: R-420 with the line of the first fault.
    """
    rows = list(csv.DictReader(text.lstrip("\ufeff").splitlines()))
    if not rows or not {"代码", "名称", "类别"} <= set(rows[0]):
        raise _fault(1, "表头应有：代码、名称、类别、上级")
    found: dict[str, Place] = {}
    for line, row in enumerate(rows, 2):
        place = _place(line, {key: (value or "").strip() for key, value in row.items() if key})
        if place.code in found:
            raise _fault(line, f"代码“{place.code}”写了两次")
        if place.parent and place.parent not in found and place.parent not in townships and _real(place.parent):
            raise _fault(line, f"上级“{place.parent}”不在表里，也不是现有的乡镇街道")
        found[place.code] = place
    return tuple(found.values())


def check_region(code: str, townships: Mapping[str, str], loaded: Iterable[Place]) -> None:
    """A code of a place that is known: in the table, loaded, or a village of a township whose villages are not loaded.

    "" is no place; a code of an invented one is taken for practice.

    Raises:
        RuleViolation: R-326.
    """
    if not code or not _real(code) or code in townships:
        return
    codes = {place.code for place in loaded}
    township = code[:TOWNSHIP]
    village = len(code) == VILLAGE and code.isascii() and code.isdigit() and township in townships
    if code in codes or (village and not any(known.startswith(township) for known in codes)):
        return
    raise RuleViolation(
        "R-326",
        f"没有代码为“{code}”的地方。",
        field="region",
        way_out="请从地点列表里选；新设的村社请先在“设置”里载入村社和网格表。",
    )


def path_of(place: Place, known: Mapping[str, Place], townships: Mapping[str, str]) -> str:
    """The name with those above it, from the township down: 枫桥镇枫源村第3网格."""
    names, parent, seen = [place.name], place.parent, {place.code}
    while parent in known and parent not in seen:
        seen.add(parent)
        names.append(known[parent].name)
        parent = known[parent].parent
    return "".join(reversed([*names, townships.get(parent, "")]))


def region_of(address: str, paths: Iterable[tuple[str, str]]) -> str:
    """Code of the village or township in which an address begins; the most particular one, "" for none."""
    fitting = [(len(name), code) for code, name in paths if name and address.startswith(name)]
    return max(fitting, default=(0, ""))[1]


def _place(line: int, row: dict[str, str]) -> Place:
    kind = KINDS.get(row["类别"])
    if kind is None:
        raise _fault(line, f"类别“{row['类别']}”应是：街镇、村社、网格")
    code, parent = row["代码"], row.get("上级", "")
    if not row["名称"]:
        raise _fault(line, "没有名称")
    digits = {"township": TOWNSHIP, "village": VILLAGE}.get(kind, 0)
    if digits and (len(code) != digits or not code.isdigit()):
        raise _fault(line, f"代码“{code}”应是{digits}位数字")
    if kind == "grid" and (not code or not parent):
        raise _fault(line, "网格要写代码和上级")
    return Place(code, row["名称"], kind, parent or (code[:TOWNSHIP] if kind == "village" else ""))


def _real(code: str) -> bool:
    return not code.startswith(SAMPLE)


def _fault(line: int, message: str) -> RuleViolation:
    return RuleViolation("R-420", f"第{line}行：{message}。", field="file", way_out="请改正后再载入。")
