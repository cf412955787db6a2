"""The edition that the seeds would make, as it is compared, checked and then printed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName
from reportkit.editions.review import review_digest
from reportkit.editions.sealed import Sealed
from reportkit.editions.snapshot import Snapshot, facts_digest
from reportkit.model.book import Book
from reportkit.model.sensitive_terms import NOTHING, SensitiveTerms
from reportkit.publish.forecasts_followed import Followed


@dataclass(frozen=True, kw_only=True)
class Candidate:
    """The edition that the seeds would make, beside the one before it."""

    book: Book  # at the edition's marking
    name: EditionName
    snapshot: Snapshot  # of it
    latest: Sealed | None
    history: History
    withheld: SensitiveTerms = NOTHING  # names that no output may hold
    above: SensitiveTerms = NOTHING  # what it holds back because it is marked higher
    kept_back: tuple[Followed, ...] = ()  # forecasts that were published, and are marked above it

    @cached_property
    def facts(self) -> str:
        """The digest of what the seeds say."""
        return facts_digest(self.snapshot)

    @cached_property
    def for_review(self) -> str:
        """The digest of what a reviewer reads."""
        return review_digest(self.snapshot)

    @property
    def published(self) -> bool:
        """The newest edition says exactly this already."""
        return self.history.published
