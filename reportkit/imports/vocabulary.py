"""What the words of a file mean in this series, by the table that a mapping keeps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportkit.imports.columns import folded
from reportkit.imports.mapping import Mapping, Word
from reportkit.loading.snippets import quoted
from reportkit.problems import Level, Mark, Problem, counted, did_you_mean

#: Stands for a word whose rows, or whose actor, are passed over.
LEAVE_OUT = "leave_out"


class Asked(NamedTuple):
    """A word that no table knows, where it stood first and how often it stands."""

    column: str
    word: str
    mark: Mark
    rows: int


class Vocabulary:
    """The table of a mapping; it counts the words that it does not know."""

    def __init__(self, mapping: Mapping) -> None:
        self._means: dict[str, dict[str, str]] = {}
        for word in mapping.words:
            self._means.setdefault(folded(word.column), {})[_key(word.word)] = word.means
        self._asked: dict[tuple[str, str], Asked] = {}

    def meaning(self, column: str, word: str, mark: Mark, *, ask: bool = True) -> str | None:
        """Give what a word of a column means; None where the table does not know it.

        Unless ``ask`` is off it is counted, so that it is asked for once, with its rows.
        """
        found = self._means.get(folded(column), {}).get(_key(word))
        if found is None and ask:
            first = self._asked.get((column, _key(word)))
            rows = first.rows + 1 if first else 1
            place = first.mark if first else mark
            self._asked[column, _key(word)] = Asked(column, word, place, rows)
        return found

    def asks(self, allowed: Iterable[str] = (), *, refused: bool = True) -> Iterator[Problem]:
        """Ask for each unknown word once; ``allowed`` are the words that may be meant."""
        may_be = tuple(allowed)
        for column, word, mark, rows in self._asked.values():
            near = did_you_mean(word, may_be)
            means = f"one of {', '.join(may_be)}" if may_be else "an id of the series"
            line = f"- {{column: {quoted(column)}, word: {quoted(word)}, means: }}  # {means}"
            yield Problem(
                "import-word",
                f"nothing says what '{word}' of {column} means, in {counted(rows, 'row')}",
                mark,
                f"{near + '; ' if near else ''}add under 'words:' of the mapping, or give "
                f"'{LEAVE_OUT}':\n  {line}",
                Level.ERROR if refused else Level.WARNING,
            )


def unknown_meanings(mapping: Mapping, column: str, allowed: Iterable[str]) -> Iterator[Problem]:
    """Refuse words of a column that mean what the model does not have."""
    may_be = {*allowed, LEAVE_OUT}
    for word in _words_of(mapping, column):
        if word.means not in may_be:
            yield Problem(
                "import-mapping",
                f"'{word.means}' is no word that {column} may mean",
                word.at("means"),
                did_you_mean(word.means, may_be) or f"one of: {', '.join(sorted(may_be))}",
            )


def _words_of(mapping: Mapping, column: str) -> Iterator[Word]:
    return (word for word in mapping.words if folded(word.column) == folded(column))


def _key(word: str) -> str:
    return " ".join(word.split()).casefold()
