"""Provinces, cities, counties and townships (统计用区划代码, 2023-06-30); reads its file, no rules.

Made by scripts/build_regions.py. Villages of the user's own county are loaded from a file (desktop/domain/places.py).
"""

from __future__ import annotations

import lzma
from collections.abc import Iterator
from functools import cache
from importlib.resources import files

_NO_NAME = ("市辖区", "县", "省直辖县级行政区划", "自治区直辖县级行政区划")


def _lines() -> Iterator[tuple[str, str]]:
    packed = (files("desktop.reference") / "regions.txt.xz").read_bytes()
    county = ""
    for line in lzma.decompress(packed).decode("utf-8").splitlines():
        code, _, name = line.partition(" ")
        if len(code) == 3:
            yield county + code, name
        else:
            county = code if len(code) == 6 else county
            yield code, name


@cache
def regions() -> dict[str, str]:
    """Code -> name of every place: 2, 4, 6 and 9 digits."""
    return dict(_lines())


def townships_of(county: str) -> dict[str, str]:
    """Code -> name of the townships of a county (six digits)."""
    return {code: name for code, name in regions().items() if len(code) == 9 and code.startswith(county)}


def full_name(code: str) -> str:
    """浙江省绍兴市诸暨市枫桥镇; "" for a code that is not in the table."""
    known = regions()
    if code not in known:
        return ""
    steps = [code[:length] for length in (2, 4, 6, 9) if length <= len(code)]
    return "".join(known[step] for step in steps if step in known and known[step] not in _NO_NAME)
