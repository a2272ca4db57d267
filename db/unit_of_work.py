"""One operation, one transaction: what use cases write through. Rolls back unless `commit()` was called.

Recording makes the events at once (chain, tick, frontier, hashes) and folds the touched aggregates, so that a use
case reads its own writes; nothing reaches the disk before the commit, except blobs, which must be there first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, insert, select, tuple_, update

from db import cache, clock_book, journal, log, undo
from db.append import append_own
from db.numbers import greatest_serial
from db.projections import connect_after_gaps, fold, replace_rows
from db.queries import people
from db.queries.lists import list_rows
from db.queries.view import view_of
from db.reference import References
from db.sealed import SealedChain, SqlSealedWork
from db.store import Place, Store, get_key, get_setting, put_key, put_setting
from db.table_memory import SqlTableMemory
from db.tables import local_draft, log_blob, state_case, state_station, state_user
from desktop.domain.activity import ActivityState
from desktop.domain.calendar import Calendar
from desktop.domain.canonical import holds_nul
from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView, Committee
from desktop.domain.clock_doubt import ClockBook, DayInDoubt, Doubt
from desktop.domain.county_events import StationState
from desktop.domain.errors import RuleViolation
from desktop.domain.events import Event, Header, encode_payload, seal, type_of
from desktop.domain.list_view import ListView, list_view
from desktop.domain.masking import handles
from desktop.domain.numbering import next_serial
from desktop.domain.person import OrganisationState, PersonState
from desktop.domain.places import Place as KnownPlace
from desktop.domain.procedure import Procedure
from desktop.domain.rights import demand
from desktop.domain.station_events import ReferenceState, UserState
from desktop.domain.viewer import Viewer
from desktop.reference.rights_data import rights
from desktop.services.seams import ByteReader

_DOUBTFUL = ("anchor_missing", "restored", "receipt_ahead")
"""Reasons of an epoch that leave it open whether a number was printed before (sync-model.md §2)."""
_AT_ONCE = 200
"""Up to so many cases are indexed by the commit itself; a table's thousands get their keys and wait as an import's."""
_SLICE = 2000
"""After so many events the transaction keeps nothing in memory that it can read back."""


class SqlUnitOfWork:
    """See `desktop.usecases.protocols.UnitOfWork`."""

    def __init__(self, store: Store, connection: Connection, viewer: Viewer, references: References) -> None:
        self.viewer = viewer
        self._store = store
        self._connection = connection
        self._references = references
        self._place: Place | None = None
        self._new: list[Event] = []
        self._events: dict[str, list[Event]] = {}
        self._states: dict[str, tuple[str, Any]] = {}
        self._touched: dict[str, str] = {}
        self._fresh: set[str] = set()
        self._procedures: dict[tuple[str, int | None], Procedure] = {}
        self._uncovered: set[tuple[str, str]] = set()
        self._numbered = False
        self._sealed: SqlSealedWork | None = None

    # ---- reading ----
    def now(self) -> datetime:
        return self._store.clock.now()

    def printed_at(self) -> datetime:
        doubt = self.clock_doubt()
        if doubt is not None:
            raise DayInDoubt(doubt)
        return self.now()

    def clock_doubt(self) -> Doubt | None:
        return clock_book.doubt(self.viewer, self._connection, self._store.identity.station, self.now())

    def clock_book(self) -> ClockBook:
        return clock_book.load(self._connection)

    def keep_clock_book(self, book: ClockBook) -> None:
        clock_book.keep(self._connection, book)

    def look_at_clock(self) -> None:
        """A run begins: compare the clock with what was written last; before the first line of this run."""
        clock_book.begin(self._connection, self._store, self.viewer.id)

    def new_id(self) -> str:
        fresh = self._store.random.bytes(16).hex()
        self._fresh.add(fresh)
        return fresh

    def case(self, case_id: str) -> CaseState:
        state = self._state(case_id, "case")
        if state is None:
            raise RuleViolation("R-301", "找不到这件事。", field="case", way_out="请从列表里重新打开。")
        return state  # type: ignore[no-any-return]

    def person(self, person_id: str) -> PersonState | None:
        return self._state(person_id, "person")  # type: ignore[no-any-return]

    def organisation(self, organisation_id: str) -> OrganisationState | None:
        return self._state(organisation_id, "organisation")  # type: ignore[no-any-return]

    def activity(self, activity_id: str) -> ActivityState | None:
        return self._state(activity_id, "activity")  # type: ignore[no-any-return]

    def users(self) -> tuple[UserState, ...]:
        self._flush()
        rows = self._connection.execute(select(state_user.c.doc).order_by(state_user.c.id)).scalars()
        return tuple(msgspec.json.decode(doc, type=UserState) for doc in rows)

    def users_of(self, station: str) -> tuple[UserState, ...]:
        self._flush()
        return people.users_of(self.viewer, self._connection, station)

    def stations(self) -> tuple[StationState, ...]:
        self._flush()
        rows = self._connection.execute(select(state_station.c.doc).order_by(state_station.c.id)).scalars()
        return tuple(msgspec.json.decode(doc, type=StationState) for doc in rows)

    def next_serial(self, series: str) -> int:
        self._numbered = True
        self._flush()
        in_anchors = self._store.anchor_marks(self._connection).get(series, 0)
        return next_serial(greatest_serial(self._connection, series), in_anchors)

    def committee(self) -> Committee:
        return self._references.committee(self._connection)

    def places(self) -> tuple[KnownPlace, ...]:
        return self._references.places(self._connection)

    def procedure(self, key: str, version: int | None = None) -> Procedure:
        found = self._procedures.get((key, version))
        if found is None:
            found = self._procedures[key, version] = self._references.procedure(self._connection, key, version)
        return found

    def calendar(self) -> Calendar:
        return self._references.calendar(self._connection)

    def installation(self) -> str:
        return self._store.identity.installation

    def next_version(self, reference_id: str) -> int:
        """The version after the newest published one of a piece of reference data (packaged files are version 0)."""
        state = self._state(reference_id, "reference")
        return 1 + max((v.version for v in state.versions), default=0) if state else 1

    def published(self, kind: str, key: str) -> ReferenceState | None:
        return self._state(f"{kind}/{key}", "reference")  # type: ignore[no-any-return]

    def letter(self) -> str:
        return self._store.identity.letter or "A"

    def epoch_ordinal(self) -> int:
        self._where()
        state = self._state(self.installation(), "installation")
        reason = state.reasons[state.epochs.index(self._where().epoch)]
        doubtful = get_setting(self._connection, "numbers.doubtful") == "1" or reason in _DOUBTFUL
        trusted = get_setting(self._connection, "numbers.trusted") == self._where().epoch
        return len(state.epochs) if doubtful and not trusted else 1

    @property
    def tables(self) -> SqlTableMemory:
        """What is known of rows of other systems' tables, own writes included."""
        self._flush()
        return SqlTableMemory(self.viewer, self._connection, self.committee)

    def case_view(self, case_id: str) -> CaseView:
        self._flush()
        state = self.case(case_id)
        procedure = self.procedure(state.reg.procedure.key, state.reg.procedure.version)
        return view_of(self.viewer, self._connection, state, self.committee(), procedure)

    def list_view(self, since: str, until: str) -> ListView:
        self._flush()
        return list_view(
            list_rows(self.viewer, self._connection, since, until),
            since,
            until,
            committee=self.committee(),
            maker=self.viewer.name,
            on=self.now().date().isoformat(),
            calendar=self.calendar(),
        )

    # ---- writing ----
    def record(self, aggregate_id: str, *payloads: msgspec.Struct) -> None:
        """Payloads of one call are of one aggregate and stand under the owner version at its beginning."""
        if not payloads:
            return
        kind = type_of(payloads[0]).aggregate
        known = self._load(aggregate_id)
        version = getattr(self._state(aggregate_id, kind), "owner_version", 0)
        for payload in payloads:
            event = self._make(aggregate_id, payload, known, version)
            known.append(event)
            self._new.append(event)
        self._states[aggregate_id] = (kind, fold(kind, known))
        if kind == "reference":
            self._procedures.clear()
        if len(self._new) >= _SLICE:
            self._flush()
            self._states, self._events = {}, {}
            self._fresh.clear()

    def put_blob(self, data: bytes, *, travels: bool = True) -> str:
        content_hash = self._store.blobs.put(data)
        self._note_blob(content_hash, len(data), travels=travels)
        return content_hash

    def take_blob(self, source: ByteReader) -> tuple[str, int]:
        content_hash, size = self._store.blobs.take(source)
        self._note_blob(content_hash, size, travels=True)
        return content_hash, size

    def _note_blob(self, content_hash: str, size: int, *, travels: bool) -> None:
        row = {"hash": content_hash, "size": size, "travels": int(travels)}
        self._connection.execute(log.insert_ignore(self._connection, log_blob), row)

    def get_blob(self, content_hash: str) -> bytes:
        return self._store.blobs.get(content_hash)

    def left_the_house(self, case_id: str, event_hash: str) -> bool:
        return undo.left_the_house(self._connection, case_id, event_hash)

    def may_be_undone(self, case_id: str, event_hash: str) -> bool:
        return undo.may_be_undone(self._connection, case_id, event_hash)

    def save_draft(self, form: str, case_id: str, title: str, content: str) -> None:
        self.drop_draft(form, case_id)
        self._connection.execute(
            insert(local_draft).values(
                form=form,
                case_id=case_id,
                user=self.viewer.id,
                title=title,
                content=content,
                saved_at=self.now().isoformat(),
            )
        )

    def drop_draft(self, form: str, case_id: str) -> None:
        self._connection.execute(
            delete(local_draft).where(
                local_draft.c.form == form, local_draft.c.case_id == case_id, local_draft.c.user == self.viewer.id
            )
        )

    def keep_secret(self, name: str, value: bytes) -> None:
        """Keep a secret of this installation in the local tables; b"" takes it away."""
        put_key(self._connection, name, value)

    def secret(self, name: str) -> bytes:
        return get_key(self._connection, name)

    def journal(self, act: str, subject: str, note: str = "") -> None:
        journal.write(self._connection, at=self.now(), user=self.viewer.id, act=act, subject=subject, note=note)

    def uncover(self, case_id: str) -> None:
        self._uncovered.add((self.viewer.id, case_id))

    def noted(self, act: str, subject: str) -> int:
        return journal.count(self._connection, act, subject)

    def local(self, name: str) -> str:
        return get_setting(self._connection, name)

    def keep_local(self, name: str, value: str) -> None:
        put_setting(self._connection, name, value)

    def sealed(self) -> SqlSealedWork:
        demand(self.viewer, "sealed", rights())
        if self._sealed is None:
            self._sealed = SqlSealedWork(SealedChain(self._store, self._connection), self.viewer)
        return self._sealed

    def cases_of(self, installation: str) -> tuple[str, ...]:
        self._flush()
        mine = select(state_case.c.id).where(state_case.c.owner == installation).order_by(state_case.c.id)
        return tuple(self._connection.execute(mine).scalars())

    def handled_cases(self, user: str) -> tuple[str, ...]:
        self._flush()
        docs = self._connection.execute(
            select(state_case.c.doc)
            .where(state_case.c.state != "closed", state_case.c.owner == self.installation())
            .order_by(state_case.c.received, state_case.c.id)
        ).scalars()
        states = (msgspec.json.decode(doc, type=CaseState) for doc in docs)
        return tuple(state.id for state in states if handles(user, state))

    def move_drafts(self, old: str, new: str) -> int:
        kept = select(local_draft.c.form, local_draft.c.case_id).where(local_draft.c.user == new)
        moved = self._connection.execute(
            update(local_draft)
            .where(local_draft.c.user == old, tuple_(local_draft.c.form, local_draft.c.case_id).not_in(kept))
            .values(user=new)
        )
        return int(moved.rowcount)

    def settle_epoch(self) -> None:
        """Open a new epoch now if a doubt asks for one, though nothing is recorded: what is said of this log to others
        must not stand under an epoch that was set back."""
        self._where()

    def commit(self) -> None:
        """Append, replace rows, refresh the cache of touched cases, commit; then move the anchor."""
        self._flush()
        place = self._place
        if self._touched:
            cache.mark_pending(self._connection, self._touched, with_people=False)
            cache.refresh_people(self._connection, cache.people_of(self._touched))
            cases = [i for i, kind in self._touched.items() if kind == "case"]
            if len(cases) > _AT_ONCE:
                cache.refresh_keys(self._connection, cases)
            elif self._store.assess is not None:
                cache.refresh_cases(self._connection, cases, self._store.assess)
        if place is not None:
            self._store.take_place(self._connection, place)
        noted = self._store.notes.write(self._connection)
        self._connection.commit()
        self._store.notes.forget(noted)
        self._store.uncovered |= self._uncovered
        if place is not None:
            self._numbered = self._numbered or place.new_epoch is not None
            self._place = self._store.remember_place(place)
        if self._numbered:
            self._store.write_anchor(self._connection)
            self._connection.rollback()
            self._numbered = False
        elif self._touched and self._place is not None:
            self._store.advance_anchor(self._place)
        if self._sealed is not None and self._sealed.wrote:
            self._sealed.chain.write_anchor(wrote=True)
            self._sealed.wrote = False
        self._touched, self._states, self._events = {}, {}, {}
        self._fresh.clear()

    # ---- within ----
    def _flush(self) -> None:
        """Append what was recorded and replace the rows, inside the open transaction, so that joins see own writes."""
        if not self._new or self._place is None:
            return
        append_own(self._connection, self._place.epoch_no, self._new)
        changed = {e.header.id for e in self._new}
        replace_rows(self._connection, {i: self._states[i] for i in changed})
        self._touched |= {i: self._states[i][0] for i in changed}
        self._touched |= connect_after_gaps(self._connection, self._new)
        self._new = []

    def _where(self) -> Place:
        if self._place is None:
            self._place = self._store.place(self._connection)
            if self._place.new_epoch is not None:
                opened = self._place.new_epoch
                self.record(opened.installation, opened)
        return self._place

    def _make(self, aggregate_id: str, payload: msgspec.Struct, known: list[Event], owner_version: int) -> Event:
        place = self._where()
        kind = type_of(payload)
        before = {parent for e in known for parent in e.header.after}
        header = Header(
            v=1,
            epoch=place.epoch,
            seq=place.seq + 1,
            prev=place.head,
            aggregate=kind.aggregate,
            id=aggregate_id,
            type=kind.name,
            type_version=kind.version,
            actor=self.viewer.id,
            role=self.viewer.role,
            at=self.now().isoformat(timespec="seconds"),
            tick=place.tick + 1,
            after=tuple(sorted({e.hash.hex() for e in known} - before)),
            owner_version=owner_version or (1 if kind.aggregate == "case" else 0),
            data_class=kind.data_class,
            payload_hash="",
        )
        body = encode_payload(payload)
        if holds_nul(body):
            raise RuleViolation(
                "R-601", "文字里有不能保存的控制字符。", field="text", way_out="请把这段文字重新输入，不要粘贴。"
            )
        event = seal(header, body, self._store.random.bytes(16), self.installation())
        self._place = place._replace(seq=header.seq, head=event.hash.hex(), tick=header.tick)
        return event

    def _load(self, aggregate_id: str) -> list[Event]:
        if aggregate_id not in self._events:
            stored = {} if aggregate_id in self._fresh else log.events_of(self._connection, [aggregate_id])
            self._events[aggregate_id] = stored.get(aggregate_id, [])
        return self._events[aggregate_id]

    def _state(self, aggregate_id: str, kind: str) -> Any:
        if aggregate_id not in self._states:
            known = self._load(aggregate_id)
            return fold(kind, known) if known else None
        return self._states[aggregate_id][1]


def units_of_work(store: Store, references: References) -> Callable[[Viewer], Any]:
    """A factory of units of work on this store: `with factory(viewer) as uow: ...; uow.commit()`.

    A refusal for want of a right (R-203) is a line of the journal, though nothing else of the work stays.
    """

    @contextmanager
    def open_one(viewer: Viewer) -> Iterator[SqlUnitOfWork]:
        with store.engine.connect() as connection:
            try:
                yield SqlUnitOfWork(store, connection, viewer, references)
            except RuleViolation as refused:
                if refused.code == "R-203":
                    connection.rollback()
                    now = store.clock.now()
                    journal.write(connection, at=now, user=viewer.id, act="refused", subject=refused.code)
                    connection.commit()
                raise

    return open_one
