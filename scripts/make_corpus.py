"""Writes tests/corpus/<schema version>: the data of this version, frozen, for every later program to open.

A station with cases, papers and attachments, its county, a bundle on its way between them and a backup; invented
people, passphrase "demo", a cheap key. Run once for each released schema: `python scripts/make_corpus.py`. A folder
that a release has carried is never made again; while version 0001 is not released it is made anew with its schema.
"""

from __future__ import annotations

import json
import shutil
import sys
from datetime import datetime
from pathlib import Path

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from db import schema  # noqa: E402
from desktop.bootstrap.backup import run_backup  # noqa: E402
from desktop.bootstrap.county import NewCounty, create_county, enrol  # noqa: E402
from desktop.bootstrap.doors import Doors  # noqa: E402
from desktop.bootstrap.exchange import export, join_county  # noqa: E402
from desktop.bootstrap.station import Desk, NewStation, create_station  # noqa: E402
from desktop.services.keystore import Cost  # noqa: E402
from desktop.services.seams import BEIJING, FixedClock  # noqa: E402
from desktop.usecases.conclude_agreement import conclude_agreement  # noqa: E402
from desktop.usecases.hold_session import hold_session  # noqa: E402
from desktop.usecases.make_paper import PreparePaper, prepare_paper  # noqa: E402
from desktop.usecases.settle_quickly import settle_quickly  # noqa: E402
from exports.bundles.enrolment import read_invitation  # noqa: E402
from tests.db.backup_kit import add_case, photo  # noqa: E402
from tests.db.station_kit import COMMITTEE, agreement, quick, register, session  # noqa: E402

AT = datetime(2026, 11, 20, 9, 0, tzinfo=BEIJING)
DEMO = "demo"


def main() -> None:
    """Make the folder of this schema version anew."""
    folder = ROOT / "tests" / "corpus" / f"v{schema.HEAD}"
    shutil.rmtree(folder, ignore_errors=True)
    doors = Doors(clock=FixedClock(AT), cost=Cost(1, 1024, 1), state=folder / "state")
    county, _, _ = create_county(
        folder / "county", NewCounty("990101", "云桥县", "管理员", "admin", DEMO, practice=True), doors
    )
    with county:
        path, _ = enrol(county, "990101001", "云桥村调解室", folder)
        invitation = read_invitation(path.read_bytes())
        path.unlink()
    new = NewStation("990101001", "云桥村调解室", "周明", "zhou", DEMO, COMMITTEE, invitation=invitation, practice=True)
    desk, words = create_station(folder / "station", new, doors)
    with desk:
        join_county(desk, invitation)
        _work(desk)
        sent = export(desk, folder / "bundles")
        run_backup(desk, folder / "backup")
        said = {
            "schema": schema.HEAD,
            "words": words,
            "digest": desk.digest(),
            "cases": len(desk.queries.workbench(desk.viewer).recent),
            "papers": len(desk.queries.documents(desk.viewer)),
            "events_sent": sent.events,
            "photo": 7,
        }
    for left in folder.rglob("lock"):
        left.unlink()
    (folder / "said.json").write_text(json.dumps(said, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


def _work(desk: Desk) -> None:
    """A day's work: a case to its agreement and paper, a quick one, one with photos."""
    (desk.folder.parent / "bundles").mkdir()
    case = register(desk)
    with desk.uow(desk.viewer) as uow:
        hold_session(session(case), uow)
        conclude_agreement(agreement(case), uow)
        prepare_paper(PreparePaper(case.case_id, "mediation_agreement"), uow, desk.papers)
        settle_quickly(quick(), uow, desk.papers)
        uow.commit()
    add_case(desk, 7, photo(7), photo(8))


if __name__ == "__main__":
    main()
