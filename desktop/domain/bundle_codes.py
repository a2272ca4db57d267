"""The twenty fixed reasons for which a bundle is refused or set aside (sync-model.md §6); must not grow per screen.

Each code has one plain sentence, what is safe, and one next step. The codes are read out over the telephone and stand
in receipts, so their meaning never changes; E11, E12, E17 and E18 keep what could be used and only say what is odd.
"""

from __future__ import annotations

from typing import Final

from msgspec import Struct

from desktop.domain.errors import Situation


class BundleCode(Struct, frozen=True):
    """A reason: short English name, the sentence told, the next step. `kept`: the content is not thrown away."""

    code: str
    name: str
    sentence: str
    way_out: str
    kept: bool = False


_ALL: Final = (
    BundleCode(
        "E01",
        "truncated",
        "数据包不完整，后面的内容没有拷贝过来。",
        "请回到原来的电脑重新拷贝一次，等提示完成后再拔出。",
    ),
    BundleCode("E02", "not for us", "这个数据包不是给本单位的。", "请核对收件单位，把它交给应收的单位。"),
    BundleCode(
        "E03", "unknown sender", "还不认识这个数据包的发送方。", "请先为对方办理接入登记，再重新导入；原文件请保留。"
    ),
    BundleCode(
        "E04", "revoked", "发送方的登记已被停用，停用之后的内容不能导入。", "请联系县级管理员核实这台电脑的登记情况。"
    ),
    BundleCode(
        "E05", "bad signature", "数据包的签名对不上，内容可能被改动过。", "请让发送方重新导出一份，并换一个优盘。"
    ),
    BundleCode("E06", "tampered", "数据包的内容与登记的不一致，可能已损坏。", "请让发送方重新导出一份，并换一个优盘。"),
    BundleCode(
        "E07", "format too new", "数据包由更新版本的程序写出，本程序还读不懂。", "请先升级本程序，再导入同一个文件。"
    ),
    BundleCode("E08", "format too old", "数据包的格式太旧，本程序已不再支持。", "请让发送方升级程序后重新导出。"),
    BundleCode(
        "E09",
        "limits exceeded",
        "数据包超出了允许的大小或数量，没有继续读取。",
        "请让发送方分成几次导出；如仍出现，请报告管理员。",
    ),
    BundleCode(
        "E10",
        "unsafe entry name",
        "数据包里有不合规的文件名，可能是伪造的。",
        "请不要再打开这个文件，并报告县级管理员。",
    ),
    BundleCode(
        "E11",
        "prerequisites missing",
        "前面还有数据包没有收到，这一包已先收存。",
        "请找到较早的优盘导入，或让发送方再导出一次。",
        kept=True,
    ),
    BundleCode(
        "E12",
        "fork",
        "同一段记录出现了两种内容，可能有一台电脑被复制过，两边都已保留。",
        "请联系发送方查明是哪台电脑，并重新办理接入登记。",
        kept=True,
    ),
    BundleCode(
        "E13", "sanity mismatch", "导入后的数目与数据包声明的不一致，已全部退回。", "请让发送方完整导出一次再导入。"
    ),
    BundleCode("E14", "disk full", "磁盘空间不够。", "请腾出空间后再试一次。"),
    BundleCode(
        "E15",
        "medium read error",
        "优盘或磁盘读写出错，两次读到的内容不一样或读不出来。",
        "请重新拷贝一次；如再出现，请换一个优盘。",
    ),
    BundleCode("E16", "medium write-protected", "优盘或文件夹不允许写入。", "请打开优盘的写保护开关，或换一个位置。"),
    BundleCode("E17", "already known", "这个数据包以前已经导入过，不必再导。", "无需处理。", kept=True),
    BundleCode(
        "E18",
        "blob missing",
        "数据包里缺少应有的附件，文字内容不受影响。",
        "请让发送方再导出一次，缺少的附件会补上。",
        kept=True,
    ),
    BundleCode(
        "E19",
        "same bundle_id, different content",
        "编号相同的数据包出现了两种内容，对方电脑可能被复制或退回过旧备份。",
        "请保留两个文件，并联系县级管理员。",
        kept=True,
    ),
    BundleCode(
        "E20",
        "sender's epoch closed",
        "发送方这一段记录已经结束，不应再有新内容。",
        "请让发送方打开程序核对，再重新导出。",
    ),
)

BUNDLE_CODES: Final[dict[str, BundleCode]] = {known.code: known for known in _ALL}

NOTHING_CHANGED: Final = "现有数据没有改动。"


class BundleRefused(Situation):
    """A bundle, or the writing of one, was stopped for one of the fixed reasons.

    `detail` is for the journal and the log (ids, numbers, entry positions: never names of people). `said` are figures
    for the user that follow the sentence, such as the space needed. `station`, `bundle_id`, `digest`: whose and which
    bundle it was, as far as it was known by then (a verified signature; bundle_id only after decryption).
    """

    station = ""
    bundle_id = ""
    digest = ""

    def __init__(self, code: str, detail: str = "", *, said: str = "") -> None:
        known = BUNDLE_CODES[code]
        safe = "" if known.kept else NOTHING_CHANGED
        super().__init__(code, known.sentence + said, safe=safe, way_out=known.way_out)
        self.detail = detail
        self.said = said

    def __str__(self) -> str:
        return f"{self.code} {BUNDLE_CODES[self.code].name}: {self.detail}"
