"""Two users, a revoked one, a forgotten passphrase, and a laptop set back to last week that comes into step again.

Real window, real threads, real county; only dialogs that choose a file are replaced by the path they would give.
"""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TypeVar, cast

from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit

from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import Desk, open_station
from desktop.domain.read_models import CaseFilter
from desktop.services.seams import FixedClock
from tests.gui.finding import named, shown
from tests.gui.sample_station import NOW, PASSPHRASE, USER, doors
from tests.journeys.conftest import Scene
from tests.journeys.test_window_day import export, set_up
from ui.screens.safe.backups import Backups
from ui.screens.sync.sync_page import SyncPage
from ui.screens.users.users import Users
from ui.shell.gate import Gate
from ui.shell.restoring import Restoring
from ui.shell.screen import Screen
from ui.shell.set_up import SetUp

HERS, FORGOTTEN = "八字没一撇2026", "新写的一句话2027"
S = TypeVar("S", bound=Screen)


def navigate(scene: Scene, key: str) -> None:
    """A click on the navigation."""
    page = scene.window.page
    assert page is not None
    page.nav.buttons[key].click()
    scene.hands.wait(lambda: page.current == key)


def place(scene: Scene, button: str, key: str, kind: type[S]) -> S:
    """A place behind the settings."""
    navigate(scene, "settings")
    scene.hands.click(button)
    page = scene.window.page
    assert page is not None
    scene.hands.wait(lambda: page.current == key and page.screens[key].isVisible())
    return cast("S", page.screens[key])


def settle_quickly(scene: Scene, one: str, other: str) -> None:
    """A small matter, recorded and finished on one screen."""
    hands = scene.hands
    navigate(scene, "workbench")
    hands.click("快速调解")
    hands.wait(lambda: [w for w in shown(scene.window, QLineEdit) if w.accessibleName() == "姓名"])
    names = [w for w in shown(scene.window, QLineEdit) if w.accessibleName() == "姓名"]
    hands.write_into(names[0], one)
    hands.write_into(names[1], other)
    hands.choose("纠纷类型", "邻里纠纷")
    hands.into("什么事", "晾衣杆滴水争吵。")
    hands.into("怎样说好的", f"{other}当场道歉。")
    hands.click("记好并印登记表")
    hands.wait(lambda: hands.reads("已记好"))
    hands.click("再记一件")


def enter(scene: Scene, login: str, passphrase: str) -> None:
    """The door."""
    hands = scene.hands
    hands.wait(lambda: isinstance(scene.window.stack.currentWidget(), Gate))
    hands.choose("用户", login)
    hands.into("口令", passphrase)
    hands.click("打开")


def inside(scene: Scene) -> None:
    """The first screen is there and has what it shows."""
    scene.hands.wait(lambda: scene.window.page is not None and scene.hands.reads("要办的事"))


def to_the_door(scene: Scene) -> None:
    """The program is closed and started again."""
    window = scene.window
    if window.page is not None:
        window.page.leave()
    window.page = None
    done: list[object] = []
    window.ops.write(scene.desk.close).on_success(done.append).run(window)
    scene.hands.wait(lambda: done)
    window.show_door()


def titles(scene: Scene) -> set[str]:
    """Who stands in the titles of the cases the window lists."""
    page = scene.window.page
    assert page is not None
    found: list[str] = []
    op = page.core.query(lambda q, viewer: [row.title for row in q.case_rows(viewer, q.case_ids(viewer, CaseFilter()))])
    op.on_success(found.extend).run(scene.window)
    scene.hands.wait(lambda: found)
    return {title.partition("与")[0] for title in found}


def county(scene: Scene) -> Desk:
    return open_station(scene.county, "county", "county-pass-9", doors(scene.county.parent / "county-side", NOW))


def test_two_users_a_revoked_one_and_a_forgotten_passphrase(scene: Scene) -> None:
    words = set_up_and_keep_the_sheet(scene)
    hands = scene.hands
    place(scene, "用户和口令", "users", Users)
    hands.click("添加用户")
    hands.into("姓名", "李云")
    hands.find(QCheckBox, "人民调解员").click()
    for name in ("口令", "再写一遍"):
        hands.into(name, HERS)
    hands.click("添加这位用户")
    hands.wait(lambda: hands.reads("已添加：李云"))
    to_the_door(scene)
    enter(scene, "李云", HERS)
    hands.wait(lambda: scene.window.page is not None and scene.window.page.core.viewer.name == "李云")
    to_the_door(scene)
    enter(scene, USER, PASSPHRASE)
    inside(scene)
    revoke(scene, "李云")
    to_the_door(scene)
    gate = scene.window.stack.currentWidget()
    assert isinstance(gate, Gate)
    combo = named(gate, QComboBox, "用户")
    assert [combo.itemText(i) for i in range(combo.count())] == [USER]
    enter(scene, USER, "not this one")
    hands.wait(lambda: hands.reads("S-201"))
    hands.click("忘了口令？用恢复单打开")
    hands.into("恢复单上的字", " ".join(words))
    hands.into("口令", FORGOTTEN)
    hands.click("打开")
    inside(scene)
    to_the_door(scene)
    enter(scene, USER, FORGOTTEN)
    inside(scene)
    assert [m for m in scene.told if m.kind == "fault"] == []


