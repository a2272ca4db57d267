"""What the QR code of a paper says, and which registered paper a scan is. Must not read pictures or look anything up.

`FQ1:<type no>:<number>:<first 16 hex of the facts hash>` stands on every page (exports/documents/model.py writes it).
The number alone proves nothing: only the hash tells this version of this paper from an older draft, a changed copy or
another paper under the same file number.

`FQB:<type no>:<32 hex of the case's id, or NEW>` stands on a form to fill in by hand. It proves nothing of what was
written; it only names the case and the form, so that the scan finds its way home.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Literal

from msgspec import Struct

from desktop.domain.foreign import Code

Fate = Literal[
    "current", "old_draft", "void", "changed", "unknown", "not_ours", "no_code", "form", "form_new", "form_unknown"
]
_FORM = re.compile(r"FQ1:(\d{1,4}):([^:\s]{0,80}):([0-9A-F]{16})")
_BLANK = re.compile(r"FQB:(\d{1,4}):([0-9A-F]{32}|NEW)")


class PaperCode(Struct, frozen=True):
    """A code as read: number of the document type, number of the paper (upper case), `mark` = 16 hex digits."""

    type_number: int
    number: str
    mark: str

    @property
    def text(self) -> str:
        """As it stands in the QR code."""
        return f"FQ1:{self.type_number}:{self.number}:{self.mark}".upper()


class BlankCode(Struct, frozen=True):
    """The code of a form to fill in by hand; `case_id` "" on a form for what is not yet registered."""

    type_number: int
    case_id: str = ""

    @property
    def text(self) -> str:
        """As it stands in the QR code."""
        return f"FQB:{self.type_number}:{self.case_id or 'NEW'}".upper()


class BlankForm(Struct, frozen=True):
    """A form that was filled in by hand, with the case it was printed for (both "" for a new one)."""

    type: str
    type_title: str
    case_id: str = ""
    case_title: str = ""


class KnownPaper(Struct, frozen=True):
    """A registered paper, for holding a scan against it. `earlier`: facts hashes of its replaced drafts, in order."""

    case_id: str
    case_title: str
    document: str
    type: str
    type_title: str
    number: str
    draft: int
    stage: str
    on: str
    facts_hash: str
    pdf_hash: str
    void_reason: str = ""
    earlier: tuple[str, ...] = ()


class Finding(Struct, frozen=True):
    """Neighbouring pages (`first` … `last`, from 1) of a file with one code, and what they are.

    `draft`: which older print it is. `paper`: the registered paper it belongs to or claims to be. `form`: the form,
    of fates "form", "form_new" and "form_unknown" (its case is not here).
    """

    fate: Fate
    first: int
    last: int
    code: str = ""
    paper: KnownPaper | None = None
    draft: int = 0
    form: BlankForm | None = None

    @property
    def pages(self) -> int:
        return self.last - self.first + 1


def parse(text: str) -> PaperCode | None:
    """The code in a text as typed or scanned; None when it is none of ours."""
    found = _FORM.fullmatch(text.strip().upper().replace("：", ":"))
    return PaperCode(int(found[1]), found[2], found[3].lower()) if found else None


def parse_blank(text: str) -> BlankCode | None:
    """The code of a form as typed or scanned; None when it is none."""
    found = _BLANK.fullmatch(text.strip().upper().replace("：", ":"))
    return BlankCode(int(found[1]), "" if found[2] == "NEW" else found[2].lower()) if found else None


def judge(code: PaperCode, type_key: str, papers: Sequence[KnownPaper]) -> tuple[Fate, KnownPaper | None, int]:
    """Which of the papers a code is: (fate, paper, number of the older draft or 0). `type_key`: of the code's type."""
    same = [p for p in papers if p.type == type_key]
    exact = [p for p in same if p.facts_hash.startswith(code.mark) and p.number.upper() == code.number]
    living = [p for p in exact if p.stage != "void"]
    if living:
        return "current", living[-1], 0
    if exact:
        return "void", exact[-1], 0
    numbered = [p for p in same if p.number.upper() == code.number]
    for paper in numbered:
        for draft, facts_hash in enumerate(paper.earlier, 1):
            if facts_hash.startswith(code.mark):
                return "old_draft", paper, draft
    claimed = [p for p in numbered if p.stage != "void"] or numbered
    return ("changed", claimed[-1], 0) if claimed else ("unknown", None, 0)


