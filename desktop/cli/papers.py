"""Commands of papers: render, paper check, paper scan, paper blank."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any, cast, get_args

import msgspec

from desktop.bootstrap.station import Desk
from desktop.cli.cases import find_case
from desktop.cli.common import Told, open_desk, options
from desktop.domain.canonical import sha256
from desktop.domain.case_view import CaseView
from desktop.domain.errors import RuleViolation
from desktop.domain.paper_code import Finding, told
from desktop.domain.paper_text import PaperReading, told_reading
from desktop.domain.progress import silent
from desktop.domain.read_models import CaseFilter
from desktop.services.seams import SystemFs, read_whole, write_whole
from desktop.usecases.bring_scan_home import Signed, Way
from desktop.usecases.read_paper import ONLY_CODE, read_paper, registered_of

CODE_ONLY = "只核对了二维码，纸上的数字没有核对。"


def add(commands: Any) -> None:
    """Register the commands of this module."""
    render = commands.add_parser(
        "render", help="write the stored papers of a case, or of all cases, as PDF or Word files"
    )
    options(render)
    which = render.add_mutually_exclusive_group(required=True)
    which.add_argument("--case")
    which.add_argument("--all", action="store_true")
    which.add_argument("--list", default="", help="a register or report of this type, of the days --from to --to")
    render.add_argument("--from", dest="since", default="")
    render.add_argument("--to", dest="until", default="")
    render.add_argument("--type", default="", help="make a paper of this type first where its facts are complete")
    render.add_argument("--format", choices=("pdf", "docx"), default="pdf", help="docx: editable, no archive paper")
    render.add_argument("--out", required=True)
    render.set_defaults(run=_render)
    _add_printed(commands.add_parser("paper", help="printed papers").add_subparsers(dest="what", required=True))


def _add_printed(paper: Any) -> None:
    """What is done with papers that came back from the table."""
    check = paper.add_parser(
        "check", help="is this paper the registered one: a scan, a PDF, or the text of its QR code"
    )
    options(check)
    check.add_argument("which", metavar="FILE|CODE")
    check.add_argument("--code-only", action="store_true", help="do not read what the paper says (some seconds a page)")
    check.set_defaults(run=_check)
    scan = paper.add_parser("scan", help="take a scan of signed papers to the papers they were printed as")
    options(scan)
    scan.add_argument("file")
    scan.add_argument(
        "--signed",
        action="append",
        default=[],
        metavar="WHO[=WAY]",
        help="who signed: a party's name, mediator, recorder, seal; WAY: signature, fingerprint, seal",
    )
    scan.add_argument("--on", default="", help="day beside the signatures (today by default)")
    scan.set_defaults(run=_scan)
    blank = paper.add_parser("blank", help="a form to fill in by hand, whose scan finds its way back to the case")
    options(blank)
    blank.add_argument("--case", default="", help="the case it is for (none: not yet registered)")
    blank.add_argument("--type", required=True)
    blank.add_argument("--out", required=True, metavar="F.pdf")
    blank.set_defaults(run=_blank)


def _render(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.make_paper import PreparePaper, prepare_paper

    out = Path(arguments.out)
    SystemFs().mkdir(out)
    if arguments.list:
        return _render_list(arguments, out)
    written: list[str] = []
    with open_desk(arguments) as desk:
        everything = desk.queries.case_ids(desk.viewer, CaseFilter())
        for case_id in [find_case(desk, arguments.case)] if arguments.case else everything:
            with desk.uow(desk.viewer) as uow:
                if arguments.type:
                    prepare_paper(PreparePaper(case_id, arguments.type), uow, desk.papers)
                for paper in uow.case(case_id).documents:
                    path = out / f"{paper.type}-{paper.id[:8]}.{arguments.format}"
                    write_whole(SystemFs(), path, _file_of(desk, uow, case_id, paper.id, arguments.format))
                    written.append(str(path))
                uow.commit()
    return Told(tuple(f"已写出：{p}" for p in written), {"paths": written})


def _file_of(desk: Desk, uow: Any, case_id: str, document: str, form: str) -> bytes:
    from desktop.usecases.make_paper import copy_to_word, reprint

    if form == "docx":
        return desk.papers.word(copy_to_word(case_id, document, uow), uow.now())
    return reprint(case_id, document, uow)


def _check(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.match_scan import match_code

    path = Path(arguments.which)
    exact, readings = False, dict[int, PaperReading]()
    with open_desk(arguments) as desk:
        if not SystemFs().exists(path):
            found = [match_code(arguments.which, desk.queries, desk.viewer, desk.papers)]
            lines = [told(f) for f in found]
        else:
            data = read_whole(SystemFs(), path)
            found = list(_read(desk, data))
            exact = any(f.paper is not None and f.paper.pdf_hash == sha256(data).hex() for f in found)
            if not exact and not arguments.code_only:
                readings = _readings(desk, found, data)
            lines = [line for place, f in enumerate(found) for line in _words_of(f, readings.get(place))]
            if not exact and not readings and any(f.fate == "current" for f in found):
                lines.append(CODE_ONLY if arguments.code_only else ONLY_CODE)
    lines += ["文件和登记的原件每个字节都一样。"] * exact
    data_of = [
        {**msgspec.to_builtins(f), "reading": msgspec.to_builtins(readings.get(place))} for place, f in enumerate(found)
    ]
    return Told(tuple(lines), {"exact": exact, "findings": data_of})


def _words_of(finding: Finding, reading: PaperReading | None) -> list[str]:
    said = [f"第{finding.first}—{finding.last}页：{told(finding)}"]
    return said + ([f"  {line}" for line in told_reading(reading)] if reading is not None else [])


def _readings(desk: Desk, found: list[Finding], data: bytes) -> dict[int, PaperReading]:
    """What the papers of a file say, by their place among the findings; nothing where text cannot be read."""
    if not desk.foreign.reads_text():
        return {}
    registered = {place: registered_of(finding, desk.queries, desk.viewer) for place, finding in enumerate(found)}
    return {
        place: read_paper(paper, data, desk.foreign, silent) for place, paper in registered.items() if paper is not None
    }


def _read(desk: Desk, data: bytes) -> tuple[Finding, ...]:
    from desktop.usecases.match_scan import match_scan

    pages = desk.foreign.look(data).pages
    return match_scan(desk.foreign.codes(data), pages, desk.queries, desk.viewer, desk.papers)


def _scan(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.bring_scan_home import BringScanHome, bring_form_home, bring_scan_home

    path = Path(arguments.file)
    data = read_whole(SystemFs(), path)
    home: list[str] = []
    with open_desk(arguments) as desk:
        found = _read(desk, data)
        pages = max(f.last for f in found)
        with desk.uow(desk.viewer) as uow:
            on = arguments.on or uow.now().date().isoformat()
            for finding in found:
                if finding.fate == "current" and finding.paper is not None:
                    signed = _signed(arguments.signed, on, uow.case_view(finding.paper.case_id))
                    home.append(bring_scan_home(BringScanHome(finding, path.name, data, pages, signed), uow))
                elif finding.fate == "form":
                    home.append(bring_form_home(BringScanHome(finding, path.name, data, pages), uow))
            uow.commit()
    lines = tuple(f"第{f.first}—{f.last}页：{told(f)}{'已归位。' * (f.fate in ('current', 'form'))}" for f in found)
    return Told(lines, {"attachments": home, "findings": [msgspec.to_builtins(f) for f in found]})


def _blank(arguments: argparse.Namespace) -> Told:
    from desktop.usecases.print_blank import PrintBlank, print_blank

    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        case_id = find_case(desk, arguments.case) if arguments.case else ""
        pdf = print_blank(PrintBlank(arguments.type, case_id), uow, desk.papers)
        uow.commit()
        write_whole(SystemFs(), Path(arguments.out), pdf)
    return Told((f"已写出：{arguments.out}",), {"path": arguments.out})


def _signed(given: list[str], on: str, view: CaseView) -> tuple[Signed, ...]:
    """`WHO[=WAY]` with the names of the parties as the case has them. R-376 for who is none of them."""
    parties = {p.name: p.id for p in view.parties}
    known = {**parties, **{staff: staff for staff in ("mediator", "recorder", "registrar", "seal")}}
    found = []
    for text in given:
        who, _, way = text.partition("=")
        usual = "seal" if who == "seal" else "signature"
        if who not in known or (way or usual) not in get_args(Way):
            raise RuleViolation(
                "R-376",
                f"不认识“{text}”这个签名。",
                field="signed",
                way_out=f"可以写：{'、'.join(known)}；后面可加 =signature、=fingerprint、=seal。",
            )
        found.append(Signed(known[who], cast("Way", way or usual), on))
    return tuple(found)


def _render_list(arguments: argparse.Namespace, out: Path) -> Told:
    from desktop.usecases.make_list import MakeList, make_list

    with open_desk(arguments) as desk, desk.uow(desk.viewer) as uow:
        made = make_list(MakeList(arguments.list, arguments.since, arguments.until), uow, desk.papers)
        path = out / f"{arguments.list}-{arguments.since}.pdf"
        write_whole(SystemFs(), path, made.pdf)
        uow.commit()
    return Told((f"已写出：{path}",), {"paths": [str(path)]})
