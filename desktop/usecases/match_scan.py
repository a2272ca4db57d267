"""Finds out which registered papers a scan or a typed code is. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from desktop.domain.errors import RuleViolation
from desktop.domain.foreign import Code
from desktop.domain.paper_code import (
    BlankCode,
    BlankForm,
    Finding,
    FormFound,
    PaperCode,
    PaperFound,
    findings,
    judge,
    parse,
    parse_blank,
)
from desktop.domain.viewer import Viewer
from desktop.usecases.protocols import Papers, Queries


def match_scan(
    codes: Sequence[Code], pages: int, queries: Queries, viewer: Viewer, papers: Papers
) -> tuple[Finding, ...]:
    """What stands on the pages of a file, from the codes that the helper read there."""
    infos = {info.type_number: info for info in papers.types()}

    def look_up(code: PaperCode) -> PaperFound:
        info = infos.get(code.type_number)
        return judge(code, info.key if info else "", queries.papers_of_code(viewer, code))

    def form_of(code: BlankCode) -> FormFound:
        info = infos.get(code.type_number)
        if info is None:
            return "unknown", None
        form = BlankForm(info.key, info.title, code.case_id)
        if not code.case_id:
            return "form_new", form
        try:
            view = queries.case_view(viewer, code.case_id)
        except RuleViolation:  # another station's case, or one that this viewer may not see
            return "form_unknown", form
        return "form", msgspec.structs.replace(form, case_title=view.title)

    return findings(codes, pages, look_up, form_of)


def match_code(text: str, queries: Queries, viewer: Viewer, papers: Papers) -> Finding:
    """What a typed code is. Raises R-373 when it has not the form of one."""
    if parse(text) is None and parse_blank(text) is None:
        raise RuleViolation(
            "R-373",
            "这不是文书二维码里的文字。",
            field="code",
            way_out="应是“FQ1:”开头（手写表是“FQB:”），中间用冒号隔开；请对着纸重新输入，或者直接扫描。",
        )
    return match_scan((Code(0, text.strip()),), 1, queries, viewer, papers)[0]
