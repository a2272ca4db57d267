"""A damaged station in plain lines, as far as it reads: what the window shows and a person can copy out."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.bootstrap.rescue import Rescue
from desktop.domain.case_view import CaseView
from desktop.domain.errors import Situation
from desktop.domain.progress import Report
from desktop.domain.read_models import CaseFilter


class RescueLines:
    """See `ui.desk.RescueView`."""

    def __init__(self, rescue: Rescue) -> None:
        self._rescue = rescue

    def cases(self) -> tuple[tuple[str, str], ...]:
        queries, viewer = self._rescue.queries, self._rescue.viewer
        rows = queries.case_rows(viewer, queries.case_ids(viewer, CaseFilter()))
        return tuple((row.id, f"{row.number}　{row.title}") for row in rows)

    def lines(self, case_id: str) -> tuple[str, ...]:
        queries, viewer = self._rescue.queries, self._rescue.viewer
        found = list(_case(queries.case_view(viewer, case_id)))
        try:
            history = queries.case_history(viewer, case_id)
        except Situation as damage:
            return (*found, "", f"经过：{damage.message}")
        return (*found, "", "经过", *(f"{row.at[:16].replace('T', ' ')}　{row.text}" for row in history))

    def damage(self, report: Report) -> tuple[str, ...]:
        """The tables that do not read to their end, and how many rows of them do."""
        broken = [(name, rows) for name, (rows, whole) in self._rescue.readable(report).items() if not whole]
        if not broken:
            return ("所有内容都读得出来。",)
        return tuple(_damaged(name, rows) for name, rows in broken)

    def close(self) -> None:
        self._rescue.close()


def _damaged(table: str, rows: int) -> str:
    return f"“{_WORDS.get(table.split('_', maxsplit=1)[0], table)}”的一部分读不全（{table}，读出{rows}行）。"


_WORDS = {"log": "记录", "state": "登记", "cache": "查找用的目录", "local": "本机设置和草稿"}


def _case(view: CaseView) -> Iterator[str]:
    reg = view.state.reg
    yield f"{view.title}（{reg.number}）"
    yield f"受理：{reg.received_at[:10]}　{view.category_label}　{view.procedure_title}"
    for party in view.parties:
        rest = [part for part in (party.sex, party.phone, party.address, party.id_number) if part]
        yield f"{party.label}：{party.name}　{'　'.join(rest)}"
    yield f"情况：{reg.summary}"
    for session in view.state.sessions:
        yield ""
        yield f"调解　{session.started[:16].replace('T', ' ')}　{session.place}"
        yield from (f"{turn.name}：{turn.text}" for turn in session.turns)
    for agreement in view.state.agreements:
        yield ""
        yield f"协议　{agreement.on}"
        yield from agreement.clauses
    if view.state.closed is not None:
        yield f"结案　{view.state.closed.on}"
