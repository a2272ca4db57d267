"""What a case says in a platform's column: field -> the value, in the platform's own words and forms.

Several parties of a side stand in one cell, in the same order in every column, so that the table can be read again.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import Struct

from desktop.domain.case_view import CaseView, PartyView
from desktop.reference.table_fields import SIDES
from desktop.reference.table_map import Column, TableMap, is_fact
from desktop.usecases.table_cells import write_day, write_sum
from desktop.usecases.table_memory import RowMark

_SEX = {"男": "male", "女": "female", "": ""}
_JOIN = "、"


class Written(Struct, frozen=True):
    """The text of a cell; `amount` in 分 or a count where the cell is a number."""

    text: str
    amount: int | None = None


class CellWriter:
    """Writes the cells of one column; made once for a table."""

    def __init__(self, column: Column, table_map: TableMap) -> None:
        self.column = column
        self._words = table_map.codes_of(column)
        self._ours = not table_map.system
        self._day = column.date or (table_map.dates[0] if table_map.dates else "YYYY-MM-DD")

    def write(self, view: CaseView, mark: RowMark | None, row: int) -> Written:
        """The cell of one case."""
        column = self.column
        if column.constant or not column.field:
            return Written(column.constant)
        if column.field == "row":
            return Written(str(row), row)
        value = _value(column.field, view, mark)
        if column.value_kind == "money":
            return (
                Written(write_sum(value, column), value if column.money == "yuan" else None) if value else Written("")
            )
        if column.value_kind == "count":
            return Written(str(value), value) if value else Written("")
        return Written(self._text(value, view))

    def _text(self, value: Any, view: CaseView) -> str:
        if isinstance(value, list | tuple):
            mark = (self.column.separator or _JOIN)[:1]
            texts = [self._text(item, view) if item not in ("", None) else "" for item in value]
            return mark.join(texts).rstrip(mark)  # a gap before a later one stays: it says whose number is missing
        kind = self.column.value_kind
        if kind == "code":
            return self._code(str(value), view)
        if kind in ("date", "moment"):
            return write_day(str(value), self._day)
        return str(value)

    def _code(self, code: str, view: CaseView) -> str:
        local = self._local(code, view)
        if local:
            return local
        code = self._known(code)
        word = code if self.column.write_codes else self._words.get(code, code)
        if self.column.joined and self.column.field == "case.category" and view.state.reg.subtype:
            return f"{word}{self.column.joined}{view.state.reg.subtype}"
        return word

    def _local(self, code: str, view: CaseView) -> str:
        """In a ledger of our own the county's words for a code of its own; "" for all else."""
        if not self._ours or code in self._words:
            return ""
        return {"case.category": view.category_label, "case.source": view.source_label}.get(self.column.field, "")

    def _known(self, code: str) -> str:
        """A platform does not know a county's own code: the national class it stands under and begins with."""
        above = (code[:length] for length in range(len(code), 0, -1))
        return next((shorter for shorter in above if shorter in self._words), code)


def _value(field: str, view: CaseView, mark: RowMark | None) -> Any:
    head, _, part = field.partition(".")
    if head in SIDES:
        return [_party(p, part) for p in view.parties if p.side == head]
    if is_fact(field):
        found = view.state.reg.facts.get(part, "")
        return "" if found is None else found
    return _VALUES[field](view, mark)


def _party(party: PartyView, part: str) -> Any:
    if part == "sex":
        return _SEX[party.sex]
    if part == "age":
        return str(party.age or "")
    return getattr(party, part)


def _reg(name: str) -> Callable[[CaseView, RowMark | None], Any]:
    return lambda view, _mark: getattr(view.state.reg, name)


def _agreed(name: str) -> Callable[[CaseView, RowMark | None], Any]:
    return lambda view, _mark: getattr(view.state.agreement, name) if view.state.agreement else ""


def _closed(name: str) -> Callable[[CaseView, RowMark | None], Any]:
    return lambda view, _mark: getattr(view.state.closed, name) if view.state.closed else ""


def _marked(name: str, otherwise: str = "") -> Callable[[CaseView, RowMark | None], Any]:
    return lambda _view, mark: getattr(mark, name) if mark else otherwise


def agreed_sum(view: CaseView) -> int:
    """分 of all payments of the agreement in force."""
    agreement = view.state.agreement
    return sum(duty.amount for duty in agreement.duties if duty.kind == "pay") if agreement else 0


def performance(view: CaseView) -> str:
    """How far the agreement in force is performed: a code of taxonomy performance, "" without one."""
    state = view.state
    if state.agreement is None:
        return ""
    if state.agreement.performed_on_spot:
        return "on_spot"
    if not state.open_parts():
        return "done"
    return "partly" if state.performed else "running"


def _last_due(view: CaseView, _mark: RowMark | None) -> str:
    agreement = view.state.agreement
    return max((part.due for duty in agreement.duties for part in duty.parts), default="") if agreement else ""


def _state(view: CaseView, _mark: RowMark | None) -> str:
    if view.state.closed is not None:
        return "closed"
    return "agreed" if view.state.agreement is not None else "open"


_VALUES: dict[str, Callable[[CaseView, RowMark | None], Any]] = {
    "case.number": _reg("number"),
    "case.received": _reg("received_at"),
    "case.kind": _reg("kind"),
    "case.source": _reg("source"),
    "case.category": _reg("category"),
    "case.subtype": _reg("subtype"),
    "case.summary": _reg("summary"),
    "case.requests": lambda view, _mark: [request.text for request in view.state.reg.requests],
    "case.place": _reg("place"),
    "case.region": _reg("region"),
    "case.grid": _reg("grid"),
    "case.form": _reg("form"),
    "case.risk": _reg("risk"),
    "case.heads": _reg("heads"),
    "case.visitors": _reg("visitors"),
    "case.batches": _reg("batches"),
    "case.title": lambda view, _mark: view.title,
    "case.state": _state,
    "case.registrar": _reg("registrar"),
    "agreement.on": _agreed("on"),
    "agreement.form": _agreed("form"),
    "agreement.text": lambda view, _mark: "".join(view.state.agreement.clauses) if view.state.agreement else "",
    "agreement.amount": lambda view, _mark: agreed_sum(view),
    "agreement.due": _last_due,
    "agreement.performance": lambda view, _mark: performance(view),
    "agreement.mediators": lambda view, _mark: (
        [staff.name for staff in view.state.agreement.mediators] if view.state.agreement else ""
    ),
    "closed.on": _closed("on"),
    "closed.outcome": _closed("outcome"),
    "closed.note": _closed("note"),
    "platform.number": _marked("platform_number"),
    "platform.state": _marked("state", "unreported"),
    "platform.reason": _marked("reason"),
    "station.code": lambda view, _mark: view.committee.station,
    "station.name": lambda view, _mark: view.committee.station_name,
    "committee.name": lambda view, _mark: view.committee.name,
}
