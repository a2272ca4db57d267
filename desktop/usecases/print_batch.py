"""Many papers in one go: every paper as often as it has originals, in the order of their cases, as one print."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.domain.errors import RuleViolation
from desktop.usecases.bind_dossier import Leaf
from desktop.usecases.make_paper import reprint
from desktop.usecases.protocols import Papers, UnitOfWork


def gather_batch(case_ids: Sequence[str], stage: str, uow: UnitOfWork, papers: Papers) -> tuple[Leaf, ...]:
    """The stored prints of all papers in a stage ("" for all that are not void), each with its copies.

    The journal notes every paper. Raises R-203 no right, S-541, R-527 when there is nothing to print.
    """
    uow.printed_at()
    leaves: list[Leaf] = []
    for case_id in case_ids:
        state = uow.case(case_id)
        for paper in state.documents:
            if paper.stage != "void" and stage in ("", paper.stage):
                pdf = reprint(case_id, paper.id, uow)
                name = f"{papers.info(paper.type).title} {paper.number}"
                copies = max(1, papers.copies(paper.type, len(state.reg.parties)))
                leaves += [Leaf(name if copy == 0 else f"{name}（{copy + 1}）", pdf) for copy in range(copies)]
    if not leaves:
        raise RuleViolation("R-527", "没有要打印的文书。", field="stage", way_out="请换一个状态，或先出文书。")
    return tuple(leaves)
