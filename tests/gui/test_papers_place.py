"""文书 in the window: every state in its place, what is missing and where it is filled in, prints, lists, copying."""

from __future__ import annotations

import io
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
from PIL import Image, ImageChops, ImageFilter
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from desktop.usecases.make_paper import PreparePaper, SignPaper, prepare_paper, sign_paper
from desktop.usecases.protocols import UnitOfWork
from tests.gui.conftest import settle
from tests.gui.finding import named, names, press
from ui.screens.case.case_page import CasePage
from ui.screens.case.papers_tab import PapersTab
from ui.screens.papers.copying import Copying
from ui.screens.papers.gaps import place_of
from ui.screens.papers.lists import Lists, period
from ui.screens.papers.paper_list import PaperList
from ui.screens.settings.body import Body
from ui.shell import paper_printing
from ui.shell.main_page import MainPage

AGREEMENT = "mediation_agreement"
TODAY = "2026-11-20"
OpenCase = Callable[[str, str], QWidget]


@pytest.fixture
def ditch(open_case: OpenCase) -> str:
    shown = open_case("江大海", "papers")
    assert isinstance(shown, CasePage)
    assert shown.case is not None
    return shown.case.id


@pytest.fixture
def printed(tmp_path: Path) -> Iterator[Path]:
    """Where the printer puts its pages."""
    paper_printing.print_into(str(tmp_path / "printed.pdf"))
    yield tmp_path / "printed.pdf"
    paper_printing.print_into("")


def make(page: MainPage, case_id: str, *, sign: bool = False) -> str:
    """An agreement that waits for signatures, or is signed by the first party."""
    core = page.core

    def work(uow: UnitOfWork) -> str:
        made = prepare_paper(PreparePaper(case_id, AGREEMENT), uow, core.papers)
        if sign:
            first = uow.case(case_id).reg.parties[0].id
            sign_paper(SignPaper(case_id, made.document, first, "signature", TODAY), uow)
        uow.commit()
        return made.document

    found: list[str] = []
    core.mutate(work).on_success(found.append).run(page)
    return found[0]


def types(screen: PaperList) -> list[str]:
    return [entry.type for entry in screen.model.rows]


def stages(screen: PaperList) -> set[str]:
    return {entry.stage for entry in screen.model.rows}


def place(page: MainPage) -> PaperList:
    page.ways.to_place("papers")
    settle()
    screen = page.screens["papers"]
    assert isinstance(screen, PaperList)
    return screen


def choose(screen: PaperList, type_key: str) -> None:
    """Choose the row of a type; its page comes at once."""
    screen.table.selectRow(next(n for n, row in enumerate(screen.model.rows) if row.type == type_key))
    screen._show_chosen()
    settle()


def test_every_paper_is_under_its_state_and_under_all(page: MainPage, ditch: str) -> None:
    make(page, ditch)
    screen = place(page)
    press(screen, "待签")
    assert types(screen) == [AGREEMENT]
    press(screen, "已签")
    assert screen.model.rows == ()
    press(screen, "草稿")
    assert stages(screen) == {"draft"}
    press(screen, "全部")
    assert "draft" not in stages(screen)
    screen.text.setText("不存在的编号")
    assert screen.model.rows == ()
    screen.text.setText("江大海")
    assert types(screen) == [AGREEMENT]


def test_the_page_of_a_paper_says_who_has_signed_and_who_has_not(page: MainPage, ditch: str) -> None:
    make(page, ditch, sign=True)
    screen = place(page)
    choose(screen, AGREEMENT)
    assert screen.side.signed.text().startswith("签名：✓ 江大海 11月20日　○ 江小河")
    assert screen.side.preview.pdf.startswith(b"%PDF")


def test_the_keyboard_walks_the_list_and_enter_opens_the_case(page: MainPage, ditch: str, qtbot: QtBot) -> None:
    make(page, ditch)
    make(page, ditch, sign=True)
    screen = place(page)
    screen.table.setFocus()
    first = screen.side.signed.text()
    QTest.keyClick(screen.table, Qt.Key.Key_Down)
    qtbot.waitUntil(lambda: screen.side.signed.text() != first)
    QTest.keyClick(screen.table, Qt.Key.Key_Return)
    settle()
    assert page.current == "case"


