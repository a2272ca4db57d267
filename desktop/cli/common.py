"""What all commands share: the data folder, the passphrase, the clock of `--now`, printing."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from desktop.bootstrap.station import Desk, Doors, open_station
from desktop.domain.errors import RuleViolation, Situation
from desktop.services.keystore import KeyStore
from desktop.services.seams import FixedClock, SystemClock, SystemFs, read_whole
from desktop.usecases.watch_clock import confirm_day


class Told(Struct, frozen=True):
    """What a command answers: lines for people, the same as data for `--json`."""

    lines: tuple[str, ...]
    data: Any = None


def say(arguments: argparse.Namespace, told: Told) -> None:
    """Print the answer in the form asked for."""
    if getattr(arguments, "json", False):
        sys.stdout.write(msgspec.json.encode(told.data).decode() + "\n")
    else:
        for line in told.lines:
            print(line)


def options(command: argparse.ArgumentParser, *, data: bool = True, json: bool = True, now: bool = False) -> None:
    """The options most commands have."""
    if data:
        command.add_argument("--data", default=argparse.SUPPRESS, help="data folder")
        command.add_argument("--user", default="", help="login name (the only one by default)")
        command.add_argument("--password-file", default="", help="file with the passphrase")
        command.add_argument("--today", default="", help="confirm a doubted date: the day it is, e.g. 2026-11-20")
    if json:
        command.add_argument("--json", action="store_true", help="one JSON document on stdout")
    if data or now:
        command.add_argument("--now", default="", help="play this moment, e.g. 2026-11-20T09:00:00+08:00")


def data_folder(arguments: argparse.Namespace) -> Path:
    """The data folder: `--data`, FENGQIAO_DATA, or the platform's."""
    given = getattr(arguments, "data", None) or os.environ.get("FENGQIAO_DATA")
    if given:
        return Path(given)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", str(Path.home()))) / "Fengqiao" / "data"
    return Path(os.environ.get("XDG_DATA_HOME", str(Path.home() / ".local" / "share"))) / "fengqiao"


def doors(arguments: argparse.Namespace) -> Doors:
    """Production doors, with a standing clock where `--now` asks for it."""
    now = getattr(arguments, "now", "")
    return Doors(clock=FixedClock(datetime.fromisoformat(now)) if now else SystemClock())


def passphrase(arguments: argparse.Namespace) -> str:
    """From `--password-file` or FENGQIAO_PASSWORD; S-235 when neither is given."""
    if arguments.password_file:
        return read_whole(SystemFs(), Path(arguments.password_file)).decode("utf-8").strip("\r\n")
    found = os.environ.get("FENGQIAO_PASSWORD")
    if found is None:
        raise Situation(
            "S-235",
            "没有给出口令。",
            safe="没有改动任何内容。",
            way_out="请用 --password-file 或环境变量 FENGQIAO_PASSWORD 给出。",
        )
    return found


def open_desk(arguments: argparse.Namespace) -> Desk:
    """The station or county of the data folder, unlocked."""
    folder = data_folder(arguments)
    found = doors(arguments)
    login = arguments.user
    if not login:
        logins = KeyStore(folder / "keys.json", found.fs, found.random, found.cost).logins()
        if len(logins) != 1:
            raise RuleViolation(
                "R-206", "这份数据有几个用户。", field="user", way_out=f"请用 --user 指定：{'、'.join(logins)}。"
            )
        login = logins[0]
    desk = open_station(folder, login, passphrase(arguments), found)
    try:
        _confirm(desk, arguments)
        while desk.refresh_cache():
            pass  # what an earlier command took in and nobody has looked at since
    except BaseException:
        desk.abandon()
        raise
    return desk


def _confirm(desk: Desk, arguments: argparse.Namespace) -> None:
    """Who plays a moment, or names today, has said which day it is."""
    said = arguments.today or (desk.doors.clock.now().date().isoformat() if arguments.now else "")
    if said:
        with desk.uow(desk.viewer) as uow:
            confirm_day(said, uow)
            uow.commit()
