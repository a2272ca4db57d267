"""Attachments and papers as encrypted files beside the database; names tell nothing about the content.

`blobs/ab/<HMAC(name key, content hash)>.age`, encrypted by age to the store's own identity, which is kept in the
encrypted database. Written `.part`, fsync, rename, before the transaction that mentions them; orphans are swept.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Iterable, Iterator
from pathlib import Path

import pyrage

from desktop.domain.errors import Situation
from desktop.services.proven_copy import on_own_disk
from desktop.services.seams import Fs, read_whole, write_whole


class Blobs:
    """The blob folder of one store.

    `identity`: its age secret key; `name_key`: 32 bytes for file names; `part`: ending of unfinished files, another
    one for each process that writes here.
    """

    def __init__(self, folder: Path, fs: Fs, identity: str, name_key: bytes, *, part: str = ".part") -> None:
        self._part = part
        self.folder = folder
        self._fs = fs
        self._identity = pyrage.x25519.Identity.from_str(identity)
        self._name_key = name_key

    def path(self, content_hash: str) -> Path:
        """Where the blob of this content (64 hex digits) lies."""
        name = hmac.new(self._name_key, bytes.fromhex(content_hash), hashlib.sha256).hexdigest()
        return self.folder / name[:2] / f"{name}.age"

    def put(self, data: bytes) -> str:
        """Store `data` durably; returns its content hash. A blob that is there already is not written again.

        Raises:
            Situation: S-262 this computer's disk is full, S-263 it fails.
        """
        return next(self.put_all([data]))

    def put_all(self, contents: Iterable[bytes]) -> Iterator[str]:
        """Store many; their content hashes. All are durable when the last hash was handed out, none before.

        Raises as `put`.
        """
        folders: set[Path] = set()
        last = ""
        for data in contents:
            if last:
                yield last
            last = hashlib.sha256(data).hexdigest()
            path = self.path(last)
            with on_own_disk():
                if not self._fs.exists(path):
                    self._fs.mkdir(path.parent)
                    sealed = pyrage.encrypt(data, [self._identity.to_public()])
                    write_whole(self._fs, path, sealed, part_suffix=self._part, sync_folder=False)
                    folders.add(path.parent)
        with on_own_disk():
            for folder in sorted(folders):
                self._fs.fsync_dir(folder)
        if last:
            yield last

    def get(self, content_hash: str) -> bytes:
        """The plain bytes.

        Raises:
            Situation: S-211 the file is not here, S-212 it is damaged or another file lies in its place, S-263 this
                computer's disk fails.
        """
        path = self.path(content_hash)
        if not self._fs.exists(path):
            raise Situation(
                "S-211", "附件文件不在这台电脑上。", safe="登记的内容都在。", way_out="可从备份或县里取回。"
            )
        try:
            with on_own_disk():
                raw = read_whole(self._fs, path)
            data = bytes(pyrage.decrypt(raw, [self._identity]))
        except pyrage.DecryptError as error:
            raise _damaged() from error
        if hashlib.sha256(data).hexdigest() != content_hash:
            raise _damaged()
        return data

    def has(self, content_hash: str) -> bool:
        return self._fs.exists(self.path(content_hash))

    def sweep(self, wanted: Iterable[str]) -> list[Path]:
        """Files that belong to none of the wanted contents, and left-over `.part` files; the caller removes them."""
        keep = {self.path(content_hash) for content_hash in wanted}
        if not self._fs.exists(self.folder):
            return []
        return [
            file for folder in self._fs.listdir(self.folder) for file in self._fs.listdir(folder) if file not in keep
        ]


def _damaged() -> Situation:
    return Situation(
        "S-212", "附件文件已损坏或被换过。", safe="登记的内容都在，原来的校验值也在。", way_out="可从备份或县里取回。"
    )