def test_what_a_waiting_paper_lacks_is_listed_with_the_way_to_fill_it_in(page: MainPage, open_case: OpenCase) -> None:
    screen = place(page)
    press(screen, "草稿")
    wanted = {row.type for row in screen.model.rows if "何秀英" in row.case_title}
    assert "mediation_acceptance" in wanted
    row = next(row for row in screen.model.rows if "何秀英" in row.case_title)
    lacking = row.__class__(**{f: getattr(row, f) for f in row.__struct_fields__} | {"type": AGREEMENT})
    screen.side.show_row(lacking)
    settle()
    assert "去填：协议内容" in names(screen.side, QPushButton)
    press(screen.side, "去填：协议内容")
    settle()
    shown = page.screens["case"]
    assert page.current == "case"
    assert isinstance(shown, CasePage)
    assert shown.tabs.tabText(shown.tabs.currentIndex()).startswith("协议")


def test_the_case_page_too_leads_to_what_a_paper_lacks(open_case: OpenCase) -> None:
    shown = open_case("何秀英", "papers")
    assert isinstance(shown, CasePage)
    tab = shown.part("papers")
    assert isinstance(tab, PapersTab)
    tab._show_wanted(AGREEMENT)
    press(tab, "去填：协议内容")
    settle()
    assert shown.tabs.tabText(shown.tabs.currentIndex()).startswith("协议")


def test_registers_and_local_papers_are_not_offered_in_every_case(open_case: OpenCase) -> None:
    shown = open_case("何秀英", "papers")
    assert isinstance(shown, CasePage)
    assert shown.case is not None
    assert {"mediation_agreement", "mediation_evidence"} <= set(shown.case.types)
    assert not {"mediation_register", "whistle_slip", "annual_report"} & set(shown.case.types)


@pytest.mark.parametrize(
    ("path", "tab"),
    [
        ("reg.summary", "facts"),
        ("parties|length > 1", "parties"),
        ("item.name", "parties"),
        ("agreement.clauses", "agreement"),
        ("(step_facts.urgent.content or step_facts.first.content)", "steps"),
        ("made.content", "steps"),
        ("committee.organ", "settings"),
        ("session.turns", "session"),
    ],
)
def test_each_missing_fact_has_a_place_where_it_is_filled_in(path: str, tab: str) -> None:
    assert place_of(path) == tab


def test_a_further_print_of_a_signed_paper_is_marked_and_a_first_one_is_not(
    page: MainPage, ditch: str, printed: Path
) -> None:
    make(page, ditch, sign=True)
    screen = place(page)
    choose(screen, AGREEMENT)
    press(screen.side, "打印")
    first = drawn(printed.read_bytes())
    assert alike(first, drawn(screen.side.preview.pdf))  # what is printed is what is shown
    press(screen.side, "打印")
    changed = ImageChops.difference(first, drawn(printed.read_bytes())).getbbox()
    assert changed is not None
    assert changed[1] > 0.9 * first.height  # the foot says 补印第1份, nothing else is new


def drawn(pdf: bytes) -> Image.Image:
    """The first page as a printer or a screen shows it."""
    run = subprocess.run(
        ["pdftoppm", "-r", "60", "-gray", "-f", "1", "-l", "1", "-png", "-"], input=pdf, check=True, capture_output=True
    )
    return Image.open(io.BytesIO(run.stdout)).convert("L")


def alike(one: Image.Image, other: Image.Image) -> bool:
    """The same to the eye: two programs draw hairlines with different weight."""
    pair = [image.resize((496, 702)).filter(ImageFilter.GaussianBlur(3)) for image in (one, other)]
    _, most = ImageChops.difference(*pair).getextrema()
    return isinstance(most, int | float) and most < 60


def test_a_register_of_the_month_is_made_shown_and_can_be_printed(page: MainPage, printed: Path) -> None:
    screen = place(page)
    press(screen, "登记簿和报表")
    settle()
    lists = page.screens["lists"]
    assert isinstance(lists, Lists)
    assert (lists.since.value(), lists.until.value()) == ("2026-11-01", "2026-11-30")
    press(lists, "做出来看")
    assert lists.preview.pdf.startswith(b"%PDF")
    press(lists, "打印")
    assert printed.read_bytes().startswith(b"%PDF")
    press(lists, "接访日程公示")
    assert (lists.since.value(), lists.until.value()) == ("2026-12-01", "2026-12-31")
    lists.since.set_value("2026-12-31")
    lists.until.set_value("2026-12-01")
    press(lists, "做出来看")
    assert "[R-431]" in lists.message.text()


