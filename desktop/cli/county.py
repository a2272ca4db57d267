"""Commands of a county: init, enrol, inbox, receipts."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.common import Told, data_folder, doors, open_desk, options, passphrase
from desktop.services.seams import SystemFs


def add(commands: Any) -> None:
    """Register the commands of this module."""
    county = commands.add_parser("county", help="the county").add_subparsers(dest="what", required=True)
    init = county.add_parser("init", help="a new county; shows the escrow key once")
    options(init)
    init.add_argument("--county", default="990101")
    init.add_argument("--name", default="示范县")
    init.add_argument("--db", default="", help="URL of an empty PostgreSQL database, instead of the encrypted file")
    init.set_defaults(run=_init)
    enrol = county.add_parser("enrol", help="write an invitation for a station")
    options(enrol)
    enrol.add_argument("--station", required=True)
    enrol.add_argument("--name", required=True)
    enrol.add_argument("--out", required=True)
    enrol.set_defaults(run=_enrol)
    inbox = county.add_parser("inbox", help="take all bundles of a folder in")
    options(inbox)
    inbox.add_argument("--from", dest="source", required=True)
    inbox.add_argument("--workers", type=int, default=1)
    inbox.set_defaults(run=_inbox)
    receipts = county.add_parser("receipts", help="write receipts and the county's log for every station")
    options(receipts)
    receipts.add_argument("--to", required=True)
    receipts.set_defaults(run=_receipts)


def _init(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county import NewCounty, create_county

    login = arguments.user or "admin"
    desk, words, escrow = create_county(
        data_folder(arguments),
        NewCounty(arguments.county, arguments.name, login, login, passphrase(arguments)),
        doors(arguments),
        server=arguments.db,
    )
    with desk:
        lines = (
            f"已建立：{desk.folder}",
            "恢复单：" + " ".join(words),
            "托管密钥（只显示这一次，请打印后封存）：" + escrow.identity,
        )
        return Told(lines, {"data": str(desk.folder), "recovery_words": words, "escrow": escrow.identity})


def _enrol(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county import enrol

    with open_desk(arguments) as desk:
        path, digits = enrol(desk, arguments.station, arguments.name, Path(arguments.out))
        return Told((f"已写出：{path}", f"核对数字：{digits}"), {"path": str(path), "digits": digits})


def _inbox(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county import take_inbox

    with open_desk(arguments) as desk:
        found = take_inbox(desk, Path(arguments.source))
        lines = tuple(f"{x.name}：{x.state} {x.code} 新{x.new}条 {x.message}".rstrip() for x in found)
        return Told(lines or ("没有数据包。",), [msgspec.to_builtins(x) for x in found])


def _receipts(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county import send_down

    target = Path(arguments.to)
    SystemFs().mkdir(target)
    with open_desk(arguments) as desk:
        made = send_down(desk, target)
        return Told(tuple(f"已写出：{p}" for p in made), {"paths": [str(p) for p in made]})
