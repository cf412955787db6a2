"""What becomes of each record that a file gives, in the order of the file."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from reportkit.imports.compare import Difference, Verdict
from reportkit.imports.spool import Spool
from reportkit.model.envelope import Record

_VERDICTS = tuple(Verdict)
_CODES = {verdict: code for code, verdict in enumerate(_VERDICTS)}
_NEW = _CODES[Verdict.NEW]
#: Of these nothing is to be shown.
_UNSHOWN = (_CODES[Verdict.SAME], _CODES[Verdict.REFUSED])


class Entry(NamedTuple):
    """One record of the file, or of the last import, and what becomes of it."""

    verdict: Verdict
    kind: type[Record]
    id: str  # as the file gives it
    record: str  # its id in the seeds
    line: int  # of the file; 0: it is not in it
    differences: tuple[Difference, ...] = ()
    place: int = -1  # its number in the spool

    def of(self, verdict: Verdict) -> tuple[Difference, ...]:
        """Give the keys that differ in one way."""
        return tuple(one for one in self.differences if one.verdict is verdict)


class Entries(Mapping[str, Entry]):
    """The entries by id; those that are the same, or of which nothing is taken, are left out.

    Most of a large file is new or the same: of such a record one byte is kept in memory, and the
    entry is made from the spool when it is asked for.
    """

    def __init__(self, spool: Spool) -> None:
        self._spool = spool
        self._codes = bytearray()  # of each number of the spool
        self._kept: dict[str, Entry] = {}  # what is neither new nor the same
        self.kinds: defaultdict[Verdict, Counter[type[Record]]] = defaultdict(Counter)

    def __getitem__(self, id: str) -> Entry:
        if (entry := self._kept.get(id)) is not None:
            return entry
        number = self._spool.find(id)
        if number < 0 or self._codes[number] != _NEW:
            raise KeyError(id)
        return self._new(number)

    def __iter__(self) -> Iterator[str]:
        return (entry.id for entry in self.of(*Verdict))

    def __len__(self) -> int:
        unshown = sum(self._codes.count(code) for code in _UNSHOWN)
        vanished = sum(entry.place < 0 for entry in self._kept.values())
        return len(self._codes) - unshown + vanished

    def add(self, entry: Entry) -> None:
        """Add the entry of what was put last into the spool, or of what is not in the file."""
        self.kinds[entry.verdict][entry.kind] += 1
        if entry.place >= 0:
            self._codes.append(_CODES[entry.verdict])
        if entry.verdict not in (Verdict.NEW, Verdict.SAME, Verdict.REFUSED):
            self._kept[entry.id] = entry

    def drop(self, number: int) -> None:
        """Take nothing of a record of the file."""
        imported = self._spool.get(number)
        self._kept.pop(imported.id, None)
        self.kinds[_VERDICTS[self._codes[number]]][imported.kind] -= 1
        self.kinds[Verdict.REFUSED][imported.kind] += 1
        self._codes[number] = _CODES[Verdict.REFUSED]

    def is_taken(self, number: int) -> bool:
        """Tell whether a record of the file was not dropped."""
        return self._codes[number] != _CODES[Verdict.REFUSED]

    def size_of_new(self) -> int:
        """Give about how many bytes the new records take in files of seeds."""
        numbered = enumerate(self._codes)
        return sum(self._spool.size(number) for number, code in numbered if code == _NEW)

    def of(self, *verdicts: Verdict) -> Iterator[Entry]:
        """Give the entries of some verdicts, what has vanished last."""
        wanted = {_CODES[verdict] for verdict in verdicts}.difference(_UNSHOWN)
        if _NEW in wanted:
            for number, code in enumerate(self._codes):
                if code == _NEW:
                    yield self._new(number)
                elif code in wanted:
                    yield self._kept[self._spool.get(number).id]
        for entry in self._kept.values():
            if _CODES[entry.verdict] in wanted and (entry.place < 0 or _NEW not in wanted):
                yield entry

    def _new(self, number: int) -> Entry:
        candidate = self._spool.candidate(number)
        id = str(candidate.values["id"])
        return Entry(Verdict.NEW, candidate.kind, id, id, candidate.line, (), number)
