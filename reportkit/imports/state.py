"""What the last import of a data set said: ``imports/<source>.jsonl``, kept with the seeds.

Its first line tells of the file that was read, each further line of one record. It is under
version control, sorted by id, so that two imports can be compared and merged line by line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

from reportkit.authoring.written import Value
from reportkit.files.plain import read_plain
from reportkit.imports.candidate import Candidate
from reportkit.loading.serialize import to_plain
from reportkit.model.book import BY_TYPE
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Place
from reportkit.problems import Mark, Problem, SeedsRejected

FOLDER = "imports"
FORMAT, VERSION = "reportkit-import", 1
#: More than all seeds together may have: it holds nothing that they do not.
MAX_BYTES = 64 * 1024 * 1024

_ODD = (ValueError, KeyError, TypeError, RecursionError)


class Header(NamedTuple):
    """Which file was imported, when, and how it was read."""

    file: str = ""  # its name
    sha256: str = ""
    day: str = ""  # on which the data set was read: `accessed` of its source
    version: str = ""  # of the data set, as its publisher calls it
    mapping: str = ""  # digest of how it was read: what the columns mean, and the options
    columns: str = ""  # digest of what the columns mean alone
    basis: str = ""  # digest of the places and actors by which rows were joined
    filters: Mapping[str, str] = {}  # the options that left rows out
    refused: int = 0  # errors: rows of which no record could be made
    warnings: int = 0
    lines: str = ""  # digest of the records' lines: by it a merge of two imports is seen

    def is_of(self, other: Header) -> bool:
        """Tell whether the same file, read in the same way, gives the same records once more."""
        how = (self.sha256, self.mapping, self.basis, dict(self.filters))
        last = (other.sha256, other.mapping, other.basis, dict(other.filters))
        return bool(self.sha256) and not other.refused and how == last


class Imported(NamedTuple):
    """A record as a data set said it when it was last imported."""

    kind: type[Record]
    id: str
    key: str
    row: str
    values: dict[str, Value]
    seeds: str = ""  # digest of the record as it stood in the seeds then; "" where it said other
    gone: str = ""  # the day on which the data set was first seen without it
    reread: bool = False  # changed last because we read it otherwise, not by the data set

    @property
    def candidate(self) -> Candidate:
        """The same as a file would give it."""
        return Candidate(self.kind, self.key, self.values, 0, self.row)


class State:
    """The last import of a data set; each record is read when it is asked for."""

    def __init__(
        self,
        header: Header | None = None,
        lines: Mapping[str, bytes] | None = None,
        name: str = "",
    ) -> None:
        self.header, self._name = header, name
        self._lines = dict(lines or {})
        self._newest: Imported | None = None  # that was asked for

    def __iter__(self) -> Iterator[str]:
        return iter(self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def get(self, id: str) -> Imported | None:
        """Give what was said of a record, by the id that it was given then."""
        if self._newest is None or self._newest.id != id:  # it is often asked for twice
            line = self._lines.get(id)
            if line is None:
                return None
            self._newest = _imported(json.loads(line))
        return self._newest

    def unreadable(self, id: str, why: str) -> SeedsRejected:
        """Say that what was said of a record is no record."""
        line = list(self._lines).index(id) + 2
        return _unreadable(self._name, line, f"{id} {why}")


def digest(kind: type[Record], values: object) -> str:
    """Give a digest of what a record says; the order of its keys does not count."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return blake2b(
        f"{kind.type} {text}".encode("utf-8", "surrogatepass"), digest_size=12
    ).hexdigest()


def digest_of(record: Record) -> str:
    """Give a digest of a record as it stands in the seeds."""
    return digest(type(record), to_plain(record))


