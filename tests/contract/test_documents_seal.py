"""The electronic seal: appended, found valid by an independent reader, broken by one changed byte."""

from __future__ import annotations

import subprocess
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.serialization import BestAvailableEncryption, pkcs12
from cryptography.x509.oid import NameOID

from desktop.cli import main
from desktop.domain.errors import RuleViolation, Situation
from exports.documents.seal import CertificateSigner, SealSigner, seal_pdf
from tests.contract import document_cases as cases

OWNER, PASSWORD = "云桥镇人民调解委员会（示范）", "印章口令2026"
KINDS: dict[str, Any] = {
    "rsa": lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048),
    "elliptic": lambda: ec.generate_private_key(ec.SECP256R1()),
}


@cache
def certificate(kind: str = "rsa") -> bytes:
    """A certificate file of an invented body, valid through 2026."""
    key = KINDS[kind]()
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, OWNER)])
    first = datetime(2026, 1, 1, tzinfo=UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(7)
        .not_valid_before(first)
        .not_valid_after(first + timedelta(days=365))
        .sign(key, hashes.SHA256())
    )
    return pkcs12.serialize_key_and_certificates(b"seal", key, made, None, BestAvailableEncryption(PASSWORD.encode()))


def paper() -> bytes:
    return cases.drawn("mediation_agreement", cases.sample("mediation_agreement"))


def read(pdf: bytes, folder: Path) -> str:
    path = folder / "sealed.pdf"
    path.write_bytes(pdf)
    return subprocess.run(["pdfsig", str(path)], capture_output=True, text=True, check=False).stdout


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_an_independent_reader_finds_the_seal_valid_and_whole(kind: str, tmp_path: Path) -> None:
    sealed = seal_pdf(paper(), CertificateSigner(certificate(kind), PASSWORD), cases.ISSUED_AT, reason="加盖印章")
    told = read(sealed, tmp_path)
    assert "Signature is Valid." in told
    assert "Total document signed" in told
    assert "ETSI.CAdES.detached" in told
    assert f"Common Name: {OWNER}" in told
    assert "Apr 09 2026" in told


def test_the_paper_itself_stays_byte_by_byte(tmp_path: Path) -> None:
    before = paper()
    sealed = seal_pdf(before, CertificateSigner(certificate(), PASSWORD), cases.ISSUED_AT)
    assert sealed.startswith(before)
    subprocess.run(["qpdf", "--check", str(tmp_path / "sealed.pdf")] if read(sealed, tmp_path) else [], check=True,
                   capture_output=True)  # fmt: skip
    assert cases.text_of(sealed, tmp_path) == cases.text_of(before, tmp_path)


def test_one_changed_byte_breaks_it(tmp_path: Path) -> None:
    sealed = bytearray(seal_pdf(paper(), CertificateSigner(certificate(), PASSWORD), cases.ISSUED_AT))
    at = sealed.index(b"/Title<FEFF") + 12
    sealed[at] = ord("1") if sealed[at] != ord("1") else ord("2")
    told = read(bytes(sealed), tmp_path)
    assert "Digest Mismatch" in told
    assert "Signature is Valid." not in told


def test_a_wrong_password_and_a_file_that_is_none_are_told() -> None:
    for file, password in ((certificate(), "错"), (b"no certificate", PASSWORD), (b"", "")):
        with pytest.raises(Situation, match=r"^S-522 "):
            CertificateSigner(file, password)


def test_a_certificate_out_of_its_days_does_not_seal() -> None:
    signer = CertificateSigner(certificate(), PASSWORD)
    for day in (datetime(2025, 12, 31, tzinfo=UTC), datetime(2027, 1, 2, tzinfo=UTC)):
        with pytest.raises(RuleViolation, match=r"^R-529 "):
            seal_pdf(paper(), signer, day)


def test_what_is_no_pdf_or_sealed_already_is_told() -> None:
    signer = CertificateSigner(certificate(), PASSWORD)
    for pdf in (b"", b"no pdf at all", seal_pdf(paper(), signer, cases.ISSUED_AT)):
        with pytest.raises(Situation, match=r"^S-523 "):
            seal_pdf(pdf, signer, cases.ISSUED_AT)


def test_another_signer_needs_only_a_digest() -> None:
    """An SM2 seal would stand here: nothing of a certificate file is asked of it."""

    class Other:
        digest_name = "sha256"
        subject = "别的印章"

        def __init__(self) -> None:
            self.asked: list[bytes] = []

        def cms(self, digest: bytes, at: datetime) -> bytes:
            self.asked.append(digest)
            return CertificateSigner(certificate(), PASSWORD).cms(digest, at)

    other = Other()
    signer: SealSigner = other
    seal_pdf(paper(), signer, cases.ISSUED_AT)
    assert [len(digest) for digest in other.asked] == [32]


def test_the_command_seals_a_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name, data in (("a.pdf", paper()), ("seal.p12", certificate()), ("password", PASSWORD.encode())):
        (tmp_path / name).write_bytes(data)
    arguments = ["seal", str(tmp_path / "a.pdf"), "--certificate", str(tmp_path / "seal.p12")]
    arguments += ["--certificate-password-file", str(tmp_path / "password"), "--out", str(tmp_path / "b.pdf")]
    assert main([*arguments, "--now", "2026-04-09T15:30:00+08:00"]) == 0
    assert OWNER in capsys.readouterr().out
    assert "Signature is Valid." in read((tmp_path / "b.pdf").read_bytes(), tmp_path)
    assert main([*arguments, "--now", "2030-04-09T15:30:00+08:00"]) == 1
    assert "R-529" in capsys.readouterr().err
