"""Invented cases that the document tests print: area code 990000, no real people, places or telephones."""

from __future__ import annotations

import subprocess
import tempfile
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView, Committee, DutyView, PaperView, PartyView, case_title
from desktop.services.seams import BEIJING, SystemFs
from exports.documents.compose import compose
from exports.documents.document_type import built_types
from exports.documents.render import render_pdf
from exports.documents.typeset.fontset import FontSet

PROCEDURE = ce.ProcedureRef("people-mediation", 0, "0" * 64)
NUMBER = "（2026）云桥人调字第7号"
DISPUTE = (
    "2026年3月15日上午9时许，许志强家卫生间防水层老化，渗水至楼下周桂兰家502室，造成客厅吊顶、木地板及部分家具受损。"
    "双方就损失范围、责任承担以及维修费用多次协商未果。经现场查看，渗漏原因和时间双方没有异议，对家具折旧的计算方法"
    "有分歧；渗漏由许志强家防水层老化引起，由其承担主要责任，周桂兰发现后没有及时告知，对扩大的损失承担次要责任。"
)
CLAUSES = (
    "许志强自行委托有防水施工资质的单位，完成602室卫生间的防水维修，并承担全部费用；维修后做48小时闭水试验，由双方签字确认。",
    "许志强一次性赔偿周桂兰吊顶、木地板和家具损失。",
    "上述款项付清、维修完成后，双方就本次漏水纠纷不再互相主张。本协议不涉及房屋权属认定。",
)
PERSONS = (
    PartyView("p1", "申请人", "applicant", "person", "周桂兰", "女", "汉族", 62, work="务农", phone="13800000001",
              address="柳溪市云桥镇云桥村3组21号"),
    PartyView("p2", "被申请人", "respondent", "person", "许志强", "男", "汉族", 45, work="个体经营户",
              phone="13800000002", address="柳溪市云桥镇桥南小区5幢2单元602室"),
)  # fmt: skip
REPAIR = ce.Duty("d1", "p2", "p1", "act", "完成602室卫生间防水维修并通过闭水试验", (ce.Part("d1a", "2026-05-10"),))
PAYMENT = ce.Duty(
    "d2",
    "p2",
    "p1",
    "pay",
    "赔偿款",
    (ce.Part("d2a", "2026-04-30", 500000), ce.Part("d2b", "2026-05-31", 511100)),
    1011100,
    "银行转账",
    "周桂兰，云桥农商银行，6222 0212 0800 1003",
)
DUTIES = (DutyView(REPAIR, "许志强", "周桂兰"), DutyView(PAYMENT, "许志强", "周桂兰"))
COMMITTEE = Committee("云桥镇人民调解委员会", "云桥", "990000001", "云桥镇综治中心", mediators=("赵秀英",))
TURNS = (
    ("mediator", "赵秀英", "今天请两家来，是为楼上漏水的事。请先由周桂兰说一说情况和要求。"),
    ("p1", "周桂兰", "3月15日早上我发现客厅吊顶往下滴水，木地板泡了，沙发和柜子也坏了。"
     "我要求把漏水修好，赔我一万二千元。"),
    ("p2", "许志强", "漏水是我家防水层老化，这个我认。但是家具用了八年，不能按新的算，最多赔八千元。"),
    ("mediator", "赵秀英", "《民法典》第二百九十六条规定，用水、排水应当尽量避免对相邻的不动产权利人造成损害；"
     "造成损害的，依照侵权责任的规定要承担赔偿责任。家具折旧按使用年限计算，也是通行的做法。两位看看能不能各让一步？"),
    ("p1", "周桂兰", "邻居多年，我也不想闹。折旧可以算，但是修漏水要有期限。"),
    ("p2", "许志强", "我5月10日前修好，赔10,111元，分两次付。"),
)  # fmt: skip

