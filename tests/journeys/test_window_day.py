"""A mediator's day in one window, by keys and mouse, from the first run to the bundle the county reads."""

from __future__ import annotations

import subprocess
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton

from desktop.bootstrap.inbox import take_inbox
from desktop.bootstrap.station import open_station
from desktop.domain.identity import check_character
from desktop.domain.read_models import CaseFilter
from tests.gui.finding import shown
from tests.gui.sample_station import NOW, PASSPHRASE, USER, doors
from tests.journeys.conftest import Scene
from ui.screens.case.case_page import CasePage
from ui.screens.sync.sync_page import SyncPage
from ui.shell.set_up import SetUp

ID = "99000019680307513" + check_character("99000019680307513")
TALK = (
    (1, "今天就漏水的事调解，权利义务已经告知，双方同意由我们主持吗？"),
    (2, "同意。水是十月三号夜里下来的，吊顶塌了一块。"),
    (3, "同意。我愿意修，赔多少要商量。"),
    (1, "按照民法典第二百九十六条，造成损害的要赔偿。"),
    (2, "修好防水，再赔六千元。"),
    (3, "六千元分两次给，行不行？"),
    (2, "行，这个月底和下个月底各三千元。"),
)


def set_up(scene: Scene) -> None:
    """The first run, with the county's file."""
    hands = scene.hands
    page = scene.window.stack.currentWidget()
    assert isinstance(page, SetUp)
    page.take_invitation(scene.invitation)
    hands.wait(lambda: hands.reads("核对这十二位数字"))
    hands.into("调委会名称", "云桥村人民调解委员会")
    hands.into("编号用字", "云桥")
    hands.into("您的姓名", USER)
    hands.into("口令", PASSPHRASE)
    hands.into("再写一遍口令", PASSPHRASE)
    hands.click("建立调解台")
    hands.find(QCheckBox, "我已经收好恢复单").click()
    hands.click("开始使用")
    hands.into("口令", PASSPHRASE)
    hands.key(Qt.Key.Key_Return)
    hands.wait(lambda: scene.window.page is not None)
    hands.wait(lambda: hands.reads("要办的事"))


def register(scene: Scene) -> None:
    """受理登记 in three steps."""
    hands = scene.hands
    hands.key(Qt.Key.Key_F2)
    hands.find(QPushButton, "① 当事人")
    names = [w for w in shown(scene.window, QLineEdit) if w.accessibleName() == "姓名"]
    numbers = [w for w in shown(scene.window, QLineEdit) if w.accessibleName() == "身份证号"]
    hands.write_into(numbers[0], ID)
    hands.write_into(names[0], "周桂兰")
    hands.write_into(names[1], "欧阳𪚥")
    hands.click("下一步")
    hands.choose("纠纷类型", "邻里纠纷")
    hands.into("纠纷情况", "2026年10月3日夜里，楼上卫生间漏水，楼下吊顶和衣柜泡坏，双方为维修和赔偿争吵。")
    hands.into("诉求", "修好防水，赔偿损失。")
    hands.click("下一步")
    hands.wait(lambda: hands.reads("楼上卫生间漏水"))
    hands.click("登记并印受理登记表")
    hands.wait(lambda: case_page(scene) is not None and hands.reads("周桂兰与欧阳𪚥邻里纠纷"))


def case_page(scene: Scene) -> CasePage | None:
    page = scene.window.page
    found = page.screens.get("case") if page is not None else None
    return found if isinstance(found, CasePage) and found.case is not None else None


def mediate(scene: Scene) -> None:
    """A session with seven turns, speakers chosen by one key."""
    hands, page = scene.hands, case_page(scene)
    assert page is not None
    page.show_tab("session")
    hands.click("＋ 写新的笔录")
    hands.into("地点", "村委会调解室")
    hands.into("记录人", "孙晓梅")
    hands.click("② 笔录")
    for speaker, words in TALK:
        hands.key(Qt.Key(Qt.Key.Key_0 + speaker))
        hands.say(words)
        hands.key(Qt.Key.Key_Return)
    hands.click("③ 结果")
    hands.click("达成协议")
    hands.click("完成笔录")
    hands.wait(lambda: page.case is not None and page.case.view.state.sessions)


def agree(scene: Scene) -> None:
    """Two clauses, one payment in two instalments that must make the total."""
    hands, page = scene.hands, case_page(scene)
    assert page is not None
    page.show_tab("agreement")
    hands.click("写协议")
    hands.into("协议内容", "欧阳𪚥于2026年11月30日前修好卫生间防水。\n欧阳𪚥赔偿周桂兰损失6,000.00元，分两期付清。")
    hands.click("下一步")
    hands.into("内容", "赔偿漏水损失")
    hands.into("总额", "6000")
    hands.into("方式", "现金")
    hands.click("再加一期")
    hands.into("第1期期限", "1130")
    hands.into("第1期金额", "3000")
    hands.into("第2期期限", "1231")
    hands.into("第2期金额", "2000")
    hands.click("达成协议")
    hands.wait(lambda: hands.reads("R-905"))  # the parts do not make the total
    second = hands.find(QLineEdit, "第2期金额")
    hands.write_into(second, "")
    second.selectAll()
    hands.say("3000")
    hands.click("达成协议")
    hands.wait(lambda: page.case is not None and page.case.view.state.agreement is not None)


