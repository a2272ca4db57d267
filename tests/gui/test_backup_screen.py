"""Backups, restoring and rescue in the window: made, tried out, failed as such, restored three ways, salvaged."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path
from typing import cast

from PySide6.QtWidgets import QCheckBox, QPushButton

from desktop.bootstrap.backup import run_backup
from desktop.bootstrap.window import WindowDesk
from desktop.domain.read_models import CaseFilter
from desktop.services.seams import FixedClock
from desktop.usecases.attach_file import AttachFile, attach_file
from exports.bundles.installation_keys import new_age_identity
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says, shown
from tests.gui.sample_station import LEAK, PASSPHRASE, USER, register
from ui import reporters
from ui.screens.safe.backups import Backups
from ui.shell.gate import Gate
from ui.shell.main_page import MainPage
from ui.shell.rescuing import Rescuing
from ui.shell.restoring import Restoring
from ui.shell.set_up import SetUp
from ui.shell.window import Window
from ui.style.blocks import RowButton


def backups_of(page: MainPage) -> Backups:
    page.go("backups")
    settle()
    return cast("Backups", page.screens["backups"])


def beside(desk: WindowDesk) -> Path:
    return desk.folder.with_name("station-backup")


def restoring_of(window: Window) -> Restoring:
    found = window.stack.currentWidget()
    assert isinstance(found, Restoring)
    return found


def by_passphrase(restoring: Restoring, path: Path) -> None:
    restoring.take(path)
    restoring.form.fill({"login": USER})
    restoring.passphrase.line.setText(PASSPHRASE)
    press(restoring, "看看这份备份")
    settle()


def damage(path: Path, offset: int = 40_000) -> None:
    with path.open("r+b") as file:
        file.seek(offset)
        file.write(b"\0" * 4096)


def enter(window: Window) -> MainPage:
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    gate.login.set_value(USER)
    gate.passphrase.line.setText(PASSPHRASE)
    gate.unlock()
    settle()
    assert window.page is not None
    return window.page


def closed(window: Window, desk: WindowDesk) -> Gate:
    """The station is closed; the window stands before the door."""
    if window.page is not None:
        window.page.leave()
    window.page = None
    desk.close()
    window.show_door()
    settle()
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    return gate


def reads_a_case(rescuing: Rescuing) -> bool:
    """Whether one of the listed cases can be read."""
    for row in shown(rescuing, RowButton):
        row.click()
        if "受理：" in rescuing.text.toPlainText():
            return True
    return False


def test_a_backup_is_made_and_listed_with_its_age(page: MainPage, desk: WindowDesk) -> None:
    screen = backups_of(page)
    press(screen, "现在备份到这里")
    settle()
    assert says(screen, "备份好了，并且读回核对过：4件案件")
    assert len(list(beside(desk).rglob("*.fqbackup"))) == 2
    assert says(screen, "手动")
    assert says(screen, "退出时")


def test_a_second_medium_is_used_and_says_when_it_is_away(page: MainPage, desk: WindowDesk, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    screen = backups_of(page)
    screen.set_second(stick)
    settle()
    screen.back_up(stick)
    settle()
    assert len(list(stick.rglob("*.fqbackup"))) == 1
    shutil.rmtree(stick)
    screen.reload()
    settle()
    assert says(screen, "现在没有插着")
    with_buttons = [b for b in shown(screen, QPushButton) if b.accessibleName() == "现在备份到这里"]
    assert [b.isEnabled() for b in with_buttons] == [True, False]


def test_a_failed_backup_is_told_here_and_on_the_first_screen(page: MainPage, tmp_path: Path) -> None:
    wall = tmp_path / "wall"
    wall.write_text("a file where a medium should be")
    screen = backups_of(page)
    screen.back_up(wall)
    settle()
    assert says(screen, "S-251")
    assert says(screen, "备份没有成功（S-251）")
    bench = page.go("workbench")
    settle()
    assert any("备份没有成功（S-251）" in b.accessibleName() for b in shown(bench, QPushButton))


def test_trying_a_restore_is_real_and_finds_a_bad_backup(page: MainPage, desk: WindowDesk) -> None:
    screen = backups_of(page)
    press(screen, "试着恢复一次")
    settle()
    assert says(screen, "真的恢复了一遍")
    for database in beside(desk).rglob("*.db"):
        damage(database)
    press(screen, "试着恢复一次")
    settle()
    assert says(screen, "S-268")


def test_the_monthly_trial_comes_by_itself(page: MainPage, desk: WindowDesk, window: Window) -> None:
    kept = page.core.safe.kept()
    assert kept.rehearsed_at[:10] == "2026-11-20"
    clock = desk.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(days=31)
    assert page.core.safe.kept().rehearsal_due
    window.back_up_daily()
    settle()
    assert page.core.safe.kept().rehearsed_at[:10] == "2026-12-21"


def test_checking_the_data_tells_what_it_found(page: MainPage) -> None:
    screen = backups_of(page)
    press(screen, "核对数据")
    settle()
    assert says(screen, "全部完好")


def test_restored_from_within_and_sending_waits_for_a_yes(window: Window, page: MainPage, desk: WindowDesk) -> None:
    late = register(desk._station(), "02", LEAK, ("晚来的", "female"), ("许志强", "male"))
    assert late.case_id
    screen = backups_of(page)
    backup = next(beside(desk).rglob("*.fqbackup"))
    press(screen, "从备份恢复")
    settle()
    restoring = restoring_of(window)
    by_passphrase(restoring, backup)
    assert says(restoring, "云桥村调解站")
    assert says(restoring, "条记录不在这份备份里")
    press(restoring, "恢复")
    settle()
    assert says(restoring, "已恢复2026-11-20 15:30的备份")
    press(restoring, "打开恢复好的数据")
    settle()
    again = enter(window)
    assert not any("晚来的" in row.title for row in again.core._queries.workbench(again.core.viewer).recent)
    screen = backups_of(again)
    assert says(screen, "是从备份恢复来的")
    press(screen, "确认可以发送")
    settle()
    assert not screen.held.isVisible()
    aside = next(desk.folder.parent.glob("station-before-*"))
    screen.salvage_from(aside)
    settle()
    assert says(screen, "份草稿；至少")
    assert any("晚来的" in row.title for row in again.core._queries.workbench(again.core.viewer).recent)


def test_on_a_new_computer_by_the_recovery_sheet(
    window: Window, page: MainPage, desk: WindowDesk, tmp_path: Path
) -> None:
    words = page.core.users.new_sheet(PASSPHRASE)
    run_backup(desk._station(), tmp_path / "stick")
    closed(window, desk)
    shutil.rmtree(desk.folder)
    window.show_door()
    settle()
    fresh = window.stack.currentWidget()
    assert isinstance(fresh, SetUp)
    press(fresh, "从备份恢复")
    restoring = restoring_of(window)
    restoring.take(tmp_path / "stick")
    press(restoring, "恢复单")
    restoring.form.fill({"login": USER, "words": " ".join(words)})
    restoring.passphrase.line.setText("1")
    press(restoring, "看看这份备份")
    press(restoring, "恢复")
    assert says(restoring, "R-202")
    restoring.passphrase.line.setText(PASSPHRASE)
    press(restoring, "看看这份备份")
    press(restoring, "恢复")
    press(restoring, "打开恢复好的数据")
    settle()
    assert enter(window).current == "workbench"


def test_by_the_countys_recovery_key(window: Window, page: MainPage, desk: WindowDesk, tmp_path: Path) -> None:
    county = new_age_identity()
    station = desk._station()
    station.keystore.set_county(station.key, county.recipient)
    run_backup(station, tmp_path / "stick")
    gate = closed(window, desk)
    press(gate, "从备份恢复")
    restoring = restoring_of(window)
    restoring.take(tmp_path / "stick")
    press(restoring, "县里的恢复密钥")
    restoring.form.fill({"login": USER})
    restoring.key.line.setText("AGE-SECRET-KEY-1NONSENSE")
    restoring.passphrase.line.setText("新的口令2026")
    press(restoring, "看看这份备份")
    assert says(restoring, "S-201")
    restoring.key.line.setText(county.identity)
    press(restoring, "看看这份备份")
    press(restoring, "恢复")
    press(restoring, "打开恢复好的数据")
    settle()
    gate = window.stack.currentWidget()  # type: ignore[assignment]
    gate.login.set_value(USER)
    gate.passphrase.line.setText("新的口令2026")
    gate.unlock()
    settle()
    assert window.page is not None


def test_a_wrong_passphrase_and_a_damaged_file_are_told_apart(window: Window, page: MainPage, desk: WindowDesk) -> None:
    gate = closed(window, desk)
    press(gate, "从备份恢复")
    restoring = restoring_of(window)
    restoring.take(beside(desk))
    restoring.form.fill({"login": USER})
    restoring.passphrase.line.setText("not this one")
    press(restoring, "看看这份备份")
    assert says(restoring, "S-201")
    for database in beside(desk).rglob("*.db"):
        damage(database, 0)
    restoring.passphrase.line.setText(PASSPHRASE)
    press(restoring, "看看这份备份")
    assert says(restoring, "S-257")
    before = sorted(path.name for path in desk.folder.parent.iterdir())
    press(restoring, "返回")
    settle()
    assert isinstance(window.stack.currentWidget(), Gate)
    assert sorted(path.name for path in desk.folder.parent.iterdir()) == before


def test_missing_attachments_are_offered_as_a_list(
    window: Window, page: MainPage, desk: WindowDesk, tmp_path: Path
) -> None:
    case = page.core._queries.case_ids(page.core.viewer, CaseFilter())[0]
    with desk._station().uow(page.core.viewer) as uow:
        attach_file(AttachFile(case, "现场照片.jpg", "photo", "image/jpeg", b"picture" * 900), uow)
        uow.commit()
    run_backup(desk._station(), tmp_path / "stick")
    for blob in (tmp_path / "stick").rglob("*.age"):
        blob.unlink()
    press(closed(window, desk), "从备份恢复")
    restoring = restoring_of(window)
    by_passphrase(restoring, tmp_path / "stick")
    assert says(restoring, "缺1个附件")
    press(restoring, "恢复")
    assert says(restoring, "S-261")
    named(restoring, QCheckBox, "缺少的附件不要紧，先恢复其余的，缺的列成清单").click()
    press(restoring, "恢复")
    settle()
    assert says(restoring, "现场照片.jpg")


def test_another_stations_backup_is_named_and_refused(window: Window, page: MainPage, desk: WindowDesk) -> None:
    window.show_restore("OTHER")
    settle()
    restoring = restoring_of(window)
    by_passphrase(restoring, beside(desk))
    assert says(restoring, "不是本站的")
    press(restoring, "恢复")
    assert says(restoring, "S-258")


def test_damaged_data_can_be_looked_at_and_are_not_changed(
    window: Window, page: MainPage, desk: WindowDesk, told: list[reporters.Message]
) -> None:
    query = "SELECT rootpage FROM sqlite_master WHERE name = 'local_journal'"  # unlocking writes it, rescue does not
    with desk._station().reader.connect() as connection:
        page_number = int(connection.exec_driver_sql(query).scalar() or 0)
    gate = closed(window, desk)
    path = desk.folder / "fengqiao.db"
    damage(path, (page_number - 1) * 4096)
    before = path.read_bytes()
    gate.passphrase.line.setText(PASSPHRASE)
    gate.unlock()
    settle()
    assert window.page is None
    assert says(gate, "S-202")
    press(gate, "只读查看还能读的内容")
    settle()
    rescuing = window.stack.currentWidget()
    assert isinstance(rescuing, Rescuing), told
    assert reads_a_case(rescuing)
    press(rescuing, "看看坏了多少")
    settle()
    assert path.read_bytes() == before
    press(rescuing, "返回")
    settle()
    assert isinstance(window.stack.currentWidget(), Gate)
