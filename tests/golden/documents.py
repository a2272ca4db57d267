"""Writes what each shipped paper says, line by line and page by page, so that a change of words or breaks is seen.

`python -m tests.golden.documents` writes the files anew; look at the difference before committing it.
"""

from __future__ import annotations

from itertools import groupby
from pathlib import Path

from exports.documents.compose import compose
from exports.documents.document_type import built_types
from exports.documents.model import DocumentModel
from exports.documents.render import compose_pages
from exports.documents.typeset.items import Page, Text
from tests.contract import document_cases as cases
from tests.contract import list_cases

FOLDER = Path(__file__).parent / "papers"


def papers() -> dict[str, DocumentModel]:
    """Every shipped type for the two neighbours, and the narrative record."""
    found = {
        key: compose(kind, list_cases.month() if kind.about == "list" else cases.sample(key))
        for key, kind in built_types().items()
    }
    narrative = cases.view(held=cases.session(mode="narrative", turns=(), narrative=cases.NARRATIVE))
    found["mediation_record_narrative"] = compose(built_types()["mediation_record"], narrative)
    return found


def lines_of(pages: list[Page]) -> str:
    """The lines of all pages from top to bottom, cells of one line parted by bars."""
    out: list[str] = []
    for number, page in enumerate(pages, 1):
        out.append(f"== {number} ==")
        shown = sorted(
            (round(item.y), item.x, item.text) for item in page.items if isinstance(item, Text) and item.text
        )
        out += [" | ".join(text for _, _, text in row) for _, row in groupby(shown, lambda entry: entry[0])]
    return "\n".join(out) + "\n"


def drawn(model: DocumentModel) -> str:
    """The golden text of one paper."""
    return lines_of(compose_pages(model, cases.fonts()))


if __name__ == "__main__":
    for name, paper in papers().items():
        (FOLDER / f"{name}.txt").write_text(drawn(paper), encoding="utf-8")
