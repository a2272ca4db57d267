"""A station template made once a run, and a copy of it for each test that asks; nothing stays open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from tests.db.backup_kit import make_filled
from tests.db.station_kit import Station, Template, make_template

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from desktop.bootstrap.station import Desk


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """The station that is copied."""
    return make_template(tmp_path_factory.mktemp("template"))


@pytest.fixture(scope="session")
def other_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A second station, of another village."""
    return make_template(tmp_path_factory.mktemp("other"), code="990102001", name="桥南村调解室")


@pytest.fixture
def station(template: Template, tmp_path: Path) -> Iterator[Station]:
    """A closed station of this test's own."""
    own = Station(template, tmp_path)
    yield own
    own.close()


@pytest.fixture
def desk(station: Station) -> Desk:
    """The station of this test, opened by its one user."""
    return station.open()


@pytest.fixture(scope="session")
def filled_template(tmp_path_factory: pytest.TempPathFactory) -> Template:
    """A station with cases and attachments, copied by `filled`."""
    return make_filled(tmp_path_factory.mktemp("filled"))


@pytest.fixture
def filled(filled_template: Template, tmp_path: Path) -> Iterator[Station]:
    """A closed station with four cases and three photos, of this test's own."""
    own = Station(filled_template, tmp_path)
    yield own
    own.close()
