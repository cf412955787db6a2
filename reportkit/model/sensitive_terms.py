"""What would give a record away: its id, its names, its sentences, its addresses. Pure.

Not looked for: a name of one or two letters, or one without a capital in a script that has
capitals; a text of fewer than four words that is no name; a number; a part of a name (the
surname alone), a nickname or a translation that no record holds; what a picture shows. A name
that a record of the lower marking is called by too, and a sentence that one says too, tell
nobody anything.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from reportkit.model.analysis import Correction, Dissent
from reportkit.model.base import Located
from reportkit.model.diplomacy import Delegation, Text
from reportkit.model.envelope import ExternalId, Record, TextFormat
from reportkit.model.evidence import (
    Actor,
    Alias,
    Claim,
    Place,
    PlaceName,
    Source,
    Translation,
    Victim,
)
from reportkit.model.fields import spec_of
from reportkit.model.folding import Search, folded
from reportkit.problems import Mark

#: Fields that name somebody or something in a few words.
_NAMES = frozenset({
    (Actor, "name"), (Actor, "short"), (Alias, "term"), (Place, "name"), (Place, "pcode"),
    (PlaceName, "name"), (ExternalId, "id"), (Claim, "spokesperson"),
    (Source, "title"), (Source, "author"), (Source, "publisher"), (Source, "sha256"),
    (Text, "title"), (Delegation, "head"), (Delegation, "members"), (Translation, "by"),
    (Dissent, "by"), (Correction, "approved_by"), (Victim, "name"),
})  # fmt: skip
#: Of them those that can be a person's, whom lists call by the last name first.
_PERSONS = frozenset({
    (Actor, "name"), (Claim, "spokesperson"), (Source, "author"), (Delegation, "head"),
    (Delegation, "members"), (Translation, "by"), (Dissent, "by"), (Correction, "approved_by"),
    (Victim, "name"),
})  # fmt: skip
#: Forms of text that a reader may meet as they are written.
_READ = frozenset({None, TextFormat.URL, TextFormat.EMAIL, TextFormat.ISO, TextFormat.PCODE})
#: From so many words on, a text is a sentence that nobody else writes by chance.
SENTENCE = 4
SHORTEST = 3  # letters of a name
_SPACE = re.compile(r"\s+")
_ADDRESS = re.compile(r"\A[a-z]+://(?:www\.)?|\A(?:mailto:|www\.)", re.IGNORECASE)
#: Hosts that publish for everybody: their name alone tells of nobody.
_SHARED_HOSTS = frozenset(
    """archive.org bsky.app docs.google.com drive.google.com facebook.com instagram.com
    linkedin.com medium.com reddit.com reliefweb.int t.me telegram.me tiktok.com twitter.com
    un.org web.archive.org whatsapp.com wikipedia.org x.com youtu.be youtube.com""".split()  # noqa: SIM905  # reads better
)
#: Ids that are no word of the language, such as "wana-10-nov.toll".
_ODD = re.compile(r"[0-9._-]")
_ID = re.compile(r"[a-z0-9]+(?:[._-]+[a-z0-9]+)*", re.IGNORECASE)
#: Where a word can only be an id: in quotes, in the first cell of a table, in an anchor.
_MARKED_ID = re.compile(
    r'"([a-z]+)"|^\| ([a-z]+) \||\b(?:rec|src)-([a-z]+)(?![._-]?[a-z0-9])', re.MULTILINE
)
_ANCHORS = ("rec-", "src-")


class SensitiveTerm(NamedTuple):
    """A text that must not be read where its record is not to be known."""

    text: str
    record: str  # id
    is_id: bool = False


class Passage(NamedTuple):
    """A text of the seeds with its place."""

    text: str
    owner: type[Located]
    field: str
    mark: Mark


class SensitiveTerms:
    """Looks for many terms in a text at once."""

    def __init__(self, wanted: Iterable[SensitiveTerm]) -> None:
        self.all = tuple(dict.fromkeys(wanted))
        self._texts = Search({each: each.text for each in self.all if not each.is_id})
        self._ids = {each.text: each for each in self.all if each.is_id}

    def __bool__(self) -> bool:
        return bool(self.all)

    def found_in(self, text: str) -> Iterator[SensitiveTerm]:
        """Give what a text gives away, each once."""
        yield from self._texts.found_in(text)
        if self._ids:
            yield from dict.fromkeys(self._ids[id] for id in _ids_in(text) if id in self._ids)


NOTHING = SensitiveTerms(())


def sensitive_terms(
    hidden: Iterable[Located], shown: Iterable[Located]
) -> tuple[SensitiveTerm, ...]:
    """Give what only the hidden records say, longest first; ``shown`` is all that stays."""
    shown = tuple(shown)
    names, texts, addresses = _known(shown)
    hosts = {_host(passage.text) for value in shown for passage in passages(value)}
    words = _vocabulary(shown)
    houses = {folded(word) for value in shown for word in _house(value).split()}
    terms: dict[str, str] = {}
    ids: dict[str, None] = {}
    for record in hidden:
        id = str(getattr(record, "id", "")) or type(record).__name__.lower()
        ids.update({id: None} if isinstance(record, Record) else {})
        for passage in passages(record):
            if "://" in passage.text:
                address = bare_address(passage.text)
                if (host := _host(passage.text)) and host not in hosts | _SHARED_HOSTS:
                    terms.setdefault(host, id)
                if not any(other.startswith(folded(address)) for other in addresses):
                    terms.setdefault(address, id)
            elif (passage.owner, passage.field) in _NAMES:
                if is_name(passage.text) and not _is_shown(passage, names, houses):
                    terms.setdefault(passage.text, id)
                    if (passage.owner, passage.field) in _PERSONS:
                        terms.setdefault(_last_first(passage.text), id)
            elif len(passage.text.split()) >= SENTENCE and folded(passage.text) not in texts:
                terms.setdefault(passage.text, id)
    longest = sorted(terms, key=lambda text: (-len(text), text))
    return (
        *(SensitiveTerm(text, terms[text]) for text in longest),
        *(SensitiveTerm(id, id, is_id=True) for id in ids if id not in words),
    )


def passages(value: Located, *, slugs: bool = False) -> Iterator[Passage]:
    """Give every text of a value that is no mention of a record, nested values included.

    With ``slugs`` ids and the like are given too: they are read in the facts.
    """
    forms = _READ | ({TextFormat.SLUG} if slugs else set())
    for spec in spec_of(type(value)).values():
        held = getattr(value, spec.name)
        if held is None or held == () or spec.refers_to is not None or spec.key == "internal_note":
            continue
        for index, item in enumerate(held if spec.many else (held,)):
            if isinstance(item, Located):
                yield from passages(item, slugs=slugs)
            elif spec.item is str and spec.text_format in forms:
                place = f"{spec.key}.{index}" if spec.many else spec.key
                yield Passage(spaced(item), type(value), spec.key, value.at(place))


def where_read(term: SensitiveTerm, shown: Iterable[Located]) -> Mark | None:
    """Tell where values that are shown hold a text; None if none of them does."""
    alone = SensitiveTerms((term,))
    for value in shown:
        for passage in passages(value, slugs=True):
            if next(alone.found_in(passage.text), None):
                return passage.mark
    return None


def spaced(text: str) -> str:
    """Give a text with one space wherever there are several, or a line break."""
    return _SPACE.sub(" ", text).strip().rstrip(".")


def bare_address(text: str) -> str:
    """Give an address as people write it: no scheme, no "www.", no last stroke."""
    return _ADDRESS.sub("", text.strip()).rstrip("/")


def _host(text: str) -> str:
    """Give the host of an address of the web or of mail, without "www."; "" of another text."""
    if "://" in text:
        host = bare_address(text).split("/")[0].rpartition("@")[2].partition(":")[0]
    else:
        host = text.rpartition("@")[2] if "@" in text and " " not in text else ""
    return host.lower() if "." in host else ""


def is_name(text: str) -> bool:
    """Tell whether a text is long and odd enough to be looked for as a name."""
    if len(folded(text)) < SHORTEST or not any(map(str.isalpha, text)):
        return False
    has_capitals = any(letter.lower() != letter.upper() for letter in text)
    plain = has_capitals and not any(letter.isupper() or letter.isdigit() for letter in text)
    return not plain or len(text.split()) >= SENTENCE


def _last_first(name: str) -> str:
    """Give a person's name as lists of literature do: "Amin, Rashid"."""
    *first, last = name.split()
    return f"{last}, {' '.join(first)}" if first else name


