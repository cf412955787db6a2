"""What an import would do: each candidate beside the seeds and beside the last import."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from reportkit.authoring.written import Value
from reportkit.imports.candidate import Candidate, LeftOut, Refusal
from reportkit.imports.compare import Verdict, canonical, differences, fault_of
from reportkit.imports.entries import Entries, Entry
from reportkit.imports.known import Known, referred_to
from reportkit.imports.scope import Scope
from reportkit.imports.spool import Spool
from reportkit.imports.state import Header, State, digest_of
from reportkit.model.book import Records, is_live
from reportkit.model.evidence import Actor, Place, Source
from reportkit.problems import Level, Mark, Problem

#: Named by many rows: the same one again is no row that stands there twice.
_SHARED = (Source, Actor, Place)

#: A row that is left out without its number: it may be any of those that are not there.
_ROWS_UNREAD = frozenset({"table-row-width", "table-quote"})


class Preview:
    """What an import would do; what is no change is kept as a number alone."""

    def __init__(
        self, file: str, records: Records, state: State, header: Header, spool: Spool
    ) -> None:
        self.file, self.records, self.state, self.header = file, records, state, header
        self.spool = spool
        self.known = Known(records)
        self.scope = Scope(header, state.header)
        self.entries = Entries(spool)
        self.moved: set[str] = set()  # ids of which the data set says otherwise than last time
        self.duplicates: list[Entry] = []
        self.problems: list[Problem] = []
        self.counts: Counter[Verdict] = Counter()
        self._left_out: set[str] = set()  # keys of the provider; "" where one was not readable
        self._dropped: dict[str, int] = {}  # ids of which nothing is taken, with their line

    def fill(
        self,
        stream: Iterable[Candidate | Refusal | LeftOut],
        step: Callable[[int], object] = int,
    ) -> None:
        """Take all that a file gives; ``step`` is called with each line."""
        for one in stream:
            if isinstance(one, LeftOut):
                self._left_out.add(one.key)
                step(one.line)
            elif isinstance(one, Refusal):
                self.problems.append(one.problem)
                if one.problem.code in _ROWS_UNREAD and one.problem.level is Level.ERROR:
                    self._left_out.add("")
            else:
                self._take(one)
                step(one.line)
        if self._dropped:
            self._drop_what_hangs_on_them()
        self._add_vanished()
        self.counts.update({one: kinds.total() for one, kinds in self.entries.kinds.items()})
        self.counts[Verdict.DUPLICATE] = len(self.duplicates)
        self.counts[Verdict.REFUSED] = sum(p.level is Level.ERROR for p in self.problems)

    def all(self, *verdicts: Verdict) -> tuple[Entry, ...]:
        """Give the records of which one of these holds, in the order of the file."""
        return tuple(self.entries.of(*verdicts))

    @property
    def ids(self) -> Iterator[tuple[str, int]]:
        """Give the id of each record that the file gives, with its number in the spool."""
        for number in range(len(self.spool)):
            if self.entries.is_taken(number):
                yield self.spool.get(number).id, number

    def number_of(self, id: str) -> int:
        """Give the number in the spool of a record that the file gives; -1 where it does not."""
        number = self.spool.find(id)
        return number if number >= 0 and self.entries.is_taken(number) else -1

    def gives(self, record: str) -> bool:
        """Tell whether the file gives a record of the seeds, under whichever id."""
        renames = self.known.renames
        ids = [id for id, now in renames.items() if now == record]
        ids += [record] if record not in renames else []
        return any(self.number_of(id) >= 0 for id in ids)

    def is_reread(self, id: str, place: int) -> bool:
        """Tell that a record differs because it is read otherwise: its row is what it was.

        Of a file whose columns mean something else than last time nobody can tell.
        """
        last, before = self.state.get(id), self.state.header
        if last is None or before is None:
            return False
        if id not in self.moved:
            return last.reread
        row = self.spool.get(place).row
        return (bool(row) and row == last.row) or self.is_reread_whole

    @property
    def is_reread_whole(self) -> bool:
        """Tell that the columns mean something else than at the last import."""
        then = self.state.header.columns if self.state.header else ""
        return bool(then) and then != self.header.columns

    def values_of(self, entry: Entry) -> dict[str, Value]:
        """Give what a record of the file says, with the ids by which the seeds know the others."""
        return self.known.renamed(entry.kind, self.spool.get(entry.place).values)

    # -- one candidate -----------------------------------------------------------------------

    def _take(self, candidate: Candidate) -> None:
        id = str(candidate.values.get("id", ""))
        message, hint = fault_of(candidate.kind, candidate.values)
        taken = self.known.type_of(id)
        if not message and taken not in ("", candidate.kind.type):
            message, hint = f"is the id of a {taken} already", "give it another id in the mapping"
        many = len(self.spool)
        number = self.spool.add(id, candidate._replace(values={}) if message else candidate)
        if number < many:
            self._again(id, number, candidate)
            return
        if message:
            self.entries.add(Entry(Verdict.REFUSED, candidate.kind, id, id, 0, (), number))
            self._dropped[id] = candidate.line
            self._refuse("import-value", f"{id or 'the record'} {message}", candidate, hint)
            return
        self.scope.add(candidate)
        self.entries.add(self._entry(id, candidate, number))

    def _entry(self, id: str, candidate: Candidate, number: int) -> Entry:
        record, last = self.known.find(id, candidate), self.state.get(id)
        new = Entry(Verdict.NEW, candidate.kind, id, record.id if record else id,
                    candidate.line, (), number)  # fmt: skip
        if record is None:
            return new._replace(verdict=Verdict.DELETED) if last and not last.gone else new
        unchanged = last is not None and last.values == candidate.values
        if last is not None and not unchanged:
            self.moved.add(id)  # though the seeds say so: an import may have been cut off
        if unchanged and last and last.seeds == digest_of(record):
            return new._replace(verdict=Verdict.SAME)
        if last is not None and not unchanged:  # what is unchanged was looked at
            try:
                canonical(candidate.kind, last.values)
            except TypeError as error:
                raise self.state.unreadable(id, str(error)) from None
        rename = self.known.renamed
        then = rename(candidate.kind, last.values) if last else None
        differing = differences(record, then, rename(candidate.kind, candidate.values))
        verdicts = {one.verdict for one in differing}
        if not differing:
            verdict = Verdict.SAME
        elif not is_live(record):
            verdict = Verdict.ENDED
        else:
            order = (Verdict.CONFLICT, Verdict.CHANGED, Verdict.EDITED)
            verdict = next(one for one in order if one in verdicts)
        return new._replace(verdict=verdict, differences=differing)

    # -- one that was there before -----------------------------------------------------------

    def _again(self, id: str, number: int, candidate: Candidate) -> None:
        first = self.spool.candidate(number)
        if self.entries.is_taken(number):
            same = first.values == candidate.values
            if same and issubclass(candidate.kind, _SHARED):
                return
            if same:
                double = Entry(Verdict.DUPLICATE, candidate.kind, id, id, candidate.line)
                self.duplicates.append(double)
                return
        both = "" if first.key == candidate.key else f" ('{first.key}' and '{candidate.key}')"
        self._refuse(
            "import-key-repeated",
            f"{id} stands there twice{both} and does not say the same; neither is taken",
            candidate,
            f"the first is on line {first.line}: ask who made the file which one is meant",
        )
        self._take_back(id, number)

    def _take_back(self, id: str, number: int) -> None:
        """Take nothing of a record about which the file contradicts itself."""
        self._dropped[id] = self.spool.candidate(number).line
        if self.entries.is_taken(number):
            self.entries.drop(number)

    def _drop_what_hangs_on_them(self) -> None:
        """Take nothing of a row of which a part is refused, nor what speaks of such a record.

        A toll without its event would count dead of nowhere, and of two rows with one number
        nobody knows whose toll it is.
        """
        keys = {self.spool.get(self.spool.find(id)).key for id in self._dropped}
        for entry in self.all(Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT):
            of_it = self.spool.get(entry.place).key in keys
            if of_it and not issubclass(entry.kind, _SHARED):
                self._take_back(entry.id, entry.place)
        while lacking := self._that_name({id for id in self._dropped if not self._is_there(id)}):
            for entry, id in lacking:
                candidate = self.spool.candidate(entry.place)
                message = f"{entry.id} speaks of {id}, which is refused (line {self._dropped[id]})"
                self._take_back(entry.id, entry.place)
                self._refuse("import-value", message, candidate, "")

    def _that_name(self, ids: set[str]) -> list[tuple[Entry, str]]:
        """Give the records that would refer to one of these, with it."""
        if not ids:
            return []
        named = (
            (one, next(iter(ids & referred_to(one.kind, self._to_be_written(one))), ""))
            for one in self.all(Verdict.NEW, Verdict.CHANGED, Verdict.CONFLICT)
        )
        return [(entry, id) for entry, id in named if id]

    def _to_be_written(self, entry: Entry) -> dict[str, Value]:
        values = self.spool.get(entry.place).values
        if entry.verdict is Verdict.NEW:
            return values
        return {one.key: values[one.key] for one in entry.of(Verdict.CHANGED) if one.key in values}

    def _is_there(self, id: str) -> bool:
        return self.known.type_of(self.known.renames.get(id, id)) != ""

    def _refuse(self, code: str, message: str, candidate: Candidate, hint: str) -> None:
        self._left_out.add(candidate.key)
        mark = Mark(self.file, candidate.line, 1)
        self.problems.append(Problem(code, message, mark, hint))

    # -- what is not there any more ------------------------------------------------------------

    def _add_vanished(self) -> None:
        renamed = set(self.known.renames.values())
        for id in self.state:
            if self.spool.find(id) >= 0:
                continue
            last = self.state.get(id)
            if last is None or last.key in self._left_out:
                continue
            record = self.known.find(id, last.candidate)
            if record is None or not is_live(record):
                continue
            numbers = {one.id for one in record.external_ids}
            standing = record.id in renamed or self.spool.find(record.id) >= 0
            if standing or numbers & self._left_out:
                continue  # the desk made one record of several; one of them is still there
            if last.gone or ("" not in self._left_out and self.scope.covers(last, self.state.get)):
                self.entries.add(Entry(Verdict.VANISHED, last.kind, id, record.id, 0))
