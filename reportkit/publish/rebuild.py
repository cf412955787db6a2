"""Make an old edition again from the facts and the design it was sealed with, and compare."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from reportkit import __version__
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import FACTS, read_snapshot
from reportkit.editions.store import Store
from reportkit.editions.variants import history_here
from reportkit.page.assets import Design
from reportkit.page.pdf.engine import Progress, unwatched
from reportkit.publish.outputs import not_sealed_then
from reportkit.publish.printed import PrintOrder
from reportkit.publish.printing import print_set


@dataclass(frozen=True, kw_only=True)
class Rebuilt:
    """What came out the second time."""

    edition: str
    differs: tuple[str, ...]  # names of files whose bytes differ, or that only one has
    tools: tuple[str, ...]  # "weasyprint 70.0, here 70.1"
    pages: int

    @property
    def same(self) -> bool:
        """Every file came out byte for byte."""
        return not self.differs


def rebuild(series: Path, name: EditionName, *, progress: Progress = unwatched) -> Rebuilt:
    """Make an edition again and compare every file with the sealed one. Changes nothing.

    An output that came after the edition was sealed is no difference.

    Raises IntegrityBroken if what was kept of it is not what was sealed, and ReportkitError
    if there is no such edition.
    """
    store = Store(series / "reports")
    sealed = store.edition(name)
    progress("reading")
    snapshot = read_snapshot(store.read(sealed, FACTS))
    book = snapshot.book
    design = Design(store.design(sealed.manifest.design))
    history = history_here(store, book, snapshot)
    made = print_set(
        PrintOrder(
            reports=store.reports,
            book=book,
            name=name,
            history=history,
            design=design,
            ceilings=tuple(release.marking for release in sealed.manifest.releases),
        ),
        progress=progress,
    )
    printed, files = made.whole, made.files
    sealed_names = {file.name for file in sealed.manifest.files}
    compared = sealed_names | (files.keys() - not_sealed_then(files, sealed_names))
    differs = [
        file
        for file in sorted(compared)
        if file not in sealed_names or file not in files or store.read(sealed, file) != files[file]
    ]
    here = {"reportkit": __version__, **printed.tools}
    then = sealed.manifest.tools
    tools = [
        f"{tool} {then.get(tool, 'absent')}, here {here.get(tool, 'absent')}"
        for tool in sorted(here.keys() | then.keys())
        if here.get(tool) != then.get(tool)
    ]
    return Rebuilt(
        edition=name.spoken, differs=tuple(differs), tools=tuple(tools), pages=printed.pages
    )
