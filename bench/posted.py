"""A small series with one sealed edition and many readers, for the benchmark of sending."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from reportkit.editions.history import history_of
from reportkit.editions.manifest import EditionName, Imprint, Period
from reportkit.editions.snapshot import FACTS, snapshot_of, write_snapshot
from reportkit.editions.store import Store
from reportkit.loading.loader import load

SMALL = Path(__file__).parent / "small"
RECORDS = """\
section: roads
sources:
  - {id: paper, publisher: Paper, kind: national_media, access: secondary}
facts:
  - {id: fact-0, statement: All roads are open., date: 2026-01-05, source_refs: [paper]}
  - {id: fact-1, statement: The first road is open., date: 2026-01-05, source_refs: [paper]}
"""


def write_series(series: Path, pdf: bytes, addresses: Sequence[str]) -> None:
    """Write the seeds and seal No. 1 with this PDF."""
    seeds = series / "seeds"
    seeds.mkdir(parents=True)
    for name in ("brief.yaml", "edition.yaml"):
        (seeds / name).write_text((SMALL / name).read_text(encoding="utf-8"), encoding="utf-8")
    (seeds / "records.yaml").write_text(RECORDS, encoding="utf-8")
    people = "".join(f"  - {{address: {address}, lists: [all]}}\n" for address in addresses)
    (seeds / "distribution.yaml").write_text(
        'lists: [{id: all, name: All, max_tlp: "TLP:CLEAR"}]\n'
        f"recipients:\n{people}"
        "transport: {sender: brief@example.org, host: 127.0.0.1, security: none}\n",
        encoding="utf-8",
    )
    book = load(series).book
    if book is None:
        raise ValueError("the benchmark's own seeds cannot be read")
    store, edition = Store(series / "reports"), book.edition
    first = EditionName(1)
    snapshot = snapshot_of(book, first)
    files = {
        f"{book.brief.id}-{first}.pdf": pdf,
        FACTS: write_snapshot(snapshot),
        **history_of(store, book, snapshot).files(),
    }
    with store.lock(datetime.now(UTC)) as lock:
        imprint = Imprint(
            series=book.brief.id,
            kind=edition.kind,
            period=Period(edition.period.start, edition.period.end),
            cut_off=edition.cut_off,
            published=edition.published,
            marking=book.tlp,
            facts="0" * 64,
            design=store.keep_design(lock, {"styles/brief.css": b""}),
            inputs="0" * 64,
            tools={},
            pages=1,
            records=2,
            changes={},
        )
        store.seal(lock, first, files, imprint)
