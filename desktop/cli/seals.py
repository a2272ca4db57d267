"""Commands of electronic seals: seal. The last of all steps: what is changed afterwards breaks the seal."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import Any

from desktop.cli.common import Told, doors, options
from desktop.services.seams import SystemFs, read_whole, write_whole


def add(commands: Any) -> None:
    """Register the commands of this module."""
    seal = commands.add_parser("seal", help="put an electronic seal (PAdES) on a PDF with a certificate file")
    options(seal, data=False, now=True)
    seal.add_argument("file", help="a paper or file (卷宗) as this program wrote it")
    seal.add_argument("--certificate", required=True, help="PKCS#12 file (.p12, .pfx)")
    seal.add_argument("--certificate-password-file", required=True)
    seal.add_argument("--reason", default="")
    seal.add_argument("--out", required=True)
    seal.set_defaults(run=_seal)


def _seal(arguments: argparse.Namespace) -> Told:
    from exports.documents.seal import CertificateSigner, seal_pdf

    fs = SystemFs()
    password = read_whole(fs, Path(arguments.certificate_password_file)).decode("utf-8").strip("\r\n")
    signer = CertificateSigner(read_whole(fs, Path(arguments.certificate)), password)
    now = doors(arguments).clock.now()
    sealed = seal_pdf(read_whole(fs, Path(arguments.file)), signer, now, reason=arguments.reason)
    write_whole(fs, Path(arguments.out), sealed)
    return Told(
        (f"已加盖：{signer.subject}", f"已写出：{arguments.out}"), {"path": arguments.out, "by": signer.subject}
    )
