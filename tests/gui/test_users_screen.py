"""Users in the window: added, changed, revoked with a new data key offered; own keys; journal; the emergency wipe."""

from __future__ import annotations

from typing import cast

import pytest
from PySide6.QtWidgets import QLabel, QLineEdit

from desktop.bootstrap.window import WindowDesk
from desktop.domain.errors import Situation
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says, shown
from tests.gui.sample_station import PASSPHRASE, USER
from ui.screens.journal.journal import Journal
from ui.screens.users.users import Users
from ui.shell.gate import Gate
from ui.shell.main_page import MainPage
from ui.shell.set_up import SetUp
from ui.shell.window import Window
from ui.shell.wiping import Wiping

HERS = "老话说得好1998"


def users_of(page: MainPage) -> Users:
    page.go("users")
    settle()
    return cast("Users", page.screens["users"])


def add(page: MainPage, name: str, roles: tuple[str, ...], passphrase: str = HERS) -> Users:
    """Add a user by the form."""
    screen = users_of(page)
    press(screen, "添加用户")
    screen.new.form.fill({"name": name, "roles": roles})
    screen.new.passphrase.line.setText(passphrase)
    screen.new.again.line.setText(passphrase)
    press(screen, "添加这位用户")
    settle()
    return screen


def enter(window: Window, login: str, passphrase: str) -> MainPage:
    """The door, by one user."""
    gate = window.stack.currentWidget()
    assert isinstance(gate, Gate)
    gate.login.set_value(login)
    gate.passphrase.line.setText(passphrase)
    gate.unlock()
    settle()
    assert window.page is not None
    return window.page


def leave(window: Window, desk: WindowDesk) -> None:
    """Close the station and stand before the door again."""
    if window.page is not None:
        window.page.leave()
    window.page = None
    desk.close()
    window.show_door()
    settle()


def test_a_second_user_comes_in_with_own_roles(window: Window, page: MainPage, desk: WindowDesk) -> None:
    screen = add(page, "李云", ("mediator",))
    assert says(screen, "已添加：李云")
    leave(window, desk)
    hers = enter(window, "李云", HERS)
    assert hers.core.viewer.roles == ("mediator",)
    screen = users_of(hers)
    assert [b for b in (screen.add, screen.renew) if b.isVisible()] == []
    screen.show_user(next(u for u in screen._users if u.name == USER))
    settle()
    assert not screen.one.end.isVisible()


def test_what_is_no_user_is_said_at_its_input(page: MainPage) -> None:
    screen = add(page, "李云", ("system_admin", "system_auditor"))
    assert says(screen, "R-222")
    screen = add(page, "李云", ("mediator",), "12345")
    assert says(screen, "R-202")
    screen.new.again.line.setText("x")
    press(screen, "添加这位用户")
    assert says(screen, "两遍口令不一样")


def test_roles_change_and_the_last_administrator_stays(page: MainPage) -> None:
    screen = add(page, "李云", ("mediator",))
    screen.show_user(next(u for u in screen._users if u.name == "李云"))
    screen.one.roles.fill({"roles": ("archivist",)})
    press(screen, "保存角色")
    settle()
    assert next(u for u in screen._users if u.name == "李云").roles == ("archivist",)
    screen.show_user(next(u for u in screen._users if u.name == USER))
    screen.one.roles.fill({"roles": ("mediator",)})
    press(screen, "保存角色")
    assert says(screen, "R-226")


def test_revoking_hands_over_and_a_new_data_key_keeps_the_old_one_out(
    window: Window, page: MainPage, desk: WindowDesk
) -> None:
    screen = add(page, "李云", ("mediator",))
    before = desk._station().key
    screen.show_user(next(u for u in screen._users if u.name == "李云"))
    screen.one.ending.fill({"reason": "调走"})
    press(screen, "停用这位用户")
    settle()
    assert says(screen, "请现在按“更换数据密钥”")
    assert desk.logins() == (USER,)
    press(screen, "更换数据密钥")
    settle()
    assert desk._station().key != before
    again = window.page
    assert again is not None
    assert again is not page
    assert again.current == "workbench"
    assert any(u.revoked for u in again.core._queries.users(again.core.viewer))
    with pytest.raises(Situation, match="S-201"):
        desk._keystore.unlock("李云", HERS)


