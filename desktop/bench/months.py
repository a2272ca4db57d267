"""A period of a busy station, for the bench of registers."""

from __future__ import annotations

from desktop.bench.sample import sample_view
from desktop.domain.list_view import ListRow, ListView, list_row, list_view
from desktop.reference import load_calendar

SINCE, UNTIL = "2026-03-01", "2026-03-31"


def month_view(count: int) -> ListView:
    """So many distinct cases registered in one month."""
    views = [sample_view(number) for number in range(count)]
    rows: list[ListRow] = []
    for view in views:
        words = {"title": view.title, "category_label": view.category_label, "source_label": view.source_label}
        sides = [(party.side, party.name) for party in view.parties]
        rows.append(list_row(view.state, sides, {**words, "due": "", "next_title": ""}))
    committee, on = views[0].committee, UNTIL
    return list_view(rows, SINCE, UNTIL, committee=committee, maker="周明", on=on, calendar=load_calendar())
