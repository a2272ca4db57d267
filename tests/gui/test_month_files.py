"""月度卷宗 in the window: files of a month bound into a folder, stopped, labelled; a bound file gets its seal."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pikepdf
import pytest
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.bootstrap.station import open_station
from desktop.bootstrap.window import WindowDesk
from desktop.services.seams import FixedClock
from desktop.usecases.make_paper import SignPaper, sign_paper
from desktop.usecases.register_case import PartyInput
from desktop.usecases.settle_quickly import SettleQuickly, settle_quickly
from tests.contract.test_documents_seal import PASSWORD, certificate, read
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says
from tests.gui.sample_station import NOW, PASSPHRASE, USER, person
from tests.gui.test_case_page import case_of
from tests.gui.test_scan_home import print_agreement
from ui.screens.case.case_page import CasePage
from ui.screens.case.dossier_sheet import DossierSheet
from ui.screens.case.papers_tab import PapersTab
from ui.screens.papers.month_files import MonthFiles
from ui.shell.main_page import MainPage

OpenCase = Callable[[str, str], QWidget]
TODAY = NOW.date().isoformat()


@pytest.fixture
def closed(desk: WindowDesk) -> None:
    """Two quarrels that were settled and closed this month, before the window is opened."""
    clock = desk.doors.clock
    assert isinstance(clock, FixedClock)
    with open_station(desk.folder, USER, PASSPHRASE, desk.doors) as station:
        for one, other in (("叶春梅", "丁国庆"), ("沈云仙", "施有根")):
            with station.uow(station.viewer) as uow:
                done = settle_quickly(
                    SettleQuickly(
                        procedure="people_mediation",
                        received_at=NOW.isoformat(timespec="seconds"),
                        category="02",
                        summary="两家为晒谷场的边界争吵。",
                        applicant=PartyInput("applicant", person=person(one, "female")),
                        respondent=PartyInput("respondent", person=person(other, "male")),
                        agreed="以石桩为界，各晒各的。",
                        performed=True,
                        mediator=USER,
                    ),
                    uow,
                    station.papers,
                )
                signer = uow.case(done.case_id).reg.parties[0].id
                sign_paper(SignPaper(done.case_id, done.paper.document, signer, "signature", TODAY), uow)
                uow.commit()


def month(page: MainPage) -> MonthFiles:
    page.go("papers")
    press(page.screens["papers"], "月度卷宗")
    settle()
    screen = page.screens["month_files"]
    assert isinstance(screen, MonthFiles)
    screen.month.set_value("2026-11")
    screen.reload()
    settle()
    return screen


def test_the_files_of_a_month_are_bound_into_a_folder(closed: None, page: MainPage, tmp_path: Path) -> None:
    screen = month(page)
    assert says(screen, "结案2件，可以装订2件")
    folder = tmp_path / "卷宗"
    folder.mkdir()
    screen.bind_into(folder)
    settle()
    assert says(screen, "已装订2册，在文件夹“卷宗”里")
    made = sorted(folder.iterdir())
    assert len(made) == 2
    for path in made:
        with pikepdf.open(path) as pdf:
            assert len(pdf.pages) >= 4
    assert screen.running.isHidden()


def test_binding_stops_when_it_is_stopped(closed: None, page: MainPage, tmp_path: Path) -> None:
    screen = month(page)
    bound: list[str] = []

    def stop_after_one(done: int, total: int, words: str) -> None:
        bound.append(words)
        if done == 1:
            screen.running.stop.click()

    screen.running.at = stop_after_one  # type: ignore[method-assign]
    screen.bind_into(tmp_path)
    settle()
    assert len(bound) == 2
    assert len([p for p in tmp_path.iterdir() if p.suffix == ".pdf"]) == 1
    assert says(screen, "停下了。已装订的1册留在文件夹里")
    assert named(screen, QPushButton, "全部装订").isEnabled()


def test_a_month_without_files_says_so_and_offers_nothing(page: MainPage) -> None:
    screen = month(page)
    assert says(screen, "这个月没有结案的事")
    assert not screen.bind.isEnabled()
    assert not screen.labels.isEnabled()


def test_labels_of_the_month_get_their_seal(closed: None, page: MainPage, tmp_path: Path) -> None:
    """The labels as any PDF in front: sealed with a certificate file, valid for an independent reader."""
    screen = month(page)
    press(screen, "这个月的标签")
    settle()
    (tmp_path / "印章.p12").write_bytes(certificate())
    press(screen, "盖电子章")
    sheet = screen.preview.sheet
    press(screen, "加盖并另存")
    assert says(screen, "请先选印章文件")
    sheet.take(tmp_path / "印章.p12")
    sheet.password.set_value("不对")
    press(screen, "加盖并另存")
    settle()
    assert says(screen, "S-522")
    bindery = page.core.bindery
    sealed = bindery.seal(screen.preview.pdf, tmp_path / "印章.p12", PASSWORD, "归档")
    sheet.keep(sealed, tmp_path / "盖章.pdf")
    settle()
    assert sheet.isHidden()
    assert sheet.password.value() == ""
    assert "Signature is Valid" in read((tmp_path / "盖章.pdf").read_bytes(), tmp_path)


def test_binding_one_file_can_be_stopped(open_case: OpenCase, page: MainPage) -> None:
    shown = open_case("江大海", "papers")
    assert isinstance(shown, CasePage)
    tab = shown.part("papers")
    assert isinstance(tab, PapersTab)
    sheet: DossierSheet = tab.dossier
    case = case_of(shown)
    document, _pdf = print_agreement(page.core, case.id)
    with page.core._units(page.core.viewer) as uow:
        sign_paper(SignPaper(case.id, document, case.view.parties[0].id, "signature", TODAY), uow)
        uow.commit()
    press(shown, "装订卷宗")
    settle()
    sheet.running.bar.valueChanged.connect(lambda _value: sheet.running.stop.click())
    press(sheet, "装订正卷")
    settle()
    assert sheet.isVisible()  # nothing was bound, and it can be begun again
    assert sheet.running.isHidden()
    assert named(sheet, QPushButton, "装订正卷").isEnabled()
    sheet.running.bar.valueChanged.disconnect()
    press(sheet, "装订正卷")
    settle()
    assert says(shown, "已装订正卷")
