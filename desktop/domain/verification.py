"""What checking the data can find and how it is told: what is wrong, what is safe, what to do. Words and counts."""

from __future__ import annotations

from typing import Final, Literal

from msgspec import Struct

FindingKind = Literal[
    "page",
    "structure",
    "protection",
    "event",
    "chain",
    "body",
    "rows",
    "journal",
    "keys",
    "attachment_missing",
    "attachment_damaged",
    "set_back",
]
NAMES_SHOWN: Final = 20


class Finding(Struct, frozen=True):
    """One kind of fault: how often, and names (ids, file names, tables) of the first twenty; never personal data."""

    kind: FindingKind
    count: int
    names: tuple[str, ...] = ()

    @property
    def message(self) -> str:
        return _WORDS[self.kind][0].format(self.count)

    @property
    def safe(self) -> str:
        return _WORDS[self.kind][1]

    @property
    def way_out(self) -> str:
        return _WORDS[self.kind][2]


class VerifyResult(Struct, frozen=True):
    """What a check looked at and what it found."""

    checked_at: str
    events: int
    records: int
    attachments: int
    findings: tuple[Finding, ...] = ()

    @property
    def whole(self) -> bool:
        return not self.findings

    def told(self) -> tuple[str, ...]:
        """The result in plain lines."""
        looked = f"核对了{self.events}条记录、{self.records}份登记、{self.attachments}个附件文件。"
        if self.whole:
            return (looked, "全部完好。")
        return (looked, *(f"{f.message}{f.safe}{f.way_out}" for f in self.findings))


def finding(kind: FindingKind, names: list[str]) -> tuple[Finding, ...]:
    """One finding for a list of names; none for an empty list."""
    return (Finding(kind, len(names), tuple(names[:NAMES_SHOWN])),) if names else ()


_RESTORE: Final = "请先做好备份盘的保管，再从最近的完好备份恢复。"
_WORDS: Final[dict[FindingKind, tuple[str, str, str]]] = {
    "page": ("数据文件有{}处损坏。", "能读出的内容仍可只读查看，备份不受影响。", _RESTORE),
    "structure": ("数据文件的内部结构有{}处错误。", "能读出的内容仍可只读查看，备份不受影响。", _RESTORE),
    "protection": ("保护记录的{}个机关不见了。", "记录内容另行核对过，结果见其他各项。", _RESTORE),
    "event": ("有{}条记录与它的校验值不符，可能被改动过。", "其余记录完好。", _RESTORE),
    "chain": ("记录链有{}处断开。", "断开之前的记录完好。", _RESTORE),
    "body": ("有{}条记录的正文缺失或被改动过。", "其余记录完好，原来的校验值还在。", _RESTORE),
    "rows": ("有{}份登记的显示内容与记录不符。", "记录本身完好。", "请运行“重建”，显示内容会按记录重新生成。"),
    "journal": ("操作日志有{}处断开。", "业务记录另行核对过，结果见其他各项。", "请保留备份，并告诉审计员和县里。"),
    "keys": ("密钥文件或本机密钥有{}处问题。", "数据仍能打开。", "请在“设置”里重设口令，再做一次备份。"),
    "attachment_missing": ("有{}个附件文件不在这台电脑上。", "登记的内容和校验值都在。", "请从备份或县里取回。"),
    "attachment_damaged": (
        "有{}个附件文件损坏或被换过。",
        "登记的内容和原来的校验值都在。",
        "请从备份或县里取回。",
    ),
    "set_back": (
        "这份数据比这台电脑记得的旧，或是从别处复制来的。",
        "现有的记录完好。",
        "下一次保存会自动另起一段编号；缺的记录，县里收到过的会随县里的数据包回来。",
    ),
}
