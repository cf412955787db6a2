"""Small invented files as providers write them, and what becomes of them in a small series."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from textwrap import dedent

from reportkit.authoring.written import Value, inline
from reportkit.imports.candidate import Candidate, Refusal
from reportkit.imports.convert import Options, candidates
from reportkit.imports.mapping import Mapping
from reportkit.imports.profile_files import read_mapping, recognised
from reportkit.loading.loader import load
from reportkit.model.evidence import Place
from reportkit.problems import Problem, errors_in
from reportkit.rules.book import check
from reportkit.tables.table import open_table
from tests.rules.conftest import BRIEF, EDITION, RECORDS

#: Two districts and their country, as a list of codes has them.
PLACES = """\
places:
  - {id: nomeland, name: Nomeland, kind: country, country: Nomeland, iso: NLD, geo_precision: 6}
  - {id: upper-mill, name: Upper Mill, kind: district, admin1: Mill Valley, country: Nomeland,
     pcode: NL0101, geo_precision: 3}
  - {id: lower-mill, name: Lower Mill, kind: district, admin1: Mill Valley, country: Nomeland,
     pcode: NL0102, geo_precision: 3}
"""


class Taken:
    """What a file gives: records, and problems."""

    def __init__(self, made: Sequence[Candidate], problems: Sequence[Problem]) -> None:
        self.made, self.problems = tuple(made), tuple(problems)

    def of(self, kind: str) -> list[dict[str, Value]]:
        """Give the values of the records of a type."""
        return [one.values for one in self.made if one.kind.type == kind]

    @property
    def told(self) -> list[str]:
        """Give code, line of the file and message of each problem."""
        return [f"{one.code}:{one.mark.line} {one.message}" for one in self.problems]


def series(folder: Path, more: str = PLACES) -> Path:
    """Write a small good series."""
    seeds = folder / "series" / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    for name, text in ("brief", BRIEF), ("edition", EDITION), ("records", RECORDS), ("more", more):
        (seeds / f"{name}.yaml").write_text(text, encoding="utf-8")
    return seeds.parent


def take(
    folder: Path,
    content: str,
    mapping: str | Mapping = "",
    *,
    more: str = PLACES,
    options: Options | None = None,
) -> Taken:
    """Take records from a CSV, by the profile that knows it or by a mapping."""
    file = folder / "file.csv"
    file.write_text(dedent(content), encoding="utf-8")
    return take_table(folder, file, mapping, more=more, options=options)


def take_table(
    folder: Path,
    file: Path,
    mapping: str | Mapping = "",
    *,
    more: str = PLACES,
    options: Options | None = None,
) -> Taken:
    """Take records from a table that stands in a file."""
    table = open_table(file)
    if isinstance(mapping, str) and mapping:
        (folder / "mapping.yaml").write_text(dedent(mapping), encoding="utf-8")
        mapping = read_mapping(folder / "mapping.yaml", "mapping.yaml")
    loaded = load(series(folder, more))
    assert loaded.book is not None
    options = options or Options()
    if options.accessed is None:
        options = options._replace(accessed=date(2025, 10, 19))
    got = list(candidates(table, mapping or recognised(table.columns), loaded.book, options))
    made = [one for one in got if isinstance(one, Candidate)]
    return Taken(made, [one.problem for one in got if isinstance(one, Refusal)])


def errors_of(folder: Path, taken: Taken) -> list[str]:
    """Write what was taken into the series, and say what `check` refuses."""
    known = {one.id for one in load(series(folder)).book.all(Place)}  # type: ignore[union-attr]
    lines = [
        (one.kind.plural, f"  - {inline(one.values)}")
        for one in taken.made
        if one.values["id"] not in known
    ]
    text = "".join(
        f"{plural}:\n" + "\n".join(line for of, line in lines if of == plural) + "\n"
        for plural in dict.fromkeys(plural for plural, _ in lines)
    )
    path = folder / "series" / "seeds" / "imported.yaml"
    path.write_text(text, encoding="utf-8")
    return [f"{one.code}: {one.message}" for one in errors_in(check(load(folder / "series")))]
