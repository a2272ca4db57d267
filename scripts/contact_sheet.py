"""Draws docs/papers.pdf: every document type as the printer puts it out, small, with signers and when it is used.

All people in it are invented (the samples of the tests). Made again whenever a type is added: `make papers`.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from desktop.procedures import shipped
from desktop.reference import load_keys
from exports.documents.document_type import DocumentType, built_types
from exports.documents.dossier.binding import Piece, bind
from exports.documents.render import compose_pages
from exports.documents.style import MM, PAGE_HEIGHT, PAGE_WIDTH
from exports.documents.typeset.canvas import paint
from exports.documents.typeset.envelope import Envelope
from exports.documents.typeset.items import Item, Page, Picture, Rule, Text
from exports.documents.typeset.items import Path as Drawing
from exports.documents.typeset.lines import break_lines, natural_width
from tests.contract import document_cases as cases
from tests.golden.documents import papers

OUT = Path(__file__).parents[1] / "docs/papers.pdf"
TITLE = "枫桥调解台　文书样本集"
GROUPS = {
    "mediation": ("人民调解", "从申请到归档：司法部格式文书、访调对接、警调对接、司法确认。"),
    "petition": ("信访受理", "登记、告知、受理、转送交办，集体访与紧急信息。"),
    "handling": ("信访办理", "调查、审核、延期、答复，一件一件写清楚。"),
    "review": ("复查复核", "不服处理意见的两级救济。"),
    "service": ("送达", "谁在哪天收到，期限从这天算起。"),
    "hearing": ("听证", "通知、公告、笔录、评议、意见。"),
    "supervision": ("督办与建议", "督办、三项建议、采纳反馈。"),
    "aftercare": ("回访与复盘", "回访、评价、复盘溯源、会商与年度报告。"),
    "local": ("地方做法", "吹哨报到、代办、揭榜、接访、夜访、议事和清单。"),
}
_MARGIN, _GAP = 15 * MM, 8 * MM
_WIDE = (PAGE_WIDTH - 2 * _MARGIN - _GAP) / 2
_SCALE = 0.37
_HIGH = PAGE_HEIGHT * _SCALE
_TOP = 24 * MM
_CAPTION = 17 * MM
_PER_PAGE = 4
_MAIN = ("people_mediation", "petition_handling")
_GREY = 0.25  # weight of the frame


class Entry(NamedTuple):
    """One type: what is shown of it and what is written under it."""

    kind: DocumentType
    first: Page
    pages: int
    when: str


def main() -> int:
    """Draw the file; answers the exit code."""
    OUT.write_bytes(sheet())
    print(f"{OUT}: {len(built_types())} types, {OUT.stat().st_size // 1024} kB")
    return 0


def sheet() -> bytes:
    """The whole file; the same types and samples give the same bytes within one build."""
    chapters = {key: found for key in GROUPS if (found := entries(key))}
    starts, number = {}, 1 + contents_length(chapters)
    for key, found in chapters.items():
        starts[key] = number
        number += -(-len(found) // _PER_PAGE)
    parts = [("目录", contents(chapters, starts))]
    parts += [(GROUPS[key][0], chapter(key, found, starts[key])) for key, found in chapters.items()]
    identity = hashlib.sha256("".join(kind.hash for kind in built_types().values()).encode()).digest()
    envelope = Envelope(TITLE, "枫桥调解台", cases.ISSUED_AT, identity)
    pieces = [Piece(name, paint(pages, cases.fonts(), envelope)) for name, pages in parts]
    return bind(pieces, cases.fonts(), envelope, two_sided=False)


def entries(group: str) -> list[Entry]:
    """The types of a group in the order of their numbers."""
    groups = {key.key: key.group for key in load_keys("forms")}
    models, used = papers(), uses()
    found = []
    for key, kind in built_types().items():
        if groups[key] == group:
            pages = compose_pages(models[key], cases.fonts())
            found.append(Entry(kind, pages[0], len(pages), used.get(key, kind.basis)))
    return sorted(found, key=lambda entry: entry.kind.number)


def uses() -> dict[str, str]:
    """For every type the first step of a working method that asks for it, national methods first."""
    found: dict[str, str] = {}
    for procedure in sorted(shipped().values(), key=lambda p: (p.key not in _MAIN, not p.national, p.key)):
        for step in procedure.steps:
            for paper in step.papers:
                found.setdefault(paper.type, f"{procedure.title}·{step.title}")
    return found


def chapter(key: str, found: Sequence[Entry], first: int) -> list[Page]:
    """The pages of a group, four types on each."""
    made = []
    for start in range(0, len(found), _PER_PAGE):
        items = list(_head(key, first + start // _PER_PAGE))
        for place, entry in enumerate(found[start : start + _PER_PAGE]):
            x = _MARGIN + place % 2 * (_WIDE + _GAP)
            y = _TOP + place // 2 * (_HIGH + _CAPTION + 5 * MM)
            items += _framed(entry, x, y)
        made.append(Page(PAGE_WIDTH, PAGE_HEIGHT, items))
    return made


def _head(key: str, number: int) -> Iterator[Item]:
    title, words = GROUPS[key]
    yield Text(_MARGIN, 15 * MM, "title", 15.0, title)
    width = natural_width(words, cases.fonts().widths["kai"], 9.5)
    yield Text(PAGE_WIDTH - _MARGIN - width, 15 * MM, "kai", 9.5, words)
    yield Rule(_MARGIN, 18 * MM, PAGE_WIDTH - _MARGIN, 18 * MM, 0.6)
    yield _page_number(number)


def _page_number(number: int) -> Text:
    text = str(number)
    width = natural_width(text, cases.fonts().widths["song"], 9.0)
    return Text((PAGE_WIDTH - width) / 2, PAGE_HEIGHT - 8 * MM, "song", 9.0, text)


def _framed(entry: Entry, x: float, y: float) -> Iterator[Item]:
    """A page in its frame, in the middle of its half, and the caption under it."""
    page = entry.first
    scale = min(_WIDE / page.width, _HIGH / page.height)
    wide, high = page.width * scale, page.height * scale
    left, top = x + (_WIDE - wide) / 2, y + (_HIGH - high) / 2
    yield from shrunk(page, scale, left, top)
    for ends in ((0, 0, wide, 0), (0, high, wide, high), (0, 0, 0, high), (wide, 0, wide, high)):
        yield Rule(left + ends[0], top + ends[1], left + ends[2], top + ends[3], _GREY)
    yield from _caption(entry, x, y + _HIGH + 4 * MM)


def _caption(entry: Entry, x: float, y: float) -> Iterator[Item]:
    kind = entry.kind
    pages = f"（{entry.pages}页）" if entry.pages > 1 else ""
    yield from _line(f"{kind.number}　{kind.title}{pages}", "hei", 10.5, x, y + 10)
    signs = "、".join(kind.signers) or "不签名"
    seal = f"；{kind.seal}" if kind.seal else ""
    yield from _line(f"签名：{signs}{seal}", "fang", 8.5, x, y + 23)
    when = break_lines(f"何时用：{entry.when}", cases.fonts().widths["fang"], 8.5, _WIDE)
    for number, line in enumerate(when[:2]):
        yield Text(x, y + 35 + 11 * number, "fang", 8.5, line.text)


def _line(text: str, role: str, size: float, x: float, y: float) -> Iterator[Text]:
    """A line, set smaller where it is too long."""
    widths = cases.fonts().widths[role]  # type: ignore[index]
    fitted = min(size, size * _WIDE / natural_width(text, widths, size))
    yield Text(x, y, role, fitted, text)  # type: ignore[arg-type]


def shrunk(page: Page, scale: float, left: float, top: float) -> Iterator[Item]:
    """The items of a page, smaller and at another place of a sheet of A4."""
    for item in page.items:
        if isinstance(item, Text):
            size, spread = item.size * scale, item.spread * scale
            yield item._replace(x=left + item.x * scale, y=top + item.y * scale, size=size, spread=spread)
        elif isinstance(item, Rule):
            yield item._replace(
                x=left + item.x * scale, y=top + item.y * scale, x2=left + item.x2 * scale, y2=top + item.y2 * scale,
                weight=item.weight * scale,
            )  # fmt: skip
        elif isinstance(item, Drawing):
            down = PAGE_HEIGHT - top - page.height * scale
            move = f"q {scale:.4f} 0 0 {scale:.4f} {left:.2f} {down:.2f} cm"
            yield item._replace(operators=f"{move}\n{item.operators}\nQ")
        elif isinstance(item, Picture):
            x, y = left + item.x * scale, top + item.y * scale
            yield item._replace(x=x, y=y, width=item.width * scale, height=item.height * scale)


def contents_length(chapters: dict[str, list[Entry]]) -> int:
    return len(contents(chapters, dict.fromkeys(chapters, 1)))


def contents(chapters: dict[str, list[Entry]], starts: dict[str, int]) -> list[Page]:
    """Title and two columns of names with their pages."""
    count = sum(map(len, chapters.values()))
    words = f"共{count}种。样本中的人名、单位、号码都是编造的。签名和印章位置留空，纸上手签。"
    head: list[Item] = [Text(_MARGIN, 30 * MM, "title", 26.0, TITLE), Text(_MARGIN, 40 * MM, "kai", 11.0, words)]
    head.append(Rule(_MARGIN, 44 * MM, PAGE_WIDTH - _MARGIN, 44 * MM, 0.8))
    lines: list[tuple[str, str, int]] = []
    for key, found in chapters.items():
        lines.append(("hei", GROUPS[key][0], starts[key]))
        for place, entry in enumerate(found):
            lines.append(("fang", f"{entry.kind.number}　{entry.kind.title}", starts[key] + place // _PER_PAGE))
    pages: list[Page] = []
    rest = list(lines)
    while rest:
        top = 52 * MM if not pages else 22 * MM
        rows = int((PAGE_HEIGHT - top - 18 * MM) // _PITCH)
        items = [*(head if not pages else []), _page_number(len(pages) + 1)]
        for column in range(2):
            taken, rest = rest[:rows], rest[rows:]
            items += _column(taken, _MARGIN + column * (_WIDE + _GAP), top)
        pages.append(Page(PAGE_WIDTH, PAGE_HEIGHT, items))
    return pages


_PITCH = 15.0


def _column(lines: Sequence[tuple[str, str, int]], x: float, top: float) -> Iterator[Item]:
    for row, (role, text, page) in enumerate(lines):
        y, size = top + (row + 1) * _PITCH, 10.5
        left = x if role == "hei" else x + 10
        number = str(page)
        width = natural_width(number, cases.fonts().widths["song"], size)
        room = _WIDE - (left - x) - width - 8
        shown = break_lines(text, cases.fonts().widths[role], size, room)[0].text  # type: ignore[index]
        yield Text(left, y, role, size, shown)  # type: ignore[arg-type]
        end = left + natural_width(shown, cases.fonts().widths[role], size)  # type: ignore[index]
        if _WIDE + x - width - 6 > end + 6:
            yield Rule(end + 4, y - 3, x + _WIDE - width - 4, y - 3, 0.2)
        yield Text(x + _WIDE - width, y, "song", size, number)


if __name__ == "__main__":
    sys.exit(main())
