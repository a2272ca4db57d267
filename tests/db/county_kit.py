"""A county, its twin on PostgreSQL, and stations that write bundles for both; only the clock and the cost are ours."""

from __future__ import annotations

import shutil
from pathlib import Path

from sqlalchemy import insert, select

from db import durable, schema
from db.store import get_key, put_key
from db.tables import local_key, metadata
from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.database import name_server, server_engine
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.exchange import export, join_county
from desktop.bootstrap.station import Desk, NewStation, create_station
from desktop.domain.case_view import Committee
from desktop.services.keystore import Cost
from desktop.services.seams import FixedClock, SystemFs, read_whole
from desktop.usecases.register_case import register_case
from exports.bundles.enrolment import read_invitation
from tests.db.station_kit import NOW, party, registration

STATIONS = ("990101001001", "990101002001")
PASSPHRASE = "practice"


def doors(state: Path) -> Doors:
    return Doors(clock=FixedClock(NOW), cost=Cost(1, 1024, 1), state=state)


def make_county(where: Path, server: str = "") -> Desk:
    """A new county, open."""
    new = NewCounty("990101", "示范县", "管理员", "admin", PASSPHRASE, practice=True)
    return create_county(where / "county", new, doors(where / "county.state"), server=server)[0]


def make_station(county: Desk, where: Path, code: str) -> Desk:
    """A new station that has joined the county, open."""
    path, _ = enrol(county, code, f"站{code[-4:]}", where)
    invitation = read_invitation(read_whole(SystemFs(), path))
    new = NewStation(
        code, f"站{code[-4:]}", "周明", "u", PASSPHRASE, Committee("云桥", "云桥", code, "站"),
        invitation=invitation, practice=True,
    )  # fmt: skip
    desk, _ = create_station(where / code, new, doors(where / f"{code}.state"))
    join_county(desk, invitation)
    return desk


def copy_to_server(county: Desk, where: Path, url: str) -> Path:
    """A county on PostgreSQL that knows and says what this one does; returns its folder, closed."""
    folder = where / "county"
    shutil.copytree(county.folder, folder, ignore=shutil.ignore_patterns("fengqiao.db*", "lock"))
    shutil.copytree(county.folder.with_name("county.state"), where / "county.state")
    name_server(folder, url, SystemFs())
    engine = server_engine(url, county.key, county.doors)
    schema.upgrade(engine)
    with county.reader.connect() as old, engine.connect() as new:
        for table in metadata.sorted_tables:
            rows = [row._asdict() for row in old.execute(select(table))]
            if rows and table is not local_key:
                new.execute(insert(table), rows)
        for name in old.execute(select(local_key.c.name)).scalars():
            put_key(new, name, get_key(old, name))
        new.commit()
    engine.dispose()
    return folder


def fill(desk: Desk, cases: int) -> list[str]:
    """Register cases; returns their ids."""
    ids: list[str] = []
    with desk.uow(desk.viewer) as uow:
        for number in range(cases):
            parties = (party(f"曾小{'一二三四五六七八九'[number]}"), party("许志强", "respondent"))
            ids.append(register_case(registration(parties=parties, place=f"第{number}处"), uow).case_id)
        uow.commit()
    return ids


def bundles(desk: Desk, stick: Path) -> tuple[Path, ...]:
    """Write the station's bundle to `stick`."""
    SystemFs().mkdir(stick)
    return export(desk, stick).paths


def mark_durable(county: Desk) -> None:
    """As after a backup that lies away from the county."""
    with county.store.transaction() as connection:
        durable.note(connection, durable.held(connection))
        connection.commit()
