"""Commands of a station: init, demo, search, export, import, digest."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

import msgspec

from desktop.cli.cases import find_case
from desktop.cli.common import Told, data_folder, doors, open_desk, options, passphrase
from desktop.domain.case_view import Committee
from desktop.domain.errors import RuleViolation
from desktop.services.seams import SystemFs, read_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    init = commands.add_parser("init", help="a new, empty station")
    options(init)
    init.add_argument("--station", default="", help="12-digit code")
    init.add_argument("--name", default="")
    init.add_argument("--committee", default="")
    init.add_argument("--word", default="", help="调委会字 of file numbers")
    init.add_argument("--login", default="")
    init.add_argument("--enrolment", default="", help="the county's invitation file")
    init.add_argument("--code", default="", help="told by telephone, for a computer that takes a lost one's place")
    init.set_defaults(run=_init)

    demo = commands.add_parser("demo", help="realistic cases in every state (password: demo2026)")
    options(demo)
    demo.add_argument("--cases", type=int, default=0)
    demo.add_argument("--seed", type=int, default=1)
    demo.add_argument("--tour", action="store_true", help="do the main job from registration to the county and back")
    demo.add_argument("--window", action="store_true", help="open the window afterwards")
    demo.set_defaults(run=_demo)

    search = commands.add_parser("search", help="names, pinyin initials, numbers, phones, texts")
    options(search)
    search.add_argument("text")
    search.set_defaults(run=_search)

    _add_exchange(commands)
    _add_publishing(commands)

    digest = commands.add_parser("digest", help="canonical digest of the whole state")
    options(digest)
    digest.add_argument("--rebuild", action="store_true")
    digest.set_defaults(run=_digest)


def _add_exchange(commands: Any) -> None:
    export = commands.add_parser("export", help="write a bundle for the county")
    options(export)
    export.add_argument("--to", required=True, help="a folder, or the URL of a place (sftp://server/folder)")
    _place_options(export)
    export.add_argument("--full", action="store_true")
    export.add_argument("--note", default="")
    export.set_defaults(run=_export)
    sync = commands.add_parser("sync", help="how far records and attachments have come")
    options(sync)
    sync.set_defaults(run=_sync)
    place = commands.add_parser("place", help="remember the place over a line; without --url show it")
    options(place)
    place.add_argument("--url", default=None, help="sftp://server/folder; an empty one forgets it")
    _place_options(place)
    place.set_defaults(run=_place)

    hand = commands.add_parser("handover", help="give a case to another computer of this station")
    options(hand)
    hand.add_argument("--case", required=True)
    hand.add_argument("--to", required=True, help="id of the other installation")
    hand.add_argument("--out", default=".", help="folder, such as a stick")
    hand.set_defaults(run=_handover)

    bring = commands.add_parser("import", help="apply bundle files, on either side; at a station also a whole stick")
    options(bring)
    bring.add_argument("files", nargs="+")
    bring.set_defaults(run=_import)

    receipt = commands.add_parser("receipt", help="read a printed receipt of the county")
    options(receipt)
    receipt.add_argument("files", nargs="+", help="pictures, PDFs or scanned texts of one receipt; - for a scanner")
    receipt.set_defaults(run=_receipt)


def _add_publishing(commands: Any) -> None:
    publish = commands.add_parser("publish", help="publish a method, holidays, a template, codes or number patterns")
    options(publish)
    publish.add_argument("file", nargs="?", default="")
    publish.add_argument("--from", dest="start", default="", help="first day of use, e.g. 2027-01-01 (today)")
    publish.add_argument("--withdraw", nargs=3, metavar=("KIND", "KEY", "VERSION"), help="take a version out of use")
    publish.add_argument("--reason", default="", help="why it is withdrawn")
    publish.set_defaults(run=_publish)
    listing = commands.add_parser("published", help="what was published here, its versions, days and states")
    options(listing)
    listing.set_defaults(run=_published)


def _init(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.exchange import join_county, rebuild
    from desktop.bootstrap.station import NewStation, create_station
    from exports.bundles.enrolment import read_invitation

    invitation = read_invitation(read_whole(SystemFs(), Path(arguments.enrolment))) if arguments.enrolment else None
    code = invitation.station if invitation else arguments.station
    name = invitation.station_name if invitation else arguments.name
    if not code or not name or not arguments.user:
        raise RuleViolation("R-207", "还缺站点代码、名称或用户姓名。", field="init", way_out="见 init --help。")
    committee = Committee(arguments.committee or f"{name}人民调解委员会", arguments.word or name[:2], code, name)
    desk, words = create_station(
        data_folder(arguments),
        NewStation(
            code=code,
            name=name,
            user=arguments.user,
            login=arguments.login or arguments.user,
            passphrase=passphrase(arguments),
            committee=committee,
            invitation=invitation,
        ),
        doors(arguments),
    )
    with desk:
        back: tuple[str, ...] = ()
        if invitation is not None:
            join_county(desk, invitation)
            if invitation.rebuild:
                made = rebuild(desk, invitation, Path(arguments.enrolment).parent, arguments.code)
                back = (f"从县里取回：{made.cases}件，{made.new}条记录",)
        lines = (
            f"已建立：{desk.folder}",
            f"站点：{code} {name}",
            *back,
            "恢复单（请抄写或打印后妥善保管，程序不保存）：",
            " ".join(words),
        )
        return Told(lines, {"data": str(desk.folder), "station": code, "recovery_words": words})


def _demo(arguments: argparse.Namespace) -> Told | None:
    from desktop.demo import build_demo

    told = build_demo(
        data_folder(arguments),
        cases=arguments.cases,
        seed=arguments.seed,
        now=arguments.now or "2026-11-20T09:00:00+08:00",
        tour=arguments.tour,
    )
    if not arguments.window:
        return told
    for line in told.lines:
        print(line)
    from desktop.bootstrap.window import run_window

    run_window(Path(told.data["data"]))
    return None


def _search(arguments: argparse.Namespace) -> Told:
    with open_desk(arguments) as desk:
        hits = desk.queries.search(desk.viewer, arguments.text)
        return Told(tuple(f"{h.title}  {h.detail}" for h in hits), [msgspec.to_builtins(h) for h in hits])


def _export(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.exchange import export

    if "://" in arguments.to:
        return _travel(arguments)
    target = Path(arguments.to)
    SystemFs().mkdir(target)
    with open_desk(arguments) as desk:
        made = export(desk, target, full=arguments.full, note=arguments.note)
        lines = tuple(f"已写出：{path}" for path in made.paths) or ("没有新的内容要带。",)
        later = (f"还有{made.later}个附件这个U盘放不下，下次导出再带。",) if made.later else ()
        behind = ("▲ 这个U盘上写过本机现在没有的记录：这台电脑可能退回过以前的数据，或者被复制过。请告诉县里。",)
        lines = (*lines, *later, *(behind if made.behind else ()))
        return Told(lines, msgspec.to_builtins(made) | {"paths": [str(p) for p in made.paths]})


def _sync(arguments: argparse.Namespace) -> Told:
    with open_desk(arguments) as desk:
        state = desk.queries.sync_state(desk.viewer)
        waiting, way, there = (
            f"{amount.count}个（{amount.size / 1e6:.1f} MB）"
            for amount in (state.attachments.waiting, state.attachments.on_the_way, state.attachments.at_county)
        )
        lines = (
            f"记录：已写入{state.written}条，已导出{state.exported}条，"
            f"县里已收到{state.received}条，已稳妥保存{state.durable}条",
            f"附件：还要带去{waiting}，在路上{way}，县里已有{there}",
            f"上次回执：{state.last_receipt_at or '还没有'}",
            *(f"县里没有收下：{refused}" for refused in state.refused),
        )
        return Told(lines, msgspec.to_builtins(state))


def _place_options(command: argparse.ArgumentParser) -> None:
    command.add_argument("--place-user", default="", help="name at that place")
    command.add_argument("--place-password-file", default="", help="file with the password or private key for it")


def _password(arguments: argparse.Namespace) -> str:
    path = arguments.place_password_file
    return read_whole(SystemFs(), Path(path)).decode().strip() if path else ""


def _place(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.road import place_of, set_place

    with open_desk(arguments) as desk:
        if arguments.url is not None:
            set_place(desk, arguments.url, arguments.place_user, _password(arguments))
        kept = place_of(desk)
        url, user = (kept.url, kept.user) if kept else ("", "")
        return Told((f"送达地址：{url} {user}".rstrip() if url else "没有设送达地址。",), {"url": url, "user": user})


def _travel(arguments: argparse.Namespace) -> Told:
    """Over a line: what waits here goes, what the county has put down comes; told on the way."""
    from desktop.bootstrap.road import place_of, travel
    from exports.bundles.places import Destination

    with open_desk(arguments) as desk:
        kept = place_of(desk)
        given = Destination(arguments.to, arguments.place_user, _password(arguments))
        known = kept is not None and kept.url == arguments.to.rstrip("/") and not given.secret
        done = travel(desk, kept if kept is not None and known else given, lambda *_told: None)
        told = f"送出{done.sent}个文件，收到{done.fetched}个，新记录{done.new}条"
        return Told((told, *(f"没有收下：{refused}" for refused in done.refused)), msgspec.to_builtins(done))


def _publish(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.publishing import publish, withdraw

    with open_desk(arguments) as desk:
        if arguments.withdraw:
            kind, key, version = arguments.withdraw
            gone = withdraw(desk, kind, key, int(version), arguments.reason)
            return Told((f"已撤回：{gone} 第{version}版",), {"id": gone, "version": int(version)})
        path = Path(arguments.file)
        text = read_whole(SystemFs(), path).decode("utf-8", "replace")
        done = publish(desk, path.name, text, arguments.start)
        lines = (f"已发布：{done.kind} {done.key} 第{done.version}版，{done.effective_from}起使用",)
        return Told(lines, msgspec.to_builtins(done))


def _published(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.published import published_rows

    with open_desk(arguments) as desk:
        rows = published_rows(desk)
    lines = (
        f"{r.state:9} {r.kind} {r.key} v{r.version}  {r.title}  {r.since}起"
        f"{'' if r.county else '  本站'}  {r.detail}".rstrip()
        for r in rows
    )
    return Told(tuple(lines) or ("没有发布过内容。",), [msgspec.to_builtins(r) for r in rows])


def _handover(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.handover import write_handover

    with open_desk(arguments) as desk:
        made = write_handover(desk, find_case(desk, arguments.case), arguments.to, Path(arguments.out))
        return Told(tuple(f"已写出：{path}" for path in made.paths), {"paths": [str(p) for p in made.paths]})


def _import(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.county import is_county
    from desktop.bootstrap.county_files import take_stick
    from desktop.bootstrap.exchange import import_file
    from desktop.bootstrap.inbox import take_file

    lines: list[str] = []
    data: list[Any] = []
    with open_desk(arguments) as desk:
        for name in arguments.files:
            if is_county(desk):
                line = take_file(desk, Path(name))
                lines.append(f"{line.name}：{line.state} {line.code}")
                data.append(msgspec.to_builtins(line))
            elif Path(name).is_dir():
                taken = take_stick(desk, Path(name))
                lines += [f"新收到{made.new}条，回执{made.receipts}份" for made in taken.done]
                lines += taken.told() or (() if taken.done else ("没有给这台电脑的新文件",))
                data += [msgspec.to_builtins(made) for made in taken.done]
            else:
                made = import_file(desk, Path(name))
                lines.append(f"{Path(name).name}：新收到{made.new}条，回执{made.receipts}份")
                lines += made.remarks
                data.append(msgspec.to_builtins(made))
    return Told(tuple(lines), data)


def _receipt(arguments: argparse.Namespace) -> Told:
    from desktop.bootstrap.receipt_paper import PAGE_BYTES, page_texts, take_receipt

    with open_desk(arguments) as desk:
        texts: list[str] = []
        for name in arguments.files:
            data = sys.stdin.buffer.read(PAGE_BYTES) if name == "-" else read_whole(SystemFs(), Path(name))
            texts += page_texts(desk.foreign, data)
        got = take_receipt(desk, texts)
        told = "这张回执以前读过，没有重复。" if got.known else "回执已读入。"
        return Told((told,), msgspec.to_builtins(got))


def _digest(arguments: argparse.Namespace) -> Told:
    with open_desk(arguments) as desk:
        found = desk.digest(rebuild_first=arguments.rebuild)
        return Told((found,), {"digest": found})
