"""How an edition is wanted, and what a build tells of the one that it made."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportkit.editions.manifest import Variant
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Store
from reportkit.model.book import RECORD_TYPES, Records
from reportkit.model.redaction import lower_markings
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp
from reportkit.phrasing.change_log import counts_of
from reportkit.problems import NOTHING_SET_ASIDE, Problem, SetAside
from reportkit.publish.candidate import Candidate
from reportkit.publish.check import Checked
from reportkit.publish.outputs import HTML, PDF, names_of
from reportkit.schedule.assignment import Target


@dataclass(frozen=True, kw_only=True)
class Options:
    """How an edition is wanted."""

    draft: bool = False  # watermarked, beside the editions, sealed by nobody
    dry: bool = False  # no further than to what would be printed; writes nothing
    revise: bool = False  # the newest number once more
    unchanged: bool = False  # even though no record changed
    strict: bool = False  # warnings stop it too
    target: Target | None = None  # the slot whose edition it is; None: as edition.yaml says
    max_tlp: Tlp | None = None  # of a draft: as readers up to this marking would have it
    only: Profile | None = None  # of a draft: this form alone


DEFAULTS = Options()


@dataclass(frozen=True, kw_only=True)
class Built:
    """What a build did. ``sealed`` is False for a draft and when nothing was to be done.

    Of a dry one ``edition`` is what it would be called, and there are no files and no pages.
    """

    edition: str  # "005", "005-r1", "draft"
    sealed: bool
    reason: str  # why nothing was done; "" otherwise
    folder: Path
    outputs: Mapping[str, Path]  # by suffix: the file of the first form, where it has one
    pages: int
    bytes: int  # of the PDF
    records: Mapping[str, int]  # count per type
    changes: Mapping[str, int] = field(default_factory=dict)  # count per class
    releases: tuple[Variant, ...] = ()  # abridged editions beside it, highest marking first
    lower: tuple[Tlp, ...] = ()  # at which markings it appears as well
    summary: str = ""  # the counts in words: "4 added, 6 updated"
    previous: str | None = None  # "4", as printed
    profiles: Mapping[str, int] = field(default_factory=dict)  # pages of each but the full one
    warnings: tuple[Problem, ...] = ()
    aside: SetAside = NOTHING_SET_ASIDE  # what the series has set aside of what was found

    @property
    def pdf(self) -> Path:
        """The file that people ask for."""
        return self.outputs[PDF.suffix]

    @property
    def html(self) -> Path | None:
        """The page for a browser; None for a draft of another form alone."""
        return self.outputs.get(HTML.suffix)


def built_of(
    sealed: Sealed,
    checked: Checked,
    candidate: Candidate,
    *,
    reason: str = "",
    warnings: tuple[Problem, ...] = (),
) -> Built:
    """Tell of a sealed edition, which ``reason`` says was there before."""
    manifest = sealed.manifest
    stem = f"{manifest.series}-{sealed.name}"
    sizes = {file.name: file.size for file in manifest.files}
    before = manifest.previous.edition.spoken if manifest.previous else None
    return Built(
        edition=str(sealed.name),
        sealed=not reason,
        reason=reason,
        folder=sealed.folder,
        outputs=paths_of(sealed.folder, names_of(stem, Profile.FULL, sizes)),
        pages=manifest.pages,
        bytes=sizes[PDF.file(stem)],
        records=counts_by_type(checked.records),
        changes=manifest.changes,
        releases=manifest.releases,
        lower=tuple(each.marking for each in manifest.releases),
        summary="" if reason else counts_of(candidate.history.step),
        previous=before,
        profiles=manifest.profiles,
        warnings=(*checked.problems, *warnings),
        aside=checked.aside,
    )


def would_be_built(store: Store, checked: Checked, candidate: Candidate) -> Built:
    """Say what would be printed now."""
    folder = store.reports / str(candidate.name)
    return Built(
        edition=str(candidate.name),
        sealed=False,
        reason="",
        folder=folder,
        outputs={PDF.suffix: folder / PDF.file(f"{candidate.book.brief.id}-{candidate.name}")},
        pages=0,
        bytes=0,
        records=counts_by_type(checked.records),
        changes=classes_of(candidate),
        lower=lower_markings(candidate.book),
        summary=counts_of(candidate.history.log),
        previous=previous_of(candidate),
        warnings=checked.problems,
        aside=checked.aside,
    )


def paths_of(folder: Path, outputs: Mapping[str, str]) -> dict[str, Path]:
    """Give the files of a form where they lie, by suffix."""
    return {suffix: folder / name for suffix, name in outputs.items()}


def classes_of(candidate: Candidate) -> dict[str, int]:
    """Count the changes of each class."""
    return {class_.value: count for class_, count in candidate.history.step.counts.items()}


def previous_of(candidate: Candidate) -> str | None:
    """Give the edition that it is compared with, as printed."""
    return candidate.latest.name.spoken if candidate.latest else None


def counts_by_type(records: Records) -> dict[str, int]:
    """Count the records of each type."""
    return {kind.plural: records.carried(kind) for kind in RECORD_TYPES}
