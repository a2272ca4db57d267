"""Who may see and do what: every question for every role against one table file, and a right behind every act."""

from __future__ import annotations

import ast
import tomllib
from typing import TYPE_CHECKING, Any

import msgspec
import pytest

from desktop.bootstrap.station import Desk
from desktop.bootstrap.users import add_user
from desktop.domain.errors import RuleViolation
from desktop.domain.journal import JournalFilter
from desktop.domain.masking import export_look
from desktop.domain.read_models import CaseFilter
from desktop.domain.rights import clashing
from desktop.domain.viewer import Viewer
from desktop.reference import load_keys
from desktop.reference.rights_data import rights, rights_table
from desktop.usecases.follow_up import CloseCase, DoStep, close_case, do_step, reopen_case
from desktop.usecases.look_at import look_at_case, look_at_person
from desktop.usecases.make_paper import SignPaper, reprint, sign_paper
from desktop.usecases.manage_users import AddUser, assign_handler, check_roles
from desktop.usecases.record_person import record_person
from desktop.usecases.register_case import register_case
from tests.arch.source import ROOT, Source, sources
from tests.db.every_query import Places, all_questions, answer, furnish, outcome, questions
from tests.db.station_kit import TODAY, Station, person, register, registration

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TABLE = ROOT / "tests/data/rights_outcomes.toml"
HELPERS = ("numbers", "permission", "protocols", "workplace")
COMPOSERS = {"opened", "publish_committee"}
"""Public functions that only put a payload together for an act that asks."""


def as_role(*roles: str) -> Viewer:
    """Somebody else of the station with these roles."""
    return Viewer(f"user-of-{'-'.join(roles)}", "某人", roles)


@pytest.fixture(scope="module")
def furnished(template: Any, tmp_path_factory: pytest.TempPathFactory) -> Any:
    station = Station(template, tmp_path_factory.mktemp("rights"))
    desk = station.open()
    yield desk, furnish(desk)
    station.close()


def outcomes(desk: Desk, places: Places) -> dict[str, dict[str, str]]:
    """Role -> question -> outcomes of its askings."""
    return {
        role: {
            name: ", ".join(outcome(answer(desk, as_role(role), name, arguments)) for arguments in asked)
            for name, asked in questions(places).items()
        }
        for role in ("nobody", *rights())
    }


def test_every_question_for_every_role_is_as_the_table_says(furnished: tuple[Desk, Places]) -> None:
    """To change what a role sees, change the table by hand first: it is what was agreed, this is what happens."""
    desk, places = furnished
    assert tomllib.loads(TABLE.read_text("utf-8")) == outcomes(desk, places)


def test_no_question_is_left_out(furnished: tuple[Desk, Places]) -> None:
    assert sorted(questions(furnished[1])) == all_questions()


def test_the_table_of_rights_is_whole() -> None:
    table = rights_table()
    assert set(table.roles) == {role.key for role in load_keys("roles")}
    assert {right for held in table.roles.values() for right in held} == set(table.rights)
    assert set(table.apart) | {r for others in table.apart.values() for r in others} <= set(table.roles)
    assert set(table.classes) == {entry.key for entry in load_keys("data_classes")}
    fields = [field for showing in table.classes.values() for field in showing.fields]
    assert len(fields) == len(set(fields))


def test_management_is_kept_apart() -> None:
    """Who administers reads no case, who audits changes nothing, nobody holds two of the three."""
    table = rights()
    for role in ("system_admin", "system_operator", "system_auditor", "county_admin", "county_auditor"):
        assert not {right for right in table[role] if right.startswith(("case.", "person.", "paper.", "sealed"))}
    assert table["system_auditor"] == table["county_auditor"] == {"journal.read", "journal.own"}
    readers = {role for role, held in table.items() if "journal.read" in held}
    assert readers == {"system_auditor", "county_auditor"}
    for one in ("system_admin", "system_operator", "system_auditor"):
        for other in ("system_admin", "system_operator", "system_auditor"):
            assert (clashing((one, other), rights_table()) is None) == (one == other)
    writers = {role for role, held in table.items() if any(r.endswith((".write", ".close", ".seal")) for r in held)}
    for role in writers & {r.key for r in load_keys("roles") if r.level == "station"}:
        with pytest.raises(RuleViolation, match="R-222"):
            check_roles((role, "system_auditor"))


