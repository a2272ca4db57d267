"""A station's computer is lost: revoke it, or put a bare one in its place from what the county holds.

One command here writes an invitation and, beside it, bundles with everything the station had brought; one command there
(`init --enrolment`) makes a working station of it. The lost computer keeps its identity: what it still brings one day
is taken as late (sync-model.md §5, rule 5).
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

from msgspec import Struct

from db import exchange, log
from db.store import own_epochs
from desktop.bootstrap.county import invite
from desktop.bootstrap.county_down import Target, send_to
from desktop.bootstrap.station import Desk
from desktop.domain.county_events import Installation, InstallationRevoked, StationState
from desktop.domain.errors import RuleViolation
from desktop.usecases.assign_case import check_reason, move_all
from desktop.usecases.permission import demand_right
from exports.bundles.installation_keys import lock_identity, new_age_identity

_CODE_DIGITS: Final = 20
REASON: Final = "原来的电脑已不能用，由新电脑接办"


class Reissued(Struct, frozen=True):
    """What was written. `code`: to be told by telephone, never to be put on the same stick. `cases`: how many moved."""

    invitation: Path
    bundles: tuple[Path, ...]
    installation: str
    code: str
    digits: str
    cases: int


def revoke(desk: Desk, installation: str, reason: str) -> InstallationRevoked:
    """Nothing this installation writes from now on is taken; what the county holds of it stays.

    Raises:
        RuleViolation: R-203, R-603 no reason, R-615 no such installation.
    """
    demand_right(desk.viewer, "county")
    check_reason(reason)
    with desk.store.transaction() as connection:
        station, found = _find(exchange.stations(connection), installation)
        epochs = own_epochs(connection, found.id)
        last = log.head(connection, epochs[-1]).seq if epochs else 0
    revoked = InstallationRevoked(found.id, epochs[-1] if epochs else "", last, reason.strip())
    with desk.uow(desk.viewer) as uow:
        uow.record(station.id, revoked)
        uow.commit()
    return revoked


def reissue(desk: Desk, installation: str, out: Path, reason: str = REASON) -> Reissued:
    """Write what makes a bare computer the successor of a lost installation; `installation`: its id or station code.

    Raises:
        RuleViolation: R-203, R-603, R-615 nobody or several under that name. BundleRefused: E14, E15, E16.
    """
    demand_right(desk.viewer, "county.assign")
    with desk.store.transaction() as connection:
        station, old = _find(exchange.stations(connection), installation)
    code = _code(desk)
    identity = new_age_identity()
    desk.store.fs.mkdir(out)
    made = invite(desk, station.id, station.name, out, rebuild=lock_identity(identity.identity, code))
    with desk.uow(desk.viewer) as uow:
        cases = move_all(old.id, made.installation, reason, uow)
        uow.commit()
    with desk.store.transaction() as connection:
        receipt = exchange.receipt_for(connection, desk.store.identity, station.id, desk.store.clock.now())
        desks = (*(i.id for i in station.installations), made.installation)
        target = Target(station.id, made.installation, desks, identity.recipient, receipt, rebuild=True)
        bundles = send_to(desk, connection, out, target, full=True)
        connection.commit()
        desk.store.note_receipts(connection)
    return Reissued(made.path, tuple(bundles), made.installation, code, made.digits, cases)


def _find(stations: list[StationState], named: str) -> tuple[StationState, Installation]:
    everybody = [(s, i) for s in stations for i in s.installations]
    found = [x for x in everybody if x[1].id == named] or [
        x for x in everybody if x[0].id == named and x[1].sign_key and x[1].revoked_after < 0
    ]
    if len(found) != 1:
        raise RuleViolation(
            "R-615", "没有这台电脑，或者这个站有几台。", field="installation", way_out="请写明电脑的编号，见站点看板。"
        )
    return found[0]


def _code(desk: Desk) -> str:
    """A code of 66 bits in groups of four digits."""
    number = int.from_bytes(desk.store.random.bytes(16)) % 10**_CODE_DIGITS
    digits = f"{number:0{_CODE_DIGITS}d}"
    return "-".join(digits[i : i + 4] for i in range(0, _CODE_DIGITS, 4))
