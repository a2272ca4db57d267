"""What happens to an invented petition, for the tests that print its papers.

No real people, places or telephones. The neighbours' case is taken so that crowds and rare names reach these papers.
"""

from __future__ import annotations

import tomllib
from pathlib import Path

import msgspec

from desktop.domain import case_events as ce
from desktop.domain.case import Step
from desktop.domain.case_view import CaseView

AT = "2026-04-03T10:30:00+08:00"
ORGAN = "柳溪市云桥镇人民政府"
REVIEW = "柳溪市人民政府（信访事项复查办公室，地址：柳溪市城南路1号，电话：13800000008）"
REPEATS = {"refusal_notice": "下级正在期限内办理", "no_longer_accepted_notice": "复核后以同一事实和理由再提出"}
PROPOSALS = {"improvement_proposal": "改进工作", "policy_proposal": "完善政策", "accountability_proposal": "追究责任"}
REASONS = "桥南小区5幢2单元的排水管自2025年11月起多次堵塞返水，低层住户家中被淹，物业和社区处理后没有根治，要求尽快解决"
REQUESTS = (
    ce.Request("r1", "更换5幢2单元老化的排水主管。"),
    ce.Request("r2", "说明去年维修资金的使用情况。"),
    ce.Request("r3", "由镇政府赔偿家具损失12,000元。"),
)
STEP_FACTS: dict[str, ce.Facts] = {
    "sort": {
        "class": "claim",
        "repeat": "初次",
        "competence": "本单位职权",
        "way": "2",
        "other_ways": "第3项，民事诉讼",
        "opinion": "由村镇建设办公室承办",
    },
    "accept": {"undertaker": "村镇建设办公室", "contact": "沈明，13800000009", "on_spot": False},
    "transfer": {"mode": "交办", "unit": "柳溪市住房和城乡建设局", "feedback_by": "2026-06-01"},
    "duty_accept": {"undertaker": "村镇建设办公室"},
    "investigate": {
        "met_on": "2026-04-06",
        "people": ["沈明", "王建国"],
        "no_interest": True,
        "found": "4月6日会同社区、物业到现场查看，5幢2单元排水主管为2004年铸铁管，接口锈蚀，返水三次属实。\n"
        "维修资金使用情况已在小区公示栏公示，凭证齐全；家具损失没有票据，原因与管道养护责任有关。",
    },
    "review": {"conclusion": "修改后通过", "points": "补写维修资金的依据条文。"},
    "decide": {
        "outcomes": [
            {"request": "更换排水主管", "outcome": "support", "reason": "由物业于2026年6月30日前使用维修资金更换"},
            {"request": "说明维修资金使用情况", "outcome": "explain", "reason": "去年支出8,600元补漏，已公示"},
            {"request": "赔偿家具损失", "outcome": "reject", "reason": "没有事实根据，可以另行向责任人主张"},
        ],
        "supported": True,
        "law": "《中华人民共和国民法典》第二百八十一条、《住宅专项维修资金管理办法》第二十条",
        "review_organ": REVIEW,
        "approver": "陈镇长",
        "decision": "维持",
        "redo_days": 15,
        "reason": "原处理意见认定事实清楚，依据正确，程序合法。",
        "next_organ": "宁江市人民政府（地址：宁江市江滨路1号）",
    },
    "extend": {"reason": "需要委托检测机构鉴定管道", "until": "2026-07-05", "approver": "陈镇长"},
    "admit": {
        "organ": ORGAN,
        "number": "柳政访答〔2026〕7号",
        "received_on": "2026-06-02",
        "answer": "不予受理",
        "reason": "自收到处理意见之日起超过三十日，没有正当理由",
    },
    "examine": {"found": "调阅原卷并到现场复核，排水主管锈蚀、返水三次属实；维修资金公示材料齐全。"},
    "study": {"result": "partly", "reason": "已列入今年老旧小区改造计划，增设非机动车充电棚的建议待选址后研究"},
    "supervise": {
        "missed": "应于2026年9月30日前书面告知，截至10月9日未告知",
        "demands": "（一）立即书面告知信访人。\n（二）查明原因，确定责任人。",
        "reply_by": "2026-10-20",
    },
    "supervise_reply": {"adopted": "全部采纳", "note": "已于10月10日告知，并约谈经办人。"},
    "check": {"result": "提出三项建议", "outstanding": "管道更换还没有开工"},
    "propose": {
        "kind": "改进工作",
        "to": "柳溪市云桥镇人民政府",
        "content": "一是建立来件即时提醒；二是每月通报期限。",
    },
    "adoption": {"adopted": "部分采纳"},
    "urgent": {
        "content": "4月2日15时，桥南小区居民23人到镇政府门口反映排水返水问题，要求当天抢修。值班领导已到场接待，"
        "推选代表5人座谈，物业已派人疏通。下一步由村镇建设办公室24小时内拿出更换方案。"
    },
    "urgent_more": {"content": "4月3日10时，抢修完成，居民已全部离开；更换方案已向代表说明。"},
    "urgent_final": {"content": "4月10日，更换主管工程已签约，居民代表书面表示认可，没有再次聚集。"},
    "report_back": {"answer": "0"},
    "execute": {"result": "部分执行，已定期限", "note": "材料已进场，6月30日前完工。"},
    "rate": {"state": "1", "office": "0", "organ": "1", "reasons": ""},
    "delegates": {
        "present": 23,
        "concerned": 60,
        "batches": 1,
        "count": 2,
        "delegates": [
            {"name": "周桂兰", "phone": "13800000001", "may_receive": True},
            {"name": "李大有", "phone": "13800000005", "may_receive": False},
        ],
    },
    "on_scene": {
        "leader": "陈镇长",
        "receivers": ["沈明", "王建国"],
        "ended": "2026-04-02T17:20:00+08:00",
        "answered": "当天疏通；一周内由代表参加商定更换方案。",
    },
    "supplement": {"missing": "信访人的身份证明；维修资金使用的有关材料"},
    "return_objection": {"reason": "该小区位于柳溪市城东街道，不属于我单位管辖", "answer": "同意退回"},
    "withdraw": {"reason": "问题已经解决"},
    "simple_reply": {"answer": "物业已于4月3日疏通排水管，6月底前更换主管。", "told": "电话"},
}


