"""A county, and a station of it with two cases, for tests of what goes between them in the window."""

from __future__ import annotations

from pathlib import Path

from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.exchange import join_county
from desktop.bootstrap.station import Desk, NewStation, create_station
from desktop.bootstrap.window import WindowDesk
from desktop.domain.case_view import Committee
from desktop.services.seams import SystemFs, read_whole
from exports.bundles.enrolment import read_invitation
from tests.db.county_kit import fill
from tests.gui.sample_station import PASSPHRASE, USER, doors

STATION = "990101001001"


def sample_county(folder: Path) -> Desk:
    new = NewCounty("990101", "示范县", "管理员", "admin", PASSPHRASE, practice=True)
    return create_county(folder / "county", new, doors(folder / "c"))[0]


def station_of(county: Desk, folder: Path, code: str = STATION) -> Desk:
    """A new station of that county with two cases."""
    path, _ = enrol(county, code, f"{code}站", folder)
    invitation = read_invitation(read_whole(SystemFs(), path))
    committee = Committee("云桥村人民调解委员会", "云桥", code, "云桥站")
    new = NewStation(code, "云桥站", USER, USER, PASSPHRASE, committee, invitation=invitation)
    made, _ = create_station(folder / "station", new, doors(folder / "s"))
    join_county(made, invitation)
    fill(made, 2)
    return made


def joined_station(county: Desk, folder: Path) -> WindowDesk:
    """The station's window, still locked."""
    with station_of(county, folder):
        return WindowDesk(folder / "station", doors(folder / "s"))
