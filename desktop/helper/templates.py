"""Runs a stranger's document template over frozen facts; only in the helper process, which is stopped when it lasts."""

from __future__ import annotations

import msgspec

from desktop.domain.canonical import encode
from desktop.domain.case_view import CaseView, Committee
from desktop.domain.errors import RuleViolation
from desktop.domain.list_view import ListView
from desktop.services import helper_messages as m
from exports.documents.blank import blank_model
from exports.documents.check import check_template
from exports.documents.compose import compose, missing_facts
from exports.documents.document_type import parse_type
from exports.documents.model import DocumentModel

LARGEST_MODEL = 4 << 20
"""Bytes of a paper's model: a hundred times an agreement's; what is longer nobody could draw or read."""


def told(job: m.TemplateJob) -> m.Composed:
    """The answer to a job. Raises RuleViolation R-503 … R-506."""
    text = job.data.decode()
    if job.ask == "check":
        return _checked(text, job)
    kind = parse_type(text)
    if job.ask == "missing":
        return m.Composed(missing=tuple((one.path, one.name) for one in missing_facts(kind, _view(job))))
    if job.ask == "blank":
        committee = msgspec.msgpack.decode(job.committee, type=Committee)
        case = msgspec.msgpack.decode(job.view, type=CaseView) if job.view else None
        return m.Composed(_sized(blank_model(kind, committee, case)))
    return m.Composed(_sized(compose(kind, _view(job))))


def _checked(text: str, job: m.TemplateJob) -> m.Composed:
    """Every fault with its line; one without faults is run once, so that what never ends is stopped here."""
    faults = tuple((fault.line, fault.message) for fault in check_template(text))
    if not faults:
        try:
            _sized(compose(parse_type(text), _view(job)))
        except RuleViolation as error:
            if error.code == "R-506":
                return m.Composed(faults=((1, error.message),))  # else the sample lacks a fact, which is no fault
    return m.Composed(faults=faults)


def _view(job: m.TemplateJob) -> CaseView | ListView:
    if job.period:
        return msgspec.msgpack.decode(job.view, type=ListView)
    return msgspec.msgpack.decode(job.view, type=CaseView)


def _sized(model: DocumentModel) -> bytes:
    data = encode(model)
    if len(data) > LARGEST_MODEL:
        raise RuleViolation(
            "R-506", "这个模板套出来的文书太长（超过四兆）。", way_out="请检查模板里的循环；模板是县里的，请告诉县里。"
        )
    return data
