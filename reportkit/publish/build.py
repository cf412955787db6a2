"""The recipe: the only module that knows the order of all the others."""

from __future__ import annotations

from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple

from reportkit import __version__
from reportkit.delivery.reconcile import refuse_lost
from reportkit.editions.designs import design_digest
from reportkit.editions.manifest import Imprint, Period, Release, inputs_digest
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Lock, Store
from reportkit.editions.variants import lower_name, markings_of
from reportkit.model.book import RECORD_TYPES, Records
from reportkit.model.redaction import lower_markings
from reportkit.model.vocabulary import Profile, Tlp
from reportkit.page.charts.chart import Drawing
from reportkit.page.charts.drawing_cache import Shelf
from reportkit.page.pdf.engine import Progress, unwatched
from reportkit.phrasing.change_log import counts_of, discrepancy
from reportkit.problems import IntegrityBroken, Problem, SeedsRejected
from reportkit.publish.check import Checked, Upcoming, check_series
from reportkit.publish.leaks import above_in, withheld_in
from reportkit.publish.render import PrintedEdition, print_edition
from reportkit.publish.variants import PrintedLower, print_lower
from reportkit.schedule.assignment import Wanted


@dataclass(frozen=True, kw_only=True)
class Options:
    """How an edition is wanted."""

    draft: bool = False  # watermarked, beside the editions, sealed by nobody
    dry: bool = False  # no further than to what would be printed; writes nothing
    revise: bool = False  # the newest number once more
    unchanged: bool = False  # even though no record changed
    strict: bool = False  # warnings stop it too
    wanted: Wanted | None = None  # the slot whose edition it is; None: as edition.yaml says
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
    said: str  # why nothing was done; "" otherwise
    folder: Path
    pdf: Path
    html: Path | None  # None for a draft of another form alone
    pages: int
    bytes: int  # of the PDF
    records: Mapping[str, int]  # count per type
    changes: Mapping[str, int] = field(default_factory=dict)  # count per class
    releases: tuple[Release, ...] = ()  # abridged editions beside it, highest marking first
    lower: tuple[Tlp, ...] = ()  # at which markings it appears as well
    summary: str = ""  # the counts in words: "4 added, 6 updated"
    previous: str | None = None  # "4", as printed
    profiles: Mapping[str, int] = field(default_factory=dict)  # pages of each but the full one
    warnings: tuple[Problem, ...] = ()


class _Made(NamedTuple):
    """An edition and its abridged ones, about to be sealed together."""

    whole: PrintedEdition
    lower: tuple[PrintedLower, ...]

    @property
    def files(self) -> dict[str, bytes]:
        files = {**self.whole.files}
        for each in self.lower:
            files |= each.files
        return files

    @property
    def warnings(self) -> tuple[Problem, ...]:
        return (*self.whole.warnings, *(one for each in self.lower for one in each.warnings))


def build(
    series: Path,
    *,
    now: datetime,
    cache: Path | None = None,
    options: Options = DEFAULTS,
    progress: Progress = unwatched,
) -> Built:
    """Build the next edition of a series, whole or not at all.

    ``now`` is told to whoever waits for the lock, and warns of an edition far ahead of it; it is
    nowhere in what is published.
    Raises SeedsRejected with all problems, MachineUnable, Busy or IntegrityBroken.
    """
    refuse_lost(Store(series / "reports"))
    progress("checking")
    checked, upcoming = _ready(series, cache, options, now.date())
    store = Store(series / "reports")
    if options.draft:
        if options.max_tlp and options.max_tlp.rank < upcoming.book.tlp.rank:
            return _lower_draft(store, checked, upcoming, options, progress)
        return _draft(store, checked, upcoming, options, cache=cache, progress=progress)
    if done := _nothing_to_do(checked, upcoming, options):
        return done
    if options.dry:
        store.refuse_unsealable(checked.design.files)
        return _dry(store, checked, upcoming)
    with store.lock(now) as lock:
        if store.latest() != upcoming.latest:  # somebody published while we were checking
            checked, upcoming = _ready(series, cache, options, now.date())
            if done := _nothing_to_do(checked, upcoming, options):
                return done
        store.predecessor()  # proved byte for byte before the work, not after it
        printed = print_edition(
            upcoming.book,
            upcoming.name,
            upcoming.history,
            checked.design,
            kept=_pictures(cache),
            progress=progress,
        )
        _refuse_withheld(printed, upcoming)
        lower = tuple(
            print_lower(
                store,
                upcoming.book,
                upcoming.name,
                ceiling,
                checked.design,
                kept=_pictures(cache),
                withheld=upcoming.withheld,
                progress=progress,
            )
            for ceiling in lower_markings(upcoming.book)
        )
        made = _Made(printed, lower)
        if made.warnings and options.strict:
            raise SeedsRejected(made.warnings)
        progress("sealing")
        sealed = _seal(store, lock, checked, upcoming, made)
    return _built(sealed, checked, upcoming, warnings=made.warnings)