def print_and_sign(scene: Scene) -> None:
    """The agreement is printed for signing, and everybody signs."""
    hands, page = scene.hands, case_page(scene)
    assert page is not None
    page.show_tab("papers")
    hands.wait(lambda: row_of(scene, "人民调解协议书"))
    hands.click(row_of(scene, "人民调解协议书"))
    hands.click("出《人民调解协议书》")
    hands.wait(lambda: page.case is not None and any(d.type == "mediation_agreement" for d in page.case.documents))
    hands.click("打印")
    hands.wait(scene.printed.exists)
    for who in ("周桂兰", "欧阳𪚥", "人民调解员", "记录人", "调委会印章"):
        hands.click(f"已签 {who}")
        hands.wait(partial(hands.reads, f"✓ {who}"))


def row_of(scene: Scene, title: str) -> str:
    """The line of a paper in the list of the case; "" while it is not there."""
    names = [b.accessibleName() for b in shown(scene.window, QPushButton)]
    return next((name for name in names if name.endswith(title)), "")


def export(scene: Scene) -> None:
    """Everything goes onto the stick."""
    hands = scene.hands
    hands.key(Qt.Key.Key_F7)
    page = scene.window.page
    assert page is not None
    sync = page.screens["sync"]
    assert isinstance(sync, SyncPage)
    hands.wait(lambda: hands.reads("已接入示范县"))
    sync.place.set_folder(scene.stick)
    hands.click("导出到U盘")
    hands.wait(lambda: hands.reads("可以拔下U盘"))


def test_from_the_first_run_to_the_county(
    scene: Scene, nobody_asks_the_database_on_the_screens_thread: list[str]
) -> None:
    nobody_asks_the_database_on_the_screens_thread.clear()
    set_up(scene)
    before = scene.hands.presses
    register(scene)
    mediate(scene)
    agree(scene)
    print_and_sign(scene)
    assert scene.hands.presses - before <= 150
    export(scene)
    assert nobody_asks_the_database_on_the_screens_thread == []
    assert [m for m in scene.told if m.kind == "fault"] == []
    read_by_the_county(scene)
    assert_paper(scene)


def read_by_the_county(scene: Scene) -> None:
    with open_station(
        scene.county, "county", "county-pass-9", doors(scene.county.parent / "county-side", NOW)
    ) as county:
        lines = take_inbox(county, scene.stick)
        assert [line.state for line in lines] == ["STORED"]
        ids = county.queries.case_ids(county.viewer, CaseFilter())
        assert len(ids) == 1
        state = county.queries.case_view(county.viewer, ids[0]).state
    assert len(state.sessions[0].turns) == len(TALK)
    assert state.agreement is not None
    assert [part.amount for part in state.agreement.duties[0].parts] == [300_000, 300_000]
    paper = next(d for d in state.documents if d.type == "mediation_agreement")
    assert len(paper.signed) == 5


def assert_paper(scene: Scene) -> None:
    """What came out of the printer has pages; the stored bytes carry the rare name whole."""
    info = subprocess.run(["pdfinfo", str(scene.printed)], capture_output=True, text=True, check=True).stdout
    assert int(next(line.split()[1] for line in info.splitlines() if line.startswith("Pages:"))) >= 1
    page = case_page(scene)
    assert page is not None
    target = scene.stick / "agreement.pdf"
    preview = page.part("papers").preview  # type: ignore[attr-defined]
    target.write_bytes(preview.pdf)
    text = subprocess.run(["pdftotext", "-layout", str(target), "-"], capture_output=True, text=True, check=True).stdout
    assert "欧阳𪚥" in text.replace(" ", "")
    assert "6,000.00" in text


def test_a_quick_settlement_is_few_inputs(scene: Scene) -> None:
    """Two names, what about, how agreed: counted, finished, printed."""
    set_up(scene)
    hands = scene.hands
    hands.click("快速调解")
    names = [w for w in shown(scene.window, QLineEdit) if w.accessibleName() == "姓名"]
    before = hands.presses
    hands.write_into(names[0], "何秀英")
    hands.write_into(names[1], "段飞")
    hands.choose("纠纷类型", "邻里纠纷")
    hands.into("什么事", "2026年11月20日上午，因晾衣杆滴水争吵。")
    hands.into("怎样说好的", "段飞把晾衣杆往里移半米，当场道歉。")
    hands.click("记好并印登记表")
    hands.wait(lambda: hands.reads("已记好"))
    hands.click("打印")
    hands.wait(scene.printed.exists)
    assert hands.presses - before <= 40
    assert hands.reads("已结案")
    assert scene.told == []


@pytest.mark.parametrize("place", ["F2", "F3", "F7"])
def test_nothing_typed_is_lost_when_the_window_closes(scene: Scene, place: str) -> None:
    """A draft is kept wherever the user went before closing, and offered at the next start."""
    set_up(scene)
    hands = scene.hands
    hands.key(Qt.Key.Key_F2)
    hands.find(QPushButton, "① 当事人")
    names = [w for w in shown(scene.window, QLineEdit) if w.accessibleName() == "姓名"]
    hands.write_into(names[0], "周桂兰")
    hands.key(getattr(Qt.Key, f"Key_{place}"))
    scene.window.close()
    page = scene.window.page
    assert page is not None
    written: list[object] = []
    page.core.write_quietly(lambda: written.append(True)).run(scene.window)
    hands.wait(lambda: written)  # the one writer has done what came before
    drafts: list[object] = []
    page.core.query(lambda queries, viewer: queries.drafts(viewer)).on_success(drafts.extend).run(scene.window)
    hands.wait(lambda: drafts)
    assert "周桂兰" in str(drafts[0])
