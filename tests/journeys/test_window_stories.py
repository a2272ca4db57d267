"""Stories from the days of a station, in a real window on real threads; each ends in a paper or a bundle."""

from __future__ import annotations

import subprocess
from functools import partial

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QCheckBox, QLineEdit, QListWidget, QPushButton

from tests.gui.finding import shown
from tests.gui.sample_station import PASSPHRASE
from tests.journeys.conftest import Scene
from tests.journeys.test_window_day import case_page, row_of
from ui.screens.case.case_page import CasePage

CONTROL = Qt.KeyboardModifier.ControlModifier


def page_of(scene: Scene) -> CasePage:
    """The case in front, once it is loaded."""
    scene.hands.wait(lambda: case_page(scene))
    found = case_page(scene)
    assert found is not None
    return found


def open_case(scene: Scene, name: str) -> CasePage:
    """Find it from anywhere and open it: Ctrl+F, the name, Enter."""
    hands = scene.hands
    hands.key(Qt.Key.Key_F, CONTROL)
    hands.say(name)
    page = scene.window.page
    assert page is not None
    hands.wait(lambda: page.top.search.found.isVisible() and page.top.search.found.list.count())
    hands.key(Qt.Key.Key_Return)
    return page_of(scene)


def register_petition(scene: Scene, who: str, what: str, asked: str) -> CasePage:
    """信访登记 through the three steps."""
    hands = scene.hands
    hands.key(Qt.Key.Key_F4)
    hands.click("登记信访事项")
    hands.find(QPushButton, "① 当事人")
    names = [w for w in shown(scene.window, QLineEdit) if w.accessibleName() == "姓名"]
    hands.write_into(names[0], who)
    hands.click("下一步")
    hands.choose("内容类别", "城乡建设")
    hands.into("反映的情况", what)
    hands.into("诉求", asked)
    hands.click("下一步")
    hands.click("只登记")
    page = page_of(scene)
    hands.wait(lambda: page.case is not None and page.case.view.parties[0].name == who)
    return page


def sort_petition(scene: Scene, page: CasePage, competence: str = "本单位职权") -> None:
    hands = scene.hands
    hands.click("下一步：分类和定途径")
    hands.click("申诉求决类")
    hands.choose("是否重复", "初次")
    hands.choose("谁有权处理", competence)
    if competence == "本单位职权":
        hands.choose("申诉求决的途径", "信访处理")
    hands.click("办好了")
    hands.wait(lambda: page.case is not None and page.case.view.state.steps)


def accept_petition(scene: Scene, page: CasePage) -> None:
    hands = scene.hands
    hands.click("下一步：受理并书面告知")
    hands.into("承办单位（部门）", "云桥村村民委员会")
    hands.into("联系人和电话", "孙晓梅 13800000011")
    hands.click("办好了")
    hands.wait(lambda: page.case is not None and len(page.case.view.state.steps) == 2)


def print_paper(scene: Scene, title: str) -> str:
    """Make a paper of the case, print it; answers its text."""
    hands, page = scene.hands, page_of(scene)
    page.show_tab("papers")
    hands.wait(lambda: row_of(scene, title))
    hands.click(row_of(scene, title))
    hands.click(f"出《{title}》")
    hands.wait(lambda: page.case is not None and any(d.type_title == title for d in page.case.documents))
    preview = page.part("papers").preview  # type: ignore[attr-defined]
    hands.wait(lambda: preview.pdf)
    hands.click("打印")
    hands.wait(scene.printed.exists)
    file = scene.stick / "paper.pdf"
    file.write_bytes(preview.pdf)
    done = subprocess.run(["pdftotext", "-layout", str(file), "-"], capture_output=True, text=True, check=True)
    return "".join(done.stdout.split())


def no_faults(scene: Scene) -> bool:
    return [m for m in scene.told if m.kind == "fault"] == []


def test_a_petition_is_taken_and_its_form_printed(day: Scene) -> None:
    """Street lamps: registered, sorted, accepted; the form that the petitioner signs is printed."""
    page = register_petition(day, "叶秋兰", "村口三盏路灯坏了四个月没有人修。", "把路灯修好")
    sort_petition(day, page)
    accept_petition(day, page)
    text = print_paper(day, "信访事项登记表")
    assert "叶秋兰" in text
    assert "三盏路灯" in text
    assert no_faults(day)


