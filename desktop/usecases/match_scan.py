"""Finds out which registered papers a scan or a typed code is. Writes nothing."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.errors import RuleViolation
from desktop.domain.foreign import Code
from desktop.domain.paper_code import Fate, Finding, KnownPaper, PaperCode, findings, judge, parse
from desktop.domain.viewer import Viewer
from desktop.usecases.protocols import Papers, Queries


def match_scan(
    codes: Sequence[Code], pages: int, queries: Queries, viewer: Viewer, papers: Papers
) -> tuple[Finding, ...]:
    """What stands on the pages of a file, from the codes that the helper read there."""
    keys = {info.type_number: info.key for info in papers.types()}

    def look_up(code: PaperCode) -> tuple[Fate, KnownPaper | None, int]:
        return judge(code, keys.get(code.type_number, ""), queries.papers_of_code(viewer, code))

    return findings(codes, pages, look_up)


def match_code(text: str, queries: Queries, viewer: Viewer, papers: Papers) -> Finding:
    """What a typed code is. Raises R-373 when it has not the form of one."""
    if parse(text) is None:
        raise RuleViolation(
            "R-373",
            "这不是文书二维码里的文字。",
            field="code",
            way_out="应是“FQ1:”开头，有三个冒号，最后是16位数字和字母；请对着纸重新输入，或者直接扫描。",
        )
    return match_scan((Code(0, text.strip()),), 1, queries, viewer, papers)[0]
