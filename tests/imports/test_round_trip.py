"""What is exported as JSON Lines and imported into an empty series is the same book."""

from __future__ import annotations

import json
import shutil
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings

from reportkit.imports.intake import measured, previewed
from reportkit.imports.list_intake import record_intake
from reportkit.imports.options import Options
from reportkit.imports.preview import Preview
from reportkit.imports.spool import Spool
from reportkit.imports.write import Placing, planned, write
from reportkit.loading.loader import load
from reportkit.loading.serialize import Plain, book_to_plain, from_plain, record_to_plain
from reportkit.model.book import RECORD_TYPES, Book
from tests import tiny
from tests.imports.any_records import records

_BY_TYPE = {kind.type: kind for kind in RECORD_TYPES}


def empty_series(folder: Path) -> Path:
    tiny.write(folder)
    for path in (folder / "seeds").iterdir():
        if path.name not in ("brief.yaml", "edition.yaml"):
            path.unlink()
    return folder


def exported(book: Book, to: Path, *, series: str = "valley", marking: str = "TLP:CLEAR") -> Path:
    head = {"format": "reportkit-records", "version": 1, "series": series, "edition": "1",
            "marking": marking}  # fmt: skip
    lines = [head, *map(record_to_plain, book)]
    to.write_text("".join(f"{json.dumps(line, ensure_ascii=False)}\n" for line in lines))
    return to


def imported(series: Path, path: Path) -> Preview:
    options = Options(accessed=date(2026, 1, 12))
    with ExitStack() as opened:
        loaded = load(series)
        spool = opened.enter_context(Spool())
        intake = record_intake(path, measured(path), loaded, options)
        preview = previewed(series, loaded.records, intake, spool).preview
        write(planned(preview, Placing(series)))
    return preview


def canonical(record: dict[str, Plain]) -> dict[str, Plain]:
    kind = _BY_TYPE[str(record["type"])]
    return record_to_plain(from_plain(kind, record, {}))


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck), database=None)
@given(records())
def test_any_records_come_back_as_they_left(given: list[dict[str, Plain]]) -> None:
    """Whatever the texts hold and wherever the records stood: none is lost, added or changed."""
    with TemporaryDirectory() as folder:
        series = empty_series(Path(folder))
        lines = [json.dumps(record) for record in given]
        head = '{"format": "reportkit-records", "version": 1, "series": "valley", '
        head += '"edition": "1", "marking": "TLP:CLEAR"}'
        path = Path(folder, "records.jsonl")
        path.write_text("\n".join([head, *lines, ""]))

        preview = imported(series, path)

        assert preview.problems == []
        expected = {str(one["id"]): canonical(one) for one in given}
        assert expected == {one.id: record_to_plain(one) for one in load(series).records}


def test_the_shipped_book_comes_back(shipped_series: Path, tmp_path: Path) -> None:
    """Hundreds of records of all types: the same book, and each list in its order."""
    there = load(shipped_series).book
    assert there is not None
    path = exported(there, tmp_path / "records.jsonl", series=there.brief.id)
    (tmp_path / "seeds").mkdir()
    for name in ("brief.yaml", "edition.yaml"):
        shutil.copy(shipped_series / "seeds" / name, tmp_path / "seeds" / name)

    preview = imported(tmp_path, path)

    here = load(tmp_path).book
    assert here is not None
    assert preview.problems == []
    assert book_to_plain(there) == book_to_plain(here)
    for kind in RECORD_TYPES:
        for section in there.brief.sections:
            assert [one.id for one in there.all(kind) if one.section == section.id] == [
                one.id for one in here.all(kind) if one.section == section.id
            ]
    assert imported(tmp_path, path).entries == {}
