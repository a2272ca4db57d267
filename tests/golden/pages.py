"""Keeps a small picture of every page of every shipped paper, so that a change of its looks is seen.

`python -m tests.golden.pages` draws them anew; look at each picture that changed before committing it.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

from PIL import Image, ImageChops, ImageFilter

from exports.documents.model import DocumentModel
from exports.documents.render import compose_pages, render_pdf
from exports.documents.typeset.items import Path as Code
from tests.contract import document_cases as cases
from tests.golden.documents import papers

FOLDER = Path(__file__).parent / "pages"
DPI = 32  # lines of text are grey bands, rules and signs are seen
GAP = 4
LEVELS = 16
_BLUR = 1.5  # pixels: another drawing of the same line is no other line
_SEEN = 40  # of 255: what has moved or is not there differs by more, once blurred


def picture(model: DocumentModel) -> Image.Image:
    """The pages of a paper side by side, grey, in few levels; the code is left out, every template has its own."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paper.pdf"
        path.write_bytes(render_pdf(model, cases.fonts(), issued_at=cases.ISSUED_AT))
        command = ["pdftoppm", "-r", str(DPI), "-gray", str(path), str(Path(folder) / "page")]
        subprocess.run(command, check=True, capture_output=True)
        pages = [Image.open(found).convert("L") for found in sorted(Path(folder).glob("page-*"))]
    whole = Image.new("L", (sum(p.width + GAP for p in pages) - GAP, max(p.height for p in pages)), 128)
    x, scale = 0, DPI / 72
    for page, composed in zip(pages, compose_pages(model, cases.fonts()), strict=True):
        for code in (item for item in composed.items if isinstance(item, Code)):
            left, top, side = (round(edge * scale) for edge in (code.x, code.y, code.side))
            page.paste(192, (left, top, left + side, top + side))
        whole.paste(page, (x, 0))
        x += page.width + GAP
    return whole.point([round(v * (LEVELS - 1) / 255) * 255 // (LEVELS - 1) for v in range(256)])


def differs(new: Image.Image, old: Image.Image) -> bool:
    """Whether a reader would see that something stands elsewhere or is not there."""
    if new.size != old.size:
        return True
    blurred = (one.convert("L").filter(ImageFilter.GaussianBlur(_BLUR)) for one in (new, old))
    _, most = ImageChops.difference(*blurred).getextrema()
    return isinstance(most, int | float) and most > _SEEN


def kept(name: str) -> Image.Image:
    """The picture that was looked at."""
    return Image.open(FOLDER / f"{name}.png")


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, paper in papers().items():
        made = picture(paper)
        if not (FOLDER / f"{name}.png").exists() or differs(made, kept(name)):
            made.quantize(LEVELS).save(FOLDER / f"{name}.png", optimize=True)
