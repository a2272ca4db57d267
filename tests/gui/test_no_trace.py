"""After a day in the window no name, number or text of anybody lies in the clear outside the chosen outputs.

The window is gone through with markers as personal data: every place, every tab, typing, drafts, print, preview, lock,
backup, restore. Data folder, state, backups, temporary and cache folders, the log and the clipboard are searched then.
"""

from __future__ import annotations

import logging
import tempfile
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication

from desktop.bootstrap.window import WindowDesk
from desktop.domain.read_models import CaseFilter
from tests.db.test_secrecy import ENCODINGS
from tests.gui.conftest import settle
from tests.gui.sample_station import PASSPHRASE, USER
from tests.gui.test_backup_screen import backups_of, beside, by_passphrase, closed, enter, restoring_of
from tests.gui.test_sealed_screen import register as register_sealed
from ui.screens.case.case_page import TABS
from ui.screens.intake.intake import Intake
from ui.shell import paper_printing
from ui.shell.lock import Lock
from ui.shell.main_page import MainPage
from ui.shell.places import INNER, PLACES
from ui.shell.window import Window

MARKERS = (
    "周桂兰", "许志强", "江大海", "13800001234", "云桥村三组12号", "吊顶塌了一块", "赔偿院内积水", "崔长林",
    "钱某", "收钱不办事", "标记草稿", "标记搜索词", USER, PASSPHRASE,
)  # fmt: skip


def hits(folder: Path, chosen: Path) -> list[str]:
    """Files whose bytes or names hold a marker, the chosen outputs apart."""
    found = []
    for path in (p for p in folder.rglob("*") if p.is_file() and chosen not in p.parents):
        data = path.read_bytes() + path.name.encode()
        found += [
            f"{path.relative_to(folder)}: {marker}"
            for marker in MARKERS
            if any(marker.encode(encoding) in data for encoding in ENCODINGS)
        ]
    return found


def a_day(window: Window, page: MainPage, desk: WindowDesk, chosen: Path) -> None:
    """What people do with the window."""
    for place in (*PLACES, *INNER):
        if place.key != "case":
            page.go(place.key)
            settle()
    viewer = page.core.viewer
    for case_id in page.core._queries.case_ids(viewer, CaseFilter()):
        for key, *_ in TABS:
            page.ways.to_case(case_id, key)
            settle()
    intake = page.go("intake")
    assert isinstance(intake, Intake)
    intake.facts.fill({"summary": "标记草稿"})
    intake.facts.edited.emit()
    page.top.search.setText("标记搜索词")
    page.top.search.search()
    register_sealed(page)
    paper_printing.print_into(str(chosen / "printed.pdf"))
    paper_printing.print_words(page, "周桂兰", ["许志强 13800001234"])
    paper_printing.print_into("")
    QApplication.clipboard().setText("13800001234")
    window.lock()
    settle()
    lock = window.stack.currentWidget()
    assert isinstance(lock, Lock)
    lock.secret.line.setText(PASSPHRASE)
    lock.try_open()
    settle()
    backups_of(page).back_up(beside(desk))
    settle()
    backups_of(page).rehearse()
    settle()


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where everything temporary, cached and configured of this process goes."""
    folder = tmp_path / "temp"
    folder.mkdir()
    for name in ("TMPDIR", "TEMP", "TMP", "SQLITE_TMPDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_no_marker_lies_in_the_clear(
    window: Window,
    page: MainPage,
    desk: WindowDesk,
    temporary: Path,
    caplog: pytest.LogCaptureFixture,
) -> None:
    tmp_path = temporary.parent
    chosen = tmp_path / "chosen"
    chosen.mkdir()
    caplog.set_level(logging.DEBUG)
    a_day(window, page, desk, chosen)
    assert QApplication.clipboard().text() == ""
    closed(window, desk)
    window.show_restore()
    by_passphrase(restoring_of(window), beside(desk))
    restoring_of(window).restore()
    settle()
    window.show_door()
    settle()
    enter(window)
    closed(window, desk)
    assert (chosen / "printed.pdf").stat().st_size > 0
    # login names stand in the clear: the door asks who comes in before anything is open
    found = [hit for hit in hits(tmp_path, chosen) if not hit.endswith((f"json: {USER}", f"lock: {USER}"))]
    assert found == []
    assert [marker for marker in MARKERS if marker in caplog.text] == []
    assert {path.name for path in temporary.iterdir()} <= {"fengqiao-desk"}  # fonts, unpacked once
    (tmp_path / "leak.txt").write_text("周桂兰", "gb18030")
    assert hits(tmp_path, chosen).count("leak.txt: 周桂兰") == 1  # the search does find what is there