def digest_of_texts(*texts: str) -> str:
    """Give a digest of some texts in their order."""
    return blake2b("\x1f".join(texts).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def basis_of(records: Iterable[Record]) -> str:
    """Give a digest of the places and actors by which rows are joined."""
    whole = blake2b(digest_size=12)
    joined = (one for one in records if isinstance(one, (Place, Actor)))
    for record in sorted(joined, key=lambda one: one.id):
        whole.update(digest_of(record).encode())
    return whole.hexdigest()


def file_of(source: str) -> str:
    """Name the file of a data set's state, from the series' folder."""
    return f"{FOLDER}/{source}.jsonl"


def read_state(series: Path, source: str) -> tuple[State, bytes]:
    """Read what the last import said, and its bytes; both are empty where there was none.

    Raises SeedsRejected where the file cannot be read: by it is known what the desk changed.
    """
    name = file_of(source)
    path = series / name
    try:
        content = read_plain(path, MAX_BYTES)
    except FileNotFoundError:
        return State(), b""
    except OSError as error:
        raise _unreadable(name, 1, (error.strerror or str(error)).lower()) from None
    header, lines = None, {}
    below = content.partition(b"\n")[2]
    for number, line in enumerate(content.splitlines(), 1):
        try:
            plain = json.loads(line)
            if number == 1:
                header, id = _header(plain), ""
            else:
                id = _imported(plain).id
        except _ODD:
            raise _unreadable(name, number, "this line is none that an import wrote") from None
        if number > 1 and id in lines:
            raise _unreadable(name, number, f"{id} stands there twice, as after a merge")
        if number > 1:
            lines[id] = line
    if header is not None and header.lines != _digest_of_lines(below):
        header = header._replace(sha256="")  # two imports were merged: it is of no one file
    return State(header, lines, name), content


def state_bytes(source: str, header: Header, records: Iterable[Imported]) -> bytes:
    """Give the bytes of a state: records in the order of their ids."""
    lines = sorted((record.id, _line(record)) for record in records)
    below = "".join(f"{line}\n" for _, line in lines).encode()
    header = header._replace(lines=_digest_of_lines(below))
    first = {"format": FORMAT, "version": VERSION, "source": source, **_plain_header(header)}
    return f"{_json(first)}\n".encode() + below


def _digest_of_lines(content: bytes) -> str:
    return blake2b(content, digest_size=12).hexdigest()


def _plain_header(header: Header) -> dict[str, Any]:
    plain = header._asdict()
    plain["release"] = plain.pop("version")
    return {key: held for key, held in plain.items() if held}


def _header(plain: Mapping[str, Any]) -> Header:
    if plain["format"] != FORMAT or plain["version"] != VERSION:
        raise ValueError(plain)
    own = {key: plain[key] for key in Header._fields if key in plain and key != "version"}
    odd = (key for key, held in own.items() if type(held) is not type(Header()._asdict()[key]))
    if any(odd) or not all(isinstance(held, str) for held in own.get("filters", {}).values()):
        raise TypeError(plain)
    return Header(**own, version=plain.get("release", ""))


def _line(record: Imported) -> str:
    plain = {"id": record.id, "type": record.kind.type, "key": record.key}
    rest = {"row": record.row, "seeds": record.seeds, "gone": record.gone, "reread": record.reread}
    written = {**plain, **{key: held for key, held in rest.items() if held}}
    return _json({**written, "values": record.values})


def _imported(plain: Mapping[str, Any]) -> Imported:
    values = plain["values"]
    if not isinstance(values, dict) or not isinstance(plain["id"], str):
        raise TypeError(plain)
    return Imported(
        BY_TYPE[plain["type"]],
        plain["id"],
        str(plain["key"]),
        str(plain.get("row", "")),
        values,
        str(plain.get("seeds", "")),
        str(plain.get("gone", "")),
        plain.get("reread") is True,
    )


def _json(plain: object) -> str:
    return json.dumps(plain, ensure_ascii=False)


def _unreadable(name: str, line: int, why: str) -> SeedsRejected:
    hint = (
        "take it back from version control, or delete it: the next import then compares with the "
        "seeds alone, and shows every difference instead of changing anything"
    )
    problem = Problem("import-state", f"what the last import said cannot be read: {why}",
                      Mark(name, line, 1), hint)  # fmt: skip
    return SeedsRejected([problem])
