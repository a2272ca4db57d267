"""Runs of text in Word with the faces of the trade, for Chinese and Latin letters alike."""

from __future__ import annotations

from typing import Any, Final

from docx.oxml.ns import qn
from docx.shared import Pt, RGBColor

from exports.documents.typeset.fontset import Role

# faces that come with Chinese Windows and with WPS; a reader without them shows its own
FACES: Final[dict[Role, str]] = {
    "fang": "仿宋",
    "kai": "楷体",
    "hei": "黑体",
    "title": "华文中宋",
    "song": "宋体",
}
RED: Final = RGBColor(0xDB, 0x14, 0x14)


def write(paragraph: Any, text: str, role: Role, size: float, *, red: bool = False, ruled: bool = False) -> Any:
    """Add a run. `ruled`: underlined, a place to write on."""
    run = paragraph.add_run(text)
    run.font.size = Pt(size)
    run.font.name = FACES[role]
    fonts = run._r.get_or_add_rPr().get_or_add_rFonts()
    for script in ("w:eastAsia", "w:hAnsi", "w:cs"):
        fonts.set(qn(script), FACES[role])
    if red:
        run.font.color.rgb = RED
    if ruled:
        run.font.underline = True
    return run
