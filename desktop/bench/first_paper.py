"""Child of the bench: draws sample agreements on fresh interpreters. argv: folder, how many."""

from __future__ import annotations

import sys
import time
from pathlib import Path

from desktop.bench.sample import sample_view
from desktop.bootstrap.papers import PdfPapers
from desktop.services.seams import SystemClock, SystemFs, write_whole

SEVERAL = 2


def main(folder: Path, count: int) -> None:
    """Write `count` two-page agreements of distinct names; prints CPU ms of each after the first, and memory."""
    papers = PdfPapers()
    now = SystemClock().now()
    begin = 0.0
    for place in range(count):
        if place == 1:
            begin = time.process_time()
        composed = papers.compose("mediation_agreement", sample_view(place))
        write_whole(SystemFs(), folder / f"{place}.pdf", papers.render(composed, now))
    if count >= SEVERAL:
        from desktop.bench.figure import own_memory

        print((time.process_time() - begin) * 1000 / (count - 1), own_memory())


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
