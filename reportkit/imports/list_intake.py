"""Lists as files to be imported: bibliographies, and records of another series."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from reportkit.imports.candidate import Refusal
from reportkit.imports.intake import Intake, Measured
from reportkit.imports.options import Options
from reportkit.imports.references import Reference
from reportkit.loading.loader import Loaded
from reportkit.problems import SeedsRejected

REFERENCES = (".bib", ".ris", ".json")
RECORDS = (".jsonl", ".ndjson")


def reference_intake(path: Path, file: Measured, loaded: Loaded, options: Options) -> Intake:
    """Give a source for each reference. What it said is not kept: the desk describes sources."""
    from reportkit.imports.reference_sources import ReferenceReader
    from reportkit.imports.references import read_text

    suffix = path.suffix.lower()
    references = _reader(suffix)(read_text(path), str(path))
    stream = ReferenceReader(str(path), loaded.records).candidates(references)
    name = {".bib": "BibTeX", ".ris": "RIS", ".json": "CSL-JSON"}[suffix]
    return Intake(path, file, stream, described=name, day=options.accessed.isoformat())


def _reader(suffix: str) -> Callable[[str, str], Iterator[Reference | Refusal]]:
    if suffix == ".bib":
        from reportkit.imports.bibtex import bibtex_references

        return bibtex_references
    if suffix == ".ris":
        from reportkit.imports.ris import ris_references

        return ris_references
    from reportkit.imports.csl import csl_references

    return csl_references


def record_intake(path: Path, file: Measured, loaded: Loaded, options: Options) -> Intake:
    """Give the records that ``export`` wrote. Raises SeedsRejected where it wrote no such file."""
    from reportkit.imports.json_lines import head_of, record_candidates

    if loaded.book is None:
        raise SeedsRejected(loaded.problems)
    head = head_of(path)
    return Intake(
        path,
        file,
        record_candidates(path, head, loaded.book),
        described=f"records of {head.series}, edition {head.edition}, {head.marking.value}",
        day=options.accessed.isoformat(),
    )
