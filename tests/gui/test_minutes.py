"""The minutes editor: forty turns without the mouse, phrases and law by key, sound, reading back, nothing lost."""

from __future__ import annotations

import hashlib
import io
import wave
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QTextLine
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import settle
from tests.gui.finding import activate, click_key, click_keys, commit, named, press, says, shown
from ui.fields.text import LONG_LIMIT
from ui.screens.case.case_page import CasePage
from ui.screens.case.microphone import RATE, WIDTH
from ui.screens.case.recording import PART
from ui.screens.case.session_editor import SessionEditor
from ui.screens.case.session_tab import SessionTab
from ui.screens.case.turn_list import INSET, LINE
from ui.shell.main_page import MainPage
from ui.shell.window import Window
from ui.style.look import TEXT_SIZES, Look, wear

OpenCase = Callable[[str, str], QWidget]
CONTROL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier


class PlayedMicrophone:
    """A microphone whose sound the test plays."""

    def __init__(self) -> None:
        self._take: Callable[[bytes], object] | None = None

    def start(self, take: Callable[[bytes], object]) -> bool:
        self._take = take
        return True

    def stop(self) -> None:
        self._take = None

    def play(self, seconds: int, sample: bytes = b"\x01\x02") -> bytes:
        assert self._take is not None
        sound = sample * (RATE * seconds)
        self._take(sound)
        return sound


@pytest.fixture
def editor(window: Window, open_case: OpenCase, qtbot: QtBot) -> SessionEditor:
    """A new record of the parking case, at its second step, with the keyboard."""
    activate(qtbot, window)
    page = open_case("何秀英", "record")
    assert isinstance(page, CasePage)
    tab = page.part("session")
    assert isinstance(tab, SessionTab)
    editor = tab.editor
    editor.frame.fill({"place": "村委会", "recorder": "孙晓梅"})
    editor._on_frame_edited()
    editor.show_step(1)
    settle()
    return editor


