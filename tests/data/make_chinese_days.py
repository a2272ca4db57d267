"""Makes chinese_days.json, the day list that the calendar is compared with; must not be used by the application.

npm pack chinese-days@1.5.7 && tar xzf chinese-days-1.5.7.tgz
python tests/data/make_chinese_days.py package/dist/chinese-days.json
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

NOTE = (
    "Days off and worked weekends 2004-2026 out of the npm package chinese-days 1.5.7 "
    "(https://github.com/vsme/chinese-days), Copyright (c) 2024 Yawei sun, MIT licence; made by make_chinese_days.py"
)


def main(source: Path) -> None:
    """Keep the dates, drop names and the rest."""
    days = json.loads(source.read_text(encoding="utf-8"))
    kept = {"note": NOTE, "off": sorted(days["holidays"]), "work": sorted(days["workdays"])}
    target = Path(__file__).with_name("chinese_days.json")
    target.write_text(json.dumps(kept, indent=0) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
