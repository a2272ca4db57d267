"""SIGKILL at random moments while sticks are written and taken in, at a station and at the county (I7).

A process of its own works on real files and is gone from one instruction to the next. What it leaves on the stick is
whole or a `.part`, and doing it again ends as if nothing had happened.
"""

from __future__ import annotations

import os
import random
import select
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final, NamedTuple, NoReturn

import pytest

from desktop.bootstrap.county_down import send_down
from desktop.bootstrap.exchange import export, import_file
from desktop.bootstrap.inbox import take_inbox
from desktop.domain.bundle_codes import BundleRefused
from tests.cheap import light_settings, shared_statements
from tests.faults import HITS
from tests.journeys.sync_world import World

CODES: Final = {"a": "990101001001", "b": "990101002001"}
LONGEST: Final = 0.15
"""Seconds from the beginning of the act to the kill; the moment is drawn, rather early, and nothing is measured."""


def _export(world: World) -> None:
    export(world.open("a"), world.folder / "stick")


def _inbox(world: World) -> None:
    take_inbox(world.county, world.folder / "up")


def _receipts(world: World) -> None:
    send_down(world.county, world.folder / "stick")


def _import(world: World, folder: str = "down") -> None:
    """Everything that is for `a`; files for others say so, and what was taken before says that."""
    for path in sorted((world.folder / folder).glob("*.fqb")):
        try:
            import_file(world.open("a"), path)
        except BundleRefused as refused:
            if refused.code not in ("E02", "E17"):
                raise


def _taken(world: World) -> None:
    """The county takes what lies on the stick: every file there is whole."""
    assert {line.state for line in take_inbox(world.county, world.folder / "stick")} <= {"STORED", "DUPLICATE"}


class Act(NamedTuple):
    """`do` is killed at the desk `who`; then `reader` reads what lies on the stick, if it writes any."""

    who: str
    do: Callable[[World], None]
    reader: Callable[[World], None] = lambda _world: None

    def end(self, world: World) -> list[str]:
        """Once more, whole; digests of county and station, which are those of everything folded again."""
        self.do(world)
        self.reader(world)
        desks = (world.county, world.open("a"))
        assert not list((world.folder / "county" / "staging").glob("*"))
        digests = [desk.digest() for desk in desks]
        assert digests == [desk.digest(rebuild_first=True) for desk in desks]
        return digests


ACTS: Final = {
    "export": Act("a", _export, _taken),
    "inbox": Act("county", _inbox),
    "receipts": Act("county", _receipts, lambda world: _import(world, "stick")),
    "import": Act("a", _import),
}


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A county and two stations in the middle of their work, closed. `up`: a bundle of each; `down`: what the county
    has for both, a case of `b` for `a` in it; and `a` has written since."""
    folder = tmp_path_factory.mktemp("kills")
    with light_settings(), shared_statements():
        world = World(folder)
        world.found_county()
        for name, code in CODES.items():
            world.found_station(name, code)
        for name in CODES:
            world.attach(name, world.new_case(name), name.encode() * 300_000)
        world.carry()
        for place in ("up", "down", "stick"):
            (folder / place).mkdir()
        given = world.new_case("b")
        world.carry("b")
        world.decide(forced=[{"case": given, "to": CODES["a"], "reason": "就近办理"}])
        send_down(world.county, folder / "down")
        for name in CODES:
            world.edit(name, world.new_case(name), "改过的地方")
            export(world.open(name), folder / "up")
        world.attach("a", world.new_case("a"), b"a" * 500_000)
        world.close()
        yield folder


def _fresh(founded: Path, folder: Path) -> World:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(founded, folder)
    return World(folder)


def _child(world: World, act: Act, said: int) -> NoReturn:
    """Opens, says so, acts, says so, and waits to be killed. It must never come back into the test runner."""
    try:
        world.open(act.who)
        os.write(said, b"!")
        act.do(world)
        os.write(said, b"!")
        signal.pause()
    finally:
        os._exit(1)


def _kill(world: World, act: Act, after: float) -> None:
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _child(world, act, writing)
    os.close(writing)
    assert os.read(reading, 1) == b"!"
    select.select([], [], [], after)
    os.kill(child, signal.SIGKILL)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
    HITS["SIGKILL, exchange done" if os.read(reading, 1) else "SIGKILL, exchanging"] += 1
    os.close(reading)


def _rounds(founded: Path, folder: Path, act: Act, kills: int, seed: int) -> None:
    draw = random.Random(seed)
    world = _fresh(founded, folder)
    wanted = act.end(world)
    world.close()
    for _ in range(kills):
        world = _fresh(founded, folder)
        _kill(world, act, draw.random() ** 2 * LONGEST)
        act.reader(world)
        assert act.end(world) == wanted
        world.close()


@pytest.mark.parametrize("act", ACTS)
def test_killed_at_some_moments_of_an_exchange(founded: Path, tmp_path: Path, act: str) -> None:
    _rounds(founded, tmp_path / "now", ACTS[act], 4, 20261127)


@pytest.mark.soak
@pytest.mark.parametrize("act", ACTS)
def test_killed_at_many_moments_of_an_exchange(founded: Path, tmp_path: Path, act: str) -> None:
    _rounds(founded, tmp_path / "now", ACTS[act], 350, 1)
