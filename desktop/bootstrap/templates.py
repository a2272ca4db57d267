"""Document templates that a county (or this station) published: checked apart before they are used, in force by day.

A template from outside never runs in this process. It is checked once in the helper, which stops one that does not
end; the verdict is kept by content and program version, since a newer program may know more. A faulty version is left
out and told; the one before it, or the shipped one, stays in force.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import TypeVar

import msgspec
from msgspec import Struct

from db.engine import Engine
from db.reference import published_states
from db.store import Store, get_setting, put_setting
from desktop.bench.sample import sample_view
from desktop.bootstrap.doors import APP_VERSION
from desktop.domain.case_view import CaseView, Committee
from desktop.domain.errors import RuleViolation, Situation
from desktop.domain.list_view import ListView
from desktop.domain.station_events import Published
from desktop.services.helper import Helper
from desktop.usecases.publish_reference import TEMPLATE, PublishReference
from exports.documents.document_type import DocumentType, built_type, parse_type

T = TypeVar("T")
Faults = tuple[tuple[int, str], ...]
_ENDLESS = ((1, "用样例试套时没有在规定的时间里做完，可能有停不下来的循环"),)


class Template(Struct, frozen=True):
    """A version of a document type. `text`: its file, "" for one that ships. `since`: ISO day it is used from.

    `county`: published by the county, else by this station itself; `withdrawn`: kept for the papers made with it.
    """

    kind: DocumentType
    text: str = ""
    since: str = ""
    county: bool = False
    withdrawn: bool = False


class Verdict(Struct, frozen=True):
    """What the helper found in a content."""

    program: str
    faults: Faults


class StationTemplates:
    """All published templates in memory; `refresh` when something was published, withdrawn or came in."""

    def __init__(self, store: Store, reader: Engine, helper: Helper | None = None) -> None:
        self._store = store
        self._reader = reader
        self.apart = helper or Helper()
        self._versions: dict[str, tuple[Template, ...]] = {}
        self._faults: dict[str, Faults] = {}
        self._stuck: set[str] = set()
        self.refresh()

    def keys(self) -> tuple[str, ...]:
        """Of all document types that were ever published."""
        return tuple(self._versions)

    def in_force(self, key: str) -> Template | None:
        """The published version used today: the county's newest, else the station's own; None: the shipped one."""
        today = self._store.clock.now().date().isoformat()
        usable = [t for t in self._versions.get(key, ()) if t.since <= today and not t.withdrawn]
        return max(usable, key=_rank, default=None)

    def known(self, key: str) -> Template | None:
        """As `in_force`, else the newest that ever was, for papers that were made with it."""
        return self.in_force(key) or max(self._versions.get(key, ()), key=_rank, default=None)

    def faults(self, content_hash: str) -> Faults:
        """Why a published content is not used; empty when it is in order."""
        return self._faults.get(content_hash, ())

    def refresh(self) -> tuple[str, ...]:
        """Read anew what was published; what is told of versions that cannot be used and were not told before."""
        with self._reader.connect() as connection:
            states = published_states(connection, TEMPLATE)
        found: dict[str, list[Template]] = {}
        told: list[str] = []
        for state in states:
            for version in state.versions:
                owner, _, key = version.key.rpartition(".")
                if owner in ("", self._store.identity.station):
                    template = self._read(key, version, version.version in state.withdrawn, told.append)
                    found.setdefault(key, []).extend([template] if template else [])
        self._versions = {key: tuple(templates) for key, templates in found.items() if templates}
        return tuple(told)

    def demand_fit(self, name: str, cmd: PublishReference) -> None:
        """Whether a file can be published as a template.

        Raises:
            RuleViolation: R-635 faults with their lines, R-636 not newer than the shipped one, R-637 a number that
                another published type has. Situation: S-515.
        """
        faults = self._checked(cmd.text)
        if faults:
            raise RuleViolation("R-635", f"{name} 有{len(faults)}处错误：{said(faults)}", field="file", way_out=_MEND)
        kind = parse_type(cmd.text)
        shipped = built_type(kind.key)
        if shipped is not None and kind.version <= shipped.version:
            raise RuleViolation(
                "R-636",
                f"本程序自带的《{shipped.title}》已经是第{shipped.version}版。",
                field="version",
                way_out=f"请把文件里的 version 改成{shipped.version + 1}以上再发布。",
            )
        for key in self.keys():
            other = self.known(key)
            if other is not None and key != kind.key and other.kind.number == kind.number:
                raise RuleViolation(
                    "R-637",
                    f"种类号{kind.number}已经是《{other.kind.title}》的。",
                    field="number",
                    way_out="请换一个900到9999之间没有用过的号。",
                )

    def missing(self, template: Template, view: CaseView | ListView) -> tuple[tuple[str, str], ...]:
        """(path, name) of what a paper of this template lacks. One that does not fit lacks a template that does, so
        that whoever looks at the case is not kept from it."""
        try:
            return self._run(template, lambda: self.apart.missing(template.text, view))
        except (Situation, RuleViolation) as error:
            return (("type", f"能用的模板（{error.message.rstrip('。')}）"),)

    def compose(self, template: Template, view: CaseView | ListView) -> bytes:
        """The model of a paper. Raises S-517 when the template does not come to an end, and what composing refuses."""
        return self._run(template, lambda: self.apart.compose(template.text, view))

    def blank(self, template: Template, committee: Committee, view: CaseView | None) -> bytes:
        """The model of a form to fill in by hand. Raises as `compose`."""
        return self._run(template, lambda: self.apart.blank(template.text, committee, view))

    def _run(self, template: Template, work: Callable[[], T]) -> T:
        """In the helper. One that did not end is not tried again before the next start: it would stop everybody."""
        try:
            if template.text in self._stuck:
                raise _stuck(template)
            return work()
        except Situation as error:
            if error.code != "S-514":
                raise
            self._stuck.add(template.text)
            raise _stuck(template) from error

    def close(self) -> None:
        """End the helper."""
        self.apart.close()

    def _read(self, key: str, version: Published, withdrawn: bool, tell: Callable[[str], None]) -> Template | None:
        """A version as a template; None while its file has not come, or when it cannot be used."""
        text = version.content
        if not text:
            try:
                text = self._store.blobs.get(version.content_hash).decode()
            except (Situation, UnicodeDecodeError):
                return None  # it comes on another stick; until then the version before it is used
        faults = self._judged(version, text, tell)
        if faults is None or faults:
            return None
        kind = parse_type(text)
        if (kind.key, kind.version) != (key, version.version):
            return None
        return Template(kind, text, version.effective_from, "." not in version.key, withdrawn)

    def _judged(self, version: Published, text: str, tell: Callable[[str], None]) -> Faults | None:
        """The kept verdict on a content, or a new one; None when it could not be asked for."""
        name = f"template.{version.content_hash}"
        with self._reader.connect() as connection:
            kept = get_setting(connection, name)
        if kept and (verdict := msgspec.json.decode(kept, type=Verdict)).program == APP_VERSION:
            self._faults[version.content_hash] = verdict.faults
            return verdict.faults
        faults: Faults | None = None
        with suppress(Situation):  # S-515: asked again at the next start
            faults = self._checked(text)
        if faults is None:
            return None
        with self._store.transaction() as connection:
            put_setting(connection, name, msgspec.json.encode(Verdict(APP_VERSION, faults)).decode())
            connection.commit()
        self._faults[version.content_hash] = faults
        if faults:
            tell(f"文书模板“{version.key}”第{version.version}版不能用，仍用原来的：{said(faults)}")
        return faults

    def _checked(self, text: str) -> Faults:
        """Raises S-515 when the helper does not start."""
        try:
            return self.apart.check(text, sample_view(0))
        except Situation as error:
            if error.code != "S-514":
                raise
            return _ENDLESS


def _stuck(template: Template) -> Situation:
    return Situation(
        "S-517",
        f"县里第{template.kind.version}版《{template.kind.title}》模板套这件事时停不下来，已经停掉。",
        safe="事项的内容没有改动，别的文书照常能出。",
        way_out="请告诉县里撤回这一版；撤回后就用原来的模板。",
    )


_MEND = "请按行号改正；用 check-template 可以先检查、先看样子。"
_SHOWN = 5


def said(faults: Faults) -> str:
    """The first faults with their lines."""
    more = f"；……共{len(faults)}处" if len(faults) > _SHOWN else ""
    return "；".join(f"第{line}行：{message}" for line, message in faults[:_SHOWN]) + more


def _rank(template: Template) -> tuple[bool, int]:
    return template.county, template.kind.version
