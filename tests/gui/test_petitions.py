"""信访办理: from the intake to the closing limit, through the window's own inputs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import settle
from tests.gui.finding import activate, click_key, named, names, press, says, shown
from ui.screens.case.case_page import CasePage
from ui.screens.petitions.petition_list import PetitionList
from ui.shell.main_page import MainPage
from ui.shell.window import Window


def choose(parent: QWidget, name: str, words: str) -> None:
    combo = named(parent, QComboBox, name)
    place = combo.findText(words)
    assert place >= 0, [combo.itemText(i) for i in range(combo.count())]
    combo.setCurrentIndex(place)
    combo.activated.emit(place)


def write(parent: QWidget, name: str, words: str) -> None:
    """Type into the first visible input of this name, as a hand does: the form hears of it."""
    for line in shown(parent, QLineEdit):
        if line.accessibleName() == name:
            line.setText(words)
            line.textEdited.emit(words)
            line.editingFinished.emit()
            return
    named(parent, QPlainTextEdit, name).setPlainText(words)


def petition(page: MainPage, who: str = "叶秋兰") -> CasePage:
    """A petition typed at the intake, without the other side."""
    page.go("petitions")
    press(page.screens["petitions"], "登记信访事项")
    intake = page.screens["intake"]
    settle()
    write(intake, "姓名", who)
    press(intake, "下一步")
    choose(intake, "内容类别", "城乡建设")
    write(intake, "反映的情况", "村口三盏路灯坏了四个月没有人修，晚上老人摔过一次。")
    write(intake, "诉求", "把路灯修好")
    press(intake, "下一步")
    press(intake, "只登记")
    settle()
    case = page.screens["case"]
    assert isinstance(case, CasePage)
    assert case.case is not None
    return case


def sort(case: CasePage) -> None:
    press(case, "下一步：分类和定途径")
    press(case, "申诉求决类")
    choose(case, "是否重复", "初次")
    choose(case, "谁有权处理", "本单位职权")
    choose(case, "申诉求决的途径", "信访处理")
    press(case, "办好了")
    settle()


def test_a_petition_is_registered_and_waits_to_be_sorted(page: MainPage) -> None:
    case = petition(page)
    assert case.tabs.tabText(case.tabs.currentIndex()) == "信访办理"
    assert page.nav.buttons["petitions"].isChecked()
    assert says(case, "为什么：先分三类，再定由谁、走哪一种途径")
    assert says(case, "最后一天2026年12月5日")
    assert says(case, "依据：《信访工作条例》第二十三条")
    assert says(case, "《信访处理意见书》：处理意见还没有形成并签批")
    assert case.case is not None
    assert [p.name for p in case.case.view.parties] == ["叶秋兰"]


def test_a_step_asks_only_what_its_answers_call_for(page: MainPage) -> None:
    case = petition(page)
    press(case, "下一步：分类和定途径")
    assert "谁有权处理" not in names(case, QComboBox)
    press(case, "申诉求决类")
    assert "谁有权处理" in names(case, QComboBox)
    press(case, "办好了")
    assert says(case, "R-902")
    press(case, "先不办")
    sort(case)
    assert case.case is not None
    assert [s.step for s in case.case.view.state.steps] == ["sort"]
    assert says(case, "类别：申诉求决类；是否重复：初次")
    page.go("petitions")
    settle()
    listed = page.screens["petitions"]
    assert isinstance(listed, PetitionList)
    (row,) = [r for r in (listed.model.row_at(n) for n in range(listed.model.rowCount())) if r]
    assert (row.petition_class, row.petition_way, row.next_title) == ("申诉求决类", "信访处理", "受理并书面告知")


def test_disputes_and_petitions_have_places_of_their_own(page: MainPage) -> None:
    petition(page)
    page.go("petitions")
    settle()
    listed = page.screens["petitions"]
    assert isinstance(listed, PetitionList)
    assert listed.model.rowCount() == 1
    press(listed, "已超期")
    assert listed.model.rowCount() == 0
    press(listed, "正在办理")
    choose(listed, "办到哪一步", "调查核实")
    assert listed.model.rowCount() == 0
    choose(listed, "办到哪一步", "待分类定途径")
    assert listed.model.rowCount() == 1
    choose(listed, "办理规程", "集体访办理")
    assert listed.model.rowCount() == 0
    page.go("cases")
    settle()
    cases = page.screens["cases"]
    assert cases.model.rowCount() == 4  # type: ignore[attr-defined]


def test_the_list_is_walked_by_keys_at_once(page: MainPage, window: Window, qtbot: QtBot) -> None:
    """F4, the arrows, Enter: nobody has to find the table first."""
    petition(page)
    activate(qtbot, window)
    click_key(qtbot, window, Qt.Key.Key_F4)
    settle()
    listed = page.screens["petitions"]
    assert isinstance(listed, PetitionList)
    assert listed.table.hasFocus()
    click_key(qtbot, listed.table, Qt.Key.Key_Return)
    assert page.current == "case"


def test_a_loop_says_how_often_and_a_side_way_is_offered(page: MainPage) -> None:
    case = petition(page)
    sort(case)
    press(case, "下一步：受理并书面告知")
    write(case, "承办单位（部门）", "村委会")
    write(case, "联系人和电话", "李云 13800000011")
    press(case, "办好了")
    press(case, "下一步：调查核实")
    write(case, "调查人", "周明、李云")
    write(case, "查明的情况", "三盏路灯线路老化。")
    press(case, "办好了")
    assert says(case, "R-415") or says(case, "R-413")  # nobody said that the two have no interest of their own
    case.step_view.form["no_interest"].set_value(True)
    press(case, "办好了")
    settle()
    press(case, "办这一步：法制审核")
    press(case, "退回重新调查")
    press(case, "办好了")
    settle()
    assert says(case, "调查核实（第2次）")
    offers = [b for b in names(case, QPushButton) if b.startswith("办这一步")]
    assert "办这一步：督办" in offers


def test_a_limit_is_made_longer_with_reason_and_approver(page: MainPage) -> None:
    case = petition(page)
    sort(case)
    press(case, "下一步：受理并书面告知")
    write(case, "承办单位（部门）", "村委会")
    write(case, "联系人和电话", "李云")
    press(case, "办好了")
    settle()
    press(case, "延长期限 办结")
    write(case, "延到哪一天", "2027-02-10")
    press(case, "延长期限")
    assert says(case, "请填写“批准（同意）人”")
    write(case, "批准（同意）人", "站长周明")
    write(case, "原因", "要等线路检测报告")
    press(case, "延长期限")
    settle()
    assert case.case is not None
    assert [x.until for x in case.case.view.state.extensions] == ["2027-02-10"]
    assert says(case, "已经延长过")
