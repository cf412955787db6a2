"""The series as it stands, read as ``build`` reads it, and the edition that a view asks for."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

from reportkit.changes.codes import CODES as CHANGE_CODES
from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName
from reportkit.editions.snapshot import snapshot_of
from reportkit.editions.store import Store
from reportkit.editions.variants import Released, redacted_variant
from reportkit.editions.withheld import NOTHING_HIDDEN
from reportkit.i18n.catalog import languages
from reportkit.loading.kept_records import KeptRecords
from reportkit.model.book import Book
from reportkit.model.sensitive_terms import NOTHING, SensitiveTerms
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.assets import Design
from reportkit.preview.views import Choices, View
from reportkit.problems import Problem, errors_in
from reportkit.publish.candidate import Candidate
from reportkit.publish.check import AsRead, Checked, judged, read_series
from reportkit.queries.against import history_against

#: What keeps an edition from being sealed and no page from being shown: notes that the author
#: writes last.
_LATER = frozenset({*(code.code for code in CHANGE_CODES), "note-changed", "revision-undated"})


class Edition(NamedTuple):
    """All that a page is made from."""

    book: Book
    name: EditionName
    history: History
    design: Design
    withheld: SensitiveTerms = NOTHING
    above: SensitiveTerms = NOTHING


class Reading:
    """A series read at one save; what is wrong with it is found when it is asked for."""

    def __init__(
        self,
        series: Path,
        cache: Path | None,
        today: date,
        lint: Callable[[Design, Path | None], list[Problem]],
        kept: KeptRecords,
    ) -> None:
        self.series, self._cache, self._today, self._lint = series, cache, today, lint
        self._kept = kept
        self._read = read_series(series, kept=kept)
        self._at: dict[Tlp, Checked] = {}

    @property
    def design(self) -> Design:
        """The design as it was read."""
        return self._read.design

    @cached_property
    def checked(self) -> Checked:
        """What was found wrong with the series."""
        return self._judged(self._read)

    def at(self, marking: Tlp | None) -> Checked:
        """Give what was found wrong with the series, its edition at a lower marking included."""
        if marking is None or self._covers(marking):
            return self.checked
        if marking not in self._at:
            lower = read_series(self.series, kept=self._kept, release=marking)
            self._at[marking] = self._judged(lower)
        return self._at[marking]

    def edition(self, view: View) -> Edition:
        """Give what a view shows. Raises LookupError where there is nothing to show."""
        checked = self.at(view.marking)
        if checked.candidate is None or not can_be_shown(checked):
            raise LookupError
        return self._edition_of(checked.candidate, checked.design, view)

    def can_be_made_unjudged(self, view: View) -> bool:
        """Tell whether a view is of the series as it was read, whatever is wrong with it."""
        readable = self._read.candidate is not None
        return readable and (view.marking is None or self._covers(view.marking))

    def unjudged_edition(self, view: View) -> Edition:
        """Give what a view would show if nothing were wrong. Raises LookupError as ``edition``."""
        if self._read.candidate is None:
            raise LookupError
        return self._edition_of(self._read.candidate, self._read.design, view)

    def _covers(self, marking: Tlp) -> bool:
        """Tell whether a check of the series asks for an edition at this marking too."""
        candidate = self._read.candidate
        return candidate is None or marking in candidate.book.brief.releases

    def _judged(self, read: AsRead) -> Checked:
        return judged(read, cache=self._cache, today=self._today, lint=self._lint)

    def _edition_of(self, candidate: Candidate, design: Design, view: View) -> Edition:
        made = self._at_marking(candidate, design, view)
        if view.language is None:
            return made
        brief = made.book.brief
        spoken = brief.replace(language=view.language, text_language=brief.written_in)
        return made._replace(book=replace(made.book, brief=spoken))

    def _at_marking(self, candidate: Candidate, design: Design, view: View) -> Edition:
        store, book, history = Store(self.series / "reports"), candidate.book, candidate.history
        above, hidden = candidate.above, NOTHING_HIDDEN
        if view.marking is not None and view.marking.rank < book.tlp.rank:
            lower = redacted_variant(store, book, candidate.name, view.marking)
            book, history, hidden = lower.book, lower.history, lower.hidden
            above = hidden.words
        if view.against is not None:
            released = Released(store.reports, book.tlp)
            snapshot = snapshot_of(book, candidate.name)
            history = history_against(released, snapshot, history, view.against, hidden)
        return Edition(book, candidate.name, history, design, candidate.withheld, above)


def can_be_shown(checked: Checked) -> bool:
    """Tell whether a page can be made: what is still to be said of the changes can wait."""
    errors = errors_in(checked.problems)
    return checked.candidate is not None and all(error.code in _LATER for error in errors)


def choices_of(series: Path, checked: Checked) -> Choices | None:
    """Tell what can be chosen; None where the seeds cannot be read whole."""
    candidate = checked.candidate
    if candidate is None:
        return None
    own = candidate.book.tlp
    names = sorted(Store(series / "reports").names_found(), reverse=True)
    return Choices(
        marking=own.value,
        lower=tuple(each.value for each in reversed(Tlp) if each.rank < own.rank),
        language=candidate.book.brief.language,
        languages=languages(),
        editions=tuple((str(name), name.spoken) for name in names),
    )