def keyed(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key where the focus is."""
    focused = QApplication.focusWidget()
    assert focused is not None
    click_key(qtbot, focused, key, modifier)
    settle()


def say(words: str) -> None:
    focused = QApplication.focusWidget()
    assert focused is not None
    commit(focused, words)


def test_forty_turns_without_the_mouse(editor: SessionEditor, qtbot: QtBot) -> None:
    for number in range(42):
        keyed(qtbot, (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3)[number % 3])
        say(f"第{number}句，停车的事大家好好说。")
        keyed(qtbot, Qt.Key.Key_Return)
    assert [t.name for t in editor.turns.model.turns[:4]] == ["王文明", "何秀英", "段飞", "王文明"]
    assert len(editor.turns.model.turns) == 42
    keyed(qtbot, Qt.Key.Key_Up)
    assert editor.turns.composer.toPlainText() == "第41句，停车的事大家好好说。"
    say("补一句。")
    keyed(qtbot, Qt.Key.Key_Return)
    assert editor.turns.model.turns[41].text.endswith("补一句。")
    assert len(editor.turns.model.turns) == 42
    keyed(qtbot, Qt.Key.Key_Return, CONTROL)
    assert editor.step == 2


def test_a_speaker_is_changed_in_the_middle_and_names_are_written(editor: SessionEditor, qtbot: QtBot) -> None:
    keyed(qtbot, Qt.Key.Key_2)
    say("车位是")
    keyed(qtbot, Qt.Key.Key_3, CONTROL)
    keyed(qtbot, Qt.Key.Key_1, ALT)
    keyed(qtbot, Qt.Key.Key_Return)
    (turn,) = editor.turns.model.turns
    assert (turn.name, turn.text) == ("王文明", "车位是段飞")
    assert turn.at.startswith("2026-11-20T15:30")


def test_phrases_bring_the_names_and_take_ones_own(editor: SessionEditor, qtbot: QtBot) -> None:
    keyed(qtbot, Qt.Key.Key_K, CONTROL)
    assert QApplication.focusWidget() is editor.talk.phrases.search
    say("先说说")
    keyed(qtbot, Qt.Key.Key_Return)
    assert editor.turns.composer.toPlainText() == "请何秀英先说说情况和要求。"
    assert QApplication.focusWidget() is editor.turns.composer
    editor.turns.composer.setPlainText("车位先到先停，老人接送让一让。")
    press(editor, "把正在写的加进来")
    editor.talk.phrases.search.setText("先到先停")
    assert editor.talk.phrases.list.count() == 1
    press(editor, "删去")
    assert editor.talk.phrases.list.count() == 0
    editor.turns.composer.clear()
    press(editor, "把正在写的加进来")
    assert says(editor, "R-381")
    editor.talk.phrases.focus()
    keyed(qtbot, Qt.Key.Key_Escape)
    assert not editor.talk.sheet.isVisible()
    assert QApplication.focusWidget() is editor.turns.composer


def test_law_is_found_by_number_and_written_down(editor: SessionEditor, qtbot: QtBot, tmp_path: Path) -> None:
    keyed(qtbot, Qt.Key.Key_G, CONTROL)
    suits = editor.talk.laws.article()
    assert suits is not None
    assert "15" in suits.suits  # 物业: what the dispute is about comes first
    click_keys(qtbot, named(editor, QLineEdit, "查法条"), "275")
    assert says(editor, "要点未核实，引用前请看原文")
    assert says(editor, "这里只有要点")
    text = tmp_path / "民法典全文.txt"
    text.write_bytes("第二百七十五条　建筑区划内，规划用于停放汽车的车位……\n第二百七十六条　……".encode("gb18030"))
    editor.talk.laws.take_text(text)
    assert says(editor, "民法典的原文已导入，共2条")
    assert says(editor, "原文：建筑区划内，规划用于停放汽车的车位")
    text.write_bytes(b"\xff\xfe\x00")
    editor.talk.laws.take_text(text)
    assert says(editor, "R-382")
    editor.talk.laws.focus()
    keyed(qtbot, Qt.Key.Key_Return)
    assert editor.turns.composer.toPlainText().startswith("按照民法典第二百七十五条，规划用于停车的车位")


def test_words_go_where_a_narrative_was_written_in(editor: SessionEditor, qtbot: QtBot) -> None:
    editor.mode.set_value("narrative")
    editor.show_step(1)
    editor.narrative["found"].editor.setFocus()
    keyed(qtbot, Qt.Key.Key_G, CONTROL)
    say("高空抛物")
    keyed(qtbot, Qt.Key.Key_Return)
    assert "民法典第一千二百五十四条" in editor.narrative["found"].value()


def test_sound_is_kept_with_marks_and_a_hash(editor: SessionEditor, page: MainPage, qtbot: QtBot) -> None:
    microphone = PlayedMicrophone()
    editor.talk.recording.microphone = microphone
    press(editor.talk.bar, "录音")
    assert says(editor, "正在录音。请先告诉在场的人。")
    first = microphone.play(3)
    editor.turns.composer.setPlainText("今天谈停车的事。")
    editor.turns.put_down()
    first += microphone.play(PART - 3, b"\x05\x00")  # ten minutes: the part is stored while the talk goes on
    second = microphone.play(2)
    press(editor.talk.bar, "■ 停止录音")
    case = page.screens["case"]
    assert isinstance(case, CasePage)
    assert case.case is not None
    kept = case.case.view.state.attachments
    assert [(a.kind, a.media_type) for a in kept] == [("audio", "audio/wav")] * 2
    assert "00:03 第1句 王文明" in kept[0].note
    assert hashlib.sha256(first).hexdigest() in kept[0].note
    for attachment, sound in zip(kept, (first, second), strict=True):
        data = page.core._queries.attachment(page.core.viewer, case.case.id, attachment.content_hash)
        with wave.open(io.BytesIO(data)) as file:
            assert (file.getframerate(), file.getnchannels(), file.getsampwidth()) == (RATE, 1, WIDTH)
            assert file.readframes(file.getnframes()) == sound
    assert editor.turns.model.turns[0].text == "今天谈停车的事。"


def test_without_a_microphone_it_is_said_kindly(editor: SessionEditor) -> None:
    press(editor.talk.bar, "录音")
    assert says(editor, "没有找到能用的麦克风，笔录照样可以写")
    assert not editor.talk.recording.running


def test_the_record_is_read_back_in_large_letters(editor: SessionEditor, qtbot: QtBot) -> None:
    for words in ("同意调解吗？", "同意。", "我也同意。"):
        say(words)
        keyed(qtbot, Qt.Key.Key_Return)
    keyed(qtbot, Qt.Key.Key_R, CONTROL)
    reading = editor.talk.reading
    assert reading.isVisible()
    assert reading.now.fontInfo().pointSizeF() >= 1.5 * editor.turns.composer.fontInfo().pointSizeF()
    assert "同意调解吗" in reading.now.text()
    keyed(qtbot, Qt.Key.Key_Space)
    keyed(qtbot, Qt.Key.Key_Down)
    assert says(editor, "第3句，共3句")
    keyed(qtbot, Qt.Key.Key_Space)
    assert not reading.isVisible()
    assert says(editor, "已经从头读到尾")
    keyed(qtbot, Qt.Key.Key_R, CONTROL)
    keyed(qtbot, Qt.Key.Key_Escape)
    assert QApplication.focusWidget() is editor.turns.composer


@pytest.mark.parametrize("size", TEXT_SIZES)
def test_a_line_has_at_most_45_characters(editor: SessionEditor, window: Window, qapp: QApplication, size: int) -> None:
    wear(qapp, Look(size))
    window.resize(1920, 1000)
    settle()
    editor.turns.composer.setPlainText("国" * 400)
    settle()
    block = editor.turns.composer.document().firstBlock().layout()
    lines: list[QTextLine] = [block.lineAt(n) for n in range(block.lineCount())]
    assert max(line.textLength() for line in lines) <= LINE
    width = editor.turns.table.columnWidth(1) - INSET
    assert width // editor.turns.table.fontMetrics().horizontalAdvance("国") <= LINE


def test_a_megabyte_pasted_is_survived_and_said(editor: SessionEditor, qtbot: QtBot) -> None:
    data = QMimeData()
    data.setText("长" * 1_000_000)
    editor.turns.composer.insertFromMimeData(data)
    assert len(editor.turns.composer.toPlainText()) == LONG_LIMIT
    assert says(editor, "粘贴的内容太长")
    editor.turns.put_down()
    assert len(editor.turns.model.turns[0].text) == LONG_LIMIT
    editor.show_step(2)
    assert len(editor.content()["turns"]["turns"][0]["text"]) == LONG_LIMIT


def test_after_a_crash_it_is_said_what_is_there_again(editor: SessionEditor, page: MainPage, qtbot: QtBot) -> None:
    say("第一句。")
    keyed(qtbot, Qt.Key.Key_Return)
    say("说到一半")
    case = page.screens["case"]
    assert isinstance(case, CasePage)
    tab = case.part("session")
    assert isinstance(tab, SessionTab)
    assert tab.keeper is not None
    tab.keeper._timer.timeout.emit()  # five seconds later; then the power fails, and nothing says good-bye
    tab.keeper.forget()
    page.go("workbench")
    page.screens.pop("case").deleteLater()
    settle()
    (resume,) = [b for b in shown(page, QPushButton) if b.accessibleName().startswith("调解笔录　何秀英")]
    resume.click()
    settle()
    assert says(page, "接着上次写：已恢复1句，还有没记下的半句“说到一半”，最后保存于今天 15:30")
