"""What is looked at: a form, at a marking, in a language, beside an edition."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from reportkit.editions.manifest import EditionName
from reportkit.i18n.catalog import languages
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp


class Form(StrEnum):
    """The page for a browser, or one of the PDFs."""

    HTML = "html"
    FULL = "full"
    ONE_PAGE = "one-page"
    CHANGES = "changes"

    @property
    def profile(self) -> Profile:
        """Which form of the edition it shows."""
        return Profile.FULL if self is Form.HTML else Profile(self.value)


class View(NamedTuple):
    """One way to look at the brief; None is what brief.yaml and the last edition give."""

    form: Form = Form.HTML
    marking: Tlp | None = None
    language: str | None = None
    against: EditionName | None = None


class Choices(NamedTuple):
    """What can be chosen beside the form."""

    marking: str  # of the edition itself
    lower: tuple[str, ...]  # markings below it, highest first
    language: str
    languages: tuple[str, ...]
    editions: tuple[tuple[str, str], ...]  # "003" and "3", newest first; it stands beside the first


def view_of(query: Mapping[str, str]) -> View:
    """Read a view from the query of an address. Raises ValueError at what there is not."""
    language = query.get("language") or None
    if language is not None and language not in languages():
        raise ValueError(f"no language {language[:20]!r}")
    against = query.get("against") or None
    name = EditionName.parse(against) if against else None
    if against and name is None:
        raise ValueError(f"no edition {against[:20]!r}")
    marking = query.get("marking") or None
    return View(
        form=Form(query.get("form") or Form.HTML),
        marking=Tlp(marking) if marking else None,
        language=language,
        against=name,
    )
