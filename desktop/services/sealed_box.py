"""Closes and opens the boxes of sealed matters (age); must not know what is inside or where they lie."""

from __future__ import annotations

from collections.abc import Sequence

import pyrage

from desktop.domain.errors import Situation


class SealedBox:
    """The sealed route's own age identity of one installation (`identity`, never the one of ordinary attachments)."""

    def __init__(self, identity: str) -> None:
        self.identity = identity
        self._identity = pyrage.x25519.Identity.from_str(identity)

    @staticmethod
    def new_identity() -> str:
        """A fresh age secret key."""
        return str(pyrage.x25519.Identity.generate())

    @property
    def recipient(self) -> str:
        """The public key others may encrypt to."""
        return str(self._identity.to_public())

    def close(self, data: bytes, also: Sequence[str] = ()) -> bytes:
        """Encrypt to this installation and to `also` (age recipients, the county's sealed route)."""
        others = [pyrage.x25519.Recipient.from_str(recipient) for recipient in also if recipient]
        return bytes(pyrage.encrypt(data, [self._identity.to_public(), *others]))

    @staticmethod
    def readers(box: bytes) -> int:
        """To how many recipients a box is closed; who they are, it does not tell."""
        return box[: box.index(b"\n--- ")].count(b"\n-> X25519 ")

    def open(self, box: bytes) -> bytes:
        """The plain bytes; Situation S-242 when the box is not for this installation or is damaged."""
        try:
            return bytes(pyrage.decrypt(box, [self._identity]))
        except pyrage.DecryptError as error:
            raise Situation(
                "S-242",
                "有一条密封记录打不开。",
                safe="其他记录不受影响。",
                way_out="请由县里的专办人员从密封通道核对。",
            ) from error
