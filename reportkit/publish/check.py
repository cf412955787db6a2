"""May the series be published as it stands? Everything that can be known without rendering."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

from reportkit.editions.published_names import names_published_before
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import FACTS, Snapshot, read_snapshot
from reportkit.editions.store import Store
from reportkit.editions.variants import hidden_at, next_edition
from reportkit.evidence.copies import copy_problems
from reportkit.files.package import package_folder
from reportkit.loading.kept_records import KeptRecords
from reportkit.loading.loader import Loaded, load
from reportkit.model.analysis import Correction, Judgement
from reportkit.model.book import Book, Records
from reportkit.model.evidence import Place
from reportkit.model.sensitive_terms import NOTHING, SensitiveTerms
from reportkit.model.vocabulary.series import EditionKind, Tlp
from reportkit.model.withholding import names_kept_back
from reportkit.page.assets import Design, read_design
from reportkit.page.design.glyph_coverage import glyph_problems
from reportkit.page.design.house_colours import design_problems
from reportkit.page.design.lint import lint_once
from reportkit.problems import NOTHING_SET_ASIDE, Level, Problem, SetAside, errors_in
from reportkit.publish.beside_the_last import unlike_the_last
from reportkit.publish.candidate import Candidate
from reportkit.publish.codes import AHEAD
from reportkit.publish.fit_to_follow import unfit_to_follow
from reportkit.publish.forecasts_followed import Followed
from reportkit.publish.overruling import overrule
from reportkit.rules.book import check as ask_rules
from reportkit.schedule.assignment import Target, date_for

#: Finds what is wrong with a design; may keep a note of it in a folder.
Lint = Callable[[Design, Path | None], list[Problem]]
#: What may be silenced and is asked, in part or as a whole, of what is not published yet.
_OF_A_NEW_EDITION = ("section-hidden-changed", "page-one-long")


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A series as it stands: what was read, and all that is wrong with it."""

    records: Records
    design: Design
    problems: tuple[Problem, ...]
    candidate: Candidate | None  # None when the seeds cannot be read whole
    unread: bool = False  # some files of records are not read, so that the rules wait
    aside: SetAside = NOTHING_SET_ASIDE  # what the series has set aside of what was found

    def stops(self, *, strict: bool) -> bool:
        """Tell whether a problem keeps it from being published."""
        return self.candidate is None or bool(self.problems if strict else errors_in(self.problems))


@dataclass(frozen=True, kw_only=True)
class AsRead:
    """A series as it stands, read and compared, before anybody asked what is wrong with it."""

    loaded: Loaded
    design: Design
    assets: Sequence[Problem]  # files of the design that cannot be used
    candidate: Candidate | None
    kept_copies: Sequence[Problem] = ()  # what is wrong with the copies of sources


def check_series(  # noqa: PLR0913  # what a check is asked for
    series: Path,
    *,
    cache: Path | None = None,
    revise: bool = False,
    target: Target | None = None,
    release: Tlp | None = None,
    today: date | None = None,
    lint: Lint = lint_once,
    kept: KeptRecords | None = None,
) -> Checked:
    """Find all problems of a series. Changes nothing in it and needs no PDF engine.

    ``cache`` is a folder where it may be noted that a design was found good, and what files of
    records were read to; ``revise`` asks for the newest number once more, ``target`` for the
    edition of a slot, ``release`` for a lower marking beside those of brief.yaml. ``today`` is
    the day by the clock: an edition far ahead of it is warned of. ``lint`` judges the design;
    a process that checks again and again keeps its records in ``kept``. Raises
    IntegrityBroken if the edition before is not what was sealed.
    """
    records = kept or KeptRecords(cache)
    read = read_series(series, kept=records, revise=revise, target=target, release=release)
    return judged(read, cache=cache, today=today, lint=lint)


def read_series(
    series: Path,
    *,
    kept: KeptRecords | None = None,
    revise: bool = False,
    target: Target | None = None,
    release: Tlp | None = None,
) -> AsRead:
    """Read a series and compare it with the edition before; ``judged`` finds what is wrong."""
    loaded = load(series, kept)
    if target is not None:
        loaded = _dated(series, loaded, target)
    if release is not None:
        loaded = _released(loaded, release)
    design, assets = read_design(series)
    candidate = None
    if loaded.book is not None:
        candidate = _candidate(Store(series / "reports"), loaded.book, revise=revise)
    copies = tuple(copy_problems(series, loaded.records, kept.cache if kept else None))
    return AsRead(
        loaded=loaded, design=design, assets=assets, candidate=candidate, kept_copies=copies
    )


