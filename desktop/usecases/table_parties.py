"""The people and organisations of one row: several names in a cell, whose number and telephone is whose.

A name that ends like an organisation's is taken as one, unless a column says what it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, NamedTuple, Protocol

from desktop.domain.case_events import Side
from desktop.domain.errors import RuleViolation
from desktop.domain.person import OrganisationRecorded, PersonRecorded
from desktop.usecases.record_person import check_organisation
from desktop.usecases.register_case import PartyInput
from desktop.usecases.table_cells import CellReader

CheckPerson = Callable[[PersonRecorded], PersonRecorded]
_PERSON = ("sex", "birth", "nation", "id_type", "id_number", "phone", "work", "address", "region")
_EXACT = ("id_number", "phone", "code")
"""Numbers belong to one person each; of other cells the first person takes what cannot be shared out."""
_ORGANISATION = re.compile(
    r".{2,}(公司|集团|厂|商店|超市|合作社|委员会|村委会|居委会|业委会|学校|幼儿园|医院|卫生院|银行|信用社|"
    r"中心|协会|学会|政府|办事处|管理局|公安局|派出所|研究院|研究所|事务所|经营部|项目部|农场|林场)"
)


class PartCell(NamedTuple):
    """A cell that says something of a party."""

    text: str
    reader: CellReader


class Tell(Protocol):
    """Where faults and warnings go."""

    def fault(self, field: str, error: RuleViolation) -> None: ...
    def warn(self, text: str) -> None: ...


def split(text: str, separators: str) -> list[str]:
    """The parts of a cell, without empty ones; no separators, one part."""
    parts = re.split(f"[{re.escape(separators)}]", text) if separators else [text]
    return [part.strip() for part in parts if part.strip()]


def read_parties(side: str, cells: dict[str, PartCell], check: CheckPerson, tell: Tell) -> list[PartyInput]:
    """The parties of a side of a row, in the order of their names."""
    own = {field.partition(".")[2]: cell for field, cell in cells.items() if field.startswith(f"{side}.")}
    name = own.pop("name", None)
    if name is None:
        return []
    separator = name.reader.column.separator
    names = split(name.text, separator)
    shared: list[dict[str, Any]] = [{} for _ in names]
    for part, cell in own.items():
        try:
            for place, value in enumerate(_shared(part, cell, separator, len(names))):
                if value:
                    shared[place][part] = _read(cell.reader, value, tell)
        except RuleViolation as error:
            tell.fault(f"{side}.{part}", error)
    found = []
    for each, data in zip(names, shared, strict=True):
        try:
            found.append(_party(side, each, data, check))  # type: ignore[arg-type]
        except RuleViolation as error:
            part = error.field.rpartition(".")[2]
            tell.fault(f"{side}.{part}" if part in own else f"{side}.name", error)
    return found


def _shared(part: str, cell: PartCell, separator: str, people: int) -> list[str]:
    if people == 1:
        return [cell.text]
    marks = cell.reader.column.separator or separator
    places = [text.strip() for text in re.split(f"[{re.escape(marks)}]", cell.text)]
    parts = [text for text in places if text]
    if people in (len(places), len(parts)):
        return places if len(places) == people else parts
    if len(parts) > 1 and part in _EXACT:
        raise RuleViolation(
            "R-723",
            f"有{people}个姓名，这一格却有{len(parts)}个号码。",
            way_out="请让号码和姓名一一对应，没有的写“无”或另行登记。",
        )
    if len(parts) == 1:
        return [parts[0], *[""] * (people - 1)]
    return [cell.text, *[""] * (people - 1)]


def _read(reader: CellReader, text: str, tell: Tell) -> str:
    if text in ("无", "不详", "/", "-", "—"):
        return ""
    value, warning = reader.read(text)
    if warning:
        tell.warn(f"“{reader.column.title}”{warning}。")
    return str(value)


def _party(side: Side, name: str, data: dict[str, Any], check: CheckPerson) -> PartyInput:
    note, agent = data.pop("note", ""), data.pop("agent", "")
    representative, code = data.pop("representative", ""), data.pop("code", "")
    kind = data.pop("kind", "") or ("organisation" if code or _ORGANISATION.fullmatch(name) else "person")
    if kind == "organisation":
        organisation = OrganisationRecorded(
            name=name,
            code=code,
            representative=representative,
            phone=data.get("phone", ""),
            address=data.get("address", ""),
        )
        return PartyInput(side, organisation=check_organisation(organisation), agent=agent, note=note)
    person = check(PersonRecorded(name=name, **{part: data[part] for part in _PERSON if part in data}))
    return PartyInput(side, person=person, agent=agent, note=note)
