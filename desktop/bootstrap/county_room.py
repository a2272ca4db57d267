"""The county's window acts on its inbox, its answers and its quarantine."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from db import exchange
from desktop.bootstrap import backup
from desktop.bootstrap.county import certificate, enrol, is_county
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.inbox import InboxLine, take_inbox
from desktop.bootstrap.quarantine import discard, quarantine, retry
from desktop.bootstrap.receipt_paper import print_receipts
from desktop.bootstrap.station import Desk
from desktop.domain.bundle_codes import BundleRefused
from desktop.domain.errors import RuleViolation
from desktop.domain.progress import Report
from desktop.usecases.county_room import AsideRow, BagTaken, CountyRoom, Invitation
from desktop.usecases.permission import demand_right

_DIGITS = 12


def room_of(desk: Desk) -> CountyRoom | None:
    """None for a station."""
    return DeskRoom(desk) if is_county(desk) else None


class DeskRoom:
    """The room of an open county."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def take_in(self, folder: Path, report: Report) -> BagTaken:
        self._demand()
        backup.back_up_if_due(self._desk, "import", report)
        return _taken(take_inbox(self._desk, folder))

    def answer(self, folder: Path) -> int:
        self._demand()
        return len(send_down(self._desk, folder))

    def pages(self, folder: Path) -> tuple[int, int]:
        self._demand()
        made = print_receipts(self._desk, folder)
        printed = sum(1 for one in made if one.path)
        return printed, len(made) - printed

    def aside(self) -> tuple[AsideRow, ...]:
        self._demand()
        rows = quarantine(self._desk)
        return tuple(AsideRow(r.digest, r.name, r.sender, r.seen_at, BundleRefused(r.code).told()) for r in rows)

    def retry(self, key: str) -> BagTaken:
        self._demand()
        return _taken([retry(self._desk, key)])

    def discard(self, key: str, reason: str) -> None:
        self._demand()
        discard(self._desk, key, reason)

    def invite(self, code: str, name: str, folder: Path) -> Invitation:
        self._demand()
        self._check(code, name)
        path, digits = enrol(self._desk, code, name, folder)
        return Invitation(path.name, digits)

    def _check(self, code: str, name: str) -> None:
        with self._desk.store.transaction() as connection:
            county, known = certificate(connection).code, exchange.station_of(connection, code)
        way_out = ""
        if not (len(code) == _DIGITS and code.isascii() and code.isdigit() and code.startswith(county)):
            way_out = f"请写{_DIGITS}位数字，前六位是{county}。"
        elif not name:
            way_out = "请写站点名称。"
        elif known is not None and known.name != name:
            way_out = f"这个代码是{known.name}的：给它添一台电脑，名称要写得一样；别的站请换一个代码。"
        if way_out:
            field = "code" if name else "name"
            raise RuleViolation("R-620", "接入文件没有写。", field=field, way_out=way_out)

    def _demand(self) -> None:
        demand_right(self._desk.viewer, "county")


def _taken(lines: Iterable[InboxLine]) -> BagTaken:
    found = list(lines)

    def count(state: str) -> int:
        return sum(1 for line in found if line.state == state)

    return BagTaken(
        stored=count("STORED"),
        new=sum(line.new for line in found),
        cases=sum(line.cases for line in found),
        known=count("DUPLICATE"),
        refused=tuple(f"{line.name}：{line.message}（{line.code}）" for line in found if line.state == "QUARANTINED"),
        left=count("SEEN"),
    )
