"""Whose text is it? Ten outlets that print one agency's report are one origin. Pure.

``originates_from`` says so where the author wrote it down. What a source says of itself counts
as well: an agency in its line of publishing, and the address or the headline of another source.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from urllib.parse import parse_qsl, urlencode, urlsplit

from reportkit.model.evidence import Source

#: News agencies by the names that lines of publishing use, the one that it is called by first.
_SPELLED = {
    name: names[0]
    for names in (
        ("Reuters", "Thomson Reuters"),
        ("Agence France-Presse", "AFP", "Agence France Presse"),
        ("Associated Press", "AP", "The Associated Press", "AP News"),
        ("Anadolu", "AA", "Anadolu Agency", "Anadolu Ajansı"),
        ("Press Trust of India", "PTI"),
        ("Asian News International", "ANI"),
        ("Indo-Asian News Service", "IANS"),
        ("United News of India", "UNI"),
        ("Associated Press of Pakistan", "APP"),
        ("Deutsche Presse-Agentur", "dpa"),
        ("Agencia EFE", "EFE"),
        ("ANSA",),
        ("Bakhtar", "Bakhtar News Agency"),
        ("Bloomberg", "Bloomberg News"),
        ("Interfax",),
        ("IRNA", "Islamic Republic News Agency"),
        ("Kyodo", "Kyodo News"),
        ("KUNA", "Kuwait News Agency"),
        ("MENA", "Middle East News Agency"),
        ("QNA", "Qatar News Agency"),
        ("SPA", "Saudi Press Agency"),
        ("SUNA", "Sudan News Agency"),
        ("TASS",),
        ("Ukrinform",),
        ("WAM", "Emirates News Agency"),
        ("Xinhua", "Xinhua News Agency"),
        ("Yonhap", "Yonhap News Agency"),
    )
    for name in names
}
_AGENCIES = {name.casefold(): called for name, called in _SPELLED.items()}
_NAMED = "|".join(sorted(map(re.escape, _SPELLED), key=len, reverse=True))
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_BETWEEN = re.compile(r"[;,/]| and | & ")
_BEFORE = re.compile(r"^(?:citing|quoting|via|from|by|with)\s+", re.IGNORECASE)
#: "carries a Reuters text", "copy of an AFP report": one text, of one agency.
_CARRIES = re.compile(
    r"\b(?i:carries|carrying|carried|copy of|prints|reprints|republishes)\s+"
    rf"(?:an?|the|this)\s+(?:same\s+)?({_NAMED})(?:'s|’s)?\s+(?:text|report|story|article|copy)\b"
)
#: What an address carries for those who count clicks, and no page depends on.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_cid|mc_eid|cmpid|ref_src|ref_url|s_cid)"
)
#: So few words head many texts: "Press release".
_HEADLINE = 4


def agency_of(source: Source) -> str | None:
    """Name the one agency whose text a source is, by its line of publishing; None if none or two.

    "Dawn (Reuters)", "Ariana News (citing Reuters)", "Associated Press", an author "AFP", a
    descriptor "Carries an AFP text".
    """
    lines = (source.publisher, source.author or "")
    named = [agency for line in lines if (agency := _AGENCIES.get(_spaced(line)))]
    items = (
        _BEFORE.sub("", item.strip())
        for line in lines
        for inside in _IN_BRACKETS.findall(line)
        for item in _BETWEEN.split(inside)
    )
    named += [agency for item in items if (agency := _AGENCIES.get(_spaced(item)))]
    if not named:
        texts = (source.publisher, source.descriptor or "")
        named = [_SPELLED[found] for text in texts for found in _CARRIES.findall(text)]
    return named[0] if len(set(named)) == 1 else None


def address_of(source: Source) -> str:
    """Give the page that a source was read on, however its address is typed; "" of a whole site.

    Scheme, "www.", case of the host, last stroke, fragment and what only counts clicks make no
    other page.
    """
    if source.url is None:
        return ""
    try:
        parts = urlsplit(source.url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:  # brackets that open and do not close
        return ""
    path = parts.path.rstrip("/")
    kept = [
        pair
        for pair in parse_qsl(parts.query, keep_blank_values=True)
        if not _TRACKING.fullmatch(pair[0])
    ]
    query = urlencode(sorted(kept))
    if not path and not query:
        return ""
    return f"{host}{path}{'?' if query else ''}{query}"


def headline_of(source: Source) -> tuple[str, object] | None:
    """Give title and day, by which a text is known again in another paper; None without either."""
    title = _spaced(source.title or "")
    if source.published is None or len(title.split()) < _HEADLINE:
        return None
    return title, source.published


def alike(
    sources: Iterable[Source], key: Callable[[Source], Hashable | None]
) -> Iterator[tuple[Source, ...]]:
    """Give the sources that share an address or a headline, by twos or more."""
    groups: dict[Hashable, list[Source]] = {}
    for source in sources:
        known = key(source)
        if known not in (None, ""):
            groups.setdefault(known, []).append(source)
    yield from (tuple(group) for group in groups.values() if len(group) > 1)


def voices(sources: tuple[Source, ...], party_of: Callable[[str], str | None]) -> Mapping[str, str]:
    """Name who speaks in each source, by its id: a party, an agency, else its publisher.

    What is read on one page, or under one headline of one day, has one voice, unless two parties
    speak there.
    """
    voice = {source.id: _voice(source, party_of) for source in sources}
    for key in (address_of, headline_of):
        for group in alike(sources, key):
            parties = {voice[source.id] for source in group if source.party_alignment}
            if len(parties) < 2:  # noqa: PLR2004  # one page may well hold the words of both
                first = next(iter(parties), voice[group[0].id])
                voice.update((source.id, first) for source in group)
    return voice


def _voice(source: Source, party_of: Callable[[str], str | None]) -> str:
    if source.party_alignment:
        return party_of(source.party_alignment) or source.party_alignment
    return _spaced(agency_of(source) or source.publisher)


def _spaced(text: str) -> str:
    return " ".join(text.casefold().split())