def judged(
    read: AsRead, *, cache: Path | None = None, today: date | None = None, lint: Lint = lint_once
) -> Checked:
    """Find all problems of a series that was read; see ``check_series``."""
    loaded, design, candidate = read.loaded, read.design, read.candidate
    unfit = lint(design, cache)
    problems = [*ask_rules(loaded), *read.assets, *read.kept_copies, *unfit]
    if loaded.book is not None and candidate is not None:
        if not any(problem.code == "design-limit" for problem in unfit):
            problems += design_problems(loaded.book, design)
        problems += _off_the_map(loaded.book, cache)
        if today is not None:
            problems += _far_ahead(loaded.book, today)
        problems += glyph_problems(candidate.book, design, cache)
        if not candidate.published:
            problems += _unexplained(candidate, loaded)
            problems += unfit_to_follow(candidate)
            problems += unlike_the_last(candidate)
    unasked = {
        *(() if today else ("date-far-ahead",)),
        *(_OF_A_NEW_EDITION if candidate is None or candidate.published else ()),
    }
    outcome = overrule(
        problems,
        loaded.records,
        loaded.book,
        unasked=lambda code: loaded.unread or code in unasked,
    )
    return Checked(
        records=loaded.records,
        design=design,
        problems=outcome.problems,
        candidate=candidate,
        unread=loaded.unread,
        aside=outcome.aside,
    )


def _released(loaded: Loaded, ceiling: Tlp) -> Loaded:
    """Read the seeds as if brief.yaml named one more lower marking."""
    if loaded.book is None or ceiling in loaded.book.brief.releases:
        return loaded
    brief = loaded.book.brief.replace(releases=(*loaded.book.brief.releases, ceiling))
    return replace(loaded, book=replace(loaded.book, brief=brief))


def _off_the_map(book: Book, cache: Path | None) -> list[Problem]:
    # Late: a series without places or a map needs nothing that draws.
    problems: list[Problem] = []
    if book.all(Place):
        from reportkit.page.charts.place_check import place_problems

        problems += place_problems(book, package_folder("mapdata"), cache)
    if book.brief.map is not None:
        from reportkit.page.charts.border_map_plan import map_problems

        problems += map_problems(book, package_folder("mapdata"))
    return problems


def _far_ahead(book: Book, today: date) -> Iterator[Problem]:
    """Warn of an edition of another year: once sealed, no edition of today could follow it.

    An edition of the past is no mistake: a series may be made anew from its beginning.
    """
    edition, most = book.edition, book.brief.threshold("date-far-ahead", AHEAD)
    last = today + timedelta(days=int(most))
    days = (
        ("period end", edition.period.end, edition.period.at("end")),
        ("cut_off", edition.cut_off.date(), edition.at("cut_off")),
        ("published", edition.published.date(), edition.at("published")),
    )
    for field, day, mark in days:
        if day > last:
            yield Problem(
                "date-far-ahead",
                f"{field} is {day}, {(day - today).days:,} days from today",
                mark,
                "is the year right? Once it is sealed, no earlier edition can follow",
                Level.WARNING,
            )


def _dated(series: Path, loaded: Loaded, target: Target) -> Loaded:
    """Read the seeds as the edition of a slot."""
    if loaded.book is None:
        return loaded
    store = Store(series / "reports")
    latest = store.latest()
    before = read_snapshot(store.read(latest, FACTS)) if latest else None
    carried_by = tuple(_published_since(store, loaded.book.edition.period.end))
    book, unfit = date_for(loaded.book, target, before, carried_by)
    return replace(loaded, book=book, problems=(*loaded.problems, *unfit))


def _published_since(store: Store, typed: date) -> Iterator[Snapshot]:
    """Read the editions back to the one that edition.yaml was written for.

    A note in between carried nothing of its own, and is not read.
    """
    for name in reversed(store.names()):
        sealed = store.edition(name)
        written_for = sealed.manifest.period.end <= typed
        if written_for or sealed.manifest.kind is not EditionKind.NOTE:
            yield read_snapshot(store.read(sealed, FACTS))
        if written_for:
            return


def _candidate(store: Store, book: Book, *, revise: bool) -> Candidate:
    latest = store.latest()
    name = store.next_name(revision=revise)
    printed, snapshot, history = next_edition(store, book, name)
    earlier = names_published_before(store, snapshot)
    return Candidate(
        book=printed,
        name=name,
        snapshot=snapshot,
        latest=latest,
        history=history,
        withheld=SensitiveTerms((*names_kept_back(book), *earlier)),
        above=hidden_at(book, printed).words if book.edition.hold_back else NOTHING,
        kept_back=tuple(_kept_back(store, latest, book, printed)),
    )


def _kept_back(
    store: Store, latest: Sealed | None, book: Book, printed: Book
) -> Iterator[Followed]:
    """Give the forecasts that the newest edition has and that this one will not show."""
    hidden = [each for each in book.all(Judgement) if each.id not in printed.by_id]
    if not hidden or latest is None:
        return
    was = read_snapshot(store.read(latest, FACTS)).book
    for now in hidden:
        before = was.get(Judgement, now.id) or was.get(Judgement, now.formerly)
        if before is not None:
            yield Followed(before, now)


def _unexplained(candidate: Candidate, loaded: Loaded) -> Iterator[Problem]:
    """Give what the comparison found; a record with a mistake in it has not vanished."""
    follow = set(loaded.waiting)
    if loaded.records.unread:
        follow.add("record-vanished")
    if any(loaded.records.defined[id] == Correction.type for id in loaded.records.unread):
        follow.add("correction-missing")
    yield from (problem for problem in candidate.history.problems if problem.code not in follow)