@pytest.mark.parametrize(
    ("key", "first", "last"),
    [
        ("month", "2026-12-01", "2026-12-31"),
        ("before", "2026-11-01", "2026-11-30"),
        ("next", "2027-01-01", "2027-01-31"),
        ("year", "2026-01-01", "2026-12-31"),
    ],
)
def test_named_periods_end_with_their_month(key: str, first: str, last: str) -> None:
    assert period(key, date(2026, 12, 15)) == (first, last)


@pytest.mark.parametrize(
    ("today", "first", "last"),
    [
        (date(2026, 11, 25), "2026-10-26", "2026-11-25"),
        (date(2026, 11, 26), "2026-11-26", "2026-12-31"),
        (date(2026, 12, 28), "2026-11-26", "2026-12-31"),
    ],
)
def test_a_month_is_the_month_the_station_reports(today: date, first: str, last: str) -> None:
    assert period("month", today, 25) == (first, last)


def test_a_form_is_copied_field_by_field_by_keyboard_and_the_ticks_stay(page: MainPage, ditch: str) -> None:
    make(page, ditch)
    screen = place(page)
    choose(screen, AGREEMENT)
    press(screen, "抄录")
    settle()
    copying = page.screens["copying"]
    assert isinstance(copying, Copying)
    assert copying.sheet is not None
    total = copying.sheet.left
    named(copying, QPushButton, "复制：来电人").setFocus()
    QTest.keyClick(QApplication.focusWidget(), Qt.Key.Key_Space)
    settle()
    assert QApplication.clipboard().text() == "江大海"
    assert copying.sheet.left == total - 1
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused.accessibleName() == "复制：性别"
    page.go("workbench")
    page.go("copying")
    copying.reload()
    settle()
    assert named(copying, QCheckBox, "抄过了：来电人").isChecked()
    copying.number.set_value("HL-0412")
    press(copying, "记为已报")
    assert copying.sheet.state == "reported"
    assert copying.left.text().startswith("已报")


def test_personal_values_are_shown_only_when_asked_for(page: MainPage, ditch: str) -> None:
    page.ways.to_place("copying", (ditch, "江大海"))
    settle()
    copying = page.screens["copying"]
    assert "看：联系电话" in names(copying, QPushButton)
    press(copying, "看：联系电话")
    settle()
    assert "看：联系电话" not in names(copying, QPushButton)


def test_the_body_in_whose_name_papers_go_out_is_set_in_the_window(page: MainPage) -> None:
    page.go("settings")
    press(page.screens["settings"], "单位和文书信息")
    settle()
    body = page.screens["body"]
    assert isinstance(body, Body)
    assert body.form["name"].value() == "云桥村人民调解委员会"
    body.organ.fill({"organ": "云桥村村民委员会"})
    press(body, "保存")
    assert "有权处理的机关" in body.organ["organ"].note.text()
    body.organ.fill({"organ": "柳溪市云桥镇人民政府", "organ_word": "柳政", "review_organ": "柳溪市人民政府"})
    body.organ["letter_form"].set_value(True)
    press(body, "保存")
    assert body.message.text().startswith("✓")
    kept = page.core._queries.committee(page.core.viewer)
    assert (kept.organ, kept.letter_form) == ("柳溪市云桥镇人民政府", True)
    assert body.sample.text() == "今年第1号写作：（2026）云桥人调字第1号　柳政访答〔2026〕1号"
    body.numbers["letter_pattern"].set_value("信〔{年}〕{序号}号")
    body.numbers.edited.emit()
    assert "不同的文书会出现同样的编号" in body.sample.text()
    body.numbers["letter_pattern"].set_value("{机关代字}字〔{年}〕{序号:2}号")
    body.numbers.edited.emit()
    assert body.sample.text().endswith("柳政访答字〔2026〕01号")
    press(body, "保存")
    assert page.core._queries.committee(page.core.viewer).letter_pattern == "{机关代字}字〔{年}〕{序号:2}号"
