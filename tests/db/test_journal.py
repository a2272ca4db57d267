"""The journal: what is written, who may read it, how its chain is checked, how it leaves the house."""

from __future__ import annotations

import csv
import io
import json

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from db import journal as book
from desktop.bootstrap.station import Desk
from desktop.bootstrap.users import add_user
from desktop.domain.errors import RuleViolation
from desktop.domain.journal import JournalFilter, JournalLine, first_broken, link
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights
from desktop.reference.wording import journal_words
from desktop.usecases.make_paper import reprint
from desktop.usecases.manage_users import AddUser
from desktop.usecases.read_journal import as_csv, export_journal, read_export, safe_cell
from desktop.usecases.register_case import register_case
from tests.arch.source import ROOT
from tests.db.every_query import furnish
from tests.db.station_kit import Station, register, registration

AUDITOR = Viewer("auditor", "审计员", ("system_auditor",))
OTHER = Viewer("other", "李云", ("mediator",))


def acts(desk: Desk, viewer: Viewer = AUDITOR, **which: str) -> list[str]:
    return [row.line.act for row in desk.queries.journal(viewer, JournalFilter(**which))][::-1]


def flush(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow:
        uow.commit()


def test_a_day_leaves_its_lines(station: Station) -> None:
    desk = station.open()
    places = furnish(desk)
    desk.queries.document_pdf(desk.viewer, places.case, places.document)
    desk.queries.attachment(desk.viewer, places.case, places.file)
    desk.queries.person(desk.viewer, places.person)
    with desk.uow(desk.viewer) as uow:
        reprint(places.case, places.document, uow)
        uow.commit()
    assert acts(desk) == [
        "login", "paper.made", "paper.made", "paper.printed", "look.own", "look.paper", "look.attachment",
        "look.person",
    ]  # fmt: skip
    with desk.store.transaction() as connection:
        assert book.first_broken(connection) is None


def test_looks_that_still_wait_are_written_at_the_close(station: Station) -> None:
    desk = station.open()
    case = register(desk)
    for _ in range(3):
        desk.queries.case_view(desk.viewer, case.case_id)
    station.close()
    desk = station.open()
    assert acts(desk) == ["login", "look.own", "login"]


def test_a_refusal_is_a_line_though_nothing_else_stays(desk: Desk) -> None:
    clerk = Viewer("clerk", "某人", ("archivist",))
    with desk.uow(clerk) as uow, pytest.raises(RuleViolation, match="R-203"):
        register_case(registration(), uow)
    assert acts(desk, user="clerk") == []

    def work() -> None:
        with desk.uow(clerk) as uow:
            uow.journal("login", "clerk")
            register_case(registration(), uow)

    with pytest.raises(RuleViolation, match="R-203"):
        work()
    assert acts(desk, user="clerk") == ["refused"]


def test_the_inspected_read_their_own_lines_and_the_auditor_all(desk: Desk) -> None:
    li = add_user(desk, AddUser("li", "李云", ("mediator",), "老话说得好1998"))
    with desk.uow(Viewer(li, "李云", ("mediator",))) as uow:
        uow.journal("login", li)
        uow.commit()
    mine = desk.queries.journal(Viewer(li, "李云", ("mediator",)), JournalFilter())
    assert [(row.line.act, row.user_name, row.words) for row in mine] == [("login", "李云", "登录")]
    assert acts(desk) == ["login", "user.added", "login"]
    assert acts(desk, desk.viewer) == ["login", "user.added"]
    assert acts(desk, Viewer("nobody", "某人", ())) == []
    for role, held in rights().items():
        seen = len(acts(desk, Viewer("x", "某人", (role,))))
        assert seen == (3 if "journal.read" in held else 0), role


def test_lines_are_filtered(station: Station) -> None:
    desk = station.open()
    case = register(desk)
    desk.queries.case_view(desk.viewer, case.case_id)
    flush(desk)
    station.later(days=2)
    desk.queries.case_view(desk.viewer, case.case_id)
    flush(desk)
    assert acts(desk, act="look") == ["look.own", "look.own"]
    assert acts(desk, act="loo") == []
    assert acts(desk, act="look", from_day="2026-11-21") == ["look.own"]
    assert acts(desk, act="look", to_day="2026-11-20") == ["look.own"]
    assert acts(desk, subject=case.case_id) == ["look.own", "look.own"]


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE local_journal SET subject = 'x' WHERE no = 2",
        "UPDATE local_journal SET at = '2026-01-01T00:00:00+08:00' WHERE no = 2",
        "DELETE FROM local_journal WHERE no = 2",
        "UPDATE local_journal SET no = 9 WHERE no = 2",
    ],
)
def test_a_changed_line_is_noticed(desk: Desk, damage: str) -> None:
    furnish(desk)
    with desk.store.transaction() as connection:
        with pytest.raises(IntegrityError, match="append-only"):
            connection.execute(text(damage))
        for trigger in ("update", "delete"):  # somebody with the key and a tool takes the protection away first
            connection.execute(text(f"DROP TRIGGER local_journal_keeps_{trigger}"))
        connection.execute(text(damage))
        connection.commit()
    assert desk.queries.journal_broken(AUDITOR) is not None
    assert desk.queries.journal_broken(OTHER) is None  # who may not read it learns nothing of it


