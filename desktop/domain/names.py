"""Keeps people's names whole: splits, hides and cleans them; must not replace a rare character by another.

Lengths are code points, so that 𬭎 counts as one. Pinyin belongs to search.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Container

from desktop.domain.errors import RuleViolation

LONGEST = 40  # code points; the longest minority names on cards stay below
MIDDLE_DOT = "·"  # U+00B7, the 间隔号 of identity cards
_FIELD = "name"

_COMPOUND = """
欧阳 太史 端木 上官 司马 东方 独孤 南宫 万俟 闻人 夏侯 诸葛 尉迟 公羊 赫连 澹台 皇甫 宗政 濮阳 公冶 太叔 申屠
公孙 慕容 仲孙 钟离 长孙 宇文 司徒 鲜于 司空 闾丘 子车 亓官 司寇 巫马 公西 颛孙 壤驷 公良 漆雕 乐正 宰父 谷梁
拓跋 夹谷 轩辕 令狐 段干 百里 呼延 东郭 南门 羊舌 微生 梁丘 左丘 西门 第五 公乘 南荣 东里 仲长 子书 即墨 达奚
褚师 完颜 叶赫 纳兰 那拉 富察 佟佳 耶律 屈突 瓜尔佳 钮祜禄 爱新觉罗 叶赫那拉
"""
COMPOUND_SURNAMES: frozenset[str] = frozenset(_COMPOUND.split())

# CJK radicals that input tools and PDF copies put in place of characters (Unicode: EquivalentUnifiedIdeograph).
# The Kangxi radicals U+2F00–2FD5 need no table, their compatibility form is the character.
_RADICALS = str.maketrans(
    "⺁⺂⺃⺄⺅⺆⺇⺈⺉⺊⺋⺌⺍⺎⺏⺐⺑⺒⺓⺔⺕⺖⺗⺘⺙⺛⺜⺝⺞⺟⺠⺡⺢⺣⺤⺥⺦⺧⺨⺩⺪⺫⺬⺭⺮⺯⺰⺱⺲⺳⺴⺵⺶⺷⺸⺹⺺"
    "⺻⺼⺽⺾⺿⻀⻁⻂⻃⻄⻅⻆⻇⻈⻉⻊⻋⻌⻍⻎⻏⻐⻑⻒⻓⻔⻕⻖⻗⻘⻙⻚⻛⻜⻝⻞⻟⻠⻡⻢⻣⻤⻥⻦⻧⻨⻩⻪⻫⻬⻭⻮⻯⻰⻱⻲⻳",
    "厂乛乚乙亻冂𠘨刀刂卜㔾小小兀尣尢𡯂巳幺彑𫜹忄心扌攵旡日月歺母民氵氺灬爫爫丬牛犭王𤴔目示礻𥫗糹纟罓罒㓁冗𦉫羊𦍌𦍋耂肀"
    "聿肉𦥑艹艹艹虎衤覀西见角𧢲讠贝𧾷车辶辶辶邑钅長镸长门𨸏阝雨青韦页风飞食𩙿飠饣𩠐马骨鬼鱼鸟卤麦黄黾斉齐歯齿竜龙龜亀龟",
)
# What keyboards and tables write for the middle dot. A full stop stays: it is right in Latin names.
_DOTS = str.maketrans(dict.fromkeys("•・‧∙⋅･●", MIDDLE_DOT))
# Letters that have no ink, and the blank of Braille: invisible like the format characters.
_BLANK_LETTERS = frozenset("\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800\u034f")
_LOST = frozenset("\ufffd?？")  # what a damaged conversion leaves in place of a character
_HAN = re.compile(r"[\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")


def check_name(text: str) -> str:
    """The name as it is kept: radicals as characters, one kind of middle dot, no padding.

    Raises RuleViolation R-131 (empty or longer than 40), R-132 (invisible or private-use characters inside),
    R-133 (question marks and squares where a character was lost, or no letter at all).
    """
    name = _without_padding("".join(_plain(character) for character in text.translate(_RADICALS).translate(_DOTS)))
    if not name:
        raise _fault("R-131", "姓名还没有填写。", "不愿意透露或者不知道的，请在“未提供”里写明原因。")
    if len(name) > LONGEST:
        raise _fault("R-131", f"姓名最多{LONGEST}个字，现在有{len(name)}个。", "请只填写姓名，其他说明写到备注里。")
    for place, character in enumerate(name, start=1):
        if _is_hidden(character):
            raise _fault(
                "R-132",
                f"姓名的第{place}个字符（U+{ord(character):04X}）是看不见的或者别的电脑不认识的。",
                "请删掉后重新输入；生僻字可以用“按编码输入”。",
            )
    if any(character in _LOST for character in name) or not any(map(str.isalpha, map(_as_letter, name))):
        raise _fault(
            "R-133", "姓名里有没显示出来的字，或者没有文字。", "请对照证件重新输入这个字，可以用“按编码输入”。"
        )
    return name


def _plain(character: str) -> str:
    """Full-width Latin and Kangxi radicals in their ordinary form; everything else stays as it is."""
    if "\uff01" <= character <= "\uff5e" or "\u2f00" <= character <= "\u2fdf":
        return unicodedata.normalize("NFKC", character)
    return character


def _without_padding(name: str) -> str:
    """Tables pad two-character names to three places; between Han characters a space means nothing."""
    spaced = re.sub(r"[ \t\u00a0\u2000-\u200a\u3000]+", " ", name).strip(" \t\r\n")
    spaced = re.sub(rf" ?{MIDDLE_DOT}+ ?", MIDDLE_DOT, spaced)
    return re.sub(rf"(?<={_HAN.pattern}) (?={_HAN.pattern})", "", spaced).strip(MIDDLE_DOT)


def _is_hidden(character: str) -> bool:
    if character in _BLANK_LETTERS or "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return True
    # Planes 2 and 3 hold Han only; Python's tables may be older than the newest of them.
    if _HAN.match(character):
        return False
    return unicodedata.category(character) in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}


def _as_letter(character: str) -> str:
    return "字" if _HAN.match(character) else character


def _fault(code: str, message: str, way_out: str) -> RuleViolation:
    return RuleViolation(code, message, field=_FIELD, way_out=way_out)


def split_name(name: str, compound: Container[str] = COMPOUND_SURNAMES) -> tuple[str, str]:
    """(surname, given name); compound surnames by the list, at least one character stays for the given name.

    Names with a middle dot and names that do not begin with Han have no surname part here: ("", name).
    """
    if MIDDLE_DOT in name or not _HAN.match(name):
        return "", name
    for length in (4, 3, 2):
        if len(name) > length and name[:length] in compound:
            return name[:length], name[length:]
    return name[:1], name[1:]


def mask_name(name: str, compound: Container[str] = COMPOUND_SURNAMES) -> str:
    """`张*`, `张**`, `欧阳*`: the surname and one star for each further character.

    A name without a surname part shows its first character and keeps dots and spaces: `阿***·***`, `J*** *****`.
    A single character is hidden whole.
    """
    surname, given = split_name(name, compound)
    shown = surname or given[:1]
    rest = name[len(shown) :]
    if not rest:
        return "*" * len(name)
    return shown + re.sub(rf"[^{MIDDLE_DOT} ]", "*", rest)
