"""Prints docs/manual as one PDF with the program's own typesetting, and keeps the pictures its pages show.

The pages are plain Markdown of a few kinds: one title, paragraphs, one picture, numbered steps, a remark. Pictures come
from scripts/screenshots.py (`make manual`); only those a page names are taken along, as JPEG small enough for a stick.
"""

from __future__ import annotations

import argparse
import io
import re
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Final, NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from PIL import Image

from desktop.domain.canonical import sha256
from desktop.services.seams import SystemFs
from exports.documents.style import MM, PAGE_HEIGHT, PAGE_WIDTH
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import Envelope
from exports.documents.typeset.fontset import FontSet, Role, default_cache_folder
from exports.documents.typeset.items import Item, Page, Picture, Text
from exports.documents.typeset.lines import break_lines, natural_width

ROOT: Final = Path(__file__).parents[1] / "docs" / "manual"
PDF: Final = ROOT / "manual.pdf"
TITLE: Final = "枫桥调解台使用手册"
MADE: Final = datetime.fromisoformat("2026-11-26T00:00:00+08:00")
PICTURE: Final = re.compile(r"!\[[^]]*\]\((?P<file>pictures/[a-z-]+\.jpg)\)")
STEP: Final = re.compile(r"(?P<number>\d+)\. (?P<words>.*)")
WIDE_PIXELS: Final = 1024
_LEFT, _TOP, _WIDTH = 24 * MM, 24 * MM, PAGE_WIDTH - 48 * MM
_BODY, _PITCH = 12.5, 20.0
_STEP_INDENT = 20.0


class Part(NamedTuple):
    """One part of a page. `kind`: title, text, picture, step or remark; `mark`: the number of a step."""

    kind: str
    words: str
    mark: str = ""


def parts(text: str) -> Iterator[Part]:
    """What a page consists of. Raises ValueError for anything else than the few kinds."""
    for line in filter(None, (line.strip() for line in text.splitlines())):
        picture, step = PICTURE.fullmatch(line), STEP.fullmatch(line)
        if picture:
            yield Part("picture", picture["file"])
        elif step:
            yield Part("step", step["words"], f"{step['number']}.")
        elif line.startswith("# "):
            yield Part("title", line[2:])
        elif line.startswith("> "):
            yield Part("remark", line[2:])
        elif line[0] in "#>!-*":
            raise ValueError(f"no such part in the manual: {line}")
        else:
            yield Part("text", line)


def pages() -> list[Path]:
    """The pages in their order."""
    return sorted(ROOT.glob("[0-9][0-9]-*.md"))


class _Sheet:
    """One page of paper, filled from the top."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._y = _TOP
        self.items: list[Item] = []

    def add(self, part: Part) -> None:
        """Set one part under the last one."""
        if part.kind == "title":
            self._words(part.words, "title", 20.0, 34.0, 0.0)
        elif part.kind == "picture":
            self._picture(ROOT / part.words)
        elif part.kind == "step":
            self.items.append(Text(_LEFT, self._y + _BODY, "hei", _BODY, part.mark))
            self._words(part.words, "fang", _BODY, _PITCH, _STEP_INDENT)
        else:
            role: Role = "kai" if part.kind == "remark" else "fang"
            self._y += 4.0
            self._words(part.words, role, _BODY, _PITCH, 0.0)
            self._y += 4.0

    def foot(self, words: str) -> None:
        """The line at the foot."""
        width = natural_width(words, self._fonts.widths["song"], 10.0)
        self.items.append(Text((PAGE_WIDTH - width) / 2, PAGE_HEIGHT - 14 * MM, "song", 10.0, words))

    def _words(self, words: str, role: Role, size: float, pitch: float, indent: float) -> None:
        widths = self._fonts.widths[role]
        for line in break_lines(words, widths, size, _WIDTH - indent):
            self.items.append(Text(_LEFT + indent + line.x, self._y + size, role, size, line.text, line.spread))
            self._y += pitch

    def _picture(self, path: Path) -> None:
        raw = path.read_bytes()
        wide, high = Image.open(io.BytesIO(raw)).size
        height = _WIDTH * high / wide
        self.items.append(Picture(_LEFT, self._y + 2, _WIDTH, height, raw, (wide, high)))
        self._y += height + 12


def print_manual() -> bytes:
    """The whole manual as PDF: a list of contents, then a sheet for every page."""
    fonts = FontSet(SystemFs(), default_cache_folder())
    told = [list(parts(path.read_text("utf-8"))) for path in pages()]
    contents = _Sheet(fonts)
    contents.add(Part("title", TITLE))
    for number, page in enumerate(told, 1):
        contents.add(Part("step", page[0].words, f"{number}."))
    sheets = [contents]
    for page in told:
        sheet = _Sheet(fonts)
        for part in page:
            sheet.add(part)
        sheets.append(sheet)
    for number, sheet in enumerate(sheets):
        sheet.foot(f"{TITLE}　第{number}页" if number else TITLE)
    identity = sha256("".join(path.read_text("utf-8") for path in pages()).encode())
    drawn = [Page(PAGE_WIDTH, PAGE_HEIGHT, sheet.items) for sheet in sheets]
    return paint(drawn, fonts, Envelope(TITLE, "枫桥调解台", MADE, identity))


def keep_pictures(source: Path) -> None:
    """Take along the pictures that pages name, as JPEG."""
    (ROOT / "pictures").mkdir(exist_ok=True)
    for path in pages():
        for part in parts(path.read_text("utf-8")):
            if part.kind == "picture":
                image = Image.open(source / Path(part.words).with_suffix(".png").name).convert("RGB")
                high = round(image.height * WIDE_PIXELS / image.width)
                image.resize((WIDE_PIXELS, high), Image.Resampling.LANCZOS).save(
                    ROOT / part.words, quality=72, optimize=True, subsampling=0
                )


def main() -> int:
    """Take the pictures along and print; answers the exit code."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pictures", type=Path, help="folder of scripts/screenshots.py; else those that are there")
    chosen = parser.parse_args()
    if chosen.pictures:
        keep_pictures(chosen.pictures)
    PDF.write_bytes(print_manual())
    print(f"{len(pages())} pages in {PDF}, {PDF.stat().st_size / 1e6:.1f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
