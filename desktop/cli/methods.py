"""Commands of working methods: method list, load, withdraw, use."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.common import Told, open_desk, options
from desktop.services.seams import SystemFs, read_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    method = commands.add_parser("method", help="working methods of this station")
    what = method.add_subparsers(dest="what", required=True)
    listing = what.add_parser("list", help="every method, which are offered, how many cases run by each")
    options(listing)
    listing.set_defaults(run=_list)
    load = what.add_parser("load", help="publish a file as this station's own method")
    options(load)
    load.add_argument("file")
    load.set_defaults(run=_load)
    withdraw = what.add_parser("withdraw", help="take an own method out of use; its cases go on with it")
    options(withdraw)
    withdraw.add_argument("key")
    withdraw.add_argument("--reason", required=True)
    withdraw.set_defaults(run=_withdraw)
    use = what.add_parser("use", help="offer these methods of other places besides the usual ones")
    options(use)
    use.add_argument("keys", nargs="*")
    use.set_defaults(run=_use)

    places = commands.add_parser("places", help="load the villages and grids of the station's area from a CSV file")
    options(places)
    places.add_argument("file")
    places.set_defaults(run=_places)


def _places(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.methods import StationMethods

    text = read_whole(SystemFs(), Path(arguments.file)).decode("utf-8")
    with open_desk(arguments) as desk:
        count = StationMethods(desk).load_places(text)
    return Told((f"已载入{count}个村社、网格。",), {"places": count})


def _list(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.methods import StationMethods

    with open_desk(arguments) as desk:
        rows = StationMethods(desk).all()
    lines = (
        f"{'●' if r.offered else '○'} {r.key} v{r.version}  {r.title}  {r.place}  {r.cases}件"
        f"{'  本站载入' if r.own else ''}"
        for r in rows
    )
    return Told(tuple(lines), [msgspec.to_builtins(r) for r in rows])


def _load(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.methods import StationMethods

    path = Path(arguments.file)
    text = read_whole(SystemFs(), path).decode("utf-8")
    with open_desk(arguments) as desk:
        key = StationMethods(desk).load(path.name, text)
    return Told((f"已载入：{key}",), {"key": key})


def _withdraw(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.methods import StationMethods

    with open_desk(arguments) as desk:
        StationMethods(desk).withdraw(arguments.key, arguments.reason)
    return Told((f"已停用：{arguments.key}。正在办的事仍按它办完。",), {"key": arguments.key})


def _use(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.methods import StationMethods

    with open_desk(arguments) as desk:
        StationMethods(desk).choose(tuple(arguments.keys))
    return Told(("已保存。",), {"keys": arguments.keys})