NARRATIVE = ce.Narrative(
    "卫生间漏水造成吊顶、木地板和家具损坏，要求修好并赔偿一万二千元。",
    "防水层老化属实，但家具已经用了八年，应当折旧，最多赔八千元。",
    "渗漏由602室卫生间防水层老化引起，双方对原因和时间没有异议。",
    "家具是否折旧。依照《民法典》第二百九十六条，因用水、排水给相邻不动产权利人造成损害的，应当赔偿。",
    "双方同意按使用年限折旧，许志强5月10日前修好，赔偿10,111元，分两次付清。",
)


def session(**changes: Any) -> ce.SessionHeld:
    """A session in which the parties agreed; `changes` replace fields."""
    base = ce.SessionHeld(
        "s1",
        "云桥镇人民调解委员会调解室",
        "2026-04-09T09:05:00+08:00",
        "2026-04-09T11:40:00+08:00",
        (ce.Staff("赵秀英"),),
        ce.Staff("沈明"),
        "success",
        present=("p1", "p2"),
        attendees=(ce.Attendee("王建国", "云桥村网格员"),),
        turns=tuple(ce.Turn(f"t{i}", who, name, text) for i, (who, name, text) in enumerate(TURNS)),
    )
    return msgspec.structs.replace(base, **changes)


def agreement(**changes: Any) -> ce.AgreementConcluded:
    """The agreement of the two neighbours; `changes` replace fields."""
    base = ce.AgreementConcluded(
        "a1", "written", "2026-04-09", DISPUTE, CLAUSES, tuple(d.duty for d in DUTIES),
        breach="任何一期逾期超过15日的，其余未付款项视为全部到期。",
        mediators=(ce.Staff("赵秀英"),), recorder=ce.Staff("沈明"),
    )  # fmt: skip
    return msgspec.structs.replace(base, **changes)


def view(
    *,
    parties: tuple[PartyView, ...] = PERSONS,
    agreed: ce.AgreementConcluded | None = None,
    held: ce.SessionHeld | None = None,
    duties: tuple[DutyView, ...] = DUTIES,
    paper: PaperView | None = None,
    **registered: Any,
) -> CaseView:
    """A whole case view of the two neighbours, or of other parties."""
    links = tuple(ce.Party(p.id, p.side, p.kind, f"r-{p.id}") for p in parties)
    reg = ce.CaseOpened(
        "i1", "dispute", PROCEDURE, "2026-04-02T15:20:00+08:00", "赵秀英", "application", "02",
        "602室卫生间防水层老化，渗水至502室，造成吊顶、木地板和家具损坏，双方对赔偿数额协商不成。", links,
        number=NUMBER,
    )  # fmt: skip
    reg = msgspec.structs.replace(reg, **registered)
    agreed = agreed or agreement()
    held = held or session()
    state = CaseState(id="c1", reg=reg, opened_at=reg.received_at, opened_by="u1", sessions=(held,), 
                      agreements=(agreed,), owner="i1", owner_version=1)  # fmt: skip
    names = [tuple(p.name for p in parties if p.side == side) for side in ("applicant", "respondent")]
    return CaseView(
        state, COMMITTEE, case_title(names[0], names[1], "邻里纠纷"), "邻里纠纷", "依申请调解", parties, duties,
        paper or PaperView(NUMBER, "2026-04-09", 2, 0, "s1"), held,
    )  # fmt: skip


ISSUED_AT = datetime(2026, 4, 9, 15, 30, tzinfo=BEIJING)


@cache
def fonts() -> FontSet:
    """The vendored fonts, unpacked once for all tests of this machine (files are named by their hash)."""
    return FontSet(SystemFs(), Path(tempfile.gettempdir()) / "fengqiao-test-fonts")


def drawn(type_key: str, case: CaseView) -> bytes:
    """The PDF of a paper of a built type."""
    return render_pdf(compose(built_types()[type_key], case), fonts(), issued_at=ISSUED_AT)


def text_of(data: bytes, folder: Path) -> str:
    """What `pdftotext` reads out of a PDF, without white space."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    read = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    return "".join(read.stdout.decode().split())
