"""从照片读身份证: the fields of a card beside its picture, for confirmation; nothing is taken over unseen.

Hidden where the extra for reading text is not installed. The picture is drawn and read in the helper process and kept
nowhere; a chip reader stays the first choice.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from PySide6.QtCore import Qt
from PySide6.QtGui import QPixmap
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget

from desktop.domain.foreign import Pixels
from desktop.domain.id_card import IdCard, read_card
from desktop.ops import Core, Op, Progress
from desktop.usecases.attach_file import LARGEST
from ui.fields.nations import NATIONS
from ui.fields.person_block import PersonBlock
from ui.i18n import tr
from ui.screens.case.attachment_view import image_of
from ui.style.blocks import button, card, clear, column, label, link, row
from ui.style.look import look

_WIDE: Final = 640
_FIELDS: Final = (
    ("name", "姓名"),
    ("sex", "性别"),
    ("nation", "民族"),
    ("birth", "出生日期"),
    ("address", "住址"),
    ("number", "身份证号"),
)
_SEXES: Final = {"male": "男", "female": "女"}


class ReadCard(Struct, frozen=True):
    """A picture and what was read on it; `card` None when no card was found."""

    picture: Pixels
    card: IdCard | None


def read_photo(core: Core, path: Path) -> Op[ReadCard]:
    """Draw and read a photograph of a card; can be cancelled."""
    files, foreign, clock, progress = core.files, core.foreign, core.clock, Progress()

    def work() -> ReadCard:
        data = files.read(path, LARGEST)
        picture = foreign.page(data, 0, _WIDE, progress.check)
        lines = foreign.text(data, 0, progress.check)
        return ReadCard(picture, read_card(lines, NATIONS, clock.now().date()))

    return core.work(work, progress=progress)


class IdPhoto(QWidget):
    """Stands under the inputs of one person."""

    def __init__(self, core: Core, block: PersonBlock) -> None:
        super().__init__()
        self._core = core
        self._block = block
        self._reading: Op[Any] | None = None
        self._card: IdCard | None = None
        self.start = link(tr("从照片读身份证"), self.choose)
        self.told = label("", wrap=True)
        self.picture = QLabel()
        self.picture.setAccessibleName(tr("身份证照片"))
        self._lines = column(gap=3)
        self.take = button(tr("核对过了，填进去"), self._on_take, primary=True)
        self.stop = button(tr("不用"), self.give_up, narrow=True)
        fields = column(self.told, self._lines, None, row(None, self.stop, self.take), gap=6)
        both = row(self.picture, fields, gap=10)
        both.setStretch(1, 1)
        self.sheet = card(both, tint="blue")
        self.setLayout(column(row(self.start, None), self.sheet, gap=4))
        self.sheet.hide()
        if not core.foreign.reads_text():
            self.hide()

    def choose(self) -> None:
        """Let the user choose a photograph."""
        dialog = QFileDialog(self.window(), tr("选择身份证正面照片"))
        dialog.setOption(QFileDialog.Option.DontUseNativeDialog, on=True)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter(tr("照片 (*.jpg *.jpeg *.png *.bmp *.webp *.tif *.pdf)"))
        dialog.fileSelected.connect(lambda chosen: self.read(Path(chosen)))
        dialog.open()

    def read(self, path: Path) -> None:
        """Read a photograph and show what stands on it."""
        self.give_up()
        self._show(tr("正在认字，大约要几秒钟……"), None)
        op = read_photo(self._core, path)
        self._reading = op.on_success(self._on_read).on_error(self._on_error)
        self._reading.run(self)

    def give_up(self) -> None:
        """Stop reading, forget the picture."""
        if self._reading is not None:
            self._reading.cancel()
        self._reading, self._card = None, None
        self.picture.clear()
        clear(self._lines)
        self.sheet.hide()
        self.start.show()

    def _show(self, words: str, found: IdCard | None) -> None:
        self.told.setText(words)
        self._card = found
        clear(self._lines)
        for key, name in _FIELDS if found else ():
            value = str(getattr(found, key))
            doubt = found.doubts.get(key, "") if found else ""
            shown = tr(_SEXES.get(value, "")) if key == "sex" else value
            text = f"{'▲' if doubt else '✓'} {tr(name)}：{shown}" + (f"　{doubt}" if doubt else "")
            self._lines.addWidget(label(text, tone="amber" if doubt else "green", wrap=True))
        self.take.setVisible(found is not None)
        self.picture.setVisible(found is not None)
        self.start.hide()
        self.sheet.show()

    def _on_read(self, read: ReadCard) -> None:
        if read.card is None:
            self._show(tr("没有找到身份证号码。请把有照片的一面放平、拍全，不要反光，再试一次。"), None)
            return
        side = look().scaled(260)
        pixmap = QPixmap.fromImage(image_of(read.picture))
        self.picture.setPixmap(pixmap.scaledToWidth(side, Qt.TransformationMode.SmoothTransformation))
        self._show(tr("请对着照片核对，黄色的要改："), read.card)

    def _on_error(self, error: BaseException) -> bool:
        told = getattr(error, "told", None)
        if told is None:
            return False
        self._show(told(), None)
        return True

    def _on_take(self) -> None:
        found = self._card
        if found is None:
            return
        self.give_up()
        self._block.take_id_card(found)
