"""Writes tests/golden/events.jsonl: events with their bytes and hashes, made from fixed salts, epochs and times.

Run once, before the first bundle is out. Afterwards the file may only be made anew with a new envelope version, since
every chain, receipt and archive rests on these bytes.
"""

from __future__ import annotations

import json
from pathlib import Path

from desktop.domain import case_events as ce
from desktop.domain import county_events as cty
from desktop.domain import station_events as st
from desktop.domain.events import Event
from desktop.domain.person import PersonRecorded
from tests.builders import CASE, PROCEDURE, Author, agreement, case_opened, changed, hexed, session

TARGET = Path("tests/golden/events.jsonl")
SIGNS = '引号" 反斜线\\ 制表\t 换行\n 响铃\x07 删除\x7f 分行\u2028 不换行\u00a0 é e\u0301 🧧'
RARE = "\u4dae\U00020bb7\U000e0100·阿依古丽\U0003106c"


def golden_events() -> list[tuple[str, Event]]:
    """Name and event of each line: a station's chain, then the county's."""
    station = Author("station")
    person = hexed("person")
    chain = [
        ("first event of an epoch", station.record(station.id, st.EpochOpened(station.id, "990101001", "", "new"))),
        ("rare characters", station.record(person, PersonRecorded(RARE, phone="13800001234", note=SIGNS))),
        ("a case with facts", station.record(CASE, _case(station.id, person))),
        ("body withheld", station.record(CASE, session(turns=(ce.Turn("t1", "p1", "周桂兰", "天花板漏了。"),)))),
        ("money in parts", station.record(CASE, agreement(parts=(("2026-04-01", 100000), ("2026-05-01", 1))))),
        (
            "old and new values",
            station.record(CASE, changed(summary=("旧", SIGNS), facts__witness=(None, ["甲", "乙"]))),
        ),
        ("body disposed", station.record(CASE, ce.CommentMade("m1", "已销毁的批注"))),
    ]
    county = Author("county", role="county_supervisor", day="2026-03-05").learn(*station.known[CASE].values())
    disposed = ce.CaseDisposed((chain[6][1].hash.hex(),), "u7", "u8", "档案保管期满")
    basis = tuple(sorted(county.case().frontier))
    chain += [
        ("county event", county.record("990101001", cty.InstallationBound(station.id, "990101001", "RWQ", "age1"))),
        ("county event on a case", county.record(CASE, ce.CaseGranted(hexed("other"), 2, basis, forced=True))),
        ("body sealed", county.record(hexed("sealed"), st.Sealed("YWdlLWVuY3J5cHRpb24="))),
        ("two-person disposal", station.record(CASE, disposed)),
    ]
    return chain


def _case(owner: str, person: str) -> ce.CaseOpened:
    return case_opened(
        owner=owner,
        procedure=PROCEDURE,
        parties=(ce.Party("p1", "applicant", "person", person), ce.Party("p2", "respondent", "organisation", "r2")),
        number="（2026）云桥人调字第7号",
        series="990101001/人调字/2026/A/open",
        serial=7,
        requests=(ce.Request("q1", "赔偿修理费"),),
        heads=2,
        facts={"损失": 123456, "已核实": True, "见证人": ["甲", {"电话": "13800001235", "愿作证": None}]},
    )


def line(name: str, event: Event) -> dict[str, object]:
    """What one line holds; a body named absent is left out with its salt (which would let it be guessed)."""
    absent = name.removeprefix("body ") if name.startswith("body ") else ""
    payload = (event.payload or b"").decode()
    return {
        "name": name,
        "hash": event.hash.hex(),
        "header": event.raw.decode(),
        "salt": "" if absent else event.salt.hex(),
        "payload": None if absent else payload,
        "state": absent or "present",
    }


def main() -> None:
    """Write the file."""
    lines = [json.dumps(line(name, event), ensure_ascii=True) for name, event in golden_events()]
    TARGET.write_text("\n".join(lines) + "\n", encoding="ascii")


if __name__ == "__main__":
    main()
