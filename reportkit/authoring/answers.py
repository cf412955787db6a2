"""What a new series is asked, and whether an answer can be one."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from reportkit.i18n.catalog import is_translated, languages
from reportkit.loading.characters import UNPRINTABLE, first_unseen, why_unprintable
from reportkit.loading.scalars import MAIL_ADDRESS, as_bound
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import did_you_mean
from reportkit.rules.cadence import zone_hint
from reportkit.zones import zone_or_none

MAX_SECTIONS, MAX_PARTIES = 8, 4
_MAX_NAME = 120  # characters of a title or a name
_MAX_ID = 40
_PARTY = re.compile(r"(?P<article>(?i:the)\s+)?(?P<name>[^()]+?)\s*(?:\((?P<short>[^()]+)\))?\Z")
_OLD_MARKINGS = {"WHITE": Tlp.CLEAR}


class Unfit(ValueError):
    """An answer that cannot be one; the text says why, and what would be."""


class Party(NamedTuple):
    """A party to the conflict, as the page calls it."""

    name: str
    short: str | None = None
    article: bool = False  # "the" stands before it


class Answers(NamedTuple):
    """All that a new series is made from, beside the day."""

    title: str
    producer: str = "Example desk"
    email: str = "desk@example.org"
    timezone: str = "UTC"
    sections: tuple[str, ...] = ("The fighting", "Talks", "People and trade")
    parties: tuple[Party, ...] = ()
    tlp: Tlp = Tlp.CLEAR
    language: str = "en"
    id: str = "brief"  # names the files


def read_name(written: str) -> str:
    """Read a title or a name. Raises Unfit."""
    name = as_bound(written)
    if not name or not any(letter.isalnum() for letter in name):
        raise Unfit("it has no letter or digit")
    if len(name) > _MAX_NAME:
        raise Unfit(f"it has {len(name)} characters; at most {_MAX_NAME} stand in a heading")
    if odd := UNPRINTABLE.search(name):
        said, hint = why_unprintable(odd[0])
        raise Unfit(f"{said}; {hint}")
    return name


def read_email(written: str) -> str:
    """Read a mail address. Raises Unfit."""
    address = written.strip()
    if not MAIL_ADDRESS.match(address):
        raise Unfit(f"'{address}' is no mail address such as desk@example.org")
    return address


def read_zone(written: str) -> str:
    """Read the name of a time zone. Raises Unfit with the zone that may be meant."""
    zone = written.strip()
    if zone_or_none(zone) is None or first_unseen(zone) is not None:
        raise Unfit(f"'{zone}' is no time zone; {zone_hint(zone)}")
    return zone


def read_sections(written: tuple[str, ...]) -> tuple[str, ...]:
    """Read the headings of the body. Raises Unfit."""
    titles = tuple(read_name(title) for title in written)
    if not titles:
        raise Unfit("a brief has at least one section")
    if len(titles) > MAX_SECTIONS:
        raise Unfit(f"{len(titles)} sections are more than a reader holds; at most {MAX_SECTIONS}")
    if twice := _first_repeated(titles):
        raise Unfit(f"'{twice}' is named twice")
    return titles


def read_parties(written: tuple[str, ...]) -> tuple[Party, ...]:
    """Read the parties, each "the North Council (NC)" or without its short form. Raises Unfit."""
    parties = tuple(_party(each) for each in written)
    if len(parties) > MAX_PARTIES:
        raise Unfit(f"{len(parties)} parties; begin with at most {MAX_PARTIES}")
    names = [name for party in parties for name in (party.name, party.short) if name]
    if twice := _first_repeated(names):
        raise Unfit(f"'{twice}' is named twice")
    return parties


def read_marking(written: str) -> Tlp:
    """Read a TLP label, with or without the letters before the colon. Raises Unfit."""
    label = written.strip().upper().removeprefix("TLP:").strip()
    if old := _OLD_MARKINGS.get(label):
        raise Unfit(f"TLP:{label} is the old name of {old.value}: write that")
    if f"TLP:{label}" not in list(Tlp):
        raise Unfit(f"'{written.strip()}' is none of {', '.join(Tlp)}")
    return Tlp(f"TLP:{label}")


def read_language(written: str) -> str:
    """Read the language of headings, labels and dates. Raises Unfit."""
    language = written.strip().lower()
    if language not in languages() or not is_translated(language):
        known = ", ".join(languages())
        raise Unfit(
            f"the headings are there in {known}, not in '{written.strip()}'"
            + (f"; {hint}" if (hint := did_you_mean(language, languages())) else "")
        )
    return language


def id_of_title(text: str, otherwise: str) -> str:
    """Make an id of a title: lower-case letters and digits, joined by hyphens."""
    ascii_ = unicodedata.normalize("NFKD", text.casefold()).encode("ascii", "ignore").decode()
    words = re.findall("[a-z0-9]+", ascii_)
    words = words[1:] if words[:1] == ["the"] and len(words) > 1 else words
    made = "-".join(words)[:_MAX_ID].rstrip("-")
    # Of a title in another script only numbers may be left: those name nothing.
    # So does "null", which YAML reads as nothing.
    return made if made != "null" and any(letter.isalpha() for letter in made) else otherwise


def _party(written: str) -> Party:
    parts = _PARTY.match(as_bound(written))
    if parts is None:
        raise Unfit(f"'{written.strip()}' is not written as: the North Council (NC)")
    short = read_name(parts["short"]) if parts["short"] else None
    return Party(read_name(parts["name"]), short, article=bool(parts["article"]))


def _first_repeated(names: tuple[str, ...] | list[str]) -> str:
    seen: set[str] = set()
    for name in names:
        if name.casefold() in seen:
            return name
        seen.add(name.casefold())
    return ""
