"""设置 → 办理规程: a file of one's own is loaded, its faults are shown by line, it is used and withdrawn."""

from __future__ import annotations

import re
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import settle
from tests.gui.finding import commit, named, press, says
from ui.screens.activities.activities import Activities
from ui.screens.methods.methods import Methods
from ui.shell.main_page import MainPage

TEXT = re.search(r"```toml\n(.+?)```", Path("docs/procedures.md").read_text(encoding="utf-8"), re.S)
assert TEXT is not None
EXAMPLE = TEXT[1]
ACTIVITY = Path("docs/procedures.md").read_text(encoding="utf-8").split("```toml\n")[-1].split("```")[0]


def screen(page: MainPage) -> Methods:
    page.go("settings")
    settle()
    press(page.screens["settings"], "办理规程")
    settle()
    found = page.screens["methods"]
    assert isinstance(found, Methods)
    return found


def titles(found: Methods) -> list[str]:
    return [row.title for row in found.model.rows]


def offered(page: MainPage) -> set[str]:
    return {title for _key, title in page.core.reference.procedures("dispute")}


def test_a_file_is_loaded_and_withdrawn(page: MainPage, tmp_path: Path, qtbot: QtBot) -> None:
    file = tmp_path / "云桥.toml"
    file.write_text(EXAMPLE, encoding="utf-8")
    found = screen(page)
    found.take(file)
    settle()
    assert says(found, "已载入：云桥.toml")
    assert titles(found)[0] == "云桥镇先见面再调解"
    assert "云桥镇先见面再调解" in offered(page)
    press(found, "停用")
    commit(named(found, QLineEdit, "原因"), "改用县里的")
    found.reason.yes.click()
    settle()
    assert says(found, "已停用：云桥镇先见面再调解")
    assert "云桥镇先见面再调解" not in {*titles(found), *offered(page)}


def test_an_activity_is_loaded_and_offered_where_activities_are(page: MainPage, tmp_path: Path) -> None:
    file = tmp_path / "水井.toml"
    file.write_text(ACTIVITY, encoding="utf-8")
    page.go("activities")
    settle()
    activities = page.screens["activities"]
    assert isinstance(activities, Activities)
    options = activities.method.combo
    assert options.findText("云桥村水井值日　云桥镇") < 0
    found = screen(page)
    found.take(file)
    settle()
    assert says(found, "已载入：水井.toml。在公共事务里就可以用它。")
    assert titles(found)[0] == "云桥村水井值日"
    page.go("activities")
    settle()
    assert options.findText("云桥村水井值日　云桥镇") >= 0


def test_faults_stand_by_their_lines_and_nothing_is_loaded(page: MainPage, tmp_path: Path) -> None:
    file = tmp_path / "错.toml"
    file.write_text(EXAMPLE.replace("length = 1", "length = -1").replace('"mediator"', '"sheriff"'), encoding="utf-8")
    found = screen(page)
    before = titles(found)
    found.take(file)
    settle()
    assert says(found, "第10行：")
    assert says(found, "第16行：")
    assert says(found, "没有载入")
    assert titles(found) == before


def test_a_picture_is_no_method(page: MainPage, tmp_path: Path) -> None:
    file = tmp_path / "图.toml"
    file.write_bytes(b"\x89PNG\xff\xfe")
    found = screen(page)
    found.take(file)
    settle()
    assert says(found, "第1行：这不是一份UTF-8的文字文件")


def test_a_method_of_another_place_is_chosen_and_let_go(page: MainPage) -> None:
    found = screen(page)
    commit(named(found, QLineEdit, "查找"), "普陀")
    assert titles(found) == ["涉海纠纷一站式化解（3+1+N）"]
    press(found, "选用")
    settle()
    assert "涉海纠纷一站式化解（3+1+N）" in offered(page)
    press(found, "不再选用")
    settle()
    assert "涉海纠纷一站式化解（3+1+N）" not in offered(page)


def test_what_is_usual_cannot_be_let_go(page: MainPage) -> None:
    found = screen(page)
    commit(named(found, QLineEdit, "查找"), "people_mediation")
    chosen = next(i for i, r in enumerate(found.model.rows) if r.key == "people_mediation")
    found.table.selectRow(chosen)
    act: QWidget = found.act
    assert not act.isEnabled()
