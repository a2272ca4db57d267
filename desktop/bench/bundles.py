"""Bundle figures: bench L (3 events a case, 10,000 cases, 80 MB of attachments) and bench R (15 events a case).

Both run on encrypted files with synchronous=FULL and sign what they write; the peers of the study run on plain files
with NORMAL and, but for one, unsigned.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from desktop.bench.figure import Figure, child, own_memory, seconds
from desktop.bench.postgres import own_postgres
from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import export, import_file, join_county
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk, Doors, NewStation, create_station
from desktop.domain import case_events as ce
from desktop.domain.case_view import Committee
from desktop.domain.person import PersonRecorded
from desktop.services.keystore import Cost
from desktop.services.seams import Dice, SystemFs, read_whole
from exports.bundles.enrolment import read_invitation

WORDS = "双方因为房屋漏水土地边界排水通行工资赔偿修理时间金额协商同意要求说明情况邻居村里调解"


def bundle_figures(folder: Path) -> Iterator[Figure]:
    """Export and import of both benches, full and after 100 changed cases."""
    yield from _one(folder / "L", "L", 10_000, 3, 800)
    yield from _peers(folder)
    yield from _one(folder / "R", "R", 2_000, 15, 0)
    with own_postgres() as databases:
        if databases is not None:
            yield from _one(folder / "R_server", "R_server", 2_000, 15, 0, server=databases.new())


def _peers(folder: Path) -> Iterator[Figure]:
    """The peers' rows beside bench L, in the same run: FENGQIAO_BENCH_PEERS names the script that compares them."""
    script = os.environ.get("FENGQIAO_BENCH_PEERS", "")
    if not script:
        return
    answer = folder / "peers.json"
    command = [script, "--dir", str(folder / "peers"), "--reps", "1", "--out", str(answer)]
    child([*command, *os.environ.get("FENGQIAO_BENCH_PEERS_OPTIONS", "").split()], dict(os.environ), 1)
    for row in msgspec.json.decode(read_whole(SystemFs(), answer), type=list[dict[str, Any]]):
        for step in ("full_export", "full_import", "inc_export", "inc_import"):
            found = row[step]
            note = f"CPU {found['cpu']:.2f} s, {found['rss']:.0f} MB, carried {found['MB']:.1f} MB"
            yield Figure(f"peer_{row['peer']}_{step}", "on plain SQLite, NORMAL", found["wall"], 0, "s", note)


def _one(folder: Path, name: str, cases: int, events: int, blobs: int, *, server: str = "") -> Iterator[Figure]:
    county, station, stick = pair(folder, server)
    ids = fill_station(station, cases, events, blobs)
    total = cases * events
    wall, _ = seconds(lambda: export(station, stick))
    size = sum(f.stat().st_size for f in stick.glob("*.fqb")) / 1e6
    per = wall * 1e6 / total
    if name == "L":
        yield Figure("L_export", f"{cases:,} cases, {total:,} events, {size:.0f} MB", wall, 1.0, "s")
    else:
        yield Figure(f"{name}_export", f"{total:,} events, per event", per, 8, "µs")
    wall, _ = seconds(lambda: take_inbox(county, stick))
    if name == "L":
        yield Figure("L_import", "the county takes it in", wall, 1.5, "s")
    else:
        goal = 30 if server else 25
        yield Figure(f"{name}_import", "the county takes it in, per event", wall * 1e6 / total, goal, "µs")
    wall, _ = seconds(lambda: take_inbox(county, stick))
    yield Figure(f"{name}_again", "the same stick again", wall, 0, "s")
    if name == "L":
        yield from _changes(county, station, folder, ids[:100])
    yield Figure(f"{name}_memory", "greatest memory of the bench so far", own_memory(), 0, "MB")
    station.close()
    county.close()


