"""An invented month of a station, for the tests that print its registers and reports. No real people or places."""

from __future__ import annotations

from functools import cache

from desktop.domain.case_view import Committee
from desktop.domain.list_view import ListRow, ListView, list_view
from desktop.reference import load_calendar

COMMITTEE = Committee(
    "云桥镇人民调解委员会", "云桥", "990000001", "云桥镇综治中心", address="柳溪市云桥镇桥南路8号", phone="13800000009",
    organ="柳溪市云桥镇人民政府", organ_word="柳政",
)  # fmt: skip
_PEOPLE = ("周桂兰", "许志强", "江大海", "彭秀珍", "陶根生", "闻小满", "郁金宝", "戚月娥")
_KINDS = ("邻里纠纷", "婚姻家庭纠纷", "邻里纠纷", "劳动争议纠纷")


def dispute(number: int) -> ListRow:
    """A dispute of the month; every third one failed, the others were agreed on three days later."""
    failed, day = number % 3 == 2, 1 + number % 27
    agreed = "" if failed else f"2026-05-{day + 3:02}"
    who = (_PEOPLE[number % 8], _PEOPLE[(number + 3) % 8])
    kind = _KINDS[number % 4]
    form = "" if failed else "书面" if number % 2 else "口头"
    performed = "" if failed else "已履行" if number % 4 else "部分履行"
    leak = "楼上卫生间防水层老化，渗水损坏吊顶和家具，双方对赔偿数额协商不成。"
    return ListRow(
        id=f"c{number}", kind="dispute", number=f"（2026）云桥人调字第{number + 1}号", title="与".join(who) + kind,
        received=f"2026-05-{day:02}", source="application", source_label="依申请调解" if number % 2 else "主动调解",
        category_label=kind, applicants=who[0], respondents=who[1], grid=f"{number % 5 + 1}号网格", registrar="沈明",
        summary=leak if number % 2 else "院墙排水口朝向邻家。",
        mediators="赵秀英", result="调解不成" if failed else "调解成功", form=form,
        agreed=agreed, agreement_number="" if failed else f"（2026）云桥人调字第{number + 1}号",
        amount=0 if failed else 120_000 + 35_050 * number, performed=performed,
        visited="" if failed or number % 4 == 0 else "2026-05-31", failed=f"2026-05-{day + 2:02}" if failed else "",
        closed="" if number % 4 == 0 else "2026-05-31", risk="黄" if failed else "绿", next_title="回访",
        due="2026-06-10" if number % 4 == 0 else "",
    )  # fmt: skip


def petition(number: int) -> ListRow:
    """A petition of the month."""
    sent = ("", "转送", "交办")[number % 3]
    return ListRow(
        id=f"p{number}", kind="petition", number=f"柳政信访登〔2026〕{number + 1}号",
        title=f"{_PEOPLE[number % 8]}反映物业管理问题", received=f"2026-05-{3 + number:02}", source="direct",
        source_label="12345热线" if number % 2 else "本级受理", category_label="物业管理" if number % 3 else "征地拆迁",
        applicants=_PEOPLE[number % 8], respondents="", summary="小区排水管多次堵塞返水，要求更换。", registrar="沈明",
        heads=60 if number == 1 else 1, visitors=23 if number == 1 else 1, batches=1, mode=sent,
        unit="柳溪市住建局" if sent else "", supervised=number == 4, closed="" if number % 2 else "2026-05-30",
        proposal="改进工作" if number == 4 else "", adopted="部分采纳" if number == 4 else "", due="2026-07-02",
        next_title="书面告知",
    )  # fmt: skip


@cache
def month(disputes: int = 17, petitions: int = 7) -> ListView:
    """May 2026 at an invented station."""
    rows = [*map(dispute, range(disputes)), *map(petition, range(petitions))]
    return list_view(
        sorted(rows, key=lambda row: (row.received, row.id)), "2026-05-01", "2026-05-31", committee=COMMITTEE,
        maker="沈明", on="2026-06-01", calendar=load_calendar(),
    )  # fmt: skip