def test_somebody_in_need_is_told_where_help_is(day: Scene) -> None:
    """A step beside the main way: the routes of help are told, and the slip for them is printed."""
    page = register_petition(day, "邹小满", "家里两个病人，生活困难。", "帮一把")
    sort_petition(day, page)
    day.hands.click("办这一步：告知救助途径")
    for route in ("社会救助", "临时帮扶"):
        day.hands.find(QCheckBox, route).click()
    day.hands.click("办好了")
    day.hands.wait(lambda: page.case is not None and len(page.case.view.state.steps) == 2)
    text = print_paper(day, "救助途径告知单")
    assert "邹小满" in text


def test_an_old_mediator_writes_after_the_talk(day: Scene) -> None:
    """叙述式: five headings, a phrase and an article by key, then the record is printed."""
    hands, page = day.hands, open_case(day, "何秀英")
    page.show_tab("record")
    hands.into("地点", "村委会调解室")
    hands.into("记录人", "孙晓梅")
    hands.click("叙述式")
    hands.click("② 笔录")
    hands.into("一、申请人陈述及要求", "何秀英说车位是先到先停，当天自己先到。")
    hands.into("二、被申请人陈述及意见", "段飞说自己接送老人，停一会儿就走。")
    hands.into("四、争议焦点与释法说理", "小区车位有限。")
    hands.key(Qt.Key.Key_G, CONTROL)
    hands.say("276")
    hands.key(Qt.Key.Key_Return)
    hands.click("③ 结果")
    hands.click("继续调解")
    hands.click("完成笔录")
    hands.wait(lambda: page.case is not None and page.case.view.state.sessions)
    text = print_paper(day, "人民调解记录")
    assert "民法典第二百七十六条" in text
    assert "何秀英说车位是先到先停" in text


def test_a_talk_that_fails_ends_with_the_routes(day: Scene) -> None:
    """调解不成: the reason and the routes are told, and the termination notice says them."""
    hands, page = day.hands, open_case(day, "何秀英")
    page.show_tab("record")
    hands.into("地点", "村委会调解室")
    hands.into("记录人", "孙晓梅")
    hands.click("② 笔录")
    for speaker, words in ((1, "今天谈停车的事。"), (2, "我不同意让。"), (3, "那就不谈了。")):
        hands.key(Qt.Key(Qt.Key.Key_0 + speaker))
        hands.say(words)
        hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Return, CONTROL)
    hands.click("调解不成")
    hands.into("不成的原因", "双方对车位使用意见差距大。")
    hands.into("已告知的途径", "可以向县人民法院起诉。")
    hands.click("完成笔录")
    hands.wait(lambda: page.case is not None and page.case.view.state.sessions)
    text = print_paper(day, "人民调解记录")
    assert "双方对车位使用意见差距大" in text or "那就不谈了" in text


def _performed(page: CasePage, count: int) -> bool:
    return page.case is not None and len(page.case.view.state.performed) == count


def test_the_last_instalment_is_paid_and_visited(day: Scene) -> None:
    """督促履行: what is owed is put down, then a visit, and its record is printed."""
    hands, page = day.hands, open_case(day, "江大海")
    page.show_tab("agreement")
    for paid in (2, 3):  # one was paid before
        hands.wait(lambda: [b for b in shown(day.window, QPushButton) if b.accessibleName().startswith("登记履行")])
        rows = [b.accessibleName() for b in shown(day.window, QPushButton) if b.accessibleName().startswith("登记履行")]
        hands.click(rows[0])
        hands.click("记下履行")
        hands.wait(partial(_performed, page, paid))
    assert page.case is not None
    assert page.case.view.state.open_parts() == ()
    page.show_tab("visits")
    hands.click("记一次回访")
    hands.click("已履行")
    hands.into("回访情况", "钱已付清，排水沟通了，两家和好。")
    hands.click("记下回访")
    hands.wait(lambda: page.case is not None and page.case.view.state.visits)
    text = print_paper(day, "人民调解回访记录")
    assert "两家和好" in text


def test_found_by_initials_while_something_else_is_typed(day: Scene) -> None:
    """Somebody rings up: Ctrl+F, zgl, Enter; what was being registered is still there afterwards."""
    hands = day.hands
    hands.key(Qt.Key.Key_F2)
    hands.find(QPushButton, "① 当事人")
    names = [w for w in shown(day.window, QLineEdit) if w.accessibleName() == "姓名"]
    hands.write_into(names[0], "潘阿根")
    page = open_case(day, "zgl")
    hands.wait(lambda: page.case is not None and "周桂兰" in page.case.view.title)
    text = print_paper(day, "人民调解记录")
    assert "周桂兰" in text
    hands.key(Qt.Key.Key_F2)
    hands.wait(lambda: [w for w in shown(day.window, QLineEdit) if w.text() == "潘阿根"])


