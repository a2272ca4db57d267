"""Where backups lie: one folder for each installation on a medium, many generations, attachments stored once.

`<place>/fengqiao-backup/<station>-<installation>/` holds for each backup `<name>.db`, `<name>.keys.json` and, written
last, `<name>.fqbackup`; without the last there is no backup. Attachments lie in `blobs/` for all of them together.
Only names of this form are ever removed: other people's files in the folder are left alone. Must not open a database.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from pathlib import Path
from typing import Final, NamedTuple

from desktop.domain.backups import BackupManifest, NewerFormat, StoredFile, decode_manifest, encode_manifest
from desktop.domain.errors import Situation
from desktop.domain.storage_situations import backup_damaged, backup_newer, backup_running, no_backup_here
from desktop.services.lock import FolderLock
from desktop.services.proven_copy import (
    MEDIUM,
    OWN_DISK,
    PART,
    copy_proven,
    hash_of,
    on_medium,
    remove,
    settle,
    size_of,
    write_proven,
)
from desktop.services.seams import Fs, read_whole

FOLDER: Final = "fengqiao-backup"
SUFFIX: Final = ".fqbackup"
DATABASE: Final = ".db"
KEYS: Final = ".keys.json"
BLOBS: Final = "blobs"
_NAME: Final = re.compile(r"(\d{6,})-\d{8}-\d{4}(?:\.db|\.keys\.json|\.fqbackup)")
_BLOB: Final = re.compile(r"[0-9a-f]{64}\.age")
_MANIFEST_MAX: Final = 1 << 28


class Backup(NamedTuple):
    """A backup that has its manifest. `path`: the manifest's."""

    path: Path
    manifest: BackupManifest

    @property
    def database(self) -> Path:
        return self.path.with_name(self.manifest.database.name)

    @property
    def keys(self) -> Path:
        return self.path.with_name(self.manifest.keys.name)

    @property
    def blobs(self) -> Path:
        return self.path.parent / BLOBS


class BackupPlace:
    """One installation's folder on a medium. Hold `lock` while writing."""

    def __init__(self, fs: Fs, root: Path, station: str, installation: str) -> None:
        self.folder = root / FOLDER / f"{station}-{installation[:8]}"
        self._root = root
        self._fs = fs
        self._lock = FolderLock(self.folder, fs)

    def open(self, owner: str) -> None:
        """Make the folder and take its lock.

        Raises:
            Situation: S-251, S-253 the medium; S-255 another backup writes here.
        """
        with on_medium():
            self._fs.mkdir(self.folder)
            try:
                self._lock.acquire(owner)
            except Situation as error:
                raise backup_running() from error

    def close(self) -> None:
        self._lock.release()

    def free_space(self) -> int:
        with on_medium():
            return self._fs.free_space(self.folder)

    def backups(self) -> list[Backup]:
        """The readable backups, oldest first; damaged ones are left out.

        Raises:
            Situation: S-251.
        """
        return _in_folder(self._fs, self.folder)

    def damaged(self) -> tuple[str, ...]:
        """Names of backups here whose manifest does not read. Raises Situation S-251."""
        readable = {backup.path.name for backup in self.backups()}
        with on_medium():
            found = sorted(path.name for path in self._fs.listdir(self.folder) if _is_manifest(path))
        return tuple(name for name in found if name not in readable)

    def next_serial(self) -> int:
        """One more than any backup here ever had, damaged and unfinished ones too."""
        with on_medium():
            found = [_NAME.fullmatch(path.name.removesuffix(PART)) for path in self._fs.listdir(self.folder)]
        return 1 + max((int(name[1]) for name in found if name), default=0)

    def has_blob(self, name: str, size: int) -> bool:
        """Whether an attachment lies here already: same name, same size; its bytes never change."""
        with on_medium():
            return size_of(self._fs, self._blob(name)) == size

    def put_blob(self, source: Path, tick: Callable[[], None]) -> StoredFile:
        """Copy an attachment file here and read it back; durable after `publish`."""
        target = self._blob(source.name)
        with on_medium():
            self._fs.mkdir(target.parent)
        copied = copy_proven(self._fs, source, target, of=OWN_DISK, to=MEDIUM, tick=tick, settled=False)
        return StoredFile(source.name, copied.size, copied.sha256)

    def measured_blob(self, name: str, tick: Callable[[], None]) -> StoredFile:
        """Size and hash of an attachment that lies here but stands in no manifest (left by a stopped backup)."""
        with on_medium():
            found = hash_of(self._fs, self._blob(name), tick)
        return StoredFile(name, found.size, found.sha256)

    def put(self, source: Path, name: str, tick: Callable[[], None]) -> StoredFile:
        """Copy a file of a new backup here and read it back."""
        copied = copy_proven(self._fs, source, self.folder / name, of=OWN_DISK, to=MEDIUM, tick=tick)
        return StoredFile(name, copied.size, copied.sha256)

    def publish(self, stem: str, manifest: BackupManifest, unsettled: Iterable[str]) -> Path:
        """Write the manifest, after everything it names is durable: from here on the backup exists.

        `unsettled`: names of the attachments that stand in no earlier manifest.
        """
        folders = {self._blob(name).parent for name in unsettled}
        settle(self._fs, {self.folder, *folders}, self._root, to=MEDIUM)
        path = self.folder / f"{stem}{SUFFIX}"
        write_proven(self._fs, path, encode_manifest(manifest), to=MEDIUM)
        return path

    def drop(self, stem: str) -> None:
        """Take an unfinished or unproven backup away, its manifest first."""
        for ending in (SUFFIX, DATABASE, KEYS):
            remove(self._fs, self.folder / f"{stem}{ending}")

    def rotate(self, keep: Callable[[list[Backup]], Collection[int]]) -> None:
        """Remove backups whose serial `keep` does not answer, then all files of ours that belong to no backup.

        The folder is read once: a stick that misreads a manifest must not make a whole backup, or the attachments it
        needs, look unwanted. Damaged backups stay, and while there is one, all attachments: nobody knows what it
        needs, and a person may still want to look at it.

        Raises:
            Situation: S-251, S-253; what is left is removed next time.
        """
        found = _in_folder(self._fs, self.folder)
        stay = keep(found)
        with on_medium():
            names = {path.name for path in self._fs.listdir(self.folder)}
            whole = sum(1 for name in names if _is_manifest(self.folder / name)) == len(found)
            for backup in found:
                if backup.manifest.serial not in stay:
                    for path in (backup.path, backup.database, backup.keys):
                        self._fs.unlink(path)
                        names.discard(path.name)
            self._sweep(names)
            if whole and BLOBS in names:
                kept = [backup for backup in found if backup.manifest.serial in stay]
                self._sweep_blobs({blob.name for backup in kept for blob in backup.manifest.blobs})

    def _sweep(self, names: set[str]) -> None:
        for name in names:
            whole = name.removesuffix(PART)
            stem = whole.partition(".")[0]
            ours = _NAME.fullmatch(whole) is not None
            if ours and (whole != name or f"{stem}{SUFFIX}" not in names):
                self._fs.unlink(self.folder / name)

    def _sweep_blobs(self, wanted: set[str]) -> None:
        for folder in self._fs.listdir(self.folder / BLOBS):
            if not _is_folder(self._fs, folder):
                continue
            for file in self._fs.listdir(folder):
                if _BLOB.fullmatch(file.name.removesuffix(PART)) and file.name not in wanted:
                    self._fs.unlink(file)

    def _blob(self, name: str) -> Path:
        return self.folder / f"{BLOBS}/{name[:2]}/{name}"


