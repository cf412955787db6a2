"""What makes a PDF of the engine one to keep: PDF/A-3a and PDF/UA-1 at once, and its files.

The engine writes one standard or the other. Both ask for the same structure, so that only
the declaration of the second is missing; PDF/A demands that a property which it does not
know be described in the file itself.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from reportkit.page.pdf.compress import pack_streams, round_numbers
from reportkit.page.render_job import Attached

#: ISO 14289-1, 5 and ISO 19005-3, 6.6.2.3.3: the claim and the description of its schema.
_CLAIM = b"""
<rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/" pdfuaid:part="1"/>
<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 that this file conforms to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
"""


def attachments(files: Iterable[Attached], moment: datetime) -> list[Any]:
    """Give the files as the engine wants them, in the order in which readers look them up."""
    from weasyprint import Attachment

    when = moment.astimezone(UTC)  # the engine writes whatever it is given as UTC
    return [
        Attachment(
            file_obj=BytesIO(file.content),
            name=file.name,
            description=file.description,
            created=when,
            modified=when,
            relationship=file.relationship.value,
        )
        for file in sorted(files, key=lambda file: file.name)
    ]


def finish(_document: object, pdf: Any) -> None:
    """Declare the second standard, in a stream that programs can find without unpacking."""
    round_numbers(pdf)
    (metadata,) = (
        each
        for each in pdf.objects
        if getattr(each, "extra", None) and each.extra.get("Type") == "/Metadata"
    )
    (xmp,) = (bytes(part) for part in metadata.stream)
    # Readers heed the first rdf:RDF alone.
    metadata.stream = [xmp.replace(b"</rdf:RDF>", _CLAIM + b"</rdf:RDF>", 1)]
    metadata.compress = False
    if "AF" in pdf.catalog:  # the engine names each file twice
        pdf.catalog["AF"][:] = list(dict.fromkeys(pdf.catalog["AF"]))
    _name_ligatures(pdf)
    pack_streams(pdf)


#: Letters of Arabic script drawn as one, as a table of glyphs writes them, by their own sign.
_LIGATURES = {
    unicodedata.normalize("NFKC", sign).encode("utf-16-be").hex(): sign.encode("utf-16-be").hex()
    for sign in "\ufef5\ufef7\ufef9\ufefb\ufdf2"
}


def _name_ligatures(pdf: Any) -> None:
    """Let programs take a ligature out as one sign, which they know to be its letters.

    Poppler and PDFium turn a line of right-to-left text around sign by sign, and the letters
    of a glyph with it: Islamabad was copied with its second and third letter exchanged.
    """
    for pdf_object in pdf.objects:
        if b"begincmap" in getattr(pdf_object, "stream", ()):
            for at, line in enumerate(pdf_object.stream):
                glyph, _, letters = line.decode().partition("> <")
                if (sign := _LIGATURES.get(letters[:-1])) is not None:
                    pdf_object.stream[at] = f"{glyph}> <{sign}>".encode()
