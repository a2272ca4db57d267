"""The case page: every act that can be done from it, through its own buttons, on a real station."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.usecases.make_paper import SignPaper, sign_paper
from tests.gui.conftest import settle
from tests.gui.finding import named, press, says, shown
from ui.screens.case import ops
from ui.screens.case.attachments_tab import AttachmentsTab
from ui.screens.case.case_page import CasePage
from ui.screens.case.loaded import Loaded
from ui.screens.case.papers_tab import PapersTab
from ui.screens.case.session_tab import SessionTab
from ui.shell.main_page import MainPage

OpenCase = Callable[[str, str], QWidget]


def case_of(page: QWidget) -> Loaded:
    assert isinstance(page, CasePage)
    settle()
    assert page.case is not None
    return page.case


def test_the_next_step_is_done_by_its_generic_form(open_case: OpenCase) -> None:
    page = open_case("何秀英", "")
    press(page, "下一步：告知权利义务")
    press(page, "办好了")
    assert says(page, "R-902")  # how it was told is asked for
    press(page, "口头")
    press(page, "办好了")
    steps = case_of(page).view.state.steps
    assert [(s.step, s.facts["way"]) for s in steps] == [("notice", "口头")]


def test_a_half_filled_step_is_kept_as_draft(open_case: OpenCase) -> None:
    page = open_case("何秀英", "steps")
    press(page, "书面")
    press(page, "先不办")
    other = open_case("周桂兰", "")
    again = open_case("何秀英", "steps")
    assert other is again
    assert named(again, QPushButton, "书面").isChecked()


def test_performances_are_put_down_until_nothing_is_owed(open_case: OpenCase) -> None:
    page = open_case("江大海", "agreement")
    assert len(case_of(page).view.state.open_parts()) == 2
    rows = [b.accessibleName() for b in shown(page, QPushButton) if b.accessibleName().startswith("登记履行")]
    press(page, rows[0])
    assert named(page, QLineEdit, "金额").text() == "1,000.00"  # 500 of 1,500 were paid
    named(page, QLineEdit, "金额").setText("2000")
    press(page, "记下履行")
    assert says(page, "R-342")
    named(page, QLineEdit, "金额").setText("1000")
    press(page, "记下履行")
    assert len(case_of(page).view.state.open_parts()) == 1


def test_a_visit_is_recorded_and_read(open_case: OpenCase) -> None:
    page = open_case("江大海", "visits")
    press(page, "记一次回访")
    named(page, QPlainTextEdit, "回访情况").setPlainText("第一期已经收到，水沟通了。")
    press(page, "部分履行")
    press(page, "记下回访")
    assert case_of(page).view.state.visits[0].kept == "partly"
    assert says(page, "第一期已经收到")


def test_a_party_joins_is_corrected_and_leaves(open_case: OpenCase) -> None:
    page = open_case("何秀英", "parties")
    press(page, "添加当事人")
    named(page, QLineEdit, "姓名").setText("白音")
    press(page, "保存")
    assert [p.name for p in case_of(page).view.parties] == ["何秀英", "段飞", "白音"]
    press(page, "改正 白音")
    named(page, QLineEdit, "住址").setText("云桥村五组")
    press(page, "保存")
    assert case_of(page).view.parties[2].address == "云桥村五组"
    press(page, "离开 白音")
    press(page, "保存")
    assert says(page, "R-902")
    named(page, QLineEdit, "离开的原因").setText("登记有误")
    press(page, "保存")
    assert len(case_of(page).view.parties) == 2


def test_facts_are_corrected_and_the_last_act_is_taken_back(open_case: OpenCase) -> None:
    page = open_case("何秀英", "facts")
    place = named(page, QLineEdit, "发生地点")
    place.setText("东门")
    place.textEdited.emit("东门")
    press(page, "保存更正")
    assert case_of(page).view.state.reg.place == "东门"
    page = open_case("何秀英", "history")
    press(page, "撤销这一步")
    assert case_of(page).view.state.reg.place == "云桥村三组"


def test_the_act_just_done_is_taken_back_where_it_was_done(open_case: OpenCase) -> None:
    page = open_case("何秀英", "facts")
    assert isinstance(page, CasePage)
    assert page.undo.isHidden()
    place = named(page, QLineEdit, "发生地点")
    place.setText("东门")
    place.textEdited.emit("东门")
    press(page, "保存更正")
    assert says(page, "刚才：")
    press(page, "撤销")
    assert case_of(page).view.state.reg.place == "云桥村三组"
    assert page.undo.isHidden()
    assert says(page, "已撤销")
    open_case("周桂兰", "facts")
    assert page.undo.isHidden()  # what was done in another case, or before, is not offered


def test_a_file_is_taken_in_with_its_hash_and_copied_out(open_case: OpenCase, tmp_path: Path) -> None:
    page = open_case("何秀英", "attachments")
    assert isinstance(page, CasePage)
    tab = page.part("attachments")
    assert isinstance(tab, AttachmentsTab)
    photo = tmp_path / "漏水.jpg"
    photo.write_bytes(b"\xff\xd8\xff no picture, and nobody opens it")
    tab.take([photo, tmp_path / "not-there.pdf"])
    taken = case_of(page).view.state.attachments
    assert [(a.name, a.kind, a.size) for a in taken] == [("漏水.jpg", "photo", photo.stat().st_size)]
    tab._keep(taken[0], tmp_path / "copy.jpg")
    assert (tmp_path / "copy.jpg").read_bytes() == photo.read_bytes()


def test_a_paper_is_made_again_under_its_number_and_voided_with_a_reason(open_case: OpenCase, tmp_path: Path) -> None:
    page = open_case("何秀英", "papers")
    row = next(
        b.accessibleName() for b in shown(page, QPushButton) if b.accessibleName().endswith("人民调解受理登记表")
    )
    press(page, row)
    press(page, "出《人民调解受理登记表》")
    first = case_of(page).view.state.documents[0]
    press(page, "改后再印一稿")
    second = case_of(page).view.state.documents[0]
    assert (second.number, second.draft) == (first.number, first.draft + 1)
    tab = page.part("papers") if isinstance(page, CasePage) else None
    assert isinstance(tab, PapersTab)
    tab.keep_word(tmp_path / "登记表.docx")
    assert says(page, "已存成 登记表.docx。")
    assert (tmp_path / "登记表.docx").read_bytes().startswith(b"PK")
    press(page, "作废")
    sheet = [b for b in shown(page, QPushButton) if b.accessibleName() == "作废"]
    named(page, QLineEdit, "原因").setText("写错了名字")
    sheet[-1].click()
    assert case_of(page).view.state.documents[0].stage == "void"


def test_a_file_is_checked_and_bound(open_case: OpenCase) -> None:
    page = open_case("江大海", "papers")
    press(page, "▲ 人民调解受理登记表")
    press(page, "出《人民调解受理登记表》")
    paper, party = case_of(page).documents[0], case_of(page).view.parties[0].id
    assert isinstance(page, CasePage)
    signing = SignPaper(paper.case_id, paper.id, party, "signature", paper.on)
    ops.act(page.core, lambda uow: sign_paper(signing, uow)).run(page)
    settle()
    press(page, "装订卷宗")
    lacks = [b.accessibleName() for b in shown(page, QPushButton) if b.accessibleName().startswith("■ 必须")]
    assert any("当事人权利义务告知书" in words for words in lacks)
    press(page, next(words for words in lacks if "当事人权利义务告知书" in words))
    assert not says(page, "卷宗：")
    press(page, "装订卷宗")
    named(page, QLineEdit, "检查人").setText("李云")
    press(page, "装订正卷")
    assert says(page, "已装订正卷，共")
    tab = page.part("papers")
    assert isinstance(tab, PapersTab)
    assert tab.preview.pdf.startswith(b"%PDF-")
    assert tab.preview.title == f"{case_of(page).view.title}　正卷"
    press(page, "装订卷宗")
    press(page, "卷宗标签")
    settle()
    assert tab.preview.title == "卷宗标签"


def test_writing_goes_on_where_it_stopped(page: MainPage, open_case: OpenCase, qtbot: QtBot) -> None:
    case = open_case("周桂兰", "session")
    assert isinstance(case, CasePage)
    tab = case.part("session")
    assert isinstance(tab, SessionTab)
    tab.open_with("")
    tab.editor.show_step(1)
    tab.editor.turns.composer.setPlainText("我还没说完")
    page.go("workbench")
    settle()
    rows = [b.accessibleName() for b in shown(page, QPushButton) if b.accessibleName().startswith("调解笔录")]
    assert len(rows) == 1
    del case, tab
    page.screens.pop("case").deleteLater()
    settle()
    press(page, rows[0])
    again = page.screens["case"]
    assert isinstance(again, CasePage)
    writing = again.part("session")
    assert isinstance(writing, SessionTab)
    assert writing.editor.turns.composer.toPlainText() == "我还没说完"
