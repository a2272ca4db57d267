"""Reads printed text off pictures (OCR); only in the helper process and only where the extra `ocr` is installed.

Where each line stands is kept: an identity card is told from the places of its words (desktop/domain/id_card.py).
"""

from __future__ import annotations

from functools import cache
from importlib.util import find_spec
from typing import Any, Final

from PIL import Image

from desktop.domain.foreign import TextLine, not_installed
from desktop.helper.pages import page

SIDE: Final = 1_600
"""Pixels of the longer side: more costs memory and reads nothing more (study: 811 MB at this size)."""
_TALL: Final = 1.5


def text(data: bytes, number: int) -> tuple[TextLine, ...]:
    """The lines of one page, from top to bottom; a page that lies on its side is turned first.

    Raises:
        Situation: S-516 the extra is not installed, and as `desktop.helper.pages.page`.
    """
    if find_spec("rapidocr") is None:
        raise not_installed()
    image = page(data, number, SIDE).convert("RGB")
    lines = _read(image)
    long = [line for line in lines if len(line.text) > 3]
    if sum(_is_tall(line) for line in long) * 2 > len(long):
        lines = _read(image.transpose(Image.Transpose.ROTATE_90))
    return tuple(lines)


def _is_tall(line: TextLine) -> bool:
    xs, ys = line.corners[::2], line.corners[1::2]
    return max(ys) - min(ys) > _TALL * (max(xs) - min(xs))


def _read(image: Image.Image) -> list[TextLine]:
    import numpy

    found = _engine()(numpy.asarray(image)[:, :, ::-1])
    if found.boxes is None:
        return []
    return [
        TextLine(str(words), tuple(round(float(v)) for point in box for v in point), round(float(sure) * 100))
        for words, sure, box in zip(found.txts, found.scores, found.boxes, strict=True)
    ]


@cache
def _engine() -> Any:
    import onnxruntime

    onnxruntime.disable_telemetry_events()  # and the process can open no connection in any case
    from rapidocr import RapidOCR

    return RapidOCR(params={"Global.log_level": "critical", "EngineConfig.onnxruntime.enable_cpu_mem_arena": False})
