"""After a full journey no personal data lie in the clear anywhere but where the user chose to put them.

Every person, number, address, text and account of the journey is a marker; data folder, state folder, temporary
folder, bundles, backups and log are then searched for all of them in the usual encodings.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import pytest

from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.county import NewCounty, create_county, enrol
from desktop.bootstrap.doors import Doors
from desktop.bootstrap.exchange import export, join_county
from desktop.bootstrap.inbox import take_file
from desktop.bootstrap.station import Desk, NewStation, create_station, open_station
from desktop.bootstrap.users import add_user, revoke_user
from desktop.domain.case_view import Committee
from desktop.domain.errors import AppError
from desktop.domain.person import PersonRecorded
from desktop.services.keystore import Cost
from desktop.services.seams import FixedClock
from desktop.usecases import sealed_matters
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.conclude_agreement import conclude_agreement
from desktop.usecases.follow_up import PerformDuty, RecordVisit, perform_duty, record_visit
from desktop.usecases.hold_session import TurnInput, hold_session
from desktop.usecases.look_at import look_at_case
from desktop.usecases.make_paper import PreparePaper, SignPaper, prepare_paper, sign_paper
from desktop.usecases.manage_users import AddUser, RevokeUser
from desktop.usecases.register_case import RegisterCaseResult, register_case
from exports.bundles.enrolment import read_invitation
from tests.db.station_kit import NOW, TODAY, agreement, duty, party, registration, session

MARKERS = (
    "标记甲名", "标记乙名", "990000198503150023", "13800007771", "13800007772", "标记街九十九号", "标记事由说明",
    "标记甲的陈述", "标记乙的陈述", "标记条款内容", "6222990000001234567", "标记附件.jpg", "标记照片字节",
    "标记回访情况", "标记草稿内容", "标记搜索词", "标记被控人", "标记控告内容", "标记控告人", "13800007773",
    "标记同事名", "标记口令2026", "标记新口令2026",
)  # fmt: skip
ENCODINGS = ("utf-8", "utf-16-le", "gb18030")


class Journey:
    """A station, its county, a chosen folder, and everything a year brings, told quickly."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.chosen, self.stick, self.medium = root / "chosen", root / "stick", root / "medium"
        for folder in (self.chosen, self.stick, self.medium):
            folder.mkdir()
        self.clock = FixedClock(NOW)

    def doors(self, name: str) -> Doors:
        return Doors(clock=self.clock, cost=Cost(1, 1024, 1), state=self.root / f"state-{name}")

    def run(self) -> None:
        county, *_ = create_county(
            self.root / "county", NewCounty("990101", "示范县", "吴敏", "wu", "县里口令2026"), self.doors("county")
        )
        path, _digits = enrol(county, "990101001", "云桥村调解室", self.stick)
        invitation = read_invitation(path.read_bytes())
        new = NewStation(
            "990101001", "云桥村调解室", "标记同事名", "zhou", "标记口令2026",
            Committee("云桥村人民调解委员会", "云桥", "990101001", "云桥村调解室"), invitation=invitation,
            roles=("committee_head", "mediator", "station_head", "system_admin"),
        )  # fmt: skip
        desk, _words = create_station(self.root / "data", new, self.doors("station"))
        join_county(desk, invitation)
        self._work(desk)
        self._errors(desk)
        run_backup(desk, self.medium)
        written = export(desk, self.stick)
        desk.close()
        desk = open_station(self.root / "data", "zhou", "标记口令2026", self.doors("station"))
        desk.queries.search(desk.viewer, "标记甲名")
        desk.close()
        for bundle in written.paths:
            take_file(county, bundle)
        county.close()

    def _work(self, desk: Desk) -> None:
        one = party("标记甲名", id_number="990000198503150023", phone="13800007771", address="标记街九十九号")
        two = party("标记乙名", "respondent", phone="13800007772")
        with desk.uow(desk.viewer) as uow:
            case = register_case(registration(parties=(one, two), summary="标记事由说明"), uow)
            uow.commit()
        turns = (
            TurnInput(case.parties[0], "标记甲名", "标记甲的陈述"),
            TurnInput(case.parties[1], "标记乙名", "标记乙的陈述"),
        )
        promise = duty(case, (TODAY, 100), account="6222990000001234567")
        with desk.uow(desk.viewer) as uow:
            hold_session(session(case, turns=turns), uow)
            conclude_agreement(agreement(case, clauses=("标记条款内容",), duties=(promise,)), uow)
            paper = prepare_paper(PreparePaper(case.case_id, "mediation_agreement"), uow, desk.papers)
            sign_paper(SignPaper(case.case_id, paper.document, case.parties[0], "signature", TODAY), uow)
            attach_file(
                AttachFile(case.case_id, "标记附件.jpg", "photo", "image/jpeg", "标记照片字节".encode() * 99), uow
            )
            uow.save_draft("visit", case.case_id, "草稿", "标记草稿内容")
            uow.commit()
        (self.chosen / "agreement.pdf").write_bytes(paper.pdf)
        (self.chosen / "note.txt").write_text("标记甲名", "utf-8")
        self._after(desk, case)

    def _after(self, desk: Desk, case: RegisterCaseResult) -> None:
        with desk.uow(desk.viewer) as uow:
            ((promise, part),) = uow.case(case.case_id).open_parts()
            perform_duty(PerformDuty(case.case_id, promise.id, part.id, TODAY, 100), uow)
            record_visit(RecordVisit(case.case_id, TODAY, "phone", "标记同事名", (), "标记回访情况"), uow)
            sealed_matters.register_sealed(
                sealed_matters.RegisterSealed(
                    NOW.isoformat(), "标记被控人", "标记控告内容", accuser="标记控告人", accuser_contact="13800007773"
                ),
                uow,
            )
            look_at_case(case.case_id, "核对送达地址", uow)
            uow.commit()
        user = add_user(desk, AddUser("li", "标记同事名二", ("mediator",), "标记新口令2026"))
        revoke_user(desk, RevokeUser(user, "标记事由说明"))

    def _errors(self, desk: Desk) -> None:
        """Refusals and faults: what is told and logged about them must not quote anybody."""
        acts: list[Any] = [
            lambda uow: register_case(registration(parties=(party("标记甲名"),)), uow),
            lambda uow: register_case(registration(parties=(party("标记甲名", id_number="990000198503150024"),)), uow),
            lambda uow: uow.case("标记搜索词"),
            lambda uow: uow.record("标记搜索词", PersonRecorded("标记甲名", note="\ud800")),
        ]
        for act in acts:
            with desk.uow(desk.viewer) as uow, pytest.raises((AppError, ValueError)):
                act(uow)
        desk.queries.search(desk.viewer, "标记搜索词")


