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
from reportkit.editions.manifest import Imprint, Period, Variant, inputs_digest
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Lock, Store
from reportkit.editions.variants import lower_name, markings_of
from reportkit.model.book import RECORD_TYPES, Records
from reportkit.model.redaction import lower_markings
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.charts.chart import Drawing
from reportkit.page.charts.drawing_cache import DrawingCache
from reportkit.page.pdf.engine import Progress, unwatched
from reportkit.phrasing.change_log import counts_of, discrepancy
from reportkit.problems import IntegrityBroken, Problem, SeedsRejected
from reportkit.publish.check import Candidate, Checked, check_series
from reportkit.publish.leaks import above_in, withheld_in
from reportkit.publish.render import PrintedEdition, print_edition
from reportkit.publish.variants import PrintedVariant, print_variant
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
    pdf: Path
    html: Path | None  # None for a draft of another form alone
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


class _RenderedSet(NamedTuple):
    """An edition and its abridged ones, about to be sealed together."""

    whole: PrintedEdition
    lower: tuple[PrintedVariant, ...]

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
    checked, candidate = _ready(series, cache, options, now.date())
    store = Store(series / "reports")
    if options.draft:
        if options.max_tlp and options.max_tlp.rank < candidate.book.tlp.rank:
            return _lower_draft(store, checked, candidate, options, progress)
        return _draft(store, checked, candidate, options, cache=cache, progress=progress)
    if done := _nothing_to_do(checked, candidate, options):
        return done
    if options.dry:
        store.refuse_unsealable(checked.design.files)
        return _dry(store, checked, candidate)
    with store.lock(now) as lock:
        if store.latest() != candidate.latest:  # somebody published while we were checking
            checked, candidate = _ready(series, cache, options, now.date())
            if done := _nothing_to_do(checked, candidate, options):
                return done
        store.predecessor()  # proved byte for byte before the work, not after it
        printed = print_edition(
            candidate.book,
            candidate.name,
            candidate.history,
            checked.design,
            kept=_pictures(cache),
            progress=progress,
        )
        _refuse_withheld(printed, candidate)
        lower = tuple(
            print_variant(
                store,
                candidate.book,
                candidate.name,
                ceiling,
                checked.design,
                kept=_pictures(cache),
                withheld=candidate.withheld,
                progress=progress,
            )
            for ceiling in lower_markings(candidate.book)
        )
        made = _RenderedSet(printed, lower)
        if made.warnings and options.strict:
            raise SeedsRejected(made.warnings)
        progress("sealing")
        sealed = _seal(store, lock, checked, candidate, made)
    return _built(sealed, checked, candidate, warnings=made.warnings)


def _ready(
    series: Path, cache: Path | None, options: Options, today: date
) -> tuple[Checked, Candidate]:
    checked = check_series(
        series,
        cache=cache,
        revise=options.revise,
        target=options.target,
        release=options.max_tlp,
        today=today,
    )
    if checked.candidate is None or checked.stops(strict=options.strict):
        raise SeedsRejected(checked.problems)
    refuse_discrepancy(checked.candidate)
    if not options.draft:
        _refuse_same_period(checked.candidate, options)
    return checked, checked.candidate


def refuse_discrepancy(candidate: Candidate) -> None:
    """A change log that misses a record is no log: before + added - ended = now.

    Raises IntegrityBroken with what is missing.
    """
    history = candidate.history
    sentence = discrepancy(history.step) or (history.revision and discrepancy(history.revision.net))
    if sentence:
        raise IntegrityBroken(
            f"the change log of No. {candidate.name.spoken} does not reconcile, nothing was built. "
            f"{sentence} 'reportkit diff' lists what it tells; if no record is missing, "
            "this is a bug of reportkit"
        )


def _refuse_same_period(candidate: Candidate, options: Options) -> None:
    """A number stands for a period; the same period again is a revision, and asked for."""
    latest, period = candidate.latest, candidate.book.edition.period
    if latest is None or options.revise or candidate.published:
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


def _nothing_to_do(checked: Checked, candidate: Candidate, options: Options) -> Built | None:
    """Recognise what is published already, before the engine is loaded."""
    latest = candidate.latest
    if latest is None or options.revise:
        return None
    reason = ""
    if candidate.published:
        reason = f"already published as No. {latest.name.spoken}"
        if latest.manifest.design != design_digest(checked.design.files):
            reason += "; the design has changed since: '--revise' publishes it anew"
        if lower_markings(candidate.book) != markings_of(latest)[1:]:
            reason += "; its lower markings have changed since: '--revise' publishes it anew"
    elif not (
        candidate.history.step.changes or candidate.history.log.baseline or options.unchanged
    ):
        reason = (
            f"no record changed since No. {latest.name.spoken}; nothing was built "
            "('--unchanged' publishes all the same)"
        )
    return _built(latest, checked, candidate, reason=reason) if reason else None


