"""Builds the practice station and, on a tour, its county: the same use cases as the window, one after another."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from msgspec import Struct

from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import export, import_file, join_county
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk, Doors, NewStation, create_station
from desktop.cli.common import Told
from desktop.demo.matters import MATTERS, Matter
from desktop.demo.ordinary import agree_on_leak, ordinary_life
from desktop.demo.people import Crowd
from desktop.demo.play import Moment, moments, party
from desktop.demo.public_life import public_life
from desktop.domain.case_view import Committee
from desktop.domain.errors import Situation
from desktop.services.seams import FixedClock, read_whole, write_whole
from desktop.usecases.make_paper import PreparePaper, prepare_paper, reprint
from desktop.usecases.register_case import RegisterCase, register_case
from desktop.usecases.sealed_matters import RegisterSealed, register_sealed
from exports.bundles.enrolment import Invitation, read_invitation

PASSWORD = "demo"  # noqa: S105 - a practice station's passphrase is told in the manual
STATION = "990101001001"
EARLIEST = timedelta(days=150)
"""How long before the last day the first told story begins, at most."""
COMMITTEE = Committee(
    name="云桥村人民调解委员会",
    word="云桥",
    station=STATION,
    station_name="云桥村调解室",
    region=STATION,
    address="云桥村便民服务中心一楼",
    phone="13800000000",
    court="示范县人民法院",
    mediators=("周明", "李云"),
    seal_keeper="周明",
    village="云桥村",
    organ="云桥镇人民政府",
    organ_word="云政",
    review_organ="示范县人民政府",
    review_address="示范县人民路1号",
    review_phone="13800000001",
)


class Tour(Struct):
    """Where the demonstration keeps its things: station, county, stick and papers beside each other."""

    data: Path

    def beside(self, name: str) -> Path:
        return self.data.with_name(f"{self.data.name}-{name}")


def build_demo(data: Path, *, cases: int, seed: int, now: str, tour: bool) -> Told:
    """Make the practice station in `data` with the six matters and `cases` further ones in every state.

    On a `tour` one matter is mediated to an agreement, printed, carried to a county beside it, and the receipt comes
    home. Raises Situation S-232 when `data` already holds a station.
    """
    clock = FixedClock(datetime.fromisoformat(now))
    end = clock.at
    clock.at = end - max(timedelta(hours=6 * cases + 200), EARLIEST)  # set up before its first matter
    doors = Doors(clock=clock)
    places = Tour(data)
    lines: list[str] = []
    county = _county(places, doors, lines) if tour else None
    invitation = _invite(county, places, lines) if county is not None else None
    desk, words = create_station(data, _station(invitation), doors)
    with desk:
        if invitation is not None:
            join_county(desk, invitation)
        _fill(desk, clock, end, cases, seed)
        papers = _papers(desk, places.beside("papers")) if tour else []
        carried = _carry(desk, county, places) if county is not None else []
        digest = desk.digest()
        state = desk.queries.sync_state(desk.viewer)
    if county is not None:
        county.close()
    lines += [f"示范站：{data}（用户 demo，口令 {PASSWORD}）", f"恢复单：{' '.join(words)}"]
    lines += [f"文书：{path}" for path in papers]
    lines += carried
    lines.append(f"已写入{state.written}条，已导出{state.exported}条，县里已收到{state.received}条")
    lines.append(f"摘要：{digest}")
    facts: dict[str, Any] = {
        "data": str(data),
        "papers": [str(p) for p in papers],
        "written": state.written,
        "exported": state.exported,
        "received": state.received,
        "digest": digest,
    }
    return Told(tuple(lines), facts)


def _station(invitation: Invitation | None) -> NewStation:
    return NewStation(
        code=STATION,
        name=COMMITTEE.station_name,
        user="周明",
        login="demo",
        passphrase=PASSWORD,
        committee=COMMITTEE,
        invitation=invitation,
        practice=True,
    )


def _invite(county: Desk, places: Tour, lines: list[str]) -> Invitation:
    path, digits = enrol(county, STATION, COMMITTEE.station_name, places.beside("stick"))
    lines.append(f"接入文件：{path}　核对数字 {digits}")
    return read_invitation(read_whole(county.doors.fs, path))


def _county(places: Tour, doors: Doors, lines: list[str]) -> Desk:
    folder = places.beside("county")
    stick = places.beside("stick")
    if doors.fs.exists(stick) and doors.fs.listdir(stick):
        raise Situation(
            "S-232", "这个文件夹里已经有一份数据。", safe="没有改动。", way_out="请换一个 --data，或先清空。"
        )
    doors.fs.mkdir(stick)
    county, _words, escrow = create_county(
        folder, NewCounty("990101", "示范县社会治理中心", "管理员", "admin", PASSWORD, practice=True), doors
    )
    lines.append(f"示范县：{folder}（用户 admin，口令 {PASSWORD}），托管密钥 {escrow.recipient[:16]}…")
    return county


def _fill(desk: Desk, clock: FixedClock, end: datetime, cases: int, seed: int) -> None:
    """Ordinary life, the six matters and the told stories in the order of time; the clock ends where it began."""
    crowd = Crowd(seed)
    everything = [
        *ordinary_life(desk, clock, end, cases, crowd),
        *(Moment(end - timedelta(hours=m.hours_ago), partial(_matter, desk, clock, end, m, crowd)) for m in MATTERS),
        *moments(desk, end, crowd),
        *public_life(desk, end),
        Moment(end - timedelta(days=12), partial(_accusation, desk)),
    ]
    for moment in sorted(everything, key=lambda m: m.at):
        clock.at = moment.at
        moment.happen()
    clock.at = end


def _matter(desk: Desk, clock: FixedClock, end: datetime, matter: Matter, crowd: Crowd) -> None:
    case_id = register(desk, matter, crowd)
    if matter.key == "leak":
        agree_on_leak(desk, clock, end, case_id)


def _accusation(desk: Desk) -> None:
    """One accusation on its sealed route; whoever lacks the right never meets it."""
    with desk.uow(desk.viewer) as uow:
        register_sealed(
            RegisterSealed(
                received_at=uow.now().isoformat(timespec="seconds"),
                form="written",
                accused="村委会委员乙",
                accused_unit="石湾村村民委员会",
                content="来信称沙场承包没有公开招标，合同比邻村便宜一半。随信附合同复印件两页。",
                anonymous=True,
            ),
            uow,
        )
        uow.commit()


def register(desk: Desk, matter: Matter, crowd: Crowd) -> str:
    """Register one of the matters with invented data for its people."""
    with desk.uow(desk.viewer) as uow:
        result = register_case(
            RegisterCase(
                procedure="people_mediation",
                received_at=uow.now().isoformat(timespec="seconds"),
                source=matter.source,
                category=matter.category,
                summary=matter.summary,
                parties=(
                    *(party("applicant", name, crowd) for name in matter.applicants),
                    *(party("respondent", name, crowd) for name in matter.respondents),
                ),
                requests=matter.requests,
                place=matter.place,
                region=STATION,
                heads=matter.heads,
                visitors=matter.visitors,
                batches=1 if matter.visitors else 0,
            ),
            uow,
        )
        prepare_paper(PreparePaper(result.case_id, "mediation_acceptance"), uow, desk.papers)
        uow.commit()
    return result.case_id


def _papers(desk: Desk, folder: Path) -> list[Path]:
    """Write the leak's papers as files, as a printer would get them."""
    desk.doors.fs.mkdir(folder)
    made: list[Path] = []
    leak = next(row for row in desk.queries.search(desk.viewer, "周桂兰") if row.kind == "case")
    with desk.uow(desk.viewer) as uow:
        for paper in uow.case(leak.id).documents:
            path = folder / f"{desk.papers.info(paper.type).title}.pdf"
            write_whole(desk.doors.fs, path, reprint(leak.id, paper.id, uow))
            made.append(path)
        uow.commit()
    return made


def _carry(desk: Desk, county: Desk, places: Tour) -> list[str]:
    """Stick to the county, receipt home."""
    stick = places.beside("stick")
    sent = export(desk, stick)
    lines = [f"数据包：{path}" for path in sent.paths]
    lines += [f"县里收到：{x.name} {x.state} 新{x.new}条 {x.cases}件" for x in take_inbox(county, stick)]
    for path in send_down(county, stick):
        back = import_file(desk, path)
        lines.append(f"回执带回：{path.name}（回执{back.receipts}份）")
    return lines