def _in_folder(fs: Fs, folder: Path) -> list[Backup]:
    found = []
    with on_medium():
        paths = [path for path in fs.listdir(folder) if _is_manifest(path)]
    for path in paths:
        try:
            found.append(read_backup(fs, path))
        except Situation as error:
            if error.code not in ("S-257", "S-269"):
                raise  # the medium fails: that is no statement about this backup
    return sorted(found, key=lambda b: b.manifest.serial)


def read_backup(fs: Fs, path: Path) -> Backup:
    """The backup of a manifest file.

    Raises:
        Situation: S-257 damaged, S-269 of a newer program, S-251 unreadable medium.
    """
    with on_medium():
        if not fs.exists(path):
            raise no_backup_here()
        if fs.size(path) > _MANIFEST_MAX:
            raise backup_damaged(path.name)
        raw = read_whole(fs, path)
    try:
        return Backup(path, decode_manifest(raw))
    except NewerFormat as error:
        raise backup_newer() from error
    except ValueError as error:
        raise backup_damaged(path.name) from error


def find_backups(fs: Fs, place: Path) -> list[Backup]:
    """All readable backups at a place, of every installation, the newest of each last. `place`: a medium, our folder
    on it, or one installation's folder.

    Raises:
        Situation: S-251.
    """
    return [backup for folder in _folders(fs, place) for backup in _in_folder(fs, folder)]


def manifest_names(fs: Fs, place: Path) -> list[str]:
    """Names of all backups at a place, readable or not.

    Raises:
        Situation: S-251.
    """
    folders = _folders(fs, place)
    with on_medium():
        return sorted(path.name for folder in folders for path in fs.listdir(folder) if _is_manifest(path))


def _folders(fs: Fs, place: Path) -> list[Path]:
    with on_medium():
        inner = place / FOLDER if fs.exists(place / FOLDER) else place if place.name == FOLDER else None
        found = [place, *(fs.listdir(inner) if inner is not None else ())]
        return [folder for folder in found if _is_folder(fs, folder)]


def _is_folder(fs: Fs, path: Path) -> bool:
    try:
        fs.listdir(path)
    except (NotADirectoryError, FileNotFoundError):
        return False
    return True


def _is_manifest(path: Path) -> bool:
    return path.name.endswith(SUFFIX) and _NAME.fullmatch(path.name) is not None
