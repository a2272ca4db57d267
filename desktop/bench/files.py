"""Bench of a file (卷宗): twenty papers of two hundred pages, bound from their stored bytes."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from desktop.bench.figure import Figure, seconds
from desktop.bench.sample import sample_view
from desktop.bootstrap.papers import PdfPapers
from desktop.domain import case_events as ce
from desktop.domain.case_view import CaseView
from desktop.services.seams import SystemClock
from desktop.usecases.bind_dossier import Leaf

PAPERS, TURNS, LETTERS, FIRST, KINDS = 20, 24, 180, 0x4E00, 1800
_MB = 1024 * 1024


def file_figures(folder: Path) -> Iterator[Figure]:
    """Wall time and size; every paper speaks of other things, so that the fonts have something to carry."""
    papers, now = PdfPapers(), SystemClock().now()
    binder = papers.binder()
    prints = [papers.render(papers.compose("mediation_record", _talk(number)), now) for number in range(PAPERS)]
    leaves, first = list[Leaf](), 1
    for number, pdf in enumerate(prints, 1):
        leaves.append(Leaf(f"人民调解记录{number}", pdf, first))
        first += binder.page_count(pdf)
    made: list[bytes] = []
    wall, _cpu = seconds(lambda: made.append(binder.bind(leaves, "示范卷", "示范", now, two_sided=True)))
    note = f"{PAPERS} papers, {first - 1} pages, {sum(map(len, prints)) / _MB:.1f} MB apart"
    yield Figure("dossier", "a file of twenty papers bound", wall, 3, "s", note)
    yield Figure("dossier_size", "its size", len(made[0]) / _MB, 2, "MB", "without photographs")


def _talk(number: int) -> CaseView:
    view = sample_view(number)
    turns = tuple(
        ce.Turn(f"t{place}", "p2" if place % 2 else "p1", "", _words(number * TURNS + place)) for place in range(TURNS)
    )
    held = ce.SessionHeld(
        "s", "调解室", "2026-04-02T09:00:00+08:00", "2026-04-02T11:00:00+08:00", (ce.Staff("周明"),), ce.Staff("李云"),
        "success", present=("p1", "p2"), turns=turns,
    )  # fmt: skip
    state = msgspec.structs.replace(view.state, sessions=(held,))
    return msgspec.structs.replace(view, state=state, session=held)


def _words(number: int) -> str:
    """A turn of common characters in an order of its own."""
    return "".join(chr(FIRST + (number * 37 + place * 11) % KINDS) for place in range(LETTERS)) + "。"
