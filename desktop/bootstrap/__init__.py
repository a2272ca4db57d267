"""The composition root: joins storage, papers, bundles and use cases to a station or a county that can be used."""

from __future__ import annotations

from desktop.bootstrap.station import Desk, NewStation, create_station, open_station

__all__ = ["Desk", "NewStation", "create_station", "open_station"]
