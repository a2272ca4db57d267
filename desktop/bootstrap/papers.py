"""The papers as use cases know them: types, missing facts, composing and drawing, over exports/documents."""

from __future__ import annotations

from datetime import datetime
from functools import cache, cached_property
from typing import TYPE_CHECKING

import msgspec

from desktop.domain.canonical import encode
from desktop.domain.case_view import CaseView, Committee
from desktop.domain.errors import RuleViolation
from desktop.domain.list_view import ListView
from desktop.services.seams import SystemFs
from desktop.usecases.protocols import ComposedPaper, PaperInfo
from exports.documents.blank import blank_model
from exports.documents.compose import compose, missing_facts
from exports.documents.document_type import DocumentType, built_type, built_types
from exports.documents.model import DocumentModel, facts_hash
from exports.documents.render import render_pdf
from exports.documents.typeset.fontset import FontSet, default_cache_folder

if TYPE_CHECKING:  # a process that only draws papers binds no file
    from desktop.usecases.bind_dossier import Binder


class PdfPapers:
    """See `desktop.usecases.protocols.Papers`. Fonts are opened at the first drawing."""

    @cached_property
    def fonts(self) -> FontSet:
        return FontSet(SystemFs(), default_cache_folder())

    def types(self) -> tuple[PaperInfo, ...]:
        return tuple(_info(kind) for kind in built_types().values())

    def info(self, type_key: str) -> PaperInfo:
        return _info(_kind(type_key))

    def missing(self, type_key: str, view: CaseView | ListView) -> tuple[tuple[str, str], ...]:
        return tuple((m.path, m.name) for m in missing_facts(_kind(type_key), view))

    def compose(self, type_key: str, view: CaseView | ListView) -> ComposedPaper:
        kind = _kind(type_key)
        model = compose(kind, view)
        return ComposedPaper(type_key, kind.version, kind.hash, encode(model), facts_hash(model))

    def render(self, composed: ComposedPaper, issued_at: datetime) -> bytes:
        return self.draw(composed.model, issued_at)

    def draw(self, model: bytes, issued_at: datetime, mark: str = "") -> bytes:
        return render_pdf(msgspec.json.decode(model, type=DocumentModel), self.fonts, issued_at=issued_at, mark=mark)

    def blank(
        self, type_key: str, committee: Committee, view: CaseView | None, code: str, issued_at: datetime
    ) -> bytes:
        model = blank_model(_kind(type_key), committee, view)
        return render_pdf(model, self.fonts, issued_at=issued_at, mark="手写表", code=code)

    def word(self, composed: ComposedPaper, issued_at: datetime) -> bytes:
        from exports.documents.word.writer import render_docx

        return render_docx(msgspec.json.decode(composed.model, type=DocumentModel), issued_at=issued_at)

    def binder(self) -> Binder:
        """Binds files with the same fonts."""
        from exports.documents.dossier.pdf_binder import PdfBinder

        return PdfBinder(self.fonts)

    def copies(self, type_key: str, parties: int) -> int:
        rule = _kind(type_key).copies
        return parties + 1 if rule == "parties+1" else int(rule)


def _kind(type_key: str) -> DocumentType:
    found = built_type(type_key)
    if found is None:
        raise RuleViolation("R-409", "这种文书还没有模板。", field="type", way_out="请从列表里选择，或导入县里的模板。")
    return found


def _info(kind: DocumentType) -> PaperInfo:
    number = kind.number_word if kind.own_number else "case"
    group = _groups().get(kind.key, "")
    return PaperInfo(
        kind.key, kind.title, number, kind.signers, group, kind.dossier, type_number=kind.number, about=kind.about
    )


@cache
def _groups() -> dict[str, str]:
    from desktop.reference import load_keys  # a process that only draws papers never asks for groups

    return {key.key: key.group for key in load_keys("forms")}