def hits(folder: Path) -> list[str]:
    """Files of a folder whose bytes or name hold a marker."""
    found = []
    for path in (p for p in folder.rglob("*") if p.is_file()):
        data = path.read_bytes() + path.name.encode()
        found += [
            f"{path.relative_to(folder)}: {marker}"
            for marker in MARKERS
            if any(marker.encode(encoding) in data for encoding in ENCODINGS)
        ]
    return found


def test_no_marker_lies_in_the_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    temporary = tmp_path / "temp"
    temporary.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR"):
        monkeypatch.setenv(name, str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    caplog.set_level(logging.DEBUG)
    journey = Journey(tmp_path)
    journey.run()
    assert hits(journey.chosen) == ["note.txt: 标记甲名"]  # the search does find what is there
    everywhere = [hit for hit in hits(tmp_path) if not hit.startswith("chosen/")]
    assert everywhere == []
    told = caplog.text + "".join(capfd.readouterr())
    assert [marker for marker in MARKERS if marker in told] == []


def test_the_journey_left_something_to_search(tmp_path: Path) -> None:
    journey = Journey(tmp_path)
    journey.run()
    files = {p.name for p in tmp_path.rglob("*") if p.is_file()}
    assert {"fengqiao.db", "keys.json", "wiped.json"} & files == {"fengqiao.db", "keys.json"}
    assert any(name.endswith(".fqb") for name in files)
    assert any(name.endswith(".age") for name in files)
    assert len(list((tmp_path / "medium").rglob("*.db"))) == 1
    assert msgspec.json.decode((tmp_path / "data/keys.json").read_bytes())["slots"]