def test_an_export_can_be_checked_elsewhere(desk: Desk) -> None:
    furnish(desk)
    flush(desk)
    with desk.uow(AUDITOR) as uow:
        data = export_journal("json", uow, desk.queries)
        uow.commit()
    found, broken = read_export(data)
    assert (found.whole, broken, found.station) == (True, None, "990101001")
    assert found.lines[-1].hash == json.loads(data)["lines"][-1]["hash"]
    assert acts(desk)[-1] == "journal.exported"
    changed = data.replace(b'"login"', b'"logon"', 1)
    assert read_export(changed)[1] == 1
    for torn in (data[:-30], b"[]", b""):
        with pytest.raises(RuleViolation, match="R-217"):
            read_export(torn)


def test_an_export_of_ones_own_lines_says_that_it_is_not_whole(desk: Desk) -> None:
    with desk.uow(OTHER) as uow:
        uow.journal("login", "other")
        uow.commit()
        found, broken = read_export(export_journal("json", uow, desk.queries))
    assert ([line.user for line in found.lines], found.whole, broken) == (["other"], False, None)
    with desk.uow(Viewer("nobody", "某人", ())) as uow, pytest.raises(RuleViolation, match="R-203"):
        export_journal("csv", uow, desk.queries)


def test_a_spreadsheet_sees_words_and_no_formula() -> None:
    nasty = JournalLine(1, "2026-11-20", "u", "look.reason", "=1+1", '@SUM(A1)"\n', "h")
    data = as_csv((nasty,))
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(data.decode("utf-8-sig"))))
    assert rows[0][0] == "序号"
    assert rows[1] == [
        "1",
        "2026-11-20",
        "u",
        "look.reason",
        journal_words()["look.reason"],
        "'=1+1",
        "'@SUM(A1)\"\n",
        "h",
    ]


@given(st.text())
def test_no_cell_begins_a_formula(words: str) -> None:
    assert not safe_cell(words).startswith(("=", "+", "-", "@", "\t", "\r"))
    assert safe_cell(words).endswith(words)


@given(st.lists(st.tuples(st.text(max_size=5), st.text(max_size=5)), min_size=1, max_size=6), st.data())
def test_any_change_of_any_line_breaks_the_chain(entries: list[tuple[str, str]], data: st.DataObject) -> None:
    lines: list[JournalLine] = []
    for number, (act, note) in enumerate(entries, 1):
        bare = JournalLine(number, "2026-11-20", "u", act, "s", note, "")
        lines.append(msgspec.structs.replace(bare, hash=link(lines[-1].hash if lines else "", bare)))
    assert first_broken(lines) is None
    place = data.draw(st.integers(0, len(lines) - 1))
    field = data.draw(st.sampled_from(["at", "user", "act", "subject", "note", "hash"]))
    before = getattr(lines[place], field)
    lines[place] = msgspec.structs.replace(lines[place], **{field: before + "x"})
    assert first_broken(lines) is not None


def test_every_act_that_is_written_has_words() -> None:
    import re

    written = set()
    for folder in ("desktop", "db"):
        for path in (ROOT / folder).rglob("*.py"):
            source = path.read_text("utf-8")
            written |= set(re.findall(r'\bjournal\(\s*"([a-z_.]+)"', source))
            written |= set(re.findall(r'act="([a-z_.]+)"', source))
            written |= set(re.findall(r'_note\(viewer, "([a-z_.]+)"', source))
    assert len(written) > 15
    assert written - set(journal_words()) == set()
