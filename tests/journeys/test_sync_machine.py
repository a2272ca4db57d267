"""One county, two to four stations, a bag of files: any history of what people and disks do ends well (I1 to I22).

Rules are what happens in life: work, sticks that are lost, doubled, cut, bent and renamed, machines cloned, set back
with and without their anchor and replaced, clocks a year off, the county set back, cases asked for and taken by force,
both sides writing at once, a kill at any call to the disk. The model is plain sets. `make test` plays a small slice
with fixed seeds, `make soak` a long one and prints counts (docs/soak.md).

Not played: a county that is set back behind its own decisions. Those are listed for a person to decide again (scenario
33), since only the county's own word makes an owner.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from tests.faults import DEATHS, Dead, FaultFs
from tests.journeys.sync_world import Sent, World, end_well

SOAK = os.environ.get("HYPOTHESIS_PROFILE") == "soak"
SEQUENCES = int(os.environ.get("FENGQIAO_SEQUENCES", "2000")) if SOAK else 6
STEPS = 30 if SOAK else 16
CODES = ("990101001001", "990101002001")
MOST = 4
COUNTS: Counter[str] = Counter()
DIGESTS: set[str] = set()

number = st.integers(0, 10_000)


class Network(RuleBasedStateMachine):
    """`files`: sticks that may still arrive. `drawer`: computers that were given up and may be found again."""

    template: ClassVar[Path]

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fqnet"))
        shutil.copytree(self.template, self.folder, dirs_exist_ok=True)
        self.world = World(self.folder)
        self.world.stations = ["s0", "s1"]
        self.files: list[Sent] = []
        self.drawer: list[str] = []
        self.snapshots: set[str] = set()
        self.county_copy: frozenset[str] | None = None
        self.machines = 2
        COUNTS["sequences"] += 1

    def station(self, n: int) -> str:
        return self.world.stations[n % len(self.world.stations)]

    # ---- work ----
    @rule(n=number)
    def new_case(self, n: int) -> None:
        self.world.new_case(self.station(n))

    @rule(n=number, place=number)
    def edit(self, n: int, place: int) -> None:
        name = self.station(n)
        own = [case.id for case in self.world.own(name) if not case.in_transit]
        if own:
            self.world.edit(name, own[place % len(own)], f"第{place}处")

    @rule(n=number)
    def attach(self, n: int) -> None:
        name = self.station(n)
        own = [case.id for case in self.world.own(name) if not case.in_transit]
        if own:
            self.world.attach(name, own[n % len(own)], f"photo {n}".encode())

    @rule(days=st.sampled_from((-365, -1, 1, 365)))
    def clock(self, days: int) -> None:
        self.world.clock.at += timedelta(days=days)

    # ---- sticks ----
    @rule(n=number, full=st.booleans())
    def export(self, n: int, full: bool) -> None:
        self.files += self.world.send(self.station(n), full=full)

    @precondition(lambda self: self.files)
    @rule(n=number)
    def deliver(self, n: int) -> None:
        """Any file, any number of times."""
        line = self.world.take(self.files[n % len(self.files)])
        assert line.state in {"STORED", "DUPLICATE"}, line
        COUNTS["bundles taken"] += 1

    @precondition(lambda self: self.files)
    @rule(n=number)
    def lose(self, n: int) -> None:
        self.world.bag.remove(self.files.pop(n % len(self.files)))
        COUNTS["sticks lost"] += 1

    @precondition(lambda self: self.files)
    @rule(n=number, at=number, how=st.sampled_from(("cut", "bend", "name")))
    def harm(self, n: int, at: int, how: str) -> None:
        """A cut or bent copy is refused and changes nothing; a name means nothing."""
        sent = self.files[n % len(self.files)]
        data = bytearray(sent.path.read_bytes())
        if how == "bend":
            data[at % len(data)] ^= 1 << at % 8
        copy = self.folder / "数据包 (1).zip"
        copy.write_bytes(data[: at % len(data)] if how == "cut" else data)
        before = self.world.county.digest()
        line = self.world.take(sent._replace(path=copy))
        if how == "name":
            assert line.state in {"STORED", "DUPLICATE"}, line
        else:
            assert line.state in {"QUARANTINED", "DUPLICATE"}, line
            assert self.world.county.digest() == before
            COUNTS["files damaged"] += 1

    @rule()
    def county_writes(self) -> None:
        self.world.receipts()

    @rule(n=number, which=number)
    def bring(self, n: int, which: int) -> None:
        """Any file of the county, old ones too."""
        self.world.bring(self.station(n), which)

    # ---- machines ----
    @rule(n=number)
    def keep_copy(self, n: int) -> None:
        name = self.station(n)
        self.world.keep_copy(name, f"{name}.copy")
        self.snapshots.add(name)

    @rule(n=number, anchor=st.booleans())
    def set_back(self, n: int, anchor: bool) -> None:
        name = self.station(n)
        if name in self.snapshots:
            self.world.put_back(name, f"{name}.copy", anchor=anchor)
            COUNTS["stations set back"] += 1

    @precondition(lambda self: self.machines < MOST)
    @rule(n=number)
    def clone(self, n: int) -> None:
        self.machines += 1
        self.world.clone(self.station(n), f"s{self.machines}")
        COUNTS["machines cloned"] += 1

    @precondition(lambda self: self.machines < MOST)
    @rule(n=number)
    def replace(self, n: int) -> None:
        """The machine is given up; a bare one takes its place from what the county holds."""
        name = self.station(n)
        self.machines += 1
        self.world.replace(name, f"s{self.machines}")
        self.world.stations.remove(name)
        self.drawer.append(name)
        self.county_copy = None
        COUNTS["machines replaced"] += 1

    @precondition(lambda self: self.drawer)
    @rule()
    def found_again(self) -> None:
        self.files += self.world.send(self.drawer[0])
        COUNTS["old machines found"] += 1

    # ---- county ----
    @rule()
    def keep_county(self) -> None:
        self.world.keep_copy("county", "county.copy")
        self.county_copy = frozenset(self.world.delivered)

    @precondition(lambda self: self.county_copy is not None)
    @rule()
    def set_county_back(self) -> None:
        assert self.county_copy is not None
        self.world.put_back("county", "county.copy")
        self.world.delivered = set(self.county_copy)
        COUNTS["counties set back"] += 1

    @rule(n=number, to=number, forced=st.booleans())
    def move(self, n: int, to: int, forced: bool) -> None:
        """The county asks for a case, or takes it."""
        known = sorted(self.world.cases("county"))
        if not known:
            return
        target = self.world.open(self.station(to)).store.identity.installation
        act = {"case": known[n % len(known)], "to": target, "reason": "就近办理"}
        self.world.decide(**{"forced" if forced else "assignments": [act]})
        self.county_copy = None
        COUNTS["cases moved" if forced else "cases asked for"] += 1

    # ---- death ----
    @rule(n=number, at=st.integers(1, 120), kind=st.sampled_from(DEATHS), what=st.sampled_from(("export", "take")))
    def killed(self, n: int, at: int, kind: str, what: str) -> None:
        """Power lost or killed at a call to the disk, while writing a stick or taking one in (I7)."""
        who = self.station(n) if what == "export" else "county"
        sent = self.files[n % len(self.files)] if self.files else None
        if what == "take" and sent is None:
            return
        before = set(self.folder.glob("bag/*.fqb"))
        fault = FaultFs(at, kind)  # type: ignore[arg-type]
        try:
            with self.world.faulty(who, fault):
                if what == "export":
                    self.files += self.world.send(who)
                elif sent is not None:
                    self.world.take(sent)
        except Dead:
            COUNTS["kills"] += 1
        for left in set(self.folder.glob("bag/*.fqb")) - before:
            if left not in {sent.path for sent in self.files}:
                left.unlink()  # whole, but nobody knows that it is: the stick is thrown away
        self.world.open(who)

    def teardown(self) -> None:
        try:
            DIGESTS.add(end_well(self.world, *self.world.stations))
            everything = self.world.delivered.union(*(self.world.cases(s) for s in self.world.stations))
            held = self.world.cases("county")
            assert held == everything, "a case is lost or doubled"
            COUNTS["cases at the end"] += len(held)
        finally:
            self.world.close()
            shutil.rmtree(self.folder, ignore_errors=True)


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A county and two enrolled stations, copied for every history."""
    folder = tmp_path_factory.mktemp("network")
    world = World(folder)
    world.found_county()
    for place, code in enumerate(CODES):
        world.found_station(f"s{place}", code)
    world.close()
    return folder


def _play(founded: Path, sequences: int) -> None:
    Network.template = founded
    run_state_machine_as_test(
        Network,
        settings=settings(
            max_examples=sequences,
            stateful_step_count=STEPS,
            deadline=None,
            database=None,
            derandomize=not SOAK,
            phases=(Phase.generate,) if SOAK else tuple(Phase),  # a long run counts; its seed is shrunk afterwards
            suppress_health_check=list(HealthCheck),
        ),
    )


def test_any_history_ends_well(founded: Path) -> None:
    _play(founded, 6)


@pytest.mark.soak
def test_many_histories_end_well(founded: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _play(founded, SEQUENCES)
    counted = "".join(f"{name:24}{count:>10}\n" for name, count in sorted(COUNTS.items()))
    with capsys.disabled():
        sys.stdout.write(f"\n{counted}")
