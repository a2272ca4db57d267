"""Bench of lists, search, duplicate warning, due list, the engine and table import, on many cases."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path

from db.queries.cases import case_state
from db.snapshot import contents
from db.store import put_setting
from desktop.bench.figure import Figure, own_memory, seconds
from desktop.bench.filled import NOW, filled_station
from desktop.bootstrap.station import Desk
from desktop.demo.people import Crowd
from desktop.domain.engine import status
from desktop.domain.read_models import CaseFilter
from desktop.procedures import procedure
from desktop.reference import load_calendar
from desktop.reference.table_map_file import table_map
from desktop.services.seams import SystemClock
from desktop.usecases.import_table import ImportTable, import_table

CASES, ROWS = 20_000, 10_000
TYPED = ("周桂兰", "王", "桂兰", "zgl", "wang", "1380000", "0042", "990000", "漏水", "屋檐", "排水沟", "第1042号")
PAGE, DUE = 100, 1000  # rows that a list fetches at once, and that the schedule lists at most


def case_figures(folder: Path) -> Iterator[Figure]:
    """20,000 cases, and a table of 10,000 rows into an empty practice station."""
    desk = filled_station(folder / "many", CASES)
    with desk:
        yield from list_figures(desk, f"{CASES:,} cases, straight from folds", 30)
        yield from _engine(desk)
    yield from _import(folder)


def scale_figures(folder: Path, count: int) -> Iterator[Figure]:
    """The same lists with `count` cases, filled straight from folds (no log): no part of CI."""
    desk: Desk | None = None

    def fill() -> None:
        nonlocal desk
        desk = filled_station(folder / "scale", count)

    wall, cpu = seconds(fill)
    assert desk is not None  # noqa: S101 - filled above
    with desk:
        yield Figure("scale_fill", f"{count:,} cases filled from folds", wall, 0, "s", f"CPU {cpu:.0f} s; no log")
        yield Figure("scale_fill_memory", "greatest memory of the filling", own_memory(), 0, "MB")
        yield from list_figures(desk, f"{count:,} cases, straight from folds, no log", 50)
        _call_it_backed_up(desk)


def _call_it_backed_up(desk: Desk) -> None:
    """Else the window would begin its day by copying ten gigabytes."""
    with desk.store.transaction() as connection:
        put_setting(connection, "backup.proven_at", SystemClock().now().isoformat())
        put_setting(connection, "backup.mark", contents(connection).mark)
        connection.commit()


def list_figures(desk: Desk, note: str, goal: float) -> Iterator[Figure]:
    """Filter, search, duplicate warning and due list, p95 of real questions by the viewer."""
    queries, viewer = desk.queries, desk.viewer

    def first_page(which: CaseFilter) -> Callable[[], object]:
        return lambda: queries.case_page(viewer, which)

    filters = [
        CaseFilter(limit=PAGE),
        CaseFilter(state="open", limit=PAGE),
        CaseFilter(kinds=("petition",), limit=PAGE),
        CaseFilter(category="02", limit=PAGE),
        CaseFilter(state="closed", category="07", limit=PAGE),
        CaseFilter(received_from="2026-10-01", received_to="2026-10-31", limit=PAGE),
        CaseFilter(order="due", limit=PAGE),
        *(CaseFilter(text=typed, limit=PAGE) for typed in TYPED),
    ]
    yield _p95(
        "list_filter", "a list's filter with its first hundred rows", [first_page(w) for w in filters], goal, note
    )
    yield _p95("search", "the search box", [partial(queries.search, viewer, typed) for typed in TYPED], goal, note)
    crowd = Crowd(7)
    people = [crowd.person() for _ in range(40)]
    known = [partial(queries.known_persons, viewer, p.name, p.phone, p.id_number) for p in people]
    yield _p95("duplicates", "duplicate warning while typing", known, 100, note)
    yield _p95(
        "due_today", "what is due today, the oldest first", [lambda: queries.due_items(viewer, NOW[:10], DUE)], 20, note
    )


def _p95(key: str, what: str, asked: Sequence[Callable[[], object]], goal: float, note: str) -> Figure:
    for ask in asked:
        ask()
    taken = [seconds(ask)[0] * 1000 for _ in range(max(3, 60 // len(asked))) for ask in asked]
    return Figure(key, what, statistics.quantiles(taken, n=20)[-1], goal, "ms", f"p95; {note}")


def _engine(desk: Desk) -> Iterator[Figure]:
    calendar = load_calendar()
    with desk.reader.connect() as connection:
        ids = desk.queries.case_ids(desk.viewer, CaseFilter(limit=CASES))
        states = [case_state(desk.viewer, connection, case_id) for case_id in ids]
    methods = {key: procedure(key) for key in {s.reg.procedure.key for s in states}}

    def every() -> None:
        for state in states:
            method = methods[state.reg.procedure.key]
            if method is not None:
                status(method, state, calendar)

    wall, cpu = seconds(every)
    yield Figure("engine", f"state of {len(states):,} cases recomputed", wall, 5, "s", f"CPU {cpu:.1f} s")


def _import(folder: Path) -> Iterator[Figure]:
    with filled_station(folder / "table", 0) as desk:
        data = _ledger()

        def take() -> None:
            cmd = ImportTable(desk.foreign.table(data, "台账.csv"), table_map("mediation_ledger"))
            with desk.uow(desk.viewer) as uow:
                import_table(cmd, uow)
                uow.commit()

        wall, cpu = seconds(take)
    yield Figure("table_import", f"{ROWS:,} rows of a ledger taken in", wall, 10, "s", f"CPU {cpu:.1f} s")


def _ledger() -> bytes:
    crowd = Crowd(3)
    heads = "受理日期,申请人,申请人证件号码,申请人电话,被申请人,纠纷类型,纠纷简要情况,调解结果,协议形式,达成协议日期,"
    lines = [heads + "协议主要内容,协议涉及金额（元）,履行情况,调解员"]
    for number in range(ROWS):
        one, two, month = crowd.person(), crowd.person(), number % 9 + 1
        lines.append(
            f"2026-{month:02d}-{number % 27 + 1:02d},{one.name},{one.id_number},{one.phone},{two.name},邻里纠纷,"
            f"为排水沟起争执，第{number}件,调解成功,书面协议,2026-{month:02d}-28,赔偿三千元,3000,已履行,周明"
        )
    return "\n".join(lines).encode()