def _ready(
    series: Path, cache: Path | None, options: Options, today: date
) -> tuple[Checked, Upcoming]:
    checked = check_series(
        series,
        cache=cache,
        revise=options.revise,
        wanted=options.wanted,
        release=options.max_tlp,
        today=today,
    )
    if checked.upcoming is None or checked.stops(strict=options.strict):
        raise SeedsRejected(checked.problems)
    refuse_discrepancy(checked.upcoming)
    if not options.draft:
        _refuse_same_period(checked.upcoming, options)
    return checked, checked.upcoming


def refuse_discrepancy(upcoming: Upcoming) -> None:
    """A change log that misses a record is no log: before + added - ended = now.

    Raises IntegrityBroken with what is missing.
    """
    history = upcoming.history
    found = discrepancy(history.step) or (history.revision and discrepancy(history.revision.net))
    if found:
        raise IntegrityBroken(
            f"the change log of No. {upcoming.name.spoken} does not reconcile, nothing was built. "
            f"{found} 'reportkit diff' lists what it tells; if no record is missing, "
            "this is a bug of reportkit"
        )


def _refuse_same_period(upcoming: Upcoming, options: Options) -> None:
    """A number stands for a period; the same period again is a revision, and asked for."""
    latest, period = upcoming.latest, upcoming.book.edition.period
    if latest is None or options.revise or upcoming.published:
        return
    if latest.manifest.period == (period.start, period.end):
        raise SeedsRejected(
            [
                Problem(
                    "period-published",
                    f"No. {latest.name.spoken} covers {period.start} to {period.end} already, "
                    "and the facts have changed since",
                    period.at(),
                    "move the period on for the next edition, or publish a revision: "
                    "build --revise",
                )
            ]
        )


def _nothing_to_do(checked: Checked, upcoming: Upcoming, options: Options) -> Built | None:
    """Recognise what is published already, before the engine is loaded."""
    latest = upcoming.latest
    if latest is None or options.revise:
        return None
    said = ""
    if upcoming.published:
        said = f"already published as No. {latest.name.spoken}"
        if latest.manifest.design != design_digest(checked.design.files):
            said += "; the design has changed since: '--revise' publishes it anew"
        if lower_markings(upcoming.book) != markings_of(latest)[1:]:
            said += "; its lower markings have changed since: '--revise' publishes it anew"
    elif not (upcoming.history.step.changes or upcoming.history.log.baseline or options.unchanged):
        said = (
            f"no record changed since No. {latest.name.spoken}; nothing was built "
            "('--unchanged' publishes all the same)"
        )
    return _built(latest, checked, upcoming, said=said) if said else None


def _refuse_withheld(printed: PrintedEdition, upcoming: Upcoming) -> None:
    """Publish nothing that names who is not to be named, or that tells of what is held back."""
    book = upcoming.book
    problems = (
        *withheld_in(printed, upcoming.withheld, book),
        *above_in(printed, upcoming.above, book, book.tlp),
    )
    if problems:
        raise SeedsRejected(problems)


def _pictures(cache: Path | None) -> MutableMapping[str, Drawing]:
    """Give the pictures drawn before; without a cache folder all are drawn anew."""
    return Shelf(cache / "pictures") if cache else {}


def _dry(store: Store, checked: Checked, upcoming: Upcoming) -> Built:
    """Say what would be printed now."""
    folder = store.reports / str(upcoming.name)
    return Built(
        edition=str(upcoming.name),
        sealed=False,
        said="",
        folder=folder,
        pdf=folder / f"{upcoming.book.brief.id}-{upcoming.name}.pdf",
        html=None,
        pages=0,
        bytes=0,
        records=_counts(checked.records),
        changes=_classes(upcoming),
        lower=lower_markings(upcoming.book),
        summary=counts_of(upcoming.history.log),
        previous=_previous(upcoming),
        warnings=checked.problems,
    )


