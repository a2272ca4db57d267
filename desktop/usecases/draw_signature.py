"""A signature drawn on a screen: kept as what it is, an image beside the paper, never taken for a signature by hand."""

from __future__ import annotations

from msgspec import Struct

from desktop.domain.errors import RuleViolation
from desktop.usecases.attach_file import AttachFile, attach_file
from desktop.usecases.make_paper import SignPaper, sign_paper
from desktop.usecases.permission import owned_case
from desktop.usecases.protocols import UnitOfWork

MARK = "签名图像"
_FAMILY = "01"  # marriage, adoption, inheritance: 电子签名法 Art. 3
_PNG = b"\x89PNG\r\n\x1a\n"


class DrawSignature(Struct, frozen=True):
    """Command. `signer` as in `SignPaper`, `name` as shown; `image`: PNG of the strokes; `on`: ISO day."""

    case_id: str
    document: str
    signer: str
    name: str
    image: bytes
    on: str


def draw_signature(cmd: DrawSignature, uow: UnitOfWork) -> str:
    """Keep the image with its mark and record the signature as drawn; returns the attachment's id.

    Raises:
        RuleViolation: R-528 a matter of marriage, adoption or inheritance (《电子签名法》第三条), R-530 nothing
            drawn, and what `sign_paper` refuses.
    """
    state = owned_case(cmd.case_id, uow, "paper.write")
    if state.reg.category[:2] == _FAMILY:
        raise RuleViolation(
            "R-528",
            "涉及婚姻、收养、继承的文书不能用屏上画的签名。",
            field="signer",
            basis="《电子签名法》第三条",
            way_out="请打印出来，由本人手写签名。",
        )
    if not cmd.image.startswith(_PNG):
        raise RuleViolation("R-530", "还没有画签名。", field="image", way_out="请当事人在框里写自己的名字。")
    kept = attach_file(
        AttachFile(
            cmd.case_id,
            f"{MARK}（{cmd.name}）.png",
            "file",
            "image/png",
            cmd.image,
            note=f"{cmd.name}在屏上画的{MARK}，不是手写签名，也不是可靠的电子签名",
            taken_at=uow.now().isoformat(timespec="seconds"),
        ),
        uow,
    )
    sign_paper(SignPaper(cmd.case_id, cmd.document, cmd.signer, "drawn", cmd.on, kept), uow)
    return kept