def revoke(scene: Scene, name: str) -> None:
    """A user is revoked, and the data get a new key."""
    hands = scene.hands
    users = place(scene, "用户和口令", "users", Users)
    hands.wait(lambda: len(users._users) == 2)
    hands.click(f"● {name}")
    hands.into("停用原因", "调到别的站")
    hands.click("停用这位用户")
    hands.wait(lambda: hands.reads("请现在按“更换数据密钥”"))
    before = scene.window.page
    hands.click("更换数据密钥")
    hands.wait(lambda: scene.window.page is not None and scene.window.page is not before)


def set_up_and_keep_the_sheet(scene: Scene) -> tuple[str, ...]:
    """The first run; answers the words of the sheet as they stand on the screen."""
    kept: list[str] = []
    page = scene.window.stack.currentWidget()
    assert isinstance(page, SetUp)
    shown_words = page._on_made

    def keep(words: tuple[str, ...]) -> None:
        shown_words(words)
        kept.extend(label.text().split(". ")[1] for label in shown(page, QLabel) if ". " in label.text())

    page._on_made = keep  # type: ignore[method-assign]
    set_up(scene)
    assert len(kept) == 16
    return tuple(kept)


def test_a_laptop_set_back_a_week_comes_back_into_step(scene: Scene) -> None:
    hands, clock = scene.hands, scene.desk.clock
    assert isinstance(clock, FixedClock)
    set_up(scene)
    settle_quickly(scene, "第一家", "邻居甲")
    place(scene, "备份和恢复", "backups", Backups)
    hands.click("现在备份到这里")
    hands.wait(lambda: hands.reads("备份好了"))
    kept = newest_backup(scene)
    to_the_door(scene)
    clock.at += timedelta(days=7)
    enter(scene, USER, PASSPHRASE)
    inside(scene)
    settle_quickly(scene, "第二家", "邻居乙")
    export(scene)
    with county(scene) as there:
        assert [line.state for line in take_inbox(there, scene.stick)] == ["STORED"]
    settle_quickly(scene, "第三家", "邻居丙")
    assert titles(scene) == {"第一家", "第二家", "第三家"}

    restore(scene, kept)
    assert titles(scene) == {"第一家"}
    comes_back(scene)


def comes_back(scene: Scene) -> None:
    """Sending is allowed, the county returns what it has, the rest is carried over from the old folder."""
    hands = scene.hands
    backups = place(scene, "备份和恢复", "backups", Backups)
    hands.wait(lambda: hands.reads("是从备份恢复来的"))
    hands.click("确认可以发送")
    hands.wait(lambda: not backups.held.isVisible())
    settle_quickly(scene, "第四家", "邻居丁")
    export(scene)
    with county(scene) as there:
        assert "STORED" in [line.state for line in take_inbox(there, scene.stick)]
        (down,) = send_down(there, scene.stick)
    page = scene.window.page
    assert page is not None
    sync = cast("SyncPage", page.go("sync"))
    sync.take_file(down)
    hands.wait(lambda: hands.reads("已导入"))
    assert titles(scene) == {"第一家", "第二家", "第四家"}

    backups = place(scene, "备份和恢复", "backups", Backups)
    backups.salvage_from(next(scene.desk.folder.parent.glob("station-before-*")))
    hands.wait(lambda: hands.reads("份草稿；至少"))
    everything = {"第一家", "第二家", "第三家", "第四家"}
    assert titles(scene) == everything
    export(scene)
    with county(scene) as there:
        take_inbox(there, scene.stick)
        rows = there.queries.case_rows(there.viewer, there.queries.case_ids(there.viewer, CaseFilter()))
        assert {row.title.partition("与")[0] for row in rows} == everything
        assert len({row.number for row in rows}) == 4
    assert [m for m in scene.told if m.kind == "fault"] == []


def restore(scene: Scene, backup: Path) -> None:
    """From within, by passphrase; then in by the door."""
    hands = scene.hands
    place(scene, "备份和恢复", "backups", Backups)
    hands.click("从备份恢复")
    hands.wait(lambda: isinstance(scene.window.stack.currentWidget(), Restoring))
    restoring = cast("Restoring", scene.window.stack.currentWidget())
    restoring.take(backup)
    hands.into("用户", USER)
    hands.into("口令", PASSPHRASE)
    hands.click("看看这份备份")
    hands.wait(lambda: hands.reads("条记录不在这份备份里"))
    hands.click("恢复")
    hands.wait(lambda: hands.reads("✓ 已恢复"))
    hands.click("打开恢复好的数据")
    enter(scene, USER, PASSPHRASE)
    inside(scene)


def newest_backup(scene: Scene) -> Path:
    found = sorted(scene.desk.folder.with_name("station-backup").rglob("*.fqbackup"))
    assert found
    return found[-1]
