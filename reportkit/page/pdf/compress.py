"""A PDF made smaller by a tenth: numbers no finer than any printer, a packed table of objects."""

from __future__ import annotations

import re
import zlib
from typing import Any

#: A number of one or more with more than three decimals. Smaller ones may be factors of scale,
#: where each digit counts; of a position a thousandth of a point is far below what is seen.
#: The digit comes before what must not stand before it: so a search need not try every place.
_FINE = re.compile(rb"([1-9](?<![\d.].)\d*\.\d{3})\d+")
_TABLE = re.compile(rb"/W \[(\d+) (\d+) (\d+)\].*?/Filter /FlateDecode/Length (\d+)>>\nstream\n")


def round_numbers(pdf: Any) -> None:
    """Cut the needless digits in the pages of a PDF of pydyf and in the places of its links."""
    for each in pdf.objects:
        if hasattr(each, "_tags"):  # the engine's own stream: what is drawn
            drawn = b"\n".join(_bytes(item) for item in each.stream)
            each.stream = [_FINE.sub(rb"\1", drawn)]
    names = pdf.catalog.get("Names", {})
    for place in names.get("Dests", {}).get("Names", [])[1::2]:
        place[2:4] = [round(side, 2) for side in place[2:4]]


def pack_streams(pdf: Any) -> None:
    """Compress every stream once; the engine would do it for the file and again for its digest."""
    for pdf_object in pdf.objects:
        if getattr(pdf_object, "compress", False):
            pdf_object.extra["Filter"] = "/FlateDecode"
            pdf_object.stream = [zlib.compress(b"\n".join(map(_bytes, pdf_object.stream)), 9)]
            pdf_object.compress = False


def pack_table(pdf: bytes) -> bytes:
    """Write the table of objects at the end of a PDF of pydyf as differences, row by row.

    Row follows row with one number more: the differences are all alike and take no room.
    """
    start = int(pdf.rsplit(b"startxref\n", 1)[1].split()[0])
    head = _TABLE.search(pdf, start)
    if head is None:
        return pdf  # not compressed
    width, length = sum(map(int, head.groups()[:3])), int(head[4])
    rows = zlib.decompress(pdf[head.end() : head.end() + length])
    packed = zlib.compress(_differences(rows, width), 9)
    described = head[0].replace(
        b"/Filter /FlateDecode/Length %d>>" % length,
        b"/Filter /FlateDecode/DecodeParms <</Predictor 12/Columns %d>>/Length %d>>"
        % (width, len(packed)),
    )
    return b"".join(
        [pdf[: head.start()], described, packed, pdf[head.end() + length :]],
    )


def _differences(rows: bytes, width: int) -> bytes:
    """Apply the filter "up" of PNG (RFC 2083, 6.4): each byte less the one above it."""
    above = bytes(width)
    out = bytearray()
    for at in range(0, len(rows), width):
        row = rows[at : at + width]
        out.append(2)
        out += bytes((one - other) % 256 for one, other in zip(row, above, strict=True))
        above = row
    return bytes(out)


def _bytes(item: Any) -> bytes:
    if isinstance(item, bytes):
        return item
    return item.data if hasattr(item, "data") else str(item).encode()
