"""Holds the county's board of stations against a second reading of its log: chains walked one by one, no SQL."""

from __future__ import annotations

from collections import defaultdict

import msgspec
from sqlalchemy import select

from db.tables import log_epoch, log_event
from desktop.bootstrap.station import Desk
from desktop.domain.events import Header


def county_board_is_true(county: Desk) -> None:
    """Every station's records, what is missing and what was written twice; more is never called safe than is here."""
    with county.store.transaction() as connection:
        query = select(log_epoch.c.id, log_event.c.hash, log_event.c.header).join(
            log_event, log_event.c.epoch_no == log_epoch.c.no
        )
        rows = [(epoch, digest.hex(), _header(raw)) for epoch, digest, raw in connection.execute(query)]
        stations = dict(
            (row.id, row.station) for row in connection.exec_driver_sql("SELECT id, station FROM state_installation")
        )
    chains: dict[str, dict[str, Header]] = defaultdict(dict)
    for epoch, digest, header in rows:
        chains[epoch][digest] = header
    if any(header.type == "gap.accepted" for _epoch, _digest, header in rows):
        return  # a person has decided what counts without its beginning
    owners = {epoch: _owner(chain) for epoch, chain in chains.items()}
    for line in county.queries.stations(county.viewer).lines:
        mine = [chain for epoch, chain in chains.items() if stations.get(owners[epoch]) == line.code]
        reached = [_reached(chain) for chain in mine]
        assert line.records == sum(reached), f"{line.code}: counted {line.records}, connected {reached}"
        assert line.durable <= line.records, line.code
        places = [{header.seq for header in chain.values()} for chain in mine]
        beyond = sum(len({s for s in seqs if s > upto}) for seqs, upto in zip(places, reached, strict=True))
        lost = sum(max(seqs) - upto for seqs, upto in zip(places, reached, strict=True)) - beyond
        assert line.missing >= lost, f"{line.code}: {lost} are missing, it says {line.missing}"
        assert line.forks == sum(len(chain) - len(seqs) for chain, seqs in zip(mine, places, strict=True)), line.code
        if mine:
            assert line.last_at, f"{line.code} has sent something"


def _header(raw: bytes) -> Header:
    return msgspec.json.decode(raw, type=Header)


def _reached(chain: dict[str, Header]) -> int:
    """Greatest place that hangs together with the beginning."""
    after: dict[str, list[str]] = defaultdict(list)
    for digest, header in chain.items():
        after[header.prev].append(digest)
    reached, front = 0, [d for d in after[""] if chain[d].seq == 1]
    while front:
        reached = max(reached, *(chain[d].seq for d in front))
        front = [d for before in front for d in after[before] if chain[d].seq == chain[before].seq + 1]
    return reached


def _owner(chain: dict[str, Header]) -> str:
    """The installation that opened the epoch; "" while its beginning is not here."""
    return next((h.id for h in chain.values() if h.seq == 1 and h.type == "epoch.opened"), "")
