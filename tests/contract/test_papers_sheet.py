"""docs/papers.pdf, which people leaf through: an archive file that shows every type that is built."""

from __future__ import annotations

import subprocess

import pikepdf
import pikepdf.pdfa

from exports.documents.document_type import built_types
from scripts.contact_sheet import GROUPS, OUT, entries


def text_of_pages() -> list[str]:
    read = subprocess.run(["pdftotext", "-layout", str(OUT), "-"], check=True, capture_output=True)
    return ["".join(page.split()) for page in read.stdout.decode().split("\f")[:-1]]


def test_every_built_type_stands_in_the_contents_and_in_its_chapter() -> None:
    pages = text_of_pages()
    whole = "".join(pages)
    for kind in built_types().values():
        name = "".join(f"{kind.number}{kind.title}".split())
        assert whole.count(name) >= 2, f"{name}: run `make papers`"


def test_every_group_with_types_has_its_chapter() -> None:
    with pikepdf.open(OUT) as file:
        chapters = [item.title for item in file.open_outline().root]
    shown = [entries(group) for group in GROUPS]
    assert chapters == [
        "目录",
        *(title for (title, _words), found in zip(GROUPS.values(), shown, strict=True) if found),
    ]
    assert sum(map(len, shown)) == len(built_types())


def test_it_is_an_archive_file_with_live_text() -> None:
    assert pikepdf.pdfa.validate_written(OUT, "2b").passed
    assert "人民调解协议书" in "".join(text_of_pages())
