"""What other engines need for an agreement of two pages, beside ours in the same run, on our own fonts.

FENGQIAO_BENCH_ENGINES names the script that compares them: it takes --fontdir with the six faces of its roles, and
prints a table of engine, document, cold start, setup, first, warm and CPU for each document (ms). Nothing without it.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final

from desktop.bench.figure import Figure, child
from desktop.services.seams import SystemFs, read_whole, write_whole
from exports.documents.typeset.fontset import default_cache_folder, ensure_unpacked, manifest

_FACES: Final = {"fang": "fang", "kai": "kai", "hei": "hei", "song": "song", "title": "title", "rare": "rare1"}
_CPU: Final = 6  # place of the column in the script's table


def engine_figures(folder: Path, environment: Mapping[str, str]) -> Iterator[Figure]:
    """A row for each engine that is there: CPU for each further agreement, ms."""
    script = os.environ.get("FENGQIAO_BENCH_ENGINES", "")
    if not script:
        return
    fs, faces = SystemFs(), folder / "faces"
    fs.mkdir(faces)
    rows = manifest()
    for role, face in _FACES.items():
        unpacked = ensure_unpacked(fs, default_cache_folder(), face, rows[face])
        write_whole(fs, faces / f"{role}.ttf", read_whole(fs, unpacked))
    options = os.environ.get("FENGQIAO_BENCH_ENGINES_OPTIONS", "--engines typst --runs 1").split()
    command = [script, "--fontdir", str(faces), "--work", str(folder / "engines"), *options]
    _, printed = child(command, dict(environment), 1)
    for line in printed.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) > _CPU and cells[1] == "agreement":
            note = f"cold start {cells[2]} s; its own fonts as ours"
            yield Figure(f"engine_{cells[0]}", "CPU for each further agreement", float(cells[_CPU]), 0, "ms", note)
