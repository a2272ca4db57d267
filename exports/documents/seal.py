"""Puts an electronic seal on a finished PDF (PAdES): the last of all steps, appended without touching what is there.

`SealSigner` is all that a seal needs: a digest in, a CMS signature out. A certificate file is one such; an SM2 seal
with its own algorithms and key device would be another. Must not promise legal validity: that is the certificate's.
"""

from __future__ import annotations

import hashlib
import io
from datetime import datetime
from typing import Any, Protocol

from asn1crypto import cms, tsp, x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding

from desktop.domain.errors import RuleViolation, Situation

FIELD = "Seal"
_RESERVED = 16_384  # bytes for the signature with its certificates


class SealSigner(Protocol):
    """Who seals. `digest_name`: the algorithm the digest must be made with; `subject`: whose seal it is."""

    digest_name: str
    subject: str

    def cms(self, digest: bytes, at: datetime) -> bytes:
        """A detached CMS signature (DER) over a digest, made at a moment."""
        ...


class CertificateSigner:
    """A seal from a certificate file (PKCS#12) with an RSA or elliptic key.

    Raises:
        Situation: S-522 the file is none, or the password is wrong.
    """

    digest_name = "sha256"

    def __init__(self, file: bytes, password: str) -> None:
        from cryptography.hazmat.primitives.serialization import pkcs12

        try:
            key, certificate, others = pkcs12.load_key_and_certificates(file, password.encode())
        except (ValueError, TypeError) as error:
            raise _unreadable() from error
        if certificate is None or not isinstance(key, rsa.RSAPrivateKey | ec.EllipticCurvePrivateKey):
            raise _unreadable()
        self._key = key
        self._certificate = certificate
        self._others = others
        self.subject = certificate.subject.rfc4514_string()

    def cms(self, digest: bytes, at: datetime) -> bytes:
        """See `SealSigner.cms`. Raises RuleViolation R-529 when the certificate is not valid on that day."""
        if not self._certificate.not_valid_before_utc <= at <= self._certificate.not_valid_after_utc:
            raise RuleViolation(
                "R-529", "印章证书今天不在有效期内。", field="certificate", way_out="请向发证机构换发，再加盖。"
            )
        chain = [x509.Certificate.load(c.public_bytes(Encoding.DER)) for c in (self._certificate, *self._others)]
        attributes = _signed_attributes(digest, chain[0])
        signature, algorithm = self._signed(attributes.untag().dump())
        name = cms.IssuerAndSerialNumber({"issuer": chain[0].issuer, "serial_number": chain[0].serial_number})
        info = {
            "version": "v1",
            "sid": cms.SignerIdentifier({"issuer_and_serial_number": name}),
            "digest_algorithm": {"algorithm": self.digest_name},
            "signed_attrs": attributes,
            "signature_algorithm": {"algorithm": algorithm},
            "signature": signature,
        }
        content = {
            "version": "v1",
            "digest_algorithms": [{"algorithm": self.digest_name}],
            "encap_content_info": {"content_type": "data"},
            "certificates": chain,
            "signer_infos": [info],
        }
        made: bytes = cms.ContentInfo({"content_type": "signed_data", "content": cms.SignedData(content)}).dump()
        return made

    def _signed(self, data: bytes) -> tuple[bytes, str]:
        if isinstance(self._key, rsa.RSAPrivateKey):
            return self._key.sign(data, padding.PKCS1v15(), hashes.SHA256()), "sha256_rsa"
        return self._key.sign(data, ec.ECDSA(hashes.SHA256())), "sha256_ecdsa"


def _signed_attributes(digest: bytes, certificate: x509.Certificate) -> cms.CMSAttributes:
    """What is signed: the digest, and which certificate it was (ETSI EN 319 122-1, signing-certificate-v2)."""
    named = tsp.ESSCertIDv2({"cert_hash": hashlib.sha256(certificate.dump()).digest()})
    told: tuple[tuple[str, Any], ...] = (
        ("content_type", "data"),
        ("message_digest", digest),
        ("signing_certificate_v2", tsp.SigningCertificateV2({"certs": [named]})),
    )
    return cms.CMSAttributes([cms.CMSAttribute({"type": kind, "values": [value]}) for kind, value in told])


def seal_pdf(pdf: bytes, signer: SealSigner, at: datetime, *, reason: str = "") -> bytes:
    """The same file with the seal appended; whoever changes a byte afterwards breaks it.

    Raises:
        RuleViolation: R-529; Situation: S-523 the file cannot be sealed (it is none of ours, or damaged).
    """
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
    from pyhanko.pdf_utils.misc import PdfError
    from pyhanko.sign.fields import SigSeedSubFilter
    from pyhanko.sign.signers import SignatureObject, cms_embedder

    try:
        writer = IncrementalPdfFileWriter(io.BytesIO(pdf))
        steps = cms_embedder.PdfCMSEmbedder().write_cms(field_name=FIELD, writer=writer)
        next(steps)
        place = SignatureObject(
            bytes_reserved=_RESERVED, subfilter=SigSeedSubFilter.PADES, timestamp=at, name=signer.subject, reason=reason
        )
        steps.send(cms_embedder.SigObjSetup(sig_placeholder=place))
        prepared, output = steps.send(cms_embedder.SigIOSetup(md_algorithm=signer.digest_name, in_place=False))
        steps.send(signer.cms(prepared.document_digest, at))
    except (PdfError, ValueError, OSError) as error:
        raise Situation(
            "S-523", "这个PDF加盖不了电子印章。", safe="原文件没有改动。", way_out="请从本软件重新导出再加盖。"
        ) from error
    sealed: bytes = output.getvalue()
    return sealed


def _unreadable() -> Situation:
    return Situation(
        "S-522", "印章证书文件打不开：不是证书文件，或者口令不对。", safe="没有改动。", way_out="请核对文件和口令。"
    )