def _refuse_withheld(printed: PrintedEdition, candidate: Candidate) -> None:
    """Publish nothing that names who is not to be named, or that tells of what is held back."""
    book = candidate.book
    problems = (
        *withheld_in(printed, candidate.withheld, book),
        *above_in(printed, candidate.above, book, book.tlp),
    )
    if problems:
        raise SeedsRejected(problems)


def _pictures(cache: Path | None) -> MutableMapping[str, Drawing]:
    """Give the pictures drawn before; without a cache folder all are drawn anew."""
    return DrawingCache(cache / "pictures") if cache else {}


def _dry(store: Store, checked: Checked, candidate: Candidate) -> Built:
    """Say what would be printed now."""
    folder = store.reports / str(candidate.name)
    return Built(
        edition=str(candidate.name),
        sealed=False,
        reason="",
        folder=folder,
        pdf=folder / f"{candidate.book.brief.id}-{candidate.name}.pdf",
        html=None,
        pages=0,
        bytes=0,
        records=_counts(checked.records),
        changes=_classes(candidate),
        lower=lower_markings(candidate.book),
        summary=counts_of(candidate.history.log),
        previous=_previous(candidate),
        warnings=checked.problems,
    )


def _draft(  # noqa: PLR0913  # what a build is made of
    store: Store,
    checked: Checked,
    candidate: Candidate,
    options: Options,
    *,
    cache: Path | None,
    progress: Progress,
) -> Built:
    printed = print_edition(
        candidate.book,
        candidate.name,
        candidate.history,
        checked.design,
        draft=True,
        only=options.only,
        kept=_pictures(cache),
        progress=progress,
    )
    _refuse_withheld(printed, candidate)
    folder = store.write_draft(str(candidate.name), printed.files, candidate.book.tlp)
    return Built(
        edition="draft",
        sealed=False,
        reason="",
        folder=folder,
        pdf=folder / printed.pdf,
        html=folder / printed.html if printed.html else None,
        pages=printed.pages,
        bytes=len(printed.files[printed.pdf]),
        records=_counts(checked.records),
        changes=_classes(candidate),
        summary=counts_of(candidate.history.step),
        previous=_previous(candidate),
        profiles=printed.profiles,
        warnings=(*checked.problems, *printed.warnings),
    )


def _lower_draft(
    store: Store, checked: Checked, candidate: Candidate, options: Options, progress: Progress
) -> Built:
    ceiling = options.max_tlp or candidate.book.tlp
    made = print_variant(
        store,
        candidate.book,
        candidate.name,
        ceiling,
        checked.design,
        draft=True,
        only=options.only,
        withheld=candidate.withheld,
        progress=progress,
    )
    folder = store.write_draft(
        lower_name(str(candidate.name), ceiling, str(candidate.name)), made.files, ceiling
    )
    return Built(
        edition="draft",
        sealed=False,
        reason="",
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


def _seal(
    store: Store, lock: Lock, checked: Checked, candidate: Candidate, made: _RenderedSet
) -> Sealed:
    printed = made.whole
    design = store.keep_design(lock, checked.design.files)
    tools = {"reportkit": __version__, **printed.tools}
    edition, book = candidate.book.edition, candidate.book
    imprint = Imprint(
        series=book.brief.id,
        kind=edition.kind,
        period=Period(edition.period.start, edition.period.end),
        cut_off=edition.cut_off,
        published=edition.published,
        marking=book.tlp,
        facts=candidate.facts,
        design=design,
        inputs=inputs_digest(candidate.facts, design, tools),
        tools=tools,
        pages=printed.pages,
        profiles=printed.profiles,
        records=book.carried(),
        changes=_classes(candidate),
        releases=tuple(each.release for each in made.lower),
    )
    return store.seal(lock, candidate.name, made.files, imprint)


def _built(
    sealed: Sealed,
    checked: Checked,
    candidate: Candidate,
    *,
    reason: str = "",
    warnings: tuple[Problem, ...] = (),
) -> Built:
    manifest = sealed.manifest
    stem = f"{manifest.series}-{sealed.name}"
    sizes = {file.name: file.size for file in manifest.files}
    before = manifest.previous.edition.spoken if manifest.previous else None
    return Built(
        edition=str(sealed.name),
        sealed=not reason,
        reason=reason,
        folder=sealed.folder,
        pdf=sealed.folder / f"{stem}.pdf",
        html=sealed.folder / f"{stem}.html",
        pages=manifest.pages,
        bytes=sizes[f"{stem}.pdf"],
        records=_counts(checked.records),
        changes=manifest.changes,
        releases=manifest.releases,
        lower=tuple(each.marking for each in manifest.releases),
        summary="" if reason else counts_of(candidate.history.step),
        previous=before,
        profiles=manifest.profiles,
        warnings=(*checked.problems, *warnings),
    )


def _classes(candidate: Candidate) -> dict[str, int]:
    return {class_.value: count for class_, count in candidate.history.step.counts.items()}


def _previous(candidate: Candidate) -> str | None:
    return candidate.latest.name.spoken if candidate.latest else None


def _counts(records: Records) -> dict[str, int]:
    return {kind.plural: records.carried(kind) for kind in RECORD_TYPES}
