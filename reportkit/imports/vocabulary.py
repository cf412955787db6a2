"""What the words of a file mean in this series, by the table that a mapping keeps."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from typing import NamedTuple

from reportkit.imports.columns import Columns
from reportkit.imports.mapping import SHIPPED, Mapping, Word
from reportkit.loading.snippets import quoted
from reportkit.problems import Level, Mark, Problem, counted, did_you_mean

#: Stands for a word whose rows, or whose actor, are passed over.
LEAVE_OUT = "leave_out"
_REMEMBERED = 20_000  # cells


class Asked(NamedTuple):
    """A word that no table knows, and where it stood first."""

    word: str
    mark: Mark


class _Known(NamedTuple):
    """What is known of the words of a cell."""

    means: tuple[str, ...]
    asked: tuple[tuple[int, str], ...]  # those that no table knows


class Vocabulary:
    """The table of a mapping; it counts the words that it does not know.

    Columns that are ``alike`` share their words: an actor may stand in any of them.
    """

    def __init__(self, mapping: Mapping, columns: Columns, alike: Sequence[int] = ()) -> None:
        self._mapping, self._columns, self._alike = mapping, columns, frozenset(alike)
        self._first = min(alike, default=-1)
        self._means: dict[int, dict[str, str]] = {}
        self._may_mean: dict[int, tuple[str, ...]] = {}
        self._asked: dict[tuple[int, str], Asked] = {}
        self._rows: Counter[tuple[int, str]] = Counter()
        self._cells: defaultdict[int, dict[str, _Known]] = defaultdict(dict)
        #: by column: the words that were asked for before, as they are written
        self.known: defaultdict[int, dict[str, str]] = defaultdict(dict)
        for word in mapping.words:
            index = columns.find(word.column)
            if index is not None:
                self._means.setdefault(self._group(index), {})[_key(word.word)] = word.means

    def expects(self, index: int, allowed: Iterable[str]) -> Iterator[Problem]:
        """Set what the words of a column may mean; what the mapping says otherwise is refused."""
        self._may_mean[index] = may_be = tuple(allowed)
        for word in self._wrong({index}, may_be):
            yield Problem(
                "import-mapping",
                f"'{word.means}' is no word that {word.column} may mean",
                word.at("means"),
                did_you_mean(word.means, may_be) or f"one of: {', '.join((*may_be, LEAVE_OUT))}",
            )

    def expects_ids(self, indexes: Collection[int], ids: Collection[str]) -> Iterator[Problem]:
        """Refuse what the mapping takes for an actor of the series and is none."""
        for word in self._wrong(indexes, ids):
            hint = did_you_mean(word.means, ids)
            yield Problem(
                "import-mapping",
                f"'{word.means}' is no actor of the series",
                word.at("means"),
                f"{hint + '; else ' if hint else ''}add it to seeds/actors.yaml, or give "
                f"'{LEAVE_OUT}'",
            )

    def _wrong(self, indexes: Collection[int], may_be: Collection[str]) -> Iterator[Word]:
        for word in self._mapping.words:
            known = word.means in may_be or word.means == LEAVE_OUT
            if not known and self._columns.find(word.column) in indexes:
                yield word

    def meaning(self, index: int, word: str, mark: Callable[[], Mark]) -> str | None:
        """Give what a word of a column means; where the table does not know it, it is asked for."""
        means = self._read(index, word, mark, several=False)
        if not means:
            return None
        if len(self.known[index]) < _REMEMBERED:
            self.known[index][word] = means[0]
        return means[0]

    def meanings(self, index: int, cell: str, mark: Callable[[], Mark]) -> tuple[str, ...]:
        """Give what each word of a cell means that lists several, "A; B"; as of one word."""
        return self._read(index, cell, mark, several=True)

    def _read(
        self, index: int, cell: str, mark: Callable[[], Mark], *, several: bool
    ) -> tuple[str, ...]:
        """Look up the words of a cell, or remember it: the cells of a column recur."""
        group = self._first if index in self._alike else index
        cells = self._cells[group]
        if (known := cells.get(cell)) is None:
            words = cell.split(";") if several else [cell]
            keys = {_key(word): word.strip() for word in words if word.strip()}
            means = self._means.get(group, _NONE)
            for key, word in keys.items():
                if key not in means and (group, key) not in self._asked:
                    self._asked[group, key] = Asked(word, mark())
            known = _Known(
                tuple(means[key] for key in keys if key in means),
                tuple((group, key) for key in keys if key not in means),
            )
            if len(cells) < _REMEMBERED:
                cells[cell] = known
        for asked in known.asked:
            self._rows[asked] += 1
        return known.means

    def asks(self, *, refused: bool = True) -> Iterator[Problem]:
        """Ask for each unknown word once, with the line that says what it means."""
        for key, (word, mark) in self._asked.items():
            index, rows = key[0], self._rows[key]
            may_be, column = self._may_mean.get(index, ()), self._columns.name(index)
            near = did_you_mean(word, may_be)
            means = f"one of {', '.join(may_be)}" if may_be else "an id of the series"
            line = f"- {{column: {quoted(column)}, word: {quoted(word)}, means: }}  # {means}"
            yield Problem(
                "import-word",
                f"nothing says what '{word}' of {column} means, in {counted(rows, 'row')}",
                mark,
                f"{near + '; ' if near else ''}add under 'words:' of {self._where()}, or give "
                f"'{LEAVE_OUT}':\n  {line}",
                Level.ERROR if refused else Level.WARNING,
            )

    def _where(self) -> str:
        """Say to which file a word is added; one that ships is not the user's."""
        if self._mapping.at().file.startswith(SHIPPED):
            return "a mapping of your own ('reportkit import FILE --new-map' begins it)"
        return "the mapping"

    def _group(self, index: int) -> int:
        return self._first if index in self._alike else index


_NONE: dict[str, str] = {}


def _key(word: str) -> str:
    """Write a word as its table does; a code that passed through a spreadsheet, 2.0, is 2."""
    key = " ".join(word.split()).casefold()
    return key.removesuffix(".0") if key.removesuffix(".0").isdecimal() else key
