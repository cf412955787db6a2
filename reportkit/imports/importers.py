"""Which reader takes which file: one entry for each sort of file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from reportkit.imports.intake import Intake, Measured
from reportkit.imports.list_intake import RECORDS, REFERENCES, record_intake, reference_intake
from reportkit.imports.options import Options
from reportkit.imports.table_intake import ALSO, SUFFIXES, table_intake
from reportkit.loading.loader import Loaded
from reportkit.problems import ReportkitError


class UnknownFile(ReportkitError):
    """A file of a sort that nothing here reads."""

    exit_code = 2


class IdleOption(ReportkitError):
    """An option that would do nothing with a file of this sort: who typed it believes it did."""

    exit_code = 2


class Importer(NamedTuple):
    """One sort of file that can be imported."""

    called: str  # "tables"
    suffixes: tuple[str, ...]
    intake: Callable[[Path, Measured, Loaded, Options], Intake]
    also: tuple[str, ...] = ()  # opened too, to say what is the matter with the file


TABLES = "tables"
IMPORTERS: tuple[Importer, ...] = (
    Importer(TABLES, SUFFIXES, table_intake, ALSO),
    Importer("bibliographies", REFERENCES, reference_intake),
    Importer("records of reportkit", RECORDS, record_intake),
)


def intake_of(path: Path, file: Measured, loaded: Loaded, options: Options) -> Intake:
    """Say what a file gives, by its ending. Raises UnknownFile."""
    for importer in IMPORTERS:
        if path.suffix.lower() in (*importer.suffixes, *importer.also):
            if importer.called != TABLES and (idle := _of_tables(options)):
                raise IdleOption(f"{idle} is of tables; {path.name} is taken whole")
            return importer.intake(path, file, loaded, options)
    known = "; ".join(f"{one.called}: {', '.join(one.suffixes)}" for one in IMPORTERS)
    raise UnknownFile(f"nothing reads a file like {path.name}; known are {known}")


def _of_tables(options: Options) -> str:
    """Name an option that says how a table is read, or which rows of it are taken; "" if none."""
    given = {
        "profile": options.profile, "map": options.mapping, "source": options.source,
        "sheet": options.sheet, "encoding": options.encoding, "header": options.header,
        "version-of": options.version, **options.filters.described(),
    }  # fmt: skip
    return next((f"--{name}" for name, value in given.items() if value not in ("", None)), "")
