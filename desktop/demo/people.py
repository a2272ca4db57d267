"""Invented people for practice data: names by common surnames, id numbers of the area code 990000 that no place has."""

from __future__ import annotations

from desktop.domain.identity import check_character
from desktop.domain.person import PersonRecorded
from desktop.services.seams import Dice

SURNAMES = (
    "王李张刘陈杨黄赵周吴徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾萧田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈"
    "姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
GIVEN = (
    "桂兰志强建国秀英玉珍德明国庆海燕小平大海春梅永福金水阿根爱华美娟文斌立新宝根水根阿毛新民长根云仙彩凤"
    "月琴杏花志刚卫东红梅晓峰丽萍建军玉兰正华荣生忠良银花"
)
RARE = ("㛃", "䶮", "𬭎", "𪚥", "𠅤")
WORK = ("务农", "个体户", "退休", "工人", "村民", "教师", "司机", "")
PLACES = ("云桥村", "石湾村", "柳溪社区", "枫林村", "塘下村", "新桥社区")


class Crowd:
    """Makes people one after another from a seed; the same seed makes the same people."""

    def __init__(self, seed: int) -> None:
        self._dice = Dice(seed)
        self._count = 0

    def person(self) -> PersonRecorded:
        """The next invented person; two of three have given an id number, every fortieth has a rare character."""
        self._count += 1
        dice = self._dice
        name = dice.choice(SURNAMES) + "".join(dice.choice(GIVEN) for _ in range(dice.choice((1, 2, 2))))
        if self._count % 40 == 0:
            name = name[:2] + dice.choice(RARE)
        year = dice.number(1944, 2002)
        body = f"990000{year}{dice.number(1, 12):02d}{dice.number(1, 28):02d}{dice.number(1, 999):03d}"
        given = dice.one_in(0.66)
        return PersonRecorded(
            name=name,
            nation=dice.choice(("汉族", "汉族", "汉族", "畲族", "回族")),
            id_number=body + check_character(body) if given else "",
            id_missing_reason="" if given else "当事人未带证件",
            phone=f"1380000{self._count % 10000:04d}",
            work=dice.choice(WORK),
            address=f"{dice.choice(PLACES)}{dice.number(1, 20)}组{dice.number(1, 80)}号",
        )

    def choice(self, options: tuple[str, ...]) -> str:
        return self._dice.choice(options)

    def number(self, low: int, high: int) -> int:
        return self._dice.number(low, high)