TOLD: dict[str, dict[str, ce.Facts]] = tomllib.loads(
    (Path(__file__).parent.parent / "data/made_facts.toml").read_text("utf-8")
)


def petitioned(case: CaseView, key: str) -> CaseView:
    """The case as a petition so far that a paper of this type lacks nothing."""
    steps = {name: dict(told) for name, told in STEP_FACTS.items()}
    steps |= TOLD["steps"]
    steps["made"] = TOLD["made"].get(key, {})
    steps["sort"]["repeat"] = REPEATS.get(key, "初次")
    steps["propose"]["kind"] = PROPOSALS.get(key, "改进工作")
    if key == "transfer_letter":
        steps["transfer"]["mode"] = "转送"
    if key == "procedure_notice":
        steps.pop("duty_accept")
    organ = {"organ": ORGAN, "organ_word": "柳政", "review_organ": "柳溪市人民政府"}
    committee = msgspec.structs.replace(case.committee, **organ)
    told = REASONS if case.state.reg.summary.startswith("602室") else case.state.reg.summary
    registered = {
        "kind": "petition",
        "source": "direct",
        "requests": REQUESTS,
        "summary": told,
        "visitors": 23,
        "heads": 60,
        "batches": 1,
    }
    done = (*case.state.steps, Step("made", "2026-05-12", AT, "u1", steps["made"]))
    state = msgspec.structs.replace(case.state, steps=done, reg=msgspec.structs.replace(case.state.reg, **registered))
    words = {
        "category_label": "物业管理",
        "source_label": "直接提出",
        "title": case.title.replace("邻里纠纷", "物业管理"),
    }
    paper = msgspec.structs.replace(case.paper, number=case.paper.number and "柳政访答〔2026〕7号")
    return msgspec.structs.replace(
        case,
        state=state,
        committee=committee,
        step_facts=steps,
        paper_steps={key: ("made",)},
        limits={"conclude": "2026-06-08"},
        paper=paper,
        **words,
    )