def known_names(shown: Iterable[Located]) -> set[str]:
    """Give the names that may be read anyway, folded."""
    return _known(shown)[0]


def _is_shown(name: Passage, names: set[str], houses: set[str]) -> bool:
    """Tell whether a name is read anyway: "Express" where another source is Express Tribune's."""
    text = folded(name.text)
    return text in names or (name.field == "publisher" and text in houses)


def _house(value: Located) -> str:
    return value.publisher if isinstance(value, Source) else ""


def _known(shown: Iterable[Located]) -> tuple[set[str], set[str], set[str]]:
    """Gather names, texts and addresses that may be read anyway, folded."""
    names: set[str] = set()
    texts: set[str] = set()
    addresses: set[str] = set()
    for value in shown:
        for passage in passages(value):
            if "://" in passage.text:
                addresses.add(folded(bare_address(passage.text)))
            if (passage.owner, passage.field) in _NAMES:
                names.add(folded(passage.text))
            texts.add(folded(passage.text))
    return names, texts, addresses


def _vocabulary(shown: Iterable[Located]) -> set[str]:
    """Gather what stands in the facts as a word of its own: ids, keys, kinds."""
    words: set[str] = set()
    for value in shown:
        for spec in spec_of(type(value)).values():
            words.add(spec.key)
            held = getattr(value, spec.name)
            for item in held if spec.many else (held,):
                if isinstance(item, Located):
                    words |= _vocabulary((item,))
                elif isinstance(item, str) and spec.refers_to is None:
                    words.add(str(item))
    return words


def _ids_in(text: str) -> Iterator[str]:
    """Give what can be an id; a plain word is one only where it is marked as one."""
    for found in _ID.findall(text):
        id = found.lower()
        for anchor in _ANCHORS:
            id = id.removeprefix(anchor)
        if _ODD.search(id):
            yield id
    for groups in _MARKED_ID.findall(text):
        yield next(filter(None, groups))
