"""Commands that keep records safe: backup, restore, verify, user, sealed route, journal."""

from __future__ import annotations

import argparse
import os
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.common import Told, data_folder, doors, open_desk, options, passphrase
from desktop.domain.errors import RuleViolation, Situation
from desktop.services.seams import SystemFs, write_whole

NEW_PASSPHRASE = "FENGQIAO_NEW_PASSWORD"  # noqa: S105 - the name of a variable, not a secret


def add(commands: Any) -> None:
    """Register the commands of this module."""
    backup = commands.add_parser("backup", help="a proven backup of this data folder")
    options(backup)
    backup.add_argument("--to", required=True)
    backup.set_defaults(run=_backup)

    restore = commands.add_parser("restore", help="restore a backup into an empty folder; opens a new epoch")
    options(restore)
    restore.add_argument("--from", dest="source", required=True, help="a .fqbackup file, or a folder of them")
    restore.add_argument("--sheet", default="", help="words of the recovery sheet instead of a passphrase")
    restore.add_argument("--partial", action="store_true", help="go on when attachments are missing, and list them")
    restore.set_defaults(run=_restore)

    verify = commands.add_parser("verify", help="pages, hashes, chains, references, attachments")
    options(verify)
    verify.set_defaults(run=_verify)

    user = commands.add_parser("user", help="users of this computer").add_subparsers(dest="what", required=True)
    listing = user.add_parser("list")
    options(listing)
    listing.set_defaults(run=_user_list)
    new = user.add_parser("add", help=f"the new passphrase stands in {NEW_PASSPHRASE}")
    options(new)
    new.add_argument("--login", required=True)
    new.add_argument("--name", required=True)
    new.add_argument("--role", action="append", required=True)
    new.set_defaults(run=_user_add)
    gone = user.add_parser("revoke")
    options(gone)
    gone.add_argument("--login", required=True)
    gone.add_argument("--reason", required=True)
    gone.add_argument("--successor", default="", help="login of who takes over open work")
    gone.set_defaults(run=_user_revoke)

    _add_sealed(commands)
    journal = commands.add_parser("journal", help="export the journal with its chain of hashes")
    options(journal)
    journal.add_argument("--out", required=True, help="a .csv or .json file")
    journal.set_defaults(run=_journal)


def _add_sealed(commands: Any) -> None:
    sealed = commands.add_parser("sealed", help="the sealed route").add_subparsers(dest="what", required=True)
    sent = sealed.add_parser("export", help="the station's sealed matters for the county's sealed key")
    options(sent)
    sent.add_argument("--to", required=True)
    sent.set_defaults(run=_sealed_export)
    came = sealed.add_parser("take", help="a station's sealed bundle, at the county")
    options(came)
    came.add_argument("--from", dest="source", required=True)
    came.set_defaults(run=_sealed_take)


def _backup(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.backup import run_backup

    target = Path(arguments.to)
    SystemFs().mkdir(target)
    with open_desk(arguments) as desk:
        done = run_backup(desk, target)
        line = f"已备份并核对：{done.path}（{done.cases}件，附件{done.attachments}个，新写{done.new_attachments}个）"
        return Told((line,), msgspec.to_builtins(done, enc_hook=str))


def _restore(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.restore import restore
    from desktop.usecases.restoring import Opener

    by_sheet = Opener(words=arguments.sheet)
    opener = by_sheet if arguments.sheet else Opener(login=arguments.user, passphrase=passphrase(arguments))
    done = restore(Path(arguments.source), data_folder(arguments), opener, doors(arguments), partial=arguments.partial)
    lines = (
        f"已恢复到：{done.folder}（备份时间 {done.made_at}）",
        f"附件{done.attachments}个，缺{len(done.missing)}个。",
        *done.lost.told(),
    )
    return Told(lines, {"data": str(done.folder), "made_at": done.made_at, "missing": len(done.missing)})


def _verify(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.verify import verify_desk

    with open_desk(arguments) as desk:
        found = verify_desk(desk)
    if not found.whole:
        raise Situation(
            "S-236", "核对发现问题：" + " ".join(found.told()), way_out="请先备份现在的文件夹，再按提示办。"
        )
    return Told(found.told(), msgspec.to_builtins(found))


def _user_list(arguments: argparse.Namespace) -> Told:
    with open_desk(arguments) as desk:
        users = desk.queries.users(desk.viewer)
        lines = tuple(f"{u.login}  {u.name}  {'、'.join(u.roles)}{'  已停用' if u.revoked else ''}" for u in users)
        return Told(lines, [msgspec.to_builtins(u) for u in users])


def _user_add(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.users import add_user
    from desktop.usecases.manage_users import AddUser

    new = os.environ.get(NEW_PASSPHRASE, "")
    with open_desk(arguments) as desk:
        made = add_user(desk, AddUser(arguments.login, arguments.name, tuple(arguments.role), new))
        return Told((f"已添加：{arguments.login} {arguments.name}",), {"id": made})


def _user_revoke(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.users import revoke_user
    from desktop.usecases.manage_users import RevokeUser

    with open_desk(arguments) as desk:
        users = {u.login: u.id for u in reversed(desk.own_users())}
        missing = [x for x in (arguments.login, arguments.successor) if x and x not in users]
        if missing:
            raise RuleViolation("R-213", f"没有用户“{missing[0]}”。", field="login", way_out="请用 user list 查看。")
        successor = users[arguments.successor] if arguments.successor else ""
        done = revoke_user(desk, RevokeUser(users[arguments.login], arguments.reason, successor))
        line = f"已停用：{done.login}，移交{done.cases}件、草稿{done.drafts}份。请尽快更换数据密钥。"
        return Told((line,), msgspec.to_builtins(done))


def _journal(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.read_journal import export_journal

    out = Path(arguments.out)
    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        data = export_journal("csv" if out.suffix == ".csv" else "json", uow, desk.queries)
        uow.commit()
        write_whole(SystemFs(), out, data)
    return Told((f"已写出：{out}",), {"path": str(out)})


def _sealed_export(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.sealed_route import export_sealed

    with open_desk(arguments) as desk:
        done = export_sealed(desk, Path(arguments.to))
        lines = tuple(f"已写好：{path}" for path in done.paths) or ("没有要送的。",)
        return Told(lines, {"paths": [str(path) for path in done.paths], "events": done.events})


def _sealed_take(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.sealed_route import take_sealed

    with open_desk(arguments) as desk:
        done = take_sealed(desk, Path(arguments.source))
        return Told((f"已收下{done.new}条。",), {"new": done.new})
