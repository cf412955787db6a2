"""The columns that a mapping names, found in a table; and texts that are put together of cells."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from operator import itemgetter

from reportkit.model.base import Located
from reportkit.problems import Mark, Problem, did_you_mean
from reportkit.tables.cells import text_of
from reportkit.tables.hxl import normal_tag, same_tag
from reportkit.tables.table import Cell, Column

#: Gives a text of the cells of a row, "" where there is nothing.
Text = Callable[[Sequence[Cell]], str]

_EMPTY_AT_THE_END = 2
_CODE = re.compile(r"[a-z]+(_[a-z]+)+")
_NAMED = re.compile(r"\{([^{}]+)\}")
_REMEMBERED = 5_000  # texts of one pattern
_PART = re.compile(r"\[([^\[\]]*)\]|\{([^{}]+)\}|([^\[\]{}]+)")


class Columns:
    """The columns of a table by the names that a mapping gives them.

    What a mapping names and the table does not have is noted in ``problems``, at its place in
    the mapping.
    """

    def __init__(self, columns: Sequence[Column]) -> None:
        self._columns = tuple(columns)
        self._by_header: dict[str, int] = {}
        for column in columns:
            self._by_header.setdefault(folded(column.header), column.index)
        self.problems: list[Problem] = []

    def __len__(self) -> int:
        return len(self._columns)

    def name(self, index: int) -> str:
        """Give what stands above a column."""
        return self._columns[index].name

    def find(self, name: str) -> int | None:
        """Give the index of a column by header or tag, of several the first that is there."""
        for one in name.removesuffix("?").split("|"):
            tag = normal_tag(one)
            found = self._by_tag(tag) if tag else self._by_header.get(folded(one))
            if found is not None:
                return found
        return None

    def index(self, owner: Located, field: str, name: str | None) -> int | None:
        """Find the column that a field of a mapping names; one that has to be there is noted."""
        if name is None:
            return None
        found = self.find(name)
        if found is None and not name.endswith("?"):
            self.lacks(name, owner.at(field))
        return found

    def indexes(self, owner: Located, field: str, names: Sequence[str]) -> list[int]:
        """Find those of the columns of a list that are there."""
        numbered = enumerate(names)
        all_ = (self.index(owner, f"{field}.{number}", name) for number, name in numbered)
        return [index for index in all_ if index is not None]

    def text(self, owner: Located, field: str, pattern: str | None) -> Text:
        """Read a text such as "{sub_event_type}[, {location}]"; None gives ""."""
        if pattern is None:
            return _nothing
        return self._joined(owner.at(field), pattern)

    def lacks(self, name: str, mark: Mark) -> None:
        """Note that the table has no such column."""
        known = [column.header for column in self._columns if column.header]
        known += [column.tag for column in self._columns if column.tag]
        near = did_you_mean(name.removesuffix("?"), known)
        hint = near or f"its columns: {', '.join(known[:20])}"
        message = f"the file has no column '{name}'"
        self.problems.append(
            Problem("import-column", message, mark, f"{hint}; with ? behind it, it may be missing")
        )

    def _by_tag(self, tag: str) -> int | None:
        tagged = (one for one in self._columns if one.tag)
        return next((one.index for one in tagged if same_tag(one.tag, tag)), None)

    def _joined(self, mark: Mark, pattern: str) -> Text:
        parts = list(self._parts(mark, pattern))
        found = (self.find(name) for name in _NAMED.findall(pattern))
        used = taker([index for index in found if index is not None])
        written: dict[tuple[Cell, ...], str] = {}

        def text(cells: Sequence[Cell]) -> str:
            key = used(cells)
            if key not in written:
                if len(written) >= _REMEMBERED:
                    written.clear()
                written[key] = "".join([part(cells) for part in parts])
            return written[key]

        return text

    def _parts(self, mark: Mark, pattern: str) -> Iterator[Text]:
        for optional, name, literal in _PART.findall(pattern):
            if optional:
                yield _if_all(list(self._parts(mark, optional)))
            elif name:
                index = self.find(name)
                if index is None and not name.endswith("?"):
                    self.lacks(name, mark)
                yield _cell_text(index)
            else:
                yield _Literal(literal)


class _Literal:
    """Text that stands in a pattern."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __call__(self, _: Sequence[Cell], /) -> str:
        return self._text


def named(columns: Sequence[Column], names: Sequence[str]) -> tuple[Column, ...]:
    """Give columns that have no header the names of a release that is known by their number.

    The last two may be missing: a table ends where nothing stands any more.
    """
    bare = not any(column.header or column.tag for column in columns)
    if not bare or not 0 <= len(names) - len(columns) <= _EMPTY_AT_THE_END:
        return tuple(columns)
    return tuple(column._replace(header=name) for column, name in zip(columns, names, strict=False))


def taker(indexes: Sequence[int]) -> Callable[[Sequence[Cell]], tuple[Cell, ...]]:
    """Give what takes the cells of some columns from a row."""
    if len(indexes) > 1:
        return itemgetter(*indexes)
    return lambda cells: tuple([cells[index] for index in indexes])


def folded(header: str) -> str:
    """Compare headers as people do: in any case, blanks and underlines alike."""
    return re.sub(r"[\s_]+", " ", header).strip().casefold()


def _nothing(_: Sequence[Cell]) -> str:
    return ""


def _cell_text(index: int | None) -> Text:
    if index is None:
        return _nothing
    return lambda cells: _spelled(text_of(cells[index]))


def _spelled(text: str) -> str:
    """Write a code of several words, "political_violence", as words."""
    return text.replace("_", " ") if _CODE.fullmatch(text) else text


def _if_all(parts: list[Text]) -> Text:
    """Put parts together, or give nothing where a cell among them is empty."""

    def text(cells: Sequence[Cell]) -> str:
        written = [(part, part(cells)) for part in parts]
        full = all(words for part, words in written if not isinstance(part, _Literal))
        return "".join(words for _, words in written) if full else ""

    return text
