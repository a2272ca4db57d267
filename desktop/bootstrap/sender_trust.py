"""Judges who sent a bundle by what the county's log says of its installations. Knows no database and no files."""

from __future__ import annotations

from collections.abc import Callable

from desktop.domain.county_events import Installation, StationState
from desktop.domain.manifest import SEALED_TO
from exports.bundles.enrolment import Introduction, check_introduction
from exports.bundles.frame_reader import SenderClaim
from exports.bundles.opened import TrustAnswer
from exports.bundles.reader import INTRODUCED, KNOWN, UNKNOWN


class SenderTrust:
    """Known key, introduced by its invitation's secret, revoked, or unknown.

    `held_of`: how far every epoch of an installation is held; a revoked one may send that again.

    Attributes:
        own: the file that was judged last was written by this county itself and lies on the same stick.
        sealed: it is for the sealed route, and is left to those who may open it, without a line anywhere.
    """

    def __init__(
        self,
        own_key: str,
        station_of: Callable[[str], StationState | None],
        secret_of: Callable[[str], bytes],
        held_of: Callable[[str], dict[str, int]],
    ) -> None:
        self._own_key = own_key
        self._station_of = station_of
        self._secret_of = secret_of
        self._held_of = held_of
        self.own = self.sealed = False

    def __call__(self, claim: SenderClaim, introduction: Introduction | None) -> TrustAnswer:
        self.own = claim.key == self._own_key
        self.sealed = claim.to.startswith(SEALED_TO)
        known = self._installation(claim)
        if known is None:
            return UNKNOWN
        if known.revoked_after >= 0:
            return TrustAnswer("revoked", self._held_of(known.id) | {known.revoked_epoch: known.revoked_after})
        if known.sign_key:
            return KNOWN if known.sign_key == claim.key else UNKNOWN
        secret = self._secret_of(known.id)
        honest = (
            introduction is not None
            and introduction.installation == known.id
            and introduction.sign_key == claim.key
            and bool(secret)
            and check_introduction(secret, introduction)
        )
        return INTRODUCED if honest else UNKNOWN

    def _installation(self, claim: SenderClaim) -> Installation | None:
        station = self._station_of(claim.station)
        return next((i for i in station.installations if i.id == claim.installation), None) if station else None
