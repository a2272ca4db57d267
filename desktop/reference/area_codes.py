"""The six-digit area codes of counties and districts in use (统计用区划代码, 2023-06-30); reads its file, no rules.

An id number keeps the code of the place of first registration, which may be abolished by now: an unknown code only
warns. Made by scripts/build_area_codes.py.
"""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def area_codes() -> frozenset[str]:
    """All codes of the table."""
    return frozenset((files("desktop.reference") / "area_codes.txt").read_text("ascii").split())
