"""Invented cases that the document tests print: area code 990000, no real people, places or telephones."""

from __future__ import annotations

import subprocess
import tempfile
from collections.abc import Iterator
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState, Step
from desktop.domain.case_view import CaseView, Committee, DutyView, PaperView, PartyView, case_title
from desktop.services.seams import BEIJING, SystemFs
from exports.documents.compose import compose
from exports.documents.document_type import built_types
from exports.documents.render import render_pdf
from exports.documents.typeset.fontset import FontSet
from tests.contract.petition_cases import petitioned

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


def words(value: object) -> Iterator[str]:
    """All texts of a document model that are printed as they are."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from words(inner)
    elif isinstance(value, dict):
        for name, inner in value.items():
            if name not in {"kind", "style"}:
                yield from words(inner)


def text_of(data: bytes, folder: Path) -> str:
    """What `pdftotext` reads out of a PDF, without white space."""
    path = folder / "paper.pdf"
    path.write_bytes(data)
    read = subprocess.run(["pdftotext", "-layout", str(path), "-"], check=True, capture_output=True)
    return "".join(read.stdout.decode().split())


@cache
def sample(key: str) -> CaseView:
    """The two neighbours' case so far that a paper of this type lacks nothing."""
    return filled(view(), key)


def filled(case: CaseView, key: str = "") -> CaseView:
    """The case with everything that happens around mediation: steps, photographs, performance, visit, agents."""
    state = msgspec.structs.replace(
        case.state,
        steps=tuple(Step(step, "2026-04-03", AT, "u1", told) for step, told in STEP_FACTS.items()),
        attachments=(
            ce.AttachmentAdded("x1", "502室客厅吊顶渗水照片3张", "photo", "image/jpeg", 1, "0" * 64, "周桂兰，手机拍"),
            ce.AttachmentAdded("x2", "防水维修报价单", "scan", "image/jpeg", 1, "1" * 64, "许志强，维修单位出具"),
        ),
        performed=PERFORMED,
        visits=(ce.VisitRecorded("v1", "2026-06-10", "home", "赵秀英", tuple(p.id for p in case.parties), VISITED,
                                 "yes", "yes"),),
    )  # fmt: skip
    reg = msgspec.structs.replace(state.reg, requests=REQUESTS)
    state = msgspec.structs.replace(state, reg=reg)
    parties = case.parties
    if key == "power_of_attorney":
        parties = tuple(msgspec.structs.replace(p, agent="李大有", agent_power="特别授权") for p in parties)
    committee = msgspec.structs.replace(
        case.committee, court="柳溪市人民法院", phone="13800000009", address="柳溪市云桥镇桥南路8号"
    )
    facts = {**case.step_facts, **STEP_FACTS}
    named = {"mediation_transfer_out": ("send",), "mediation_transfer_back": ("back",)}
    whole = msgspec.structs.replace(
        case, state=state, parties=parties, committee=committee, step_facts=facts, paper_steps=named
    )
    return petitioned(whole, key) if is_petition(key) else whole


def is_petition(key: str) -> bool:
    """Whether the paper belongs to petitions (from 201 on); the one on help is used for disputes too."""
    return key in built_types() and built_types()[key].number > 200 and key != "help_routes_notice"


PERFORMED = (
    ce.DutyPerformed("d2", "d2a", "2026-04-29", 500000, "银行转账"),
    ce.DutyPerformed("d1", "d1a", "2026-05-08"),
    ce.DutyPerformed("d2", "d2b", "2026-05-29", 511100, "银行转账"),
)
AT = "2026-04-03T10:30:00+08:00"
REQUESTS = (ce.Request("r1", "修好602室卫生间防水层。"), ce.Request("r2", "赔偿吊顶、木地板和家具损失12,000元。"))
VISITED = (
    "602室卫生间已重新做了防水，48小时闭水试验没有渗漏；赔偿款10,111元已分两次付清。双方都表示满意，没有再发生争执。"
)
STEP_FACTS: dict[str, ce.Facts] = {
    "investigate": {
        "time": "2026年4月3日9时至10时",
        "place": "云桥镇桥南小区5幢2单元602室、502室",
        "attendees": ["王建国（云桥村网格员）"],
        "asked": ["许志强"],
        "found": "602室卫生间地面有三处渗水点，防水层已老化开裂；502室客厅吊顶有水渍约2平方米，木地板起拱。\n"
        "许志强说：渗水是从今年3月15日开始的，卫生间是2016年装修的，没有重新做过防水。",
    },
    "terminate": {
        "reason": ["无法达成协议", "期限届满不同意延长"],
        "routes": "可以向柳溪市人民法院起诉，诉讼时效期间三年，自2026年4月2日申请调解之日起重新计算",
    },
    "refuse": {"reason": "法院、公安、行政机关已经受理或者解决", "routes": "请在柳溪市人民法院已立案的诉讼中解决"},
    "withdraw": {"reason": "双方已经自行和解，赔偿款当面付清"},
    "invite": {"invited": "许志强", "way": "书面", "time": "2026年4月9日9时", "place": "云桥镇人民调解委员会调解室",
               "answer": "同意到场"},
    "agree_extension": {"until": "2026-05-20"},
    "ask_confirmation": {"court": "柳溪市人民法院", "filed_on": "2026-04-20"},
    "entrusted": {"organ": "柳溪市人民法院", "number": "（2026）浙9900诉前调37号", "result_by": "2026-05-01",
                  "materials": "起诉状副本1份\n证据材料复印件6页"},
    "both_agree": {"answer": "双方同意"},
    "feedback": {"told": "2026年4月10日书面反馈"},
    "police_link": {"kind": "损毁财物", "number": "柳公（云）接字第0412号", "officer": "陈警官", "mild": True},
    "noise": {"result": "同意调解"},
    "fit": {"answer": "双方同意调解", "reason": "邻里之间的财产损害，事实清楚，双方愿意协商"},
    "send": {"body": "云桥镇人民调解委员会"},
    "dossier": {
        "items": [{"name": "人民调解申请书", "pages": "1", "note": ""},
                  {"name": "人民调解受理登记表", "pages": "2", "note": ""},
                  {"name": "人民调解协议书", "pages": "7—8", "note": "另存一份"}],
        "keeper": "沈明", "kept_on": "2026-06-20", "retention": "30年", "pages": "15", "checker": "王建国",
        "checked_on": "2026-06-22", "remark": "本卷共15页，材料齐全，没有缺损。",
    },
    "back": {"result": "达成协议", "note": "（2026）云桥人调字第7号"},
}  # fmt: skip
