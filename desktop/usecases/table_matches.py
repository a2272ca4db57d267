"""Who and what of a table is already registered: the same person, the same matter. Decides nothing irrevocable.

A person is the same by identity number, or by name and telephone; a name alone proves nothing. A matter is the same by
its number here or there, or by applicant, day and words: so a table that is read twice brings nothing twice.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from desktop.domain.names import mask_name
from desktop.domain.person import PersonRecorded
from desktop.usecases.register_case import PartyInput
from desktop.usecases.table_memory import KnownPerson, TableMemory
from desktop.usecases.table_rows import ParsedRow


class Match(Struct, frozen=True):
    """A record that is the same person or organisation, "" for none, and what to tell about it."""

    record: str = ""
    warning: str = ""


class Matches:
    """What the register knows of the rows of one table; asked once for all rows."""

    def __init__(self, rows: Iterable[ParsedRow], memory: TableMemory) -> None:
        rows = list(rows)
        parties = [party for row in rows for party in row.command.parties]
        people = [p.person for p in parties if p.person is not None]
        known = memory.people((p.id_number for p in people), (p.name for p in people if p.phone))
        self._by_number = {k.id_number: k for k in known if k.id_number}
        self._by_phone = {(k.name, k.phone): k for k in known if k.phone}
        self._organisations = memory.organisations(p.organisation.name for p in parties if p.organisation is not None)
        self._numbers = memory.cases_numbered(n for row in rows for n in (row.number, row.platform_number))
        records = {self.party(p).record for p in parties if p.side == "applicant"}
        self._cases = {(c.record, c.received, c.summary): c.id for c in memory.cases_of(records - {""})}

    def party(self, party: PartyInput) -> Match:
        """The record of a party, when the register has it."""
        if party.organisation is not None:
            return Match(self._organisations.get(party.organisation.name, ""))
        return self.person(party.person) if party.person is not None else Match(party.record)

    def person(self, person: PersonRecorded) -> Match:
        """The record of a person; a number that belongs to another name is told, and not taken."""
        known = self._by_number.get(person.id_number) if person.id_number else None
        if known is not None and known.name != person.name:
            shown = mask_name(known.name)
            return Match("", f"证件号码与已登记的{shown}相同而姓名不同，按另一个人登记，请核对。")
        if known is not None:
            return Match(known.id, f"{mask_name(person.name)}已登记过（同一证件号码），记在同一人名下。")
        known = self._by_phone.get((person.name, person.phone)) if person.phone else None
        if known is None or _contradicts(known, person):
            return Match()
        return Match(known.id, f"{mask_name(person.name)}已登记过（同名同电话），记在同一人名下。")

    def case(self, row: ParsedRow) -> str:
        """The case that this row is, when it is registered already."""
        for number in (row.platform_number, row.number):
            if number and number in self._numbers:
                return self._numbers[number]
        command = row.command
        for party in command.parties:
            record = self.party(party).record if party.side == "applicant" else ""
            found = self._cases.get((record, command.received_at[:10], command.summary.strip()), "")
            if found and not row.number and not row.platform_number:
                return found
        return ""


def _contradicts(known: KnownPerson, person: PersonRecorded) -> bool:
    return bool(known.id_number and person.id_number and known.id_number != person.id_number)


def identity(party: PartyInput) -> tuple[str, str]:
    """By what two rows of one table name the same party: number, or name with telephone; ("", "") for neither."""
    if party.organisation is not None:
        return ("organisation", party.organisation.name)
    person = party.person
    if person is None:
        return ("record", party.record)
    if person.id_number:
        return ("number", f"{person.id_number}/{person.name}")
    return ("phone", f"{person.name}/{person.phone}") if person.phone else ("", "")
