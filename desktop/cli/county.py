"""Commands of a county: init, enrol, inbox, stations, receipts, assign, revoke, reissue, user."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from desktop.cli.board_words import told_of
from desktop.cli.common import Told, data_folder, doors, open_desk, options, passphrase
from desktop.services.seams import SystemFs, read_whole

if TYPE_CHECKING:
    from desktop.bootstrap.receipt_paper import ReceiptPaper

_ACTS = {
    "assignments": "交办",
    "asks": "要求移交",
    "forced": "强制移交",
    "rejects": "撤回移交",
    "comments": "批注",
    "returns": "退回补正",
    "links": "人员关联",
    "gaps": "确认缺口",
    "relabels": "改标代码",
}
_RESULTS = {
    "granted": "已移交",
    "asked": "已要求现承办站放行",
    "already": "已经在那里，没有再办",
    "taken back": "已撤回",
    "not asked": "没有在移交，不用撤回",
    "accepted": "已确认",
}


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
    inbox.add_argument("--workers", type=int, default=None, help="processes that open and check bundles")
    inbox.set_defaults(run=_inbox)
    lost = county.add_parser("lost", help="decisions that were lost when the county was set back: list, or settle them")
    options(lost)
    lost.add_argument("--settle", action="store_true", help="all that is listed was decided again")
    lost.set_defaults(run=_lost)
    aside = county.add_parser("aside", help="bundles that were set aside: list, retry or discard them")
    options(aside)
    aside.add_argument("--retry", default="", help="name or beginning of the digest")
    aside.add_argument("--discard", default="", help="name or beginning of the digest")
    aside.add_argument("--reason", default="", help="why it is discarded")
    aside.set_defaults(run=_aside)
    receipts = county.add_parser("receipts", help="write receipts and the county's log for every station")
    options(receipts)
    receipts.add_argument("--to", required=True)
    receipts.add_argument("--qr", action="store_true", help="a page with QR codes per station instead, to print")
    receipts.add_argument("--full", action="store_true", help="attachments that went before go again")
    receipts.set_defaults(run=_receipts)
    _add_watch(county)
    _add_decisions(county)


def _add_watch(county: Any) -> None:
    stations = county.add_parser("stations", help="how far every station's records have come, and what is wrong")
    options(stations)
    stations.set_defaults(run=_stations)
    safe = county.add_parser(
        "safe", help="a backup by the server's own tools: --begin before it, --confirm after a trial"
    )
    options(safe)
    step = safe.add_mutually_exclusive_group(required=True)
    step.add_argument("--begin", action="store_true", help="remember what is held: the copy is taken after this")
    step.add_argument("--confirm", metavar="HOW", help="it was restored elsewhere and looked at: where, by whom")
    safe.set_defaults(run=_safe)


def _add_decisions(county: Any) -> None:
    revoke = county.add_parser("revoke", help="take nothing more from a computer")
    options(revoke)
    revoke.add_argument("--installation", required=True)
    revoke.add_argument("--reason", required=True)
    revoke.set_defaults(run=_revoke)
    reissue = county.add_parser("reissue", help="put a bare computer in the place of a lost one")
    options(reissue)
    reissue.add_argument("--station", required=True, help="station code, or the id of the lost installation")
    reissue.add_argument("--out", required=True, help="folder, such as a stick")
    reissue.set_defaults(run=_reissue)
    user = county.add_parser("user", help="name a user of a station; --revoke takes the right away")
    options(user)
    user.add_argument("--station", required=True)
    user.add_argument("--login", required=True)
    user.add_argument("--name", default="", help="as on the identity card; the login without it")
    user.add_argument("--role", action="append", default=[], help="once for every role")
    user.add_argument("--revoke", action="store_true")
    user.add_argument("--reason", default="", help="why the right is taken away")
    user.set_defaults(run=_user)
    assign = county.add_parser("assign", help="assignments, comments, transfers and other decisions from a JSON file")
    options(assign)
    assign.add_argument("--file", required=True)
    assign.set_defaults(run=_assign)


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
    from desktop.bootstrap.inbox import take_inbox

    with open_desk(arguments) as desk:
        found = take_inbox(desk, Path(arguments.source), workers=arguments.workers)
        lines = tuple(f"{x.name}：{x.state} {x.code} 新{x.new}条 {x.message}".rstrip() for x in found)
        return Told(lines or ("没有数据包。",), [msgspec.to_builtins(x) for x in found])


def _stations(arguments: argparse.Namespace) -> Told:
    with open_desk(arguments) as desk:
        now, shown = desk.doors.clock.now(), desk.queries.stations(desk.viewer)
        lines = [f"{line.code} {line.name}：{told_of(line, now)}" for line in shown.lines]
        if shown.strange:
            lines.append(f"不知道是谁的数据包搁置了{shown.strange}个，见 county aside。")
        data = [
            msgspec.to_builtins(line) | {"troubles": list(line.troubles(now)), "days": line.days_silent(now)}
            for line in shown.lines
        ]
        return Told(tuple(lines) or ("还没有接入站点。",), data)


def _safe(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.server_backup import begin_server_backup, confirm_server_backup

    with open_desk(arguments) as desk:
        if arguments.begin:
            begin_server_backup(desk)
            return Told(("已记下现在收到哪里。请用服务器自己的工具备份，在别处试恢复，再用 --confirm 确认。",), {})
        confirm_server_backup(desk, arguments.confirm)
        return Told(("已确认。下一次写回执起，各站看得到“已稳妥保存”。",), {})


def _aside(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.quarantine import discard, quarantine, retry

    with open_desk(arguments) as desk:
        if arguments.retry:
            line = retry(desk, arguments.retry)
            return Told((f"{line.name}：{line.state} {line.code} 新{line.new}条 {line.message}".rstrip(),), line)
        if arguments.discard:
            discard(desk, arguments.discard, arguments.reason)
        rows = quarantine(desk)
        lines = tuple(f"{r.seen_at} {r.name}：{r.code} {r.sender} {r.digest[:12]}" for r in rows)
        return Told(lines or ("没有搁置的数据包。",), rows)


def _receipts(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county_down import send_down
    from desktop.bootstrap.receipt_paper import print_receipts

    target = Path(arguments.to)
    SystemFs().mkdir(target)
    with open_desk(arguments) as desk:
        if arguments.qr:
            return _told_pages(print_receipts(desk, target))
        made = send_down(desk, target, full=arguments.full)
        return Told(tuple(f"已写出：{p}" for p in made), {"paths": [str(p) for p in made]})


def _told_pages(made: list[ReceiptPaper]) -> Told:
    lines = tuple(
        f"已写出：{one.path}（{one.codes}个二维码）" if one.path else f"{one.name}：回执太长，印不下，请随U盘送。"
        for one in made
    )
    return Told(lines or ("还没有接入的站点。",), [msgspec.to_builtins(one, enc_hook=str) for one in made])


def _assign(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county_acts import assign, read_acts

    acts = read_acts(read_whole(SystemFs(), Path(arguments.file)))
    with open_desk(arguments) as desk:
        done = assign(desk, acts)
        lines = tuple(f"{_ACTS[d.act]}：{d.subject} {_RESULTS.get(d.result, d.result)}" for d in done)
        return Told(lines or ("文件里没有要办的事。",), [msgspec.to_builtins(d) for d in done])


def _user(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap import users as book
    from desktop.usecases.send_user import SendUser

    with open_desk(arguments) as desk:
        if arguments.revoke:
            gone = book.revoke_of(desk, arguments.station, arguments.login, arguments.reason)
            return Told((f"已停用：{gone.login}。下一份下发文件送到后，那里的口令就失效。",), msgspec.to_builtins(gone))
        name, roles = arguments.name or arguments.login, tuple(arguments.role)
        made = book.send_user(desk, SendUser(arguments.station, name, roles, arguments.login))
        return Told((f"已派出：{arguments.login}。到站后由本人在站里管理员处写第一次的口令。",), {"id": made})


def _revoke(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county_reissue import revoke

    with open_desk(arguments) as desk:
        done = revoke(desk, arguments.installation, arguments.reason)
        return Told((f"已停用：{done.installation}，收到第{done.last_seq}条为止",), msgspec.to_builtins(done))


def _reissue(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county_reissue import reissue

    with open_desk(arguments) as desk:
        made = reissue(desk, arguments.station, Path(arguments.out))
        lines = (
            *(f"已写出：{path}" for path in (made.invitation, *made.bundles)),
            f"转给新电脑：{made.cases}件",
            f"重建码（请打电话告诉站里，不要写在U盘上）：{made.code}",
            f"核对数字：{made.digits}",
        )
        paths = {"invitation": str(made.invitation), "bundles": [str(path) for path in made.bundles]}
        return Told(lines, msgspec.structs.asdict(made) | paths)


def _lost(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.lost_decisions import lost_decisions, settle_lost

    with open_desk(arguments) as desk:
        found = lost_decisions(desk)
        lines = tuple(f"{one.at[:16]} {one.words} {one.number}（{one.station}站收到过）" for one in found)
        if arguments.settle:
            lines = (*lines, f"已处理：{settle_lost(desk)}条")
        return Told(lines or ("没有丢失的决定。",), [msgspec.to_builtins(one) for one in found])
