"""A frozen case view of invented people, long enough for an agreement of two pages; the same for every number."""

from __future__ import annotations

from desktop.domain import case_events as ce
from desktop.domain.case import CaseState
from desktop.domain.case_view import CaseView, Committee, DutyView, PaperView, PartyView, case_title

NAMES = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超霞平刚桂英华玉兰建国志梅红波斌宇浩凯健俊"
FACTS = (
    "2026年3月15日上午9时许，双方因相邻房屋漏水问题发生争执。被申请人居住的5幢2单元602室卫生间防水层老化，渗水至申请人"
    "居住的502室，造成客厅吊顶、木地板及部分家具受损。双方就损失范围、责任承担以及维修费用多次协商未果，遂共同申请调解。"
    "经调查，上述事实有现场照片12张、物业服务企业出具的情况说明、维修报价单以及双方的陈述为证；双方对渗漏的原因、时间"
    "没有异议，对家具折旧的计算标准存在分歧。"
)


def sample_view(number: int) -> CaseView:
    """The n-th sample; names and sums differ from one to the next."""
    one = "周" + NAMES[number % 37] + NAMES[number // 37 % 37]
    two = "许" + NAMES[number * 7 % 37] + "𬭎"
    duty = _duty(360_000 + number * 100)
    agreement = _agreement(one, two, duty)
    reg = ce.CaseOpened(
        owner="i",
        kind="dispute",
        procedure=ce.ProcedureRef("people_mediation", 0, "0" * 64),
        received_at="2026-03-20T09:00:00+08:00",
        registrar="周明",
        source="application",
        category="02",
        summary=FACTS,
        parties=(ce.Party("p1", "applicant", "person", "r1"), ce.Party("p2", "respondent", "person", "r2")),
        number=f"（2026）云桥人调字第{number + 1}号",
    )
    state = CaseState(
        id="c",
        reg=reg,
        opened_at=reg.received_at,
        opened_by="u",
        agreements=(agreement,),
        owner="i",
        owner_version=1,
    )
    return CaseView(
        state=state,
        committee=Committee("云桥村人民调解委员会", "云桥", "990101001001", "云桥村调解室"),
        title=case_title((one,), (two,), "邻里纠纷"),
        category_label="邻里纠纷",
        source_label="依申请调解",
        parties=(_party("p1", "申请人", one, number), _party("p2", "被申请人", two, number + 1)),
        duties=(DutyView(duty, two, one),),
        paper=PaperView(reg.number, "2026-04-02", 1, 3),
    )


def _party(key: str, label: str, name: str, number: int) -> PartyView:
    return PartyView(
        id=key,
        label=label,
        side="applicant" if key == "p1" else "respondent",
        kind="person",
        name=name,
        sex="女" if key == "p1" else "男",
        nation="汉族",
        age=40 + number % 30,
        work="务农",
        phone=f"1380000{number % 10000:04d}",
        address=f"云桥村{number % 20 + 1}组{number % 60 + 1}号",
    )


def _duty(amount: int) -> ce.Duty:
    half = amount // 2
    return ce.Duty(
        "d1",
        "p2",
        "p1",
        "pay",
        "赔偿吊顶、地板以及家具损失",
        (ce.Part("a", "2026-04-10", half), ce.Part("b", "2026-05-10", amount - half)),
        amount,
        "银行转账",
        "6222 0212 0800 1000",
    )


def _agreement(one: str, two: str, duty: ce.Duty) -> ce.AgreementConcluded:
    return ce.AgreementConcluded(
        id="g1",
        form="written",
        on="2026-04-02",
        dispute=FACTS,
        clauses=(
            f"{two}于2026年5月10日前自行委托具有防水工程施工资质的单位完成602室卫生间的防水维修，并承担全部费用；"
            "维修完成后进行48小时闭水试验，由双方共同签字确认。",
            f"{two}赔偿{one}吊顶、木地板以及家具损失，分两期付清。",
            "上述款项付清后，双方就本次漏水纠纷不再互相主张。",
        ),
        duties=(duty,),
        mediators=(ce.Staff("周明"),),
        recorder=ce.Staff("李云"),
    )
