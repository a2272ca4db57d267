"""Accusations in the window: two roles see them, nobody else sees that there is a place for them."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QPushButton, QWidget

from desktop.bootstrap.window import WindowDesk
from desktop.domain.sealed import SealedAttached
from desktop.reference.rights_data import rights
from tests.gui.conftest import settle
from tests.gui.finding import names, press, says, shown
from tests.gui.sample_station import PASSPHRASE, USER
from tests.gui.test_users_screen import HERS, add, enter, leave
from ui.screens.sealed.sealed import Sealed
from ui.shell import paper_printing
from ui.shell.main_page import MainPage
from ui.shell.window import Window

BLIND = [
    (role,)
    for role in ("grid_worker", "mediator", "committee_head", "archivist", "legal_reviewer", "errand_agent")
    if "sealed" not in rights()[role]
]


def sealed_of(page: MainPage) -> Sealed:
    page.go("sealed")
    settle()
    return cast("Sealed", page.screens["sealed"])


def register(page: MainPage, accused: str = "钱某") -> Sealed:
    screen = sealed_of(page)
    press(screen, "登记检举控告")
    screen.new.form.fill({"accused": accused, "content": "收钱不办事", "accuser": "孙某"})
    press(screen, "登记")
    settle()
    return screen


def test_registered_noted_referred_closed_and_printed(page: MainPage, desk: WindowDesk, tmp_path: Path) -> None:
    screen = register(page)
    assert says(screen, "已登记：云桥信访登〔2026〕密1号")
    screen.one.noting.fill({"text": "电话核对过"})
    press(screen, "记下")
    assert says(screen, "电话核对过")
    screen.one.referring.fill({"to": "钱某", "way": "送"})
    press(screen, "移送")
    assert says(screen, "R-235")
    screen.one.referring.fill({"to": "县纪委监委", "way": "专人送达", "receipt": "吴敏"})
    press(screen, "移送")
    letter = tmp_path / "来信.jpg"
    letter.write_bytes(b"letter" * 100)
    screen.one.attach(letter)
    settle()
    assert says(screen, "附件：来信.jpg")
    assert screen.one.state is not None
    attached = next(e.act for e in screen.one.state.acts if isinstance(e.act, SealedAttached))
    screen.one.save_file(attached, tmp_path / "out.jpg")
    settle()
    assert (tmp_path / "out.jpg").read_bytes() == letter.read_bytes()
    paper_printing.print_into(str(tmp_path / "printed.pdf"))
    press(screen, "打印登记表")
    paper_printing.print_into("")
    assert (tmp_path / "printed.pdf").stat().st_size > 1000
    screen.one.closing.fill({"outcome": "已移送"})
    press(screen, "办结")
    settle()
    assert not screen.one._acts.isVisible()


def test_its_own_search_finds_and_the_ordinary_one_does_not(page: MainPage) -> None:
    screen = register(page)
    register(page, "李某")
    screen.search.setText("李某")
    screen.reload()
    settle()
    assert any("李某" in name for name in names(screen, QPushButton))
    assert not any("钱某" in name for name in names(screen, QPushButton))
    page.top.search.setText("钱某")
    page.top.search.search()
    settle()
    assert page.core._queries.search(page.core.viewer, "钱某") == ()


def test_it_leaves_the_screen_with_the_user_and_at_the_lock(window: Window, page: MainPage) -> None:
    screen = register(page)
    window.lock()
    settle()
    buttons = list[QPushButton](screen.findChildren(QPushButton))
    assert not any("钱某" in button.accessibleName() for button in buttons)


@pytest.mark.parametrize("roles", BLIND)
def test_for_others_the_window_is_the_same_with_and_without(
    window: Window, page: MainPage, desk: WindowDesk, roles: tuple[str, ...]
) -> None:
    """Every text of every object of the window, menus included."""
    add(page, "李云", roles)
    leave(window, desk)

    def everything() -> list[str]:
        hers = enter(window, "李云", HERS)
        texts = []
        for place in ("settings", "workbench", "cases", "papers", "schedule", "sync", "journal", "users", "backups"):
            hers.go(place)
            settle()
            texts += [place, *texts_of(window)]
        leave(window, desk)
        return texts

    everything()  # her first coming in is itself a line of her journal
    counts = []
    for acts in (0, 2):  # her colleague comes and goes without and with accusations
        mine = enter(window, USER, PASSPHRASE)
        for _ in range(acts):
            register(mine)
        leave(window, desk)
        counts.append(everything())
    assert "密" not in "".join(counts[1]).replace("密钥", "")
    assert sorted(counts[1]) == sorted(counts[0])


def texts_of(window: Window) -> list[str]:
    found = []
    things = list[QObject](window.findChildren(QObject))
    for thing in things:
        for name in ("text", "accessibleName", "toolTip", "windowTitle"):
            value = thing.property(name)
            if isinstance(value, str) and value and (not isinstance(thing, QWidget) or thing.isVisible()):
                found.append(value)
    return found


def test_the_place_is_offered_to_the_two_roles_alone(page: MainPage, window: Window, desk: WindowDesk) -> None:
    page.go("settings")
    settle()
    assert "密封登记" in names(page, QPushButton)
    add(page, "李云", ("mediator",))
    leave(window, desk)
    hers = enter(window, "李云", HERS)
    hers.go("settings")
    settle()
    assert "密封登记" not in names(hers, QPushButton)
    assert shown(hers, Sealed) == []


def test_without_a_county_it_says_what_to_do(page: MainPage, tmp_path: Path) -> None:
    screen = register(page)
    screen.send_to(tmp_path)
    settle()
    assert says(screen, "S-606")