PaperFound = tuple[Fate, KnownPaper | None, int]
FormFound = tuple[Fate, BlankForm | None]


def findings(
    codes: Sequence[Code],
    pages: int,
    look_up: Callable[[PaperCode], PaperFound],
    form_of: Callable[[BlankCode], FormFound],
) -> tuple[Finding, ...]:
    """What a file of `pages` pages holds, in its order. A page without a code belongs to the paper before it."""
    texts = {number: [c.text for c in codes if c.page == number] for number in range(pages)}
    groups: list[tuple[str, int, int]] = []
    for number in range(pages):
        ours = [text for text in texts[number] if parse(text) or parse_blank(text)] or texts[number]
        for text in ours or [""]:
            if groups and (text == groups[-1][0] or (not text and groups[-1][0])):
                groups[-1] = (groups[-1][0], groups[-1][1], number + 1)
            else:
                groups.append((text, number + 1, number + 1))
    return tuple(_finding(text, first, last, look_up, form_of) for text, first, last in groups)


def _finding(
    text: str,
    first: int,
    last: int,
    look_up: Callable[[PaperCode], PaperFound],
    form_of: Callable[[BlankCode], FormFound],
) -> Finding:
    if (blank := parse_blank(text)) is not None:
        fate, form = form_of(blank)
        return Finding(fate, first, last, blank.text, form=form)
    code = parse(text)
    if code is None:
        return Finding("not_ours" if text else "no_code", first, last)
    fate, paper, draft = look_up(code)
    return Finding(fate, first, last, code.text, paper, draft)


def told(finding: Finding) -> str:
    """The verdict in one or two plain sentences."""
    paper = finding.paper
    if finding.form is not None:
        return _told_form(finding.fate, finding.form)
    name = f"《{paper.type_title}》{paper.number}" if paper else ""
    if finding.fate == "current":
        stage = {"prepared": "正在等签名", "issued": "已定稿", "signed": "已签名", "served": "已送达"}
        return f"是登记的{name}，内容版本一致，{stage.get(paper.stage if paper else '', '已登记')}。"
    if finding.fate == "old_draft" and paper:
        now = f"现在有效的是第{paper.draft}稿" if paper.stage == "prepared" else "有效的是后来签名的那一稿"
        return f"是{name}的第{finding.draft}稿，已作废的签前稿；{now}。请收回这张，用有效的那一稿。"
    if finding.fate == "void" and paper:
        return f"是{name}，但这份文书已经作废，原因：{paper.void_reason}。"
    if finding.fate == "changed":
        return f"写着{name}的号码，但内容版本和登记的不一致：可能被改过，也可能是别处印的。请和登记的原件逐字核对。"
    return {
        "unknown": "号码没有在这台电脑上登记过，不是这里出的文书，或者还没有同步过来。",
        "not_ours": "有二维码，但不是本程序出的文书。",
        "no_code": "没有找到文书的二维码。请把左下角的二维码拍全、拍清楚再试。",
    }.get(finding.fate, "")


def _told_form(fate: Fate, form: BlankForm) -> str:
    name = f"《{form.type_title}》的手写表"
    if fate == "form":
        return f"是“{form.case_title}”{name}，还不是签名的文书；归位后作为手写表放进附件。"
    if fate == "form_new":
        return f"是{name}，印的时候还没有登记；照着它登记这件事，扫描件会一起放进附件。"
    return f"是{name}，但它写的那件事不在这台电脑上：可能是别的站印的，或者还没有同步过来。"
