"""What a document type (文书种类) is: the structs of one TOML file each; must not render anything.

A new paper is a new file in `types/`. Texts are Jinja2 in the sandbox; `when` and `each` are expressions: a block with
`when` is left out when it is false, one with `each` is made once for every `item`.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Literal

import msgspec
from msgspec import Struct

from desktop.domain.canonical import content_hash
from desktop.domain.dossier import FilePlace
from desktop.domain.errors import RuleViolation
from exports.documents.model import Layout


class Rule(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, tag_field="kind"):
    """Common to all blocks."""

    when: str = ""
    each: str = ""


class TextRule(Rule, frozen=True, tag=None):
    """Common to blocks of one text."""

    text: str


class TitleRule(TextRule, frozen=True, tag="title"):
    pass


class NumberRule(TextRule, frozen=True, tag="number"):
    pass


class NoteRule(TextRule, frozen=True, tag="note"):
    pass


class HeadingRule(TextRule, frozen=True, tag="heading"):
    level: Literal[1, 2] = 1


class ParagraphRule(TextRule, frozen=True, tag="paragraph"):
    indent: bool = True


class ClausesRule(TextRule, frozen=True, tag="clauses"):
    """`each` gives the clauses; `text` is one of them."""

    style: Literal["first", "second"] = "first"


class MetaRule(TextRule, frozen=True, tag="meta"):
    label: str


class TurnsRule(TextRule, frozen=True, tag="turns"):
    """`each` gives the turns."""

    speaker: str


class PartiesRule(Rule, frozen=True, tag="parties"):
    """`each` gives the parties (of the case view)."""


class OptionRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A box; `when` ticks it."""

    text: str
    when: str


class ChoiceRule(Rule, frozen=True, tag="choice"):
    label: str
    options: tuple[OptionRule, ...]


class RowRule(Rule, frozen=True, tag="row"):
    label: str = ""
    text: str = ""
    lines: int = 1
    options: tuple[OptionRule, ...] = ()
    foot: tuple[str, ...] = ()


class PairRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A label and its content in a row with others."""

    label: str
    text: str = ""


class PairsRule(Rule, frozen=True, tag="pairs"):
    items: tuple[PairRule, ...]
    lines: int = 1


class ColumnRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A column of a table: head, share of the width in percent, text of one item's cell."""

    title: str
    share: int
    text: str = ""


class TableRule(Rule, frozen=True, tag="table"):
    """`each` gives the rows; `least`: empty rows to write in are added up to this number."""

    columns: tuple[ColumnRule, ...]
    least: int = 0


class SpaceRule(Rule, frozen=True, tag="space"):
    lines: int
    ruled: bool = False


class GroupRule(Rule, frozen=True, tag="group"):
    """Blocks that are made together, once for every item of `each` (one sheet for every party)."""

    block: tuple[BlockRule, ...]


class SignerRule(Struct, frozen=True, forbid_unknown_fields=True):
    """Places to sign: one, or one for every item of `each`."""

    label: str
    each: str = ""
    when: str = ""
    half: bool = False
    copied: bool = False
    dated: bool = False


class SignaturesRule(Rule, frozen=True, tag="signatures"):
    places: tuple[SignerRule, ...]


class SealRule(Rule, frozen=True, tag="seal"):
    organ: str
    date: str


class RedHeadRule(Rule, frozen=True, tag="red_head"):
    organ: str
    number: str


class LetterHeadRule(Rule, frozen=True, tag="letter_head"):
    organ: str
    number: str


class AnnexesRule(TextRule, frozen=True, tag="annexes"):
    """`each` gives the annexes; `text` is the name of one."""


class ImprintRule(Rule, frozen=True, tag="imprint"):
    organ: str
    date: str
    copies_to: str = ""


class BlankBelowRule(Rule, frozen=True, tag="blank_below"):
    pass


class PageBreakRule(Rule, frozen=True, tag="page_break"):
    pass


BlockRule = (
    TitleRule
    | NumberRule
    | NoteRule
    | HeadingRule
    | ParagraphRule
    | ClausesRule
    | MetaRule
    | TurnsRule
    | PartiesRule
    | ChoiceRule
    | RowRule
    | PairsRule
    | TableRule
    | SpaceRule
    | GroupRule
    | SignaturesRule
    | SealRule
    | RedHeadRule
    | LetterHeadRule
    | AnnexesRule
    | ImprintRule
    | BlankBelowRule
    | PageBreakRule
)


class MissingRule(Struct, frozen=True, forbid_unknown_fields=True):
    """A fact without which the paper is not printed: an expression, and its name for the user."""

    path: str
    name: str
    each: str = ""
    when: str = ""


class DocumentType(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One document type.

    `number` stands in the QR code and never changes. `copies`: a number, or parties+1. `number_word`: the word of the
    number series; `own_number`: the paper takes a number of its own, else it bears the file number. `seam`: pages are
    fanned and sealed at the edge (骑缝章) when there are two or more. `retention`: 保管期限. `about`: what it is made
    of, a case or a period (`desktop.domain.list_view`).
    """

    key: str
    number: int
    version: int
    title: str
    layout: Layout
    copies: Literal["1", "2", "3", "5", "parties+1"]
    signers: tuple[str, ...] = ()
    seal: str = ""
    seam: bool = False
    number_word: str = ""
    own_number: bool = False
    retention: str
    dossier: FilePlace
    basis: str
    about: Literal["case", "list"] = "case"
    organ: str = "{{ committee.name }}"
    page_foot: tuple[tuple[str, ...], ...] = ()
    missing: tuple[MissingRule, ...] = ()
    block: tuple[BlockRule, ...]

    @property
    def hash(self) -> str:
        """The content hash by which papers name their template."""
        return content_hash(self)


def parse_type(text: str) -> DocumentType:
    """A document type from its file; see `check.check_template` for all faults with their lines.

    Raises:
        RuleViolation: R-504, the file cannot be used.
    """
    try:
        return msgspec.convert(tomllib.loads(text), DocumentType)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise RuleViolation("R-504", f"文书模板文件有误：{error}。", way_out="请核对模板文件后重新导入。") from error


@cache
def built_types() -> dict[str, DocumentType]:
    """The types that ship with the program, by key."""
    folder = resources.files("exports.documents").joinpath("types")
    texts = (entry.read_text(encoding="utf-8") for entry in folder.iterdir() if entry.name.endswith(".toml"))
    return {made.key: made for made in sorted(map(parse_type, texts), key=lambda made: made.number)}


@cache
def built_type(key: str) -> DocumentType | None:
    """One type by its key, which is also its file's name; the first paper of a process waits for no other file."""
    entry = resources.files("exports.documents").joinpath("types", f"{key}.toml")
    if not key.isidentifier() or not entry.is_file():
        return None
    return parse_type(entry.read_text(encoding="utf-8"))