def test_the_screen_locks_in_the_middle_of_a_talk(day: Scene) -> None:
    """Ctrl+L in the middle of a sentence; the passphrase brings the sentence back, and the record is printed."""
    hands, page = day.hands, open_case(day, "何秀英")
    page.show_tab("record")
    hands.into("地点", "村委会调解室")
    hands.into("记录人", "孙晓梅")
    hands.click("② 笔录")
    hands.key(Qt.Key.Key_2)
    hands.say("车位是我先占的，")
    hands.key(Qt.Key.Key_L, CONTROL)
    hands.into("口令或PIN", PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: hands.reads("何秀英与段飞物业纠纷"))
    editor = page.part("session").editor  # type: ignore[attr-defined]
    assert editor.turns.composer.toPlainText() == "车位是我先占的，"
    hands.write_into(editor.turns.composer, "大家都看见了。")
    hands.key(Qt.Key.Key_Return)
    hands.key(Qt.Key.Key_Return, CONTROL)
    hands.click("继续调解")
    hands.click("完成笔录")
    hands.wait(lambda: page.case is not None and page.case.view.state.sessions)
    assert "大家都看见了" in print_paper(day, "人民调解记录")


def test_large_letters_and_no_mouse(day: Scene) -> None:
    """Ctrl++ twice, then a quick settlement by Tab and Enter alone; the form is printed."""
    hands = day.hands
    for _ in range(2):
        hands.key(Qt.Key.Key_Equal, CONTROL)
    hands.find(QPushButton, "快速调解").setFocus()
    hands.key(Qt.Key.Key_Return)
    names = [w for w in shown(day.window, QLineEdit) if w.accessibleName() == "姓名"]
    names[0].setFocus()
    hands.say("林桂花")
    hands.key(Qt.Key.Key_Return)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert focused is not names[0]
    names[1].setFocus()
    hands.say("段小飞")
    hands.choose("纠纷类型", "邻里纠纷")
    hands.into("什么事", "晾衣杆滴水争吵。")
    hands.into("怎样说好的", "段小飞把晾衣杆往里移半米。")
    hands.find(QPushButton, "记好并印登记表").setFocus()
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: hands.reads("已记好"))
    hands.click("打印")
    hands.wait(day.printed.exists)
    assert (day.window.width(), day.window.height()) == (1366, 690)


def test_a_photograph_falls_on_the_case_and_leaves_in_the_bundle(scene: Scene) -> None:
    """Dropped from the phone's folder, hashed, carried to the county with the record."""
    from tests.journeys.test_window_day import export, register, set_up

    set_up(scene)
    register(scene)
    hands, page = scene.hands, page_of(scene)
    photo = scene.stick.parent / "墙面.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + bytes(range(256)) * 8)
    page.show_tab("attachments")
    tab = page.part("attachments")
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(photo))])
    none, left, copy = Qt.KeyboardModifier.NoModifier, Qt.MouseButton.LeftButton, Qt.DropAction.CopyAction
    QApplication.sendEvent(tab, QDragEnterEvent(QPoint(20, 20), copy, data, left, none))
    QApplication.sendEvent(tab, QDropEvent(QPointF(20, 20), copy, data, left, none))
    hands.wait(lambda: page.case is not None and page.case.view.state.attachments)
    export(scene)
    assert list(scene.stick.glob("*.fqb"))
    assert no_faults(scene)


def test_a_long_list_is_walked_by_keys_alone(day: Scene) -> None:
    """F3, arrows, Enter; Esc back; F4; the search list is reachable with the arrow; a form is printed in the end."""
    hands = day.hands
    hands.key(Qt.Key.Key_F3)
    page = day.window.page
    assert page is not None
    listed = page.screens["cases"]
    hands.wait(lambda: listed.model.row_at(0) is not None if listed.model.rowCount() else False)  # type: ignore[attr-defined]
    listed.table.setFocus()  # type: ignore[attr-defined]
    hands.key(Qt.Key.Key_Down)
    hands.key(Qt.Key.Key_Return)
    first = page_of(day)
    assert first.case is not None
    hands.key(Qt.Key.Key_Escape)
    assert page.current == "cases"
    hands.key(Qt.Key.Key_F4)
    assert page.current == "petitions"
    hands.key(Qt.Key.Key_F, CONTROL)
    hands.say("江")
    hands.wait(lambda: page.top.search.found.isVisible() and page.top.search.found.list.count())
    hands.key(Qt.Key.Key_Down)
    found = hands.find(QListWidget, "查找结果")
    assert found.hasFocus()
    QTest.keyClick(found, Qt.Key.Key_Return)
    case = page_of(day)
    hands.wait(lambda: case.case is not None and "江大海" in case.case.view.title)
    assert "江大海" in print_paper(day, "人民调解受理登记表")
