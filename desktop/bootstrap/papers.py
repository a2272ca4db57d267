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
    from desktop.bootstrap.templates import StationTemplates, Template
    from desktop.usecases.bind_dossier import Binder


class PdfPapers:
    """See `desktop.usecases.protocols.Papers`. Fonts are opened at the first drawing.

    A type that the county published goes before the shipped one; its template runs in a process apart.
    """

    def __init__(self, templates: StationTemplates | None = None) -> None:
        self._templates = templates

    @cached_property
    def fonts(self) -> FontSet:
        return FontSet(SystemFs(), default_cache_folder())

    def types(self) -> tuple[PaperInfo, ...]:
        published = self._templates.keys() if self._templates else ()
        keys = dict.fromkeys((*built_types(), *published))
        return tuple(sorted((self.info(key) for key in keys), key=lambda info: info.type_number))

    def info(self, type_key: str) -> PaperInfo:
        kind, known = self._in_force(type_key), self._known(type_key)
        made = _info(known.kind if known else _there(kind))
        if known is None:
            return made
        return msgspec.structs.replace(
            made,
            group=made.group or "county",
            offered=kind is not None,
            county=known.county,
            version=known.kind.version,
            since=known.since,
        )

    def missing(self, type_key: str, view: CaseView | ListView) -> tuple[tuple[str, str], ...]:
        kind, template = self._in_force(type_key), self._published(type_key)
        if template is not None and self._templates is not None:
            return self._templates.missing(template, view)
        if kind is None and self._known(type_key) is not None:
            return (("type", "文书模板（已经撤回）"),)
        return tuple((m.path, m.name) for m in missing_facts(_there(kind), view))

    def compose(self, type_key: str, view: CaseView | ListView) -> ComposedPaper:
        kind, template = _there(self._in_force(type_key)), self._published(type_key)
        if template is not None and self._templates is not None:
            model = _model(self._templates.compose(template, view))
        else:
            model = compose(kind, view)
        return ComposedPaper(type_key, kind.version, kind.hash, encode(model), facts_hash(model))

    def render(self, composed: ComposedPaper, issued_at: datetime) -> bytes:
        return self.draw(composed.model, issued_at)

    def draw(self, model: bytes, issued_at: datetime, mark: str = "") -> bytes:
        return render_pdf(_model(model), self.fonts, issued_at=issued_at, mark=mark)

    def blank(
        self, type_key: str, committee: Committee, view: CaseView | None, code: str, issued_at: datetime
    ) -> bytes:
        kind, template = _there(self._in_force(type_key)), self._published(type_key)
        if template is not None and self._templates is not None:
            model = _model(self._templates.blank(template, committee, view))
        else:
            model = blank_model(kind, committee, view)
        return render_pdf(model, self.fonts, issued_at=issued_at, mark="手写表", code=code)

    def word(self, composed: ComposedPaper, issued_at: datetime) -> bytes:
        from exports.documents.word.writer import render_docx

        return render_docx(_model(composed.model), issued_at=issued_at)

    def binder(self) -> Binder:
        """Binds files with the same fonts."""
        from exports.documents.dossier.pdf_binder import PdfBinder

        return PdfBinder(self.fonts)

    def copies(self, type_key: str, parties: int) -> int:
        known = self._known(type_key)
        rule = (known.kind if known else _there(self._in_force(type_key))).copies
        return parties + 1 if rule == "parties+1" else int(rule)

    def _published(self, type_key: str) -> Template | None:
        return self._templates.in_force(type_key) if self._templates else None

    def _known(self, type_key: str) -> Template | None:
        """The published template, be it withdrawn; None where none was ever published or the shipped one is back."""
        if self._templates is None or (built_type(type_key) is not None and self._published(type_key) is None):
            return None
        return self._templates.known(type_key)

    def _in_force(self, type_key: str) -> DocumentType | None:
        published = self._published(type_key)
        return published.kind if published is not None else built_type(type_key)


def _there(kind: DocumentType | None) -> DocumentType:
    if kind is None:
        raise RuleViolation("R-409", "这种文书还没有模板。", field="type", way_out="请从列表里选择，或导入县里的模板。")
    return kind


def _model(data: bytes) -> DocumentModel:
    return msgspec.json.decode(data, type=DocumentModel)


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