def _draft(  # noqa: PLR0913  # what a build is made of
    store: Store,
    checked: Checked,
    upcoming: Upcoming,
    options: Options,
    *,
    cache: Path | None,
    progress: Progress,
) -> Built:
    printed = print_edition(
        upcoming.book,
        upcoming.name,
        upcoming.history,
        checked.design,
        draft=True,
        only=options.only,
        kept=_pictures(cache),
        progress=progress,
    )
    _refuse_withheld(printed, upcoming)
    folder = store.write_draft(str(upcoming.name), printed.files, upcoming.book.tlp)
    return Built(
        edition="draft",
        sealed=False,
        said="",
        folder=folder,
        pdf=folder / printed.pdf,
        html=folder / printed.html if printed.html else None,
        pages=printed.pages,
        bytes=len(printed.files[printed.pdf]),
        records=_counts(checked.records),
        changes=_classes(upcoming),
        summary=counts_of(upcoming.history.step),
        previous=_previous(upcoming),
        profiles=printed.profiles,
        warnings=(*checked.problems, *printed.warnings),
    )


def _lower_draft(
    store: Store, checked: Checked, upcoming: Upcoming, options: Options, progress: Progress
) -> Built:
    ceiling = options.max_tlp or upcoming.book.tlp
    made = print_lower(
        store,
        upcoming.book,
        upcoming.name,
        ceiling,
        checked.design,
        draft=True,
        only=options.only,
        withheld=upcoming.withheld,
        progress=progress,
    )
    folder = store.write_draft(
        lower_name(str(upcoming.name), ceiling, str(upcoming.name)), made.files, ceiling
    )
    return Built(
        edition="draft",
        sealed=False,
        said="",
        folder=folder,
        pdf=folder / made.pdf,
        html=folder / made.html if made.html else None,
        pages=made.release.pages,
        bytes=len(made.files[made.pdf]),
        records=made.records,
        changes=made.release.changes,
        previous=made.release.since.spoken if made.release.since else None,
        profiles=made.release.profiles,
        warnings=(*checked.problems, *made.warnings),
    )


def _seal(store: Store, lock: Lock, checked: Checked, upcoming: Upcoming, made: _Made) -> Sealed:
    printed = made.whole
    design = store.keep_design(lock, checked.design.files)
    tools = {"reportkit": __version__, **printed.tools}
    edition, book = upcoming.book.edition, upcoming.book
    imprint = Imprint(
        series=book.brief.id,
        kind=edition.kind,
        period=Period(edition.period.start, edition.period.end),
        cut_off=edition.cut_off,
        published=edition.published,
        marking=book.tlp,
        facts=upcoming.facts,
        design=design,
        inputs=inputs_digest(upcoming.facts, design, tools),
        tools=tools,
        pages=printed.pages,
        profiles=printed.profiles,
        records=book.carried(),
        changes=_classes(upcoming),
        releases=tuple(each.release for each in made.lower),
    )
    return store.seal(lock, upcoming.name, made.files, imprint)


def _built(
    sealed: Sealed,
    checked: Checked,
    upcoming: Upcoming,
    *,
    said: str = "",
    warnings: tuple[Problem, ...] = (),
) -> Built:
    manifest = sealed.manifest
    stem = f"{manifest.series}-{sealed.name}"
    sizes = {file.name: file.size for file in manifest.files}
    before = manifest.previous.edition.spoken if manifest.previous else None
    return Built(
        edition=str(sealed.name),
        sealed=not said,
        said=said,
        folder=sealed.folder,
        pdf=sealed.folder / f"{stem}.pdf",
        html=sealed.folder / f"{stem}.html",
        pages=manifest.pages,
        bytes=sizes[f"{stem}.pdf"],
        records=_counts(checked.records),
        changes=manifest.changes,
        releases=manifest.releases,
        lower=tuple(each.marking for each in manifest.releases),
        summary="" if said else counts_of(upcoming.history.step),
        previous=before,
        profiles=manifest.profiles,
        warnings=(*checked.problems, *warnings),
    )


def _classes(upcoming: Upcoming) -> dict[str, int]:
    return {class_.value: count for class_, count in upcoming.history.step.counts.items()}


def _previous(upcoming: Upcoming) -> str | None:
    return upcoming.latest.name.spoken if upcoming.latest else None


def _counts(records: Records) -> dict[str, int]:
    return {kind.plural: records.carried(kind) for kind in RECORD_TYPES}