def _changes(county: Desk, station: Desk, folder: Path, ids: list[str]) -> Iterator[Figure]:
    """The receipt comes back, cases change, and what is new goes up."""
    down, stick = folder / "down", folder / "changes"
    for place in (down, stick):
        SystemFs().mkdir(place)
    for path in send_down(county, down):
        import_file(station, path)
    change_cases(station, ids)
    yield Figure("L_change_export", "after 100 changed cases", seconds(lambda: export(station, stick))[0], 0.15, "s")
    yield Figure("L_change_import", "the county", seconds(lambda: take_inbox(county, stick))[0], 0.15, "s")
    yield Figure("L_change_size", "its file", sum(f.stat().st_size for f in stick.glob("*.fqb")) / 1e6, 1.1, "MB")


def pair(folder: Path, server: str) -> tuple[Desk, Desk, Path]:
    """A county, a station that has joined it, and a folder for a stick."""
    stick = folder / "stick"
    SystemFs().mkdir(stick)
    doors = Doors(cost=Cost(1, 1024, 1), state=folder / "state")
    new_county = NewCounty("990101", "县", "管理员", "admin", "bench", True)
    county, _, _ = create_county(folder / "county", new_county, doors, server=server)
    path, _ = enrol(county, "990101001001", "站", stick)
    invitation = read_invitation(read_whole(SystemFs(), path))
    committee = Committee("云桥村人民调解委员会", "云桥", "990101001001", "站")
    new = NewStation("990101001001", "站", "周明", "bench", "bench", committee, invitation=invitation, practice=True)
    station, _ = create_station(folder / "station", new, doors)
    join_county(station, invitation)
    return county, station, stick


def _text(dice: Dice, length: int) -> str:
    return "".join(dice.choice(WORDS) for _ in range(length))


def fill_station(station: Desk, cases: int, events: int, blobs: int) -> list[str]:
    """Cases through real units of work; their cache is left pending, as after an import."""
    dice = Dice(1)
    ids: list[str] = []
    station.store.assess = None
    for start in range(0, cases, 500):
        with station.uow(station.viewer) as uow:
            for number in range(start, min(start + 500, cases)):
                person = uow.new_id()
                name = f"周{WORDS[number % 30]}{WORDS[number % 29]}"
                uow.record(person, PersonRecorded(name, phone=f"1380000{number % 10000:04d}"))
                case_id = uow.new_id()
                ids.append(case_id)
                uow.record(case_id, _opened(uow.installation(), person, _text(dice, 300), number))
                uow.record(case_id, *_more(dice, events - 2, number, blobs, uow.put_blob))
            uow.commit()
    return ids


def _opened(owner: str, person: str, text: str, number: int) -> ce.CaseOpened:
    return ce.CaseOpened(
        owner=owner,
        kind="dispute",
        procedure=ce.ProcedureRef("people_mediation", 0, "0" * 64),
        received_at="2026-03-20T09:00:00+08:00",
        registrar="周明",
        source="application",
        category="02",
        summary=text,
        parties=(ce.Party("p1", "applicant", "person", person),),
        number=f"（2026）云桥人调字第{number + 1}号",
        series="bench",
        serial=number + 1,
    )


def _more(
    dice: Dice, count: int, number: int, blobs: int, put: Callable[[bytes], str]
) -> list[ce.AttachmentAdded | ce.CommentMade]:
    found: list[ce.AttachmentAdded | ce.CommentMade] = []
    for place in range(count):
        if place == 0 and number < blobs:
            data = dice.bytes(100_000)
            found.append(ce.AttachmentAdded(f"a{number}", "照片.jpg", "photo", "image/jpeg", len(data), put(data)))
        else:
            found.append(ce.CommentMade(f"m{place}", _text(dice, 60)))
    return found


def change_cases(station: Desk, ids: list[str]) -> None:
    """A comment joins each of these cases."""
    with station.uow(station.viewer) as uow:
        for case_id in ids:
            uow.record(case_id, ce.CommentMade(uow.new_id(), "补充说明"))
        uow.commit()
