"""Everything a paper or a page may say about one case, joined and frozen; must not look anything up itself.

The papers' templates read this as plain nested data (`msgspec.to_builtins`). Amounts are 分, dates ISO; putting them
into words is the template's filters' work.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState


class Committee(Struct, frozen=True):
    """The body in whose name papers go out: published as settings of the station.

    `word`: 调委会字 in file numbers, e.g. 云桥. `court`: basic court that may confirm agreements. `organ`: the organ
    with power (有权机关) of petition papers, "" for a village; `organ_word` its 机关代字; `review_*`: the organ above.
    `red_head`: letters are printed with the red mark of the organ; off, since most bear paper with it or none.
    `cut_off`: last day of a reported month, 0 for the calendar month (counties differ).
    `case_pattern`, `letter_pattern`: how numbers of mediation files and of petition papers are written, "" as usual.
    `letter_form`: notices and letters, not decisions, are printed in the form of letters (信函格式).
    """

    name: str
    word: str
    station: str
    station_name: str
    region: str = ""
    address: str = ""
    phone: str = ""
    court: str = ""
    mediators: tuple[str, ...] = ()
    seal_keeper: str = ""
    organ: str = ""
    organ_word: str = ""
    review_organ: str = ""
    review_address: str = ""
    review_phone: str = ""
    village: str = ""
    red_head: bool = False
    cut_off: int = 0
    letter_form: bool = False
    case_pattern: str = ""
    letter_pattern: str = ""


class PartyView(Struct, frozen=True):
    """A party with the data of its person or organisation record. `label` 申请人 / 被申请人 / 第三人.

    `age`: full years on the day the case was received, 0 when the birth date is unknown.
    """

    id: str
    label: str
    side: ce.Side
    kind: ce.RecordKind
    name: str
    sex: Literal["", "男", "女"] = ""
    nation: str = ""
    age: int = 0
    birth: str = ""
    work: str = ""
    phone: str = ""
    address: str = ""
    id_type: str = ""
    id_number: str = ""
    code: str = ""
    representative: str = ""
    representative_post: str = ""
    agent: str = ""
    agent_power: str = ""
    guardian: str = ""
    note: str = ""


class DutyView(Struct, frozen=True):
    """A duty with the names of its parties. `done`: amount already performed in 分."""

    duty: ce.Duty
    debtor: str
    creditor: str
    done: int = 0


class PaperView(Struct, frozen=True):
    """The paper that is being made: number, day, draft (第n稿, 0 once frozen), copies, and the session it records."""

    number: str
    on: str
    draft: int
    copies: int
    session: str = ""
    replaces: str = ""


class CaseView(Struct, frozen=True):
    """The frozen case as papers and pages see it.

    `title` is the 卷名 (甲与乙＋纠纷类型), the same words on every paper (practice.md P5). `category_label`,
    `source_label`: words of the taxonomies. `session`: the session the paper is about (or the last one).
    `step_facts`: facts of the procedure's steps by step key, the last one of each. `paper_steps`: the steps of the
    working method that name a paper, by document type. `masked`: numbers, phones and
    addresses are shown in part only (somebody else's case); such a view must not be written back.
    """

    state: CaseState
    committee: Committee
    title: str
    category_label: str
    source_label: str
    parties: tuple[PartyView, ...]
    duties: tuple[DutyView, ...]
    paper: PaperView
    session: ce.SessionHeld | None = None
    step_facts: dict[str, ce.Facts] = {}
    procedure_title: str = ""
    paper_steps: dict[str, tuple[str, ...]] = {}
    limits: dict[str, str] = {}
    masked: bool = False


def case_title(applicants: tuple[str, ...], respondents: tuple[str, ...], category: str, kind: str = "dispute") -> str:
    """The name of a case (卷名/案由): 甲与乙＋纠纷类型; more than two on a side are named 甲等N人 (practice.md P5).

    What is no dispute is named by who came and about what: 甲反映…问题, 甲关于…的建议, 甲求助…事项.
    """
    if kind in _MATTERS and applicants:
        return _MATTERS[kind].format(_side(applicants), category)
    sides = [_side(names) for names in (applicants, respondents) if names]
    return "与".join(sides) + category


_MATTERS = {"petition": "{}反映{}问题", "suggestion": "{}关于{}的建议", "enquiry": "{}求助{}事项"}


def _side(names: tuple[str, ...]) -> str:
    if len(names) == 1:
        return names[0]
    if len(names) == 2:
        return "、".join(names)
    return f"{names[0]}等{len(names)}人"


def full_years(birth: str, on: str) -> int:
    """Age in full years on a day; 0 when the birth date is unknown."""
    if len(birth) < 10 or len(on) < 10:
        return 0
    return int(on[:4]) - int(birth[:4]) - (on[5:10] < birth[5:10])
