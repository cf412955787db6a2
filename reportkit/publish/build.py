"""The recipe: the only module that knows the order of all the others."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from datetime import date, datetime
from pathlib import Path

from reportkit import __version__
from reportkit.delivery.reconcile import refuse_lost
from reportkit.editions.designs import design_digest
from reportkit.editions.manifest import MANIFEST, Imprint, Period, Reviewed, inputs_digest
from reportkit.editions.sealed import Sealed
from reportkit.editions.store import Lock, Store
from reportkit.editions.variants import markings_of
from reportkit.loading.kept_records import KeptRecords
from reportkit.model.authorship import authors_of
from reportkit.model.book import Book
from reportkit.model.redaction import lower_markings
from reportkit.page.confined import Progress, unwatched
from reportkit.page.side_by_side import processors
from reportkit.phrasing.change_log import discrepancy
from reportkit.problems import IntegrityBroken, Problem, SeedsRejected
from reportkit.publish.built import DEFAULTS, Built, Options, built_of, classes_of, would_be_built
from reportkit.publish.candidate import Candidate
from reportkit.publish.check import Checked, check_series
from reportkit.publish.drafts import write_draft
from reportkit.publish.press import Press
from reportkit.publish.printed import PrintedSet, PrintOrder


def build(  # noqa: PLR0913  # how and where it is built
    series: Path,
    *,
    now: datetime,
    cache: Path | None = None,
    options: Options = DEFAULTS,
    progress: Progress = unwatched,
    workers: int | None = None,
) -> Built:
    """Build the next edition of a series, whole or not at all.

    Documents are set side by side, ``workers`` at once, as many as processors without a number;
    it changes no byte.

    ``now`` is told to whoever waits for the lock, and warns of an edition far ahead of it; it is
    nowhere in what is published.
    Raises SeedsRejected with all problems, MachineUnable, Busy or IntegrityBroken.
    """
    store = Store(series / "reports")
    refuse_lost(store)
    progress("checking")
    with Press() as press:
        if (workers or processors()) > 1 and _is_to_be_printed(series, store, options):
            press.start()
        checked, candidate = _ready(series, cache, options, now.date())
        if options.draft:
            return write_draft(
                store,
                checked,
                candidate,
                options,
                press=press,
                cache=cache,
                workers=workers,
                progress=progress,
            )
        if done := _nothing_to_do(checked, candidate, options):
            return done
        if options.dry:
            store.refuse_unsealable(checked.design.files)
            return would_be_built(store, checked, candidate)
        with store.lock(now) as lock:
            if store.latest() != candidate.latest:  # somebody published while we were checking
                checked, candidate = _ready(series, cache, options, now.date())
                if done := _nothing_to_do(checked, candidate, options):
                    return done
            store.predecessor()  # proved byte for byte before the work, not after it
            order = _order(store, checked, candidate, cache, workers)
            made = press.print_set(order, progress=progress)
            if made.warnings and options.strict:
                raise SeedsRejected(made.warnings, checked.aside)
            progress("sealing")
            sealed = _seal(store, lock, checked, candidate, made)
        if cache:
            _index(store)
        return built_of(sealed, checked, candidate, warnings=made.warnings)


def _index(store: Store) -> None:
    """Take what was sealed into the index of all editions."""
    try:
        from reportkit.queries.index import bring_up_to_date
    except ImportError:  # Python has no SQLite
        return
    bring_up_to_date(store)


def _is_to_be_printed(series: Path, store: Store, options: Options) -> bool:
    """Guess, before anything is read, whether there will be something to print.

    The press is started upon it: a wrong guess costs time and nothing else.
    """
    if options.dry:
        return False
    names = store.names_found()
    if options.draft or options.revise or options.unchanged or not names:
        return True
    manifest = store.reports / str(names[-1]) / MANIFEST
    sources = (series / name for name in ("seeds", "templates", "styles"))
    with suppress(OSError):  # told by who reads it
        sealed_at = manifest.stat().st_mtime_ns
        return any(
            path.lstat().st_mtime_ns > sealed_at
            for source in sources
            for path in (source, *source.rglob("*"))
            if source.exists()
        )
    return True


def _order(
    store: Store, checked: Checked, candidate: Candidate, cache: Path | None, workers: int | None
) -> PrintOrder:
    return PrintOrder(
        reports=store.reports,
        book=candidate.book,
        name=candidate.name,
        history=candidate.history,
        design=checked.design,
        ceilings=lower_markings(candidate.book),
        withheld=candidate.withheld,
        above=candidate.above,
        cache=cache,
        workers=workers,
    )


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
        kept=KeptRecords(),  # what is sealed is read from the seeds, and from no cache
    )
    if checked.candidate is None:
        raise SeedsRejected(checked.problems, checked.aside)
    if again := [] if options.draft else [*_same_period(checked.candidate, options)]:
        # Notes were compared with the edition of this very period: what they lack says nothing.
        others = (p for p in checked.problems if not p.code.startswith("change-"))
        raise SeedsRejected([*again, *others], checked.aside)
    if checked.stops(strict=options.strict):
        raise SeedsRejected(checked.problems, checked.aside)
    refuse_discrepancy(checked.candidate)
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


def _same_period(candidate: Candidate, options: Options) -> Iterator[Problem]:
    """A number stands for a period; the same period again is a revision, and asked for."""
    latest, period = candidate.latest, candidate.book.edition.period
    if latest is None or options.revise or candidate.published:
        return
    if latest.manifest.period == (period.start, period.end):
        yield Problem(
            "period-published",
            f"No. {latest.name.spoken} covers {period.start} to {period.end} already, "
            "and the facts have changed since",
            period.at(),
            "move the period on for the next edition, or publish a revision: build --revise",
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
    return built_of(latest, checked, candidate, reason=reason) if reason else None


def _reviewed(book: Book) -> Reviewed | None:
    review = book.edition.review
    if review is None:
        return None
    return Reviewed(authors_of(book), review.by, review.on, review.role or "", review.of or "")


def _seal(
    store: Store, lock: Lock, checked: Checked, candidate: Candidate, made: PrintedSet
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
        changes=classes_of(candidate),
        releases=tuple(each.release for each in made.lower),
        review=_reviewed(book),
    )
    return store.seal(lock, candidate.name, made.files, imprint)
