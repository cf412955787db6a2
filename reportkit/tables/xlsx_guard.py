"""Is this a workbook that may be opened? Asked of the zip directory, before a reader is."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO, NamedTuple

MAX_BYTES = 200 * 1024**2  # of the file
MAX_UNPACKED = 1024**3  # of all that is in it
MAX_PART = 512 * 1024**2  # of one part: a sheet of 500,000 rows
_MAX_PARTS = 10_000
_MAX_RATIO = 1000  # unpacked to packed of one part; text of spreadsheets has 10 to 50
_SMALL = 16 * 1024**2  # below that no ratio does harm
#: A reader keeps a sheet as a whole rectangle, the cells between two that are far apart too.
MAX_CELLS = 20_000_000
_CHUNK = 4 * 1024**2
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_CELL = re.compile(rb' r="([A-Z]{1,3})(\d{1,7})"')
_OPEN_DOCUMENT = b"application/vnd.oasis.opendocument."


class Refusal(NamedTuple):
    """Why a file is not opened as a workbook."""

    code: str
    message: str
    hint: str


_SAVE = "open it in its program and save it as .xlsx or as CSV UTF-8"


def why_not_opened(file: BinaryIO, size: int) -> Refusal | None:
    """Look at a file that begins as no CSV does; it is at its beginning afterwards."""
    try:
        head = file.read(1 << 16)
        if head.startswith(_OLE):
            return _ole(head + file.read(1 << 20))
        if size > MAX_BYTES:
            return _too_large(
                f"the file has {size // 1024**2:,} MB, and {MAX_BYTES >> 20} are read"
            )
        try:
            with zipfile.ZipFile(file) as archive:
                return _archive(archive)
        except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, OSError) as error:
            return Refusal("table-format", f"it is a damaged workbook: {error}", _SAVE)
    finally:
        file.seek(0)


def is_packed(head: bytes) -> bool:
    """Tell a workbook of any kind from text by its first bytes."""
    return head.startswith((b"PK\x03\x04", b"PK\x05\x06", _OLE))


def _ole(head: bytes) -> Refusal:
    if _LOCKED in head:
        return Refusal("table-format", "it is encrypted with a password", "save it without one")
    return Refusal("table-format", "it is a workbook of the old format (.xls)", _SAVE)


def _archive(archive: zipfile.ZipFile) -> Refusal | None:
    parts = archive.infolist()
    names = {part.filename for part in parts}
    if "mimetype" in names and archive.read("mimetype")[:100].startswith(_OPEN_DOCUMENT):
        return Refusal("table-format", "it is an OpenDocument spreadsheet (.ods)", _SAVE)
    if refusal := _sizes(parts):
        return refusal
    if "xl/workbook.bin" in names:
        return Refusal("table-format", "it is a binary workbook (.xlsb)", _SAVE)
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return Refusal("table-format", "it holds macros (.xlsm)", "save it as .xlsx, without them")
    if "xl/workbook.xml" not in names:
        return Refusal("table-format", "it is a zip file and no workbook", _SAVE)
    return next(filter(None, (_part(archive, name) for name in sorted(names))), None)


def _sizes(parts: list[zipfile.ZipInfo]) -> Refusal | None:
    if len(parts) > _MAX_PARTS:
        return _too_large(f"it has {len(parts):,} parts")
    largest = max((part.file_size for part in parts), default=0)
    total = sum(part.file_size for part in parts)
    if largest > MAX_PART or total > MAX_UNPACKED:
        return _too_large(f"unpacked it has {total // 1024**2:,} MB")
    if any(
        part.file_size > _SMALL and part.file_size > part.compress_size * _MAX_RATIO
        for part in parts
    ):
        return _too_large("a part of it is packed as no spreadsheet is")
    return None


def _part(archive: zipfile.ZipFile, name: str) -> Refusal | None:
    """Refuse two cells so far apart that what lies between them fills the memory.

    Reading a part to its end proves its size too: one that lies about it raises BadZipFile.
    """
    columns: set[bytes] = set()
    last = 0
    with archive.open(name) as part:
        for piece in _pieces(part):
            cells = _CELL.findall(piece)
            columns.update(letters for letters, _ in cells)
            last = max(last, *map(int, {number for _, number in cells}), 0)
    widest = max(map(_number, columns), default=0)
    if widest * last > MAX_CELLS:
        return _too_large(f"a sheet of it spans {last:,} rows and {widest:,} columns")
    return None


def _pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Give a part piece by piece, with the end of each before the next: a cell may lie across."""
    end = b""
    while chunk := part.read(_CHUNK):
        yield end + chunk
        end = chunk[-40:]


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number


def _too_large(message: str) -> Refusal:
    return Refusal("table-too-large", message, "split it, or save the sheet that is wanted as CSV")
