"""In which encoding is a file written? Its own mark first, then UTF-8, then the likeliest."""

from __future__ import annotations

import codecs
from typing import BinaryIO, NamedTuple

from reportkit.tables.likely_letters import (
    Reading,
    is_clear,
    is_of_one_script,
    latin_readings,
    telling_words,
)

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
#: What spreadsheets of this field write in other letters than Latin ones.
_SCRIPTS = ("cp1256", "cp1251", "iso8859_6")
#: So much of a text must look like its language for one of them to be taken.
_COHERENT = 0.1
_NAMES = {
    "utf-8-sig": "utf-8",
    "iso8859-1": "latin-1",
    **{f"cp{number}": f"windows-{number}" for number in range(1250, 1259)},
    **{f"iso8859-{number}": f"iso-8859-{number}" for number in range(2, 17)},
}
#: Ways to write names, letters of Python, and one that refuses all: a bad byte ends their reading.
_OF_NO_FILE = ("idna", "punycode", "undefined", "unicode-escape", "unicode_escape",
               "raw-unicode-escape", "raw_unicode_escape")  # fmt: skip
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
    #: where nobody can be certain: the encodings that it may be, each with the words that it gives
    asked: tuple[tuple[str, str], ...] = ()


def encoding_named(name: str) -> Encoding:
    """Give the encoding that a person names. Raises LookupError for one that there is not."""
    codec = codecs.lookup(name)
    "".encode(codec.name)  # raises LookupError for what makes no bytes of text, such as rot13
    if codec.name in _OF_NO_FILE:
        raise LookupError(name)
    return Encoding(codec.name, _name(codec.name), "it was named")


def lacks_its_mark(file: BinaryIO, codec: str) -> bool:
    """Tell a file that has to say the order of its bytes and does not; it is rewound afterwards."""
    head = file.read(4)
    file.seek(0)
    marks = tuple(mark for mark, of in _MARKS if of == codec != "utf-8-sig")
    return bool(marks) and not head.startswith(marks)


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
    readings = latin_readings(sample)
    if readings:
        return _of_latin(readings)
    return _of_script(sample)


def _of_latin(readings: list[Reading]) -> Encoding:
    """Take the likeliest reading in Latin letters, or ask which of them is right.

    What several give alike is called by the name of the first, windows-1252, which holds all of
    Latin-1 that is printed.
    """
    words = telling_words(readings)
    first = readings[0]
    clear = is_clear(readings)
    shown = " ".join(words[0]) or next((w for w in first.text.split() if not w.isascii()), "")
    return Encoding(
        first.codec,
        _name(first.codec),
        "it is not UTF-8, and its letters are likeliest so",
        sure=False,
        rivals=tuple(_name(one.codec) for one in readings[1:]),
        sample=shown[:40],
        asked=() if clear else _asked([one.codec for one in readings], words),
    )


def _of_script(sample: bytes) -> Encoding:
    """Tell Arabic and Cyrillic letters: by words of one script alone, else by their languages."""
    from charset_normalizer import from_bytes

    matches = list(from_bytes(sample, cp_isolation=list(_SCRIPTS)))
    codecs_ = dict.fromkeys([*(one.encoding for one in matches), *_SCRIPTS, "cp1250", "cp1252"])
    read = [Reading(codec, sample.decode(codec, "replace"), 0) for codec in codecs_]
    pure = [one for one in read if is_of_one_script(one.text)]
    if len(pure) == 1:
        return _taken(pure[0], "it is not UTF-8, and so its words are of one script")
    if matches and matches[0].coherence >= _COHERENT:
        language = f"letters as in {matches[0].language}"
        return _taken(read[0], f"it is not UTF-8, and its letters are likeliest so, {language}")
    texts = pure or [one for one in read if "\ufffd" not in one.text] or read
    asked = _asked([one.codec for one in texts], telling_words(texts))
    return _taken(texts[0], "it is not UTF-8")._replace(asked=asked)


def _taken(reading: Reading, why: str) -> Encoding:
    odd = next((word for word in reading.text.split() if not word.isascii()), "")
    name = _name(reading.codec)
    return Encoding(reading.codec, name, why, sure=False, sample=odd[:40])


def _asked(codecs_: list[str], words: list[tuple[str, ...]]) -> tuple[tuple[str, str], ...]:
    return tuple((_name(codec), " ".join(row)) for codec, row in zip(codecs_, words, strict=True))


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
