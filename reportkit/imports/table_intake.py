"""A table as a file to be imported: by the profile or mapping that says what its columns mean."""

from __future__ import annotations

from pathlib import Path

from reportkit import __version__
from reportkit.imports.convert import Options as Taking
from reportkit.imports.convert import candidates
from reportkit.imports.intake import Intake, Measured
from reportkit.imports.mapping import Mapping
from reportkit.imports.options import Options
from reportkit.imports.profile_files import profile_named, read_mapping, recognised
from reportkit.imports.state import digest_of_texts
from reportkit.loading.loader import Loaded
from reportkit.loading.serialize import to_plain
from reportkit.tables.table import Table, open_table

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
#: Looked into all the same: what is called so may be another format, or is named as what it is.
ALSO = (".xls", ".xlsm", ".xlsb", ".ods")


def table_intake(path: Path, file: Measured, loaded: Loaded, options: Options) -> Intake:
    """Open a table and say what it gives. Raises SeedsRejected where it cannot be read."""
    mapping = _named(options)
    table = open_table(
        path, sheet=options.sheet or None, header=options.header, encoding=options.encoding or None
    )
    mapping = mapping or recognised(table.columns)
    taking = Taking(
        options.filters,
        source=options.source or None,
        accessed=options.accessed,
        version=options.version or None,
    )
    return Intake(
        path,
        file,
        candidates(table, mapping, loaded.records, taking),
        source=options.source or mapping.source.id,
        mapping=_digest(mapping, options),
        columns=digest_of_texts(__version__, str(to_plain(mapping))),
        filters=options.filters.described(),
        described=_described(mapping, table),
        day=options.accessed.isoformat(),
    )


def _named(options: Options) -> Mapping | None:
    if options.mapping is not None:
        return read_mapping(options.mapping)
    return profile_named(options.profile) if options.profile else None


def _digest(mapping: Mapping, options: Options) -> str:
    """Give a digest of how rows become records: another one may make others of the same rows."""
    how = (
        options.version,
        options.sheet,
        options.encoding,
        str(options.header or ""),
        options.source,
    )
    return digest_of_texts(__version__, str(to_plain(mapping)), *how)


def _described(mapping: Mapping, table: Table) -> str:
    sheet = f"sheet '{table.sheet}'" if table.sheet else ""
    return ", ".join(filter(None, (mapping.name or mapping.source.id, sheet, table.encoding)))