def test_only_the_sealed_roles_hold_the_sealed_right() -> None:
    held = {role for role, own in rights().items() if "sealed" in own}
    assert held == {role.key for role in load_keys("roles") if role.sealed}
    assert {r.key for r in load_keys("roles") if r.sealed and r.level == "station"} == {
        "petition_clerk",
        "station_head",
    }


# ---- a right behind every act ----
def _acts() -> list[tuple[Source, ast.FunctionDef]]:
    """Public functions of use cases that are handed a unit of work."""
    found = []
    for source in sources("desktop"):
        if not source.path.startswith("desktop/usecases/") or source.path.split("/")[-1][:-3] in HELPERS:
            continue
        for node in source.tree.body:
            if isinstance(node, ast.FunctionDef) and any(a.arg == "uow" for a in node.args.args):
                found.append((source, node))
    return found


def acts_without_right(acts: list[tuple[Source, ast.FunctionDef]]) -> list[str]:
    """Public acts that neither demand a right nor call something that does."""
    asking = {"demand_right", "owned_case", "open_case"}
    before = -1
    while before != len(asking):
        before = len(asking)
        for _source, function in acts:
            called = {n.func.id for n in ast.walk(function) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
            if called & asking:
                asking.add(function.name)
    pure = {function.name for _source, function in acts if function.name.startswith("check_")} | COMPOSERS
    return [f"{s.path}:{f.name}" for s, f in acts if not f.name.startswith("_") and f.name not in asking | pure]


def test_every_use_case_demands_a_right() -> None:
    assert len(_acts()) > 40
    assert acts_without_right(_acts()) == []


def test_an_act_without_a_right_is_seen() -> None:
    text = "def shout(uow): uow.record('', 1)\ndef ask(uow): demand_right(uow.viewer, 'x')\ndef both(uow): ask(uow)\n"
    tree = ast.parse(text)
    source = Source("desktop/usecases/a.py", text, tree)
    acts = [(source, node) for node in tree.body if isinstance(node, ast.FunctionDef)]
    assert acts_without_right(acts) == ["desktop/usecases/a.py:shout"]


# ---- acts ----
def test_roles_that_only_read_change_nothing(furnished: tuple[Desk, Places]) -> None:
    desk, places = furnished
    for role, held in rights().items():
        viewer = as_role(role)
        tries: dict[str, Callable[[Any], object]] = {
            "case.write": lambda uow: register_case(registration(), uow),
            "person.write": lambda uow: record_person(person("王五"), uow),
            "case.close": lambda uow: reopen_case(places.closed, TODAY, "漏了一项", uow),
            "case.read": lambda uow: reprint(places.case, places.document, uow),
            "paper.seal": lambda uow: sign_paper(SignPaper(places.case, places.document, "seal", "seal", TODAY), uow),
        }
        for right, act in tries.items():
            needed = {right} | ({"paper.write"} if right == "paper.seal" else set())
            needed |= {"person.write"} if right == "case.write" else set()
            with desk.uow(viewer) as uow:
                if needed <= held:
                    act(uow)
                else:
                    with pytest.raises(RuleViolation, match="R-203"):
                        act(uow)


def test_closing_is_for_those_who_may_close(desk: Desk) -> None:
    case = register(desk)
    with desk.uow(as_role("grid_worker")) as uow, pytest.raises(RuleViolation, match="R-203"):
        close_case(CloseCase(case.case_id, TODAY, "success"), uow)
    with desk.uow(as_role("mediator")) as uow, pytest.raises(RuleViolation, match="R-355"):
        close_case(CloseCase(case.case_id, TODAY, "success"), uow)


def test_a_step_is_for_the_roles_its_procedure_names(desk: Desk) -> None:
    case = register(desk)
    withdraw = DoStep(case.case_id, "withdraw", TODAY, {"reason": "自行和好"})
    with desk.uow(as_role("errand_agent")) as uow:
        with pytest.raises(RuleViolation) as refused:
            do_step(withdraw, uow)
        assert refused.value.code == "R-219"
        assert "人民调解员" in refused.value.message
    for role in ("mediator", "station_head"):
        with desk.uow(as_role(role)) as uow:
            do_step(withdraw, uow)


def test_accusations_are_not_registered_among_the_open_cases(desk: Desk) -> None:
    with desk.uow(desk.viewer) as uow, pytest.raises(RuleViolation, match="R-239"):
        register_case(registration(procedure="accusation"), uow)


# ---- masks and looks ----
def test_own_open_case_is_open_and_noted_silently(desk: Desk) -> None:
    places = furnish(desk)
    view = desk.queries.case_view(desk.viewer, places.case)
    assert not view.masked
    assert view.parties[0].phone == "13800001234"
    assert desk.queries.case_view(desk.viewer, places.closed).masked
    with desk.uow(desk.viewer) as uow:
        uow.commit()
    looks = desk.queries.journal(desk.viewer, JournalFilter(act="look", subject=places.case))
    assert [(row.line.act, row.line.note, row.user_name) for row in looks] == [("look.own", "", "周明")]


def test_a_session_held_makes_a_case_ones_own(desk: Desk) -> None:
    case = register(desk)
    li = add_user(desk, AddUser("li", "李云", ("mediator",), "老话说得好1998"))
    viewer = Viewer(li, "李云", ("mediator",))
    assert desk.queries.case_view(viewer, case.case_id).masked
    with desk.uow(desk.viewer) as uow:
        assign_handler(case.case_id, li, uow)
        uow.commit()
    assert not desk.queries.case_view(viewer, case.case_id).masked
    assert desk.queries.case_view(desk.viewer, case.case_id).masked


def test_somebody_elses_case_is_masked_until_a_reason_is_given(desk: Desk) -> None:
    case = register(
        desk,
        parties=(
            msgspec.structs.replace(
                registration().parties[0],
                person=person("周桂兰", phone="13800001234", id_number="990000198503150023", address="云桥村3组12号"),
            ),
            registration().parties[1],
        ),
    )
    other = as_role("mediator")
    masked = desk.queries.case_view(other, case.case_id).parties[0]
    assert (masked.name, masked.phone, masked.id_number, masked.address) == (
        "周桂兰", "138****1234", "990***********0023", "云桥村",
    )  # fmt: skip
    with desk.uow(other) as uow:
        for reason in ("", " 看 ", "字" * 101):
            with pytest.raises(RuleViolation, match="R-218"):
                look_at_case(case.case_id, reason, uow)
        full = look_at_case(case.case_id, " 核对 送达地址 ", uow).parties[0]
        uow.commit()
    assert (full.phone, full.id_number, full.address) == ("13800001234", "990000198503150023", "云桥村3组12号")
    (line,) = desk.queries.journal(other, JournalFilter(act="look.reason"))
    assert (line.line.user, line.line.subject, line.line.note) == (other.id, case.case_id, "核对 送达地址")
    for role in ("grid_worker", "case_leader"):
        with desk.uow(as_role(role)) as uow, pytest.raises(RuleViolation, match="R-203"):
            look_at_case(case.case_id, "核对送达地址", uow)


def test_accounts_of_payments_are_masked(desk: Desk) -> None:
    from desktop.usecases.conclude_agreement import conclude_agreement
    from tests.db.station_kit import agreement, duty

    case = register(desk)
    account = "9900 0012 3456 7890 123"
    with desk.uow(desk.viewer) as uow:
        conclude_agreement(agreement(case, duties=(duty(case, ("2026-12-01", 300000), account=account),)), uow)
        uow.commit()
    assert desk.queries.case_view(desk.viewer, case.case_id).duties[0].duty.account == account
    view = desk.queries.case_view(as_role("justice_office"), case.case_id)
    assert account[-6:] not in msgspec.json.encode(view).decode()
    assert view.duties[0].duty.account == "****0123"


def test_a_persons_record_outside_a_case_asks_for_a_reason(desk: Desk) -> None:
    places = furnish(desk)
    with desk.uow(as_role("mediator")) as uow:
        with pytest.raises(RuleViolation, match="R-218"):
            look_at_person(places.person, "", uow)
        assert look_at_person(places.person, "核对送达地址", uow).data.phone == "13800001234"
        with pytest.raises(RuleViolation, match="R-220"):
            look_at_person("nobody", "核对送达地址", uow)


@pytest.mark.parametrize(
    ("role", "title"), [("mediator", "周桂兰与许志强邻里纠纷"), ("justice_office", "周**与许**邻里纠纷")]
)
def test_names_in_lists_of_other_peoples_cases(desk: Desk, role: str, title: str) -> None:
    places = furnish(desk)
    viewer, queries = as_role(role), desk.queries
    assert [row.title for row in queries.case_rows(viewer, [places.case])] == [title]
    assert {item.case_title for item in queries.due_items(viewer, "2030-01-01") if item.case_id == places.case} == {
        title
    }
    assert {row.case_title for row in queries.documents(viewer, places.case)} == {title}
    assert title in {hit.title for hit in queries.search(viewer, "漏水")}
    assert title in {row.title for row in queries.workbench(viewer).recent}


def test_what_may_leave_in_rows() -> None:
    looks = {field: export_look(field, rights_table()) for field in ("id_number", "phone", "account", "name", "amount")}
    assert looks == {"id_number": "none", "phone": "none", "account": "none", "name": "pseudonym", "amount": "full"}


def test_hits_never_show_whole_numbers(desk: Desk) -> None:
    furnish(desk)
    for role in rights():
        shown = msgspec.json.encode(desk.queries.search(as_role(role), "周桂兰")).decode()
        assert "13800001234" not in shown
        if "person.write" not in rights()[role]:
            assert (
                "13800001234"
                not in msgspec.json.encode(desk.queries.known_persons(as_role(role), "周桂兰", "", "")).decode()
            )


def test_a_file_is_opened_through_its_own_case_only(desk: Desk) -> None:
    places = furnish(desk)
    assert desk.queries.attachment(desk.viewer, places.case, places.file) == b"jpeg bytes"
    with pytest.raises(RuleViolation, match="R-372"):
        desk.queries.attachment(desk.viewer, places.closed, places.file)


def test_a_case_marked_sealed_by_another_program_is_not_there(desk: Desk) -> None:
    """No use case of ours writes one; if a bundle brings it, only the two roles see it."""
    from desktop.domain import case_events as ce

    case = register(desk)
    with desk.uow(desk.viewer) as uow:
        before = uow.case(case.case_id).reg
        change = (msgspec.Raw(b'"normal"'), msgspec.Raw(b'"sealed"'))
        assert before.secrecy == "normal"
        uow.record(case.case_id, ce.CaseChanged({"secrecy": change}))
        uow.commit()
    assert desk.queries.case_ids(as_role("mediator"), CaseFilter()) == []
    assert desk.queries.case_ids(as_role("petition_clerk"), CaseFilter()) == [case.case_id]
    with desk.uow(as_role("mediator")) as uow, pytest.raises(RuleViolation, match="R-203"):
        look_at_case(case.case_id, "核对送达地址", uow)


def write_table(desk: Desk, places: Places, path: Path) -> None:
    """Writes the table anew; look at the difference before it is kept."""
    lines = ["# Role -> what each question of SqlQueries answers on the furnished station (tests/db/every_query.py).\n"]
    for role, found in outcomes(desk, places).items():
        lines.append(f"\n[{role}]\n" + "".join(f'{name} = "{told}"\n' for name, told in found.items()))
    path.write_text("".join(lines), "utf-8")
