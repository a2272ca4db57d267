"""What makes a file PDF/A-2b: metadata, output intent, dates and identifiers, all from given facts; no clock here.

ISO 19005-2: XMP in the catalog, uncompressed and equal to the Info dictionary (6.6), output intent with an embedded
profile (6.2.3), every font embedded with ToUnicode (6.2.11), trailer ID (6.1.3), no transitions.
"""

from __future__ import annotations

from datetime import datetime
from functools import cache
from importlib import resources
from typing import NamedTuple
from xml.sax.saxutils import escape

from reportlab.pdfbase import pdfdoc

from exports.documents.typeset.pdf_objects import Dictionary, Stream

PRODUCER = "Fengqiao Desk"

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:xmp="http://ns.adobe.com/xap/1.0/" \
xmlns:pdf="http://ns.adobe.com/pdf/1.3/" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>
<xmp:CreatorTool>{producer}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:MetadataDate>{date}</xmp:MetadataDate>
<pdf:Producer>{producer}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description></rdf:RDF></x:xmpmeta>
<?xpacket end="r"?>"""


class Envelope(NamedTuple):
    """Facts about a file as a whole. `issued_at` carries a zone; `identity` is 32 bytes made from the facts."""

    title: str
    author: str
    issued_at: datetime
    identity: bytes


def text_string(text: str) -> str:
    """A PDF text string in UTF-16, written in hex."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def pdf_date(at: datetime) -> str:
    """`D:20260409153000+08'00'`."""
    zone = at.strftime("%z")
    return f"(D:{at:%Y%m%d%H%M%S}{zone[:3]}'{zone[3:5]}')"


def seal(document: pdfdoc.PDFDocument, envelope: Envelope) -> None:
    """Puts catalog, Info, XMP, output intent and ID into a reportlab document, instead of its own ones."""
    xmp = _XMP.format(
        title=escape(envelope.title),
        author=escape(envelope.author),
        producer=PRODUCER,
        date=envelope.issued_at.isoformat(timespec="seconds"),
    )
    metadata = Stream(xmp.encode(), "/Type/Metadata/Subtype/XML", deflated=False)
    intent = Dictionary(
        "/Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)"
        "/DestOutputProfile %s",
        _profile(),
    )
    document.Catalog = document._catalog = Dictionary(
        "/Type/Catalog/Pages %s/Lang(zh-CN)/ViewerPreferences<</DisplayDocTitle true>>/Metadata %s/OutputIntents[%s]",
        document.Pages,
        metadata,
        intent,
    )
    document.info = _Info(envelope)
    name = envelope.identity[:16].hex().encode()
    document._ID = b"[<" + name + b"><" + name + b">]"


class _Info(pdfdoc.PDFInfo):  # type: ignore[misc]
    """The Info dictionary, in the same words as the XMP."""

    def __init__(self, envelope: Envelope) -> None:
        super().__init__()
        self._envelope = envelope

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        """Called by reportlab when the file is written."""
        date = pdf_date(self._envelope.issued_at)
        return (
            f"<</Title{text_string(self._envelope.title)}/Author{text_string(self._envelope.author)}"
            f"/Creator({PRODUCER})/Producer({PRODUCER})/CreationDate{date}/ModDate{date}>>\n"
        ).encode("ascii")


@cache
def _profile_bytes() -> bytes:
    import zlib

    return zlib.compress(resources.files("exports.documents").joinpath("fonts/sRGB.icc").read_bytes(), 9)


def _profile() -> Stream:
    return Stream(_profile_bytes(), "/N 3")
