"""Users, backups and checks of an open station as the window asks for them. Decides nothing; joins what is there."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from db.store import get_setting
from desktop.bootstrap import backup, rescue, users
from desktop.bootstrap.rehearsal import is_rehearsal_due, rehearse
from desktop.bootstrap.restore import confirm_sending
from desktop.bootstrap.station import Desk
from desktop.bootstrap.verify_apart import verify_apart
from desktop.domain.errors import Situation
from desktop.domain.progress import Report, silent
from desktop.domain.verification import VerifyResult
from desktop.services.backup_place import BackupPlace
from desktop.usecases.manage_users import AddUser, Revoked, RevokeUser
from desktop.usecases.permission import demand_right
from desktop.usecases.read_journal import export_journal
from desktop.usecases.safekeeping import BroughtOver, Kept, KeptBackup, KeptPlace, MadeBackup, TriedRestore


class StationUsers:
    """See `desktop.usecases.safekeeping.UserBook`."""

    def __init__(self, desk: Desk, login: str) -> None:
        self._desk = desk
        self._login = login

    def add(self, cmd: AddUser) -> str:
        return users.add_user(self._desk, cmd)

    def revoke(self, cmd: RevokeUser) -> Revoked:
        return users.revoke_user(self._desk, cmd)

    def reset_passphrase(self, login: str, new: str) -> None:
        users.reset_passphrase(self._desk, login, new)

    def change_passphrase(self, old: str, new: str) -> None:
        users.change_passphrase(self._desk, self._login, old, new)

    def new_sheet(self, passphrase: str) -> tuple[str, ...]:
        return users.new_sheet(self._desk, self._login, passphrase)

    def logins(self) -> tuple[str, ...]:
        return self._desk.keystore.logins()

    def renewal_advised(self) -> tuple[str, ...]:
        return users.renewal_advised(self._desk)


class StationSafe:
    """See `desktop.usecases.safekeeping.Safe`."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def kept(self) -> Kept:
        first, second = backup.chosen_places(self._desk)
        places = [self._place(first, second=False)]
        if second is not None:
            places.append(self._place(second, second=True))
        with self._desk.store.transaction() as connection:
            failed = get_setting(connection, "backup.failed").split(" ")
            said = {
                name: get_setting(connection, name)
                for name in ("backup.proven_at", "backup.rehearsed_at", "sending.held", "restored.at")
            }
        return Kept(
            places=tuple(places),
            proven_at=said["backup.proven_at"],
            rehearsed_at=said["backup.rehearsed_at"],
            rehearsal_due=is_rehearsal_due(self._desk),
            failed_at=failed[0],
            failed_code=failed[-1] if len(failed) > 1 else "",
            held=bool(said["sending.held"]),
            restored_at=said["restored.at"],
            station=self._desk.store.identity.station,
        )

    def set_second(self, folder: Path | None) -> None:
        first, _second = backup.chosen_places(self._desk)
        beside = backup.beside(self._desk)
        backup.set_places(self._desk, None if first == beside else first, folder)

    def back_up_to(self, place: Path, report: Report) -> MadeBackup:
        done = backup.run_backup(self._desk, place, report)
        return MadeBackup(place, done.cases, done.attachments, done.copied, done.missing)

    def rehearse(self, place: Path | None, report: Report) -> TriedRestore:
        done = rehearse(self._desk, place, report)
        return TriedRestore(done.backup, done.events, done.attachments, done.missing)

    def rehearse_when_due(self) -> TriedRestore | None:
        if not is_rehearsal_due(self._desk):
            return None
        try:
            return self.rehearse(None, silent)
        except Situation as error:
            if error.code == "S-270":
                return None  # nothing was worth a backup yet
            raise

    def check(self, report: Report) -> VerifyResult:
        return verify_apart(self._desk, report)

    def salvage(self, damaged: Path, report: Report) -> BroughtOver:
        demand_right(self._desk.viewer, "backup")
        done = rescue.salvage(self._desk, damaged, report)
        return BroughtOver(done.events, done.lost, done.attachments, done.attachments_lost, done.drafts)

    def journal_file(self, form: Literal["csv", "json"]) -> bytes:
        with self._desk.uow(self._desk.viewer) as uow:
            data = export_journal(form, uow, self._desk.queries)
            uow.commit()
        return data

    def confirm_sending(self) -> None:
        confirm_sending(self._desk)

    def _place(self, root: Path, *, second: bool) -> KeptPlace:
        identity = self._desk.store.identity
        place = BackupPlace(self._desk.doors.fs, root, identity.station, identity.installation)
        try:
            if not self._desk.doors.fs.exists(place.folder):
                return KeptPlace(root, second, here=self._desk.doors.fs.exists(root))
            found, damaged = place.backups(), place.damaged()
        except (OSError, Situation):  # a stick that is dying: that it does not answer is all that can be said here
            return KeptPlace(root, second, here=False)
        rows = [
            KeptBackup(
                path=one.path,
                made_at=one.manifest.made_at,
                occasion=one.manifest.occasion,
                size=one.manifest.size,
                attachments=len(one.manifest.blobs),
                missing=one.manifest.missing,
            )
            for one in reversed(found)
        ]
        return KeptPlace(root, second, here=True, backups=tuple(rows), damaged=damaged)
