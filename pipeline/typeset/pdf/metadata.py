"""What the file says of itself: title, publisher, language, date, and the standards that it keeps (XMP)."""

from __future__ import annotations

from datetime import UTC, datetime, time

from reportlab.pdfgen.canvas import Canvas

from pipeline import __version__
from pipeline.model import Edition

TOOL = f"plan {__version__}"
# What `html.escape` does, which would bring all the characters that HTML has names for.
ESCAPED = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;"})

XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<dc:format>application/pdf</dc:format>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{publisher}</rdf:li></rdf:Seq></dc:creator>
<dc:publisher><rdf:Bag><rdf:li>{publisher}</rdf:li></rdf:Bag></dc:publisher>
<dc:description><rdf:Alt><rdf:li xml:lang="x-default">{subject}</rdf:li></rdf:Alt></dc:description>
<dc:language><rdf:Bag><rdf:li>{lang}</rdf:li></rdf:Bag></dc:language>
<xmp:CreateDate>{date}</xmp:CreateDate>
<xmp:ModifyDate>{date}</xmp:ModifyDate>
<xmp:CreatorTool>{tool}</xmp:CreatorTool>
<pdf:Producer>{tool}</pdf:Producer>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
<pdfuaid:part>1</pdfuaid:part>
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>The part of ISO 14289 that the file keeps</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>"""


def xmp(edition: Edition) -> bytes:
    """Return the XMP packet; its date is the edition's, never the clock's."""
    return XMP.format(
        title=edition.title.translate(ESCAPED),
        publisher=edition.publisher.translate(ESCAPED),
        subject=subject(edition).translate(ESCAPED),
        lang=edition.document.lang.translate(ESCAPED),
        date=_moment(edition).isoformat(),
        tool=TOOL,
    ).encode("utf-8")


def describe(canvas: Canvas, edition: Edition) -> None:
    """Set the document information, which must say the same as the XMP packet, and how the file is opened."""
    canvas.setTitle(edition.title)
    canvas.setAuthor(edition.publisher)
    canvas.setSubject(subject(edition))
    canvas.setCreator(TOOL)
    canvas.setProducer(TOOL)
    canvas.setDateFormatter(lambda *_clock: _moment(edition).strftime("D:%Y%m%d%H%M%S+00'00'"))
    canvas.setViewerPreference("DisplayDocTitle", "true")
    canvas.addPageLabel(0, "ARABIC")


def subject(edition: Edition) -> str:
    """Return the subtitle, and the marks that every reader must know of."""
    return ". ".join(filter(None, (edition.subtitle, *edition.marks)))


def _moment(edition: Edition) -> datetime:
    return datetime.combine(edition.date, time(12), tzinfo=UTC)
