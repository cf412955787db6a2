"""In which encoding is a file written? Its own mark first, then UTF-8, then the likeliest."""

from __future__ import annotations

import codecs
from typing import BinaryIO, NamedTuple

_CHUNK = 1 << 20
#: Bytes of lines that are not ASCII, from which an encoding is guessed.
_SAMPLE = 64 * 1024
_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # begins as that of UTF-16 does
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
#: What spreadsheets of this field write; windows-1252 holds all of Latin-1 that is printed.
_GUESSED = ("cp1252", "cp1256", "cp1251", "iso8859_6")
_NAMES = {
    "utf-8-sig": "utf-8",
    "iso8859-1": "latin-1",
    **{f"cp{number}": f"windows-{number}" for number in range(1250, 1259)},
    **{f"iso8859-{number}": f"iso-8859-{number}" for number in range(2, 17)},
}
_MOSTLY = 2  # letters of UTF-8 to each byte that is none, for a file that is UTF-8 with faults
_NUL_SHARE = 0.3


class Encoding(NamedTuple):
    """An encoding, and how sure it is."""

    codec: str  # for Python: "cp1252"
    name: str  # for people: "windows-1252"
    why: str  # "it begins with a byte order mark"
    sure: bool = True
    rivals: tuple[str, ...] = ()  # names of encodings that would give other letters
    sample: str = ""  # a word that tells a person whether the letters are right


def encoding_named(name: str) -> Encoding:
    """Give the encoding that a person names. Raises LookupError for one that there is not."""
    codec = codecs.lookup(name)
    "".encode(codec.name)  # raises LookupError for what makes no bytes of text, such as rot13
    return Encoding(codec.name, _name(codec.name), "it was named")


def encoding_of(file: BinaryIO) -> Encoding:
    """Find the encoding of a whole file, reading it once; it is at its beginning afterwards."""
    try:
        head = file.read(4096)
        for mark, codec in _MARKS:
            if head.startswith(mark):
                return Encoding(codec, _name(codec), "it begins with a byte order mark")
        if codec := _utf16(head):
            return Encoding(codec, codec, "every other byte of its beginning is zero")
        return _without_mark(file)
    finally:
        file.seek(0)


def _without_mark(file: BinaryIO) -> Encoding:
    """Try the whole file as UTF-8; if it is not, guess from the lines that are not ASCII."""
    file.seek(0)
    decoder = codecs.getincrementaldecoder("utf-8")()
    plain, sample, size = True, list[bytes](), 0
    utf8 = True
    while chunk := file.read(_CHUNK):
        if plain and chunk.isascii():
            continue
        plain = False
        if utf8:
            try:
                decoder.decode(chunk)
            except UnicodeDecodeError:
                utf8 = False
        if size < _SAMPLE:
            lines = [line for line in chunk.splitlines() if not line.isascii()]
            sample += lines
            size += sum(map(len, lines))
        elif not utf8:
            break
    if utf8 and not _complete(decoder):
        utf8 = False
    if utf8:
        why = "all of it is ASCII" if plain else "every byte of it is valid UTF-8"
        return Encoding("utf-8", "utf-8", why)
    return _guess(b"\n".join(sample)[:_SAMPLE])


def _complete(decoder: codecs.IncrementalDecoder) -> bool:
    try:
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _guess(sample: bytes) -> Encoding:
    as_utf8 = sample.decode("utf-8", "replace")
    lost = as_utf8.count("\ufffd")
    letters = sum(1 for sign in as_utf8 if not sign.isascii()) - lost
    if letters >= max(lost, 1) * _MOSTLY:
        return Encoding("utf-8", "utf-8", "most of it is UTF-8, and some bytes are not", sure=False)
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=list(_GUESSED))
    likely = [match.encoding for match in matches] or ["cp1252"]
    text = sample.decode(likely[0], "replace")
    # What several give alike is called by the name of the first: quotation marks tell nothing.
    codec = next(name for name in (*_GUESSED, likely[0]) if _decoded(sample, name) == text)
    rivals = [name for name in (*likely[1:], "cp1250") if sample.decode(name, "replace") != text]
    best = matches.best()
    language = f", letters as in {best.language}" if best and best.language != "Unknown" else ""
    return Encoding(
        codec,
        _name(codec),
        f"it is not UTF-8, and this is the likeliest of {len(_GUESSED)}{language}",
        sure=False,
        rivals=tuple(dict.fromkeys(map(_name, rivals))),
        sample=next((word for word in text.split() if not word.isascii()), "")[:40],
    )


def _decoded(sample: bytes, codec: str) -> str:
    return sample.decode(codec, "replace")


def _utf16(head: bytes) -> str:
    """Tell UTF-16 without a mark by its zeros: most letters of a table are ASCII."""
    half = len(head) // 2
    if half and head[1::2].count(0) > half * _NUL_SHARE > head[::2].count(0):
        return "utf-16-le"
    if half and head[::2].count(0) > half * _NUL_SHARE > head[1::2].count(0):
        return "utf-16-be"
    return ""


def _name(codec: str) -> str:
    return _NAMES.get(codec.replace("_", "-"), codec.replace("_", "-"))