def test_work_in_hand_goes_to_another_and_a_forgotten_passphrase_is_replaced(page: MainPage, desk: WindowDesk) -> None:
    screen = add(page, "李云", ("mediator",))
    screen.show_user(next(u for u in screen._users if u.name == "李云"))
    screen.one.passphrase.line.setText("新口令一句话2026")
    press(screen, "换成新口令")
    assert says(screen, "原来的口令不能再用")
    desk._keystore.unlock("李云", "新口令一句话2026")
    hers = next(u for u in screen._users if u.name == "李云")
    screen.show_user(next(u for u in screen._users if u.name == USER))
    screen.one.handover["successor"].set_value(hers.id)
    press(screen, "移交手头的工作")
    assert says(screen, "已移交")


def test_own_passphrase_and_a_new_sheet(page: MainPage, desk: WindowDesk) -> None:
    own = users_of(page).own
    own.old.line.setText("wrong one")
    own.new.line.setText("abc-1966")
    own.again.line.setText("abc-1966")
    own.change.click()
    assert "S-201" in own.old.note.text()
    own.old.line.setText(PASSPHRASE)
    own.change.click()
    desk._keystore.unlock(USER, "abc-1966")
    own.confirm.line.setText("abc-1966")
    own.make.click()
    settle()
    words = [label.text().split(". ")[1] for label in shown(own.words, QLabel)]
    assert len(words) == 16
    assert desk._keystore.unlock_with_sheet(" ".join(words)) == desk._station().key
    page.go("settings")
    settle()
    users_of(page)
    assert shown(own.words, QLabel) == []


def test_the_inspected_reads_own_lines_and_can_take_them_along(page: MainPage, desk: WindowDesk) -> None:
    page.go("journal")
    settle()
    screen = cast("Journal", page.screens["journal"])
    rows = len(screen.model.rows)
    assert rows
    assert {row.line.user for row in screen.model.rows} == {page.core.viewer.id}
    screen.act.set_value("login")
    screen.reload()
    assert 0 < len(screen.model.rows) < rows
    target = desk.folder.parent / "操作记录.csv"
    screen.save_to(target)
    assert target.read_bytes().startswith(b"\xef\xbb\xbf")
    assert says(screen, "已写好")


def test_the_auditor_reads_all_lines_and_sees_a_changed_book(window: Window, page: MainPage, desk: WindowDesk) -> None:
    add(page, "赵审计", ("system_auditor",))
    leave(window, desk)
    hers = enter(window, "赵审计", HERS)
    hers.go("journal")
    settle()
    screen = cast("Journal", hers.screens["journal"])
    assert len({row.line.user for row in screen.model.rows}) > 1
    assert says(screen, "校验完整")
    with desk._station().store.transaction() as connection:
        connection.exec_driver_sql("DROP TRIGGER IF EXISTS local_journal_keeps_update")
        connection.exec_driver_sql("UPDATE local_journal SET note = 'x' WHERE no = 2")
        connection.commit()
    screen.reload()
    assert says(screen, "第2条与前面的校验对不上")


def test_the_emergency_wipe_takes_two_steps_and_a_wrong_digit_none(
    window: Window, page: MainPage, desk: WindowDesk
) -> None:
    page.go("settings")
    settle()
    press(page, "紧急清除")
    wiping = window.stack.currentWidget()
    assert isinstance(wiping, Wiping)
    press(wiping, "第一步：准备清除")
    named(wiping, QLineEdit, "照着写上面的四位数字").setText("x")
    press(wiping, "第二步：立即清除")
    assert says(wiping, "没有清除任何内容")
    press(wiping, "第一步：准备清除")
    named(wiping, QLineEdit, "照着写上面的四位数字").setText(wiping.digits.text())
    press(wiping, "第二步：立即清除")
    settle()
    assert isinstance(window.stack.currentWidget(), SetUp)
    assert [path.name for path in desk.folder.rglob("*") if path.is_file()] == ["wiped.json"]
