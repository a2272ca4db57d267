"""Attachments are taken in by drop and paste, shown as pixels page by page, and what is no picture is never opened."""

from __future__ import annotations

import hashlib
import io
import random
from collections.abc import Callable
from pathlib import Path

from PIL import Image
from PySide6.QtCore import QMimeData
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from tests.gui.conftest import settle
from tests.gui.finding import names, press, says
from tests.gui.test_case_page import case_of
from tests.gui.test_scan_home import drop, no_reader, print_agreement
from tests.scan_kit import scanned, sheet
from ui.screens.case.attachments_tab import AttachmentsTab
from ui.screens.case.case_page import CasePage
from ui.shell.main_page import MainPage

__all__ = ["no_reader"]
OpenCase = Callable[[str, str], QWidget]


def tab_of(shown: QWidget) -> AttachmentsTab:
    assert isinstance(shown, CasePage)
    tab = shown.part("attachments")
    assert isinstance(tab, AttachmentsTab)
    return tab


def picture(colour: str, kind: str = "PNG", **options: object) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (60, 40), colour).save(out, kind, **options)
    return out.getvalue()


def colour_of(tab: AttachmentsTab) -> tuple[int, int, int]:
    """What stands in the middle of the page in front."""
    image = tab.view.sheet.pixmap().toImage()
    middle = image.pixelColor(image.width() // 2, image.height() // 2)
    return middle.red(), middle.green(), middle.blue()


def test_a_dropped_photograph_is_kept_with_its_hash_and_shown(open_case: OpenCase, tmp_path: Path) -> None:
    shown = open_case("江大海", "attachments")
    photo = tmp_path / "现场.png"
    photo.write_bytes(picture("red"))
    drop(tab_of(shown), photo)
    (kept,) = case_of(shown).view.state.attachments
    assert kept.content_hash == hashlib.sha256(photo.read_bytes()).hexdigest()
    assert says(shown, kept.content_hash[:12])
    press(shown, "看 现场.png")
    settle()
    assert colour_of(tab_of(shown)) == (255, 0, 0)
    press(shown, "放大")
    wide = tab_of(shown).view.sheet.pixmap().width()
    press(shown, "整页")
    assert tab_of(shown).view.sheet.pixmap().width() < wide
    press(shown, "回到列表")
    assert says(shown, "现场.png")


def test_pages_of_a_scan_are_turned(open_case: OpenCase, tmp_path: Path) -> None:
    shown = open_case("江大海", "attachments")
    out = io.BytesIO()
    pages = [Image.new("RGB", (595, 842), colour) for colour in ("white", "blue")]
    pages[0].save(out, "PDF", save_all=True, append_images=pages[1:])
    scan = tmp_path / "扫描.pdf"
    scan.write_bytes(out.getvalue())
    drop(tab_of(shown), scan)
    press(shown, "看 扫描.pdf")
    settle()
    assert says(shown, "第1页　共2页")
    assert colour_of(tab_of(shown)) == (255, 255, 255)
    press(shown, "下一页")
    settle()
    assert says(shown, "第2页　共2页")
    assert colour_of(tab_of(shown))[2] > 200
    assert not tab_of(shown).view.after.isEnabled()


def test_a_picture_is_pasted_as_its_bytes(open_case: OpenCase) -> None:
    shown = open_case("江大海", "attachments")
    data = QMimeData()
    data.setData("image/png", picture("green"))
    QGuiApplication.clipboard().setMimeData(data)
    tab_of(shown).paste()
    settle()
    (kept,) = case_of(shown).view.state.attachments
    assert (kept.name, kept.kind) == ("粘贴的图片20261120-153000.png", "photo")
    assert kept.content_hash == hashlib.sha256(picture("green")).hexdigest()
    QGuiApplication.clipboard().clear()
    tab_of(shown).paste()
    assert says(shown, "剪贴板里没有文件或图片")


def test_a_program_with_the_name_of_a_picture_is_a_file_and_not_opened(open_case: OpenCase, tmp_path: Path) -> None:
    shown = open_case("江大海", "attachments")
    sly = tmp_path / "照片.jpg"
    sly.write_bytes(b"MZ" + bytes(3000))
    drop(tab_of(shown), sly)
    (kept,) = case_of(shown).view.state.attachments
    assert (kept.kind, kept.media_type) == ("file", "application/octet-stream")
    assert "看 照片.jpg" not in names(shown, QPushButton)


def test_a_broken_picture_is_told_in_place(open_case: OpenCase, tmp_path: Path) -> None:
    shown = open_case("江大海", "attachments")
    broken = tmp_path / "断.jpg"
    broken.write_bytes(picture("red", "JPEG", quality=95)[:400])
    drop(tab_of(shown), broken)
    press(shown, "看 断.jpg")
    settle()
    assert says(shown, "S-512")


def test_a_camera_image_of_a_hundred_megabytes(open_case: OpenCase, tmp_path: Path) -> None:
    """Taken in whole and shown at the size of the window."""
    shown = open_case("江大海", "attachments")
    plain = picture("red", "JPEG")
    remark = b"\xff\xfe\xff\xff" + bytes(65_533)
    large = tmp_path / "大照片.jpg"
    large.write_bytes(plain[:2] + remark * 1_600 + plain[2:])
    assert large.stat().st_size > 100_000_000
    drop(tab_of(shown), large)
    press(shown, "看 大照片.jpg")
    settle()
    page = tab_of(shown).view.sheet.pixmap()
    assert 100 < page.width() < 2_400
    assert case_of(shown).view.state.attachments[0].size == large.stat().st_size


def test_scans_that_fall_here_go_home_to_their_papers_and_the_others_are_attached(
    open_case: OpenCase, page: MainPage, tmp_path: Path, no_reader: None, qtbot: QtBot
) -> None:
    """One of our papers, a plain photograph and a file that is no picture, dropped at once."""
    shown = open_case("江大海", "attachments")
    document, pdf = print_agreement(page.core, case_of(shown).id)
    ours, plain, words = tmp_path / "签好的.jpg", tmp_path / "现场.png", tmp_path / "说明.txt"
    ours.write_bytes(scanned(sheet(pdf), random.Random(6)))
    plain.write_bytes(picture("green"))
    words.write_text("说明")
    tab = tab_of(shown)
    tab.bring([ours, plain, words])
    settle()
    assert says(shown, "内容版本一致")
    assert not any(button.isVisible() for button in (tab.home.plain,))
    press(shown, "归位")
    qtbot.waitUntil(lambda: len(case_of(shown).view.state.attachments) == 3)
    kept = {a.name: a.document for a in case_of(shown).view.state.attachments}
    assert (kept["签好的.jpg"], set(kept)) == (document, {"签好的.jpg", "现场.png", "说明.txt"})
    assert tab.home.isHidden()
    paper = case_of(shown).view.state.document(document)
    assert paper is not None
    assert paper.stage == "signed"


def test_an_old_draft_that_falls_here_may_still_be_attached(
    open_case: OpenCase, page: MainPage, tmp_path: Path, no_reader: None
) -> None:
    shown = open_case("江大海", "attachments")
    document, first = print_agreement(page.core, case_of(shown).id)
    print_agreement(page.core, case_of(shown).id, document)
    old = tmp_path / "旧稿.jpg"
    old.write_bytes(scanned(sheet(first), random.Random(2)))
    tab_of(shown).bring([old])
    settle()
    assert says(shown, "第1稿，已作废的签前稿")
    press(shown, "不归位，只加为附件")
    settle()
    (kept,) = case_of(shown).view.state.attachments
    assert kept.name == "旧稿.jpg"
    assert not kept.document
