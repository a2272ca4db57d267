"""A county, and a station of it with two cases, for tests of what goes between them in the window."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import export, join_county
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk, NewStation, create_station, open_station
from desktop.bootstrap.window import WindowDesk
from desktop.domain.case_view import Committee
from desktop.services.seams import SystemFs, read_whole
from exports.bundles.enrolment import read_invitation
from tests.db.county_kit import fill
from tests.gui.sample_station import NOW, PASSPHRASE, USER, doors

STATION = "990101001001"


def sample_county(folder: Path, at: datetime = NOW) -> Desk:
    new = NewCounty("990101", "示范县", "管理员", "admin", PASSPHRASE, practice=True)
    return create_county(folder / "county", new, doors(folder / "c", at))[0]


def station_of(county: Desk, folder: Path, code: str = STATION, name: str = "云桥站") -> Desk:
    """A new station of that county with two cases."""
    path, _ = enrol(county, code, name, folder)
    invitation = read_invitation(read_whole(SystemFs(), path))
    committee = Committee(f"{name[:2]}村人民调解委员会", name[:2], code, name)
    new = NewStation(code, name, USER, USER, PASSPHRASE, committee, invitation=invitation)
    made, _ = create_station(folder / "station", new, doors(folder / "s"))
    join_county(made, invitation)
    fill(made, 2)
    return made


def joined_station(county: Desk, folder: Path) -> WindowDesk:
    """The station's window, still locked."""
    with station_of(county, folder):
        return WindowDesk(folder / "station", doors(folder / "s"))


def busy_county(folder: Path, stick: Path) -> WindowDesk:
    """A county on an ordinary day: one station is well, one silent for weeks, one never came; a bundle was cut.

    `stick`: the folder that lies in the county's computer.
    """
    stick.mkdir(parents=True)
    codes = {"云桥站": STATION, "石门站": "990101002001", "河口站": "990101003001"}
    with sample_county(folder, NOW - timedelta(days=20)) as county:
        for name, code in codes.items():
            (folder / name).mkdir()
            with station_of(county, folder / name, code, name) as station:
                (path,) = export(station, folder / name).paths
        take_inbox(county, folder / "石门站")
        send_down(county, folder / "石门站")
    clock = doors(folder / "c")
    with open_station(folder / "county", "admin", PASSPHRASE, clock) as county:
        take_inbox(county, folder / "云桥站")
        send_down(county, stick)
        whole = path.read_bytes()
        (stick / "990101001001-A-20261118-3f0c77aa.fqb").write_bytes(whole[: len(whole) // 2])
        take_inbox(county, stick)
    return WindowDesk(folder / "county", clock)
