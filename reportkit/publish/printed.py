"""An order to print editions, and their files before they are sealed.

Both travel between the process that checks and seals and the one that prints (``press``).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reportkit.editions.history import History
from reportkit.editions.manifest import EditionName, Variant
from reportkit.model.book import Book
from reportkit.model.sensitive_terms import NOTHING, SensitiveTerms
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.assets import Design
from reportkit.problems import Problem


@dataclass(frozen=True, kw_only=True)
class PrintOrder:
    """All that an edition and its lower ones are made from: it names the same bytes each time."""

    reports: Path  # what readers of lower markings had before
    book: Book  # at the edition's marking
    name: EditionName
    history: History
    design: Design
    whole: bool = True  # the edition at its own marking too
    ceilings: tuple[Tlp, ...] = ()  # lower markings at which it is printed
    draft: bool = False
    only: Profile | None = None  # this form alone
    withheld: SensitiveTerms = NOTHING  # names that no file may hold
    above: SensitiveTerms = NOTHING  # what the whole edition holds back
    cache: Path | None = None  # where pictures drawn before are kept
    workers: int | None = None  # documents set at once; None: as many as processors


@dataclass(frozen=True, kw_only=True)
class PrintedEdition:
    """The files of one edition, before they are sealed."""

    outputs: Mapping[str, str]  # the name of its first form's file, by suffix
    files: Mapping[str, bytes]
    pages: int
    tools: Mapping[str, str]
    profiles: Mapping[str, int] = field(default_factory=dict)  # pages of each but the first
    warnings: tuple[Problem, ...] = ()
    set_from: Mapping[str, bytes] = field(default_factory=dict)  # the HTML of each form, unsealed


@dataclass(frozen=True, kw_only=True)
class PrintedVariant:
    """A lower edition as it will lie beside the whole one."""

    release: Variant
    outputs: Mapping[str, str]  # the name of its first form's file, by suffix
    files: Mapping[str, bytes]
    records: Mapping[str, int]  # count per type
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class PrintedSet:
    """An edition and its abridged ones, about to be sealed together."""

    editions: tuple[PrintedEdition, ...]  # the whole one, where it was asked for
    lower: tuple[PrintedVariant, ...]

    @property
    def whole(self) -> PrintedEdition:
        """The edition at its own marking."""
        (edition,) = self.editions
        return edition

    @property
    def files(self) -> dict[str, bytes]:
        """All files that are sealed."""
        files: dict[str, bytes] = {}
        for edition in self.editions:
            files |= edition.files
        for variant in self.lower:
            files |= variant.files
        return files

    @property
    def warnings(self) -> tuple[Problem, ...]:
        """What was noticed while they were set."""
        return (
            *(warning for edition in self.editions for warning in edition.warnings),
            *(warning for variant in self.lower for warning in variant.warnings),
        )
