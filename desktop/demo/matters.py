"""The six matters of the demonstration, taken from life with invented people; data only."""

from __future__ import annotations

from msgspec import Struct


class Matter(Struct, frozen=True):
    """A matter to register. `applicants`, `respondents`: names; a name ending in 公司 or 馆 is an organisation."""

    key: str
    category: str
    summary: str
    applicants: tuple[str, ...]
    respondents: tuple[str, ...]
    requests: tuple[str, ...]
    place: str
    hours_ago: int
    heads: int = 0
    visitors: int = 0
    source: str = "application"


MATTERS = (
    Matter(
        "leak",
        "02",
        "2026年11月初，申请人发现客厅吊顶漏水，木地板起鼓。经查看，水从楼上602室卫生间渗下。双方对是不是楼上防水老化"
        "造成、地板怎样赔，几次商量不成。",
        ("周桂兰",),
        ("许志𬭎",),
        ("楼上修好卫生间防水", "赔偿吊顶和地板损失"),
        "柳溪社区5幢502室",
        50,
    ),
    Matter(
        "gym",
        "12",
        "“动力源”健身馆11月15日突然停业，退费电话无人接听。30名会员代表到站，称共有213名会员办了预付卡，卡内余额约"
        "17万元，要求退还余额。健身馆经营人称场地租约纠纷，愿意协商。",
        ("江大海", "陆晓燕", "叶春梅", "丁国庆", "沈云仙"),
        ("动力源健身馆",),
        ("按预付款减去已使用部分退还余额", "说明何时恢复营业或者怎样转卡"),
        "云桥镇新街18号",
        26,
        213,
        30,
    ),
    Matter(
        "ditch",
        "07",
        "申请人家宅基地东侧的排水沟多年由两家共用。今年被申请人翻建围墙，沟被占去约40厘米，雨天水漫进申请人院子。双方都"
        "拿出老地契，对界址说法不一。",
        ("潘阿根",),
        ("潘长㛃",),
        ("恢复排水沟，保证雨天排水",),
        "石湾村7组",
        74,
    ),
    Matter(
        "wages",
        "10",
        "12名泥瓦工在恒垣公司承包的安置房工地干活，8月至10月的工资共18万6千元没有付清。工人称多次催讨，公司说总包没有"
        "结款。工人手里有考勤表和包工头签字的结算单。",
        ("徐建国", "马小平", "朱永福"),
        ("恒垣建筑公司",),
        ("付清三个月工资18万6千元",),
        "新桥社区工地",
        30,
        12,
        12,
    ),
    Matter(
        "parking",
        "15",
        "小区地面车位改为先到先停后，申请人多次被堵在车位里，11月12日晚与被申请人争吵，砸坏后视镜一个。物业没有划线。",
        ("邵立新",),
        ("龚文斌", "云桥物业公司"),
        ("赔偿后视镜", "物业重新划线"),
        "枫林村安置小区",
        98,
    ),
    Matter(
        "boat",
        "10",
        "渔船“浙云渔05”7名船员今年夏捕的分成没有结清，船主说油料涨价没有利润。船员提供了航次记录和记账本。",
        ("任水根", "任宝根"),
        ("郝金水",),
        ("结清夏捕分成4万2千元",),
        "塘下村渔港",
        120,
        7,
        7,
    ),
)
