"""Is this a workbook that may be opened? Asked of the zip directory, before a reader is."""

from __future__ import annotations

import re
import zipfile
from array import array
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
_TAIL = 64 * 1024  # within which the last cell of a piece begins
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_LOCKED = "EncryptedPackage".encode("utf-16-le")
#: Written by people with any quotation mark and any blanks, which a reader takes as well.
_CELL = re.compile(rb"""\sr\s*=\s*["']([A-Za-z]{1,3})(\d{1,7})["']""")
_ROW = re.compile(rb"""<(?:\w+:)?row\s[^>]*?\br\s*=\s*["'](\d{1,7})["']""")
#: A cell or a row as it opens: a cell that does not say where it stands follows the one before.
_OPENED = re.compile(rb"<(?:\w+:)?(c|row)[\s/>]")
_BEGINNINGS = (b"<c ", b"<c>", b"<c/", b"<c\t", b"<c\n", b"<c\r", b":c ", b":c>", b":c/")
#: Texts that many cells share are copied into each of them.
#: How XML in letters of two bytes begins: nothing in it would be recognised here.
_WIDE = (b"\xff\xfe<\0", b"\xfe\xff\0<", b"<\0", b"\0<")
_SHARED, _ITEM_END = "xl/sharedStrings.xml", b"</si>"
_SHORTEST = len('<c t="s"><v>0</v></c>')
_USES = re.compile(rb"""\st\s*=\s*["']s["'][^>]*>\s*<(?:\w+:)?v>\s*(\d{1,9})""")
#: A formula behind which no value stands: nobody has reckoned it yet.
_UNRECKONED = re.compile(
    rb"""\sr\s*=\s*["']([A-Z]{1,3}\d{1,7})["'][^>]*>\s*"""
    rb"<f(?:\s[^>]*)?(?:/>|>[^<]*</f>)\s*(?:<v\s*/>|<v></v>)?\s*</c>"
)
_TEXT_RESULT = re.compile(rb"""\st\s*=\s*["']str["']""")
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
    lengths = _lengths(archive, names)
    return next(filter(None, (_part(archive, name, lengths) for name in sorted(names))), None)


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


def _part(archive: zipfile.ZipFile, name: str, lengths: array[int]) -> Refusal | None:
    """Refuse a part that would fill the memory, or whose cells are not what they seem.

    Reading a part to its end proves its size too: one that lies about it raises BadZipFile.
    """
    seen = _Seen(archive.getinfo(name).file_size, lengths)
    with archive.open(name) as part:
        for piece in pieces(part):
            if piece.startswith(_WIDE):
                return Refusal("table-format", f"{name} of it is UTF-16", _SAVE)
            if refusal := seen.refusal(piece):
                return refusal
    return None


class _Seen:
    """What was met in a part so far."""

    def __init__(self, size: int, lengths: array[int]) -> None:
        self._columns: set[bytes] = set()
        self._last = self._unplaced = self._text = 0
        self._lengths = lengths
        self._may_be_long = size // _SHORTEST * max(lengths, default=0) > MAX_UNPACKED

    def refusal(self, piece: bytes) -> Refusal | None:
        """Take a piece of a part; say why its workbook is not to be opened."""
        cells = _CELL.findall(piece)
        self._columns.update(letters for letters, _ in cells)
        self._last = max(self._last, *map(int, {number for _, number in cells}), 0)
        if sum(map(piece.count, _BEGINNINGS)) > len(cells):
            self._count(piece)
        widest = max(self._unplaced, *map(_number, self._columns), 0)
        if widest * self._last > MAX_CELLS:
            return _too_large(f"a sheet of it spans {self._last:,} rows and {widest:,} columns")
        if self._text_with(piece) > MAX_UNPACKED:
            return _too_large(f"the texts of a sheet have more than {MAX_UNPACKED >> 20:,} MB")
        for formula in _UNRECKONED.finditer(piece) if b"<f" in piece else ():
            if not _TEXT_RESULT.search(formula[0].split(b">", 1)[0]):
                return Refusal(
                    "table-formula",
                    f"cell {formula[1].decode()} is a formula that was never reckoned",
                    "open it in a spreadsheet program and save it: then its values stand there",
                )
        return None

    def _count(self, piece: bytes) -> None:
        """Count cells that do not say where they stand: each follows the one before it."""
        opened = _OPENED.findall(piece)
        rows = b"".join(b"r" if one == b"row" else one for one in opened).split(b"r")
        self._unplaced = max(self._unplaced, *map(len, rows))
        self._last = max(self._last, len(rows), *map(int, _ROW.findall(piece)))

    def _text_with(self, piece: bytes) -> int:
        """Add up the texts that cells share, where they may be too much."""
        if self._may_be_long:
            used = (int(one) for one in _USES.findall(piece))
            self._text += sum(self._lengths[one] for one in used if one < len(self._lengths))
        return self._text


def _lengths(archive: zipfile.ZipFile, names: set[str]) -> array[int]:
    """Measure each of the texts that cells share."""
    lengths = array("q")
    if _SHARED not in names:
        return lengths
    open_ = 0
    with archive.open(_SHARED) as part:
        end = b""
        while chunk := part.read(_CHUNK):
            *items, end = (end + chunk).split(_ITEM_END)
            lengths.extend(open_ + len(item) if not number else len(item)
                           for number, item in enumerate(items))  # fmt: skip
            if items:
                open_ = 0
            open_ += max(len(end) - len(_ITEM_END), 0)
            end = end[-len(_ITEM_END) :]
    return lengths


def pieces(part: IO[bytes]) -> Iterator[bytes]:
    """Give a part piece by piece, each cell whole in one of them where it is of usual size."""
    end = b""
    while chunk := part.read(_CHUNK):
        piece = end + chunk
        begins = [one.start() for one in _OPENED.finditer(piece, max(len(piece) - _TAIL, 0))]
        cut = begins[-1] if begins else max(piece.rfind(b"<"), len(piece) - _TAIL, 0)
        yield piece[:cut]
        end = piece[cut:]
    yield end


def _number(letters: bytes) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _too_large(message: str) -> Refusal:
    return Refusal("table-too-large", message, "split it, or save the sheet that is wanted as CSV")
