"""Is each name spelled in one way, as its record spells it?"""

from __future__ import annotations

from collections.abc import Iterator
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.diplomacy import Round
from reportkit.model.evidence import Actor, Claim, Place
from reportkit.model.spelling import is_near, is_other_spelling, skeleton, sound, words_of
from reportkit.problems import Code, Example, Level, Mark, Problem
from reportkit.rules.rule import rule
from reportkit.rules.texts import printed_texts, without_quotes

#: These write each noun with a capital, so that a capital makes no name.
_NOUNS_IN_CAPITALS = frozenset({"de", "lb"})
_TWO_NAMES = 2
#: What stands before a name and is none.
_RANKS = frozenset(
    """lt lieutenant gen general maj major col colonel capt captain brig brigadier adm admiral
    marshal mr mrs ms dr prof sir mullah maulvi maulana mawlawi molvi qari mufti sheikh shaikh haji
    hajji imam president minister ambassador envoy""".split()  # noqa: SIM905  # reads better
)


class _Name(NamedTuple):
    """A word of a name, or a whole name, where it is written."""

    text: str
    owner: str
    mark: Mark


@rule(
    Code(
        "name-spelled",
        "house rule: a record agrees with itself",
        "A name from another script can be spelled in many ways, and one report spells it in "
        "one: as the record of the actor, place or person does (Torkham, not Torkhum). A word "
        "with a capital that sounds like a word of such a name, with a letter or two "
        "changed, is asked about, and so are two words of the texts that no record holds. "
        "Not compared: words of fewer than five letters, quotations, the titles of sources; "
        "what an alias, or 'names' of a place, lists is known.",
        (
            Example(
                "places: [{id: torkham, name: Torkham}]\n"
                "facts: [{statement: The gate at Torkhum is shut., date: 2025-10-14}]",
                "places: [{id: torkham, name: Torkham}]\n"
                "facts: [{statement: The gate at Torkham is shut to Torkhamis.,\n"
                "  date: 2025-10-14}]",
            ),
            Example(
                "facts: [{statement: The road to Qandahar is shut., date: 2025-10-14},\n"
                "  {statement: The road from Kandahar is open., date: 2025-10-14}]",
                "facts: [{statement: The road to Kandahar is shut., date: 2025-10-14},\n"
                "  {statement: The road from Kandahar is open., date: 2025-10-14}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def names_are_spelled_in_one_way(book: Book) -> Iterator[Problem]:
    """No text spells a name otherwise than its record does, or than another text."""
    if base_of(book.brief.written_in) in _NOUNS_IN_CAPITALS:
        return
    known = {name.text.casefold() for name in _words_of_names(book)}
    by_sound: dict[str, list[_Name]] = {}
    for name in _words_of_names(book):
        by_sound.setdefault(skeleton(name.text), []).append(name)
    for word in _words_of_texts(book, known):
        alike = by_sound.setdefault(skeleton(word.text), [])
        meant = next((name for name in alike if is_other_spelling(word.text, name.text)), None)
        if meant is not None and meant.owner == word.owner:
            continue  # a record may say how else it is spelled
        known.add(word.text.casefold())  # each spelling is told once
        if meant is None:
            alike.append(word)
        else:
            yield Problem(
                "name-spelled",
                f"'{word.text}' sounds like '{meant.text}' of {meant.owner}",
                word.mark,
                f"did you mean '{meant.text}'? One spelling is right in all records; where both "
                "are names, list the other under 'aliases:'",
                Level.WARNING,
            )


@rule(
    Code(
        "person-spelled",
        "house rule: a record agrees with itself",
        "One person has one name in all records: spokesperson, head and members of a "
        "delegation. Two full names that sound alike word for word (Amir Khan Muttaqi, Ameer "
        "Khan Mottaki), ranks and what stands behind a comma apart, are asked about.",
        (
            Example(
                "claims: [{spokesperson: Amir Khan Muttaqi},\n"
                "  {spokesperson: Ameer Khan Mottaki}]",
                "claims: [{spokesperson: Amir Khan Muttaqi},\n"
                "  {spokesperson: Mullah Amir Khan Muttaqi}]",
            ),
            Example(
                "claims: [{spokesperson: Rahmatullah Najib}]\n"
                "rounds: [{delegations: [{party: north, members: ['Rehmatullah Najib, envoy']}]}]",
                "claims: [{spokesperson: Rahmatullah Najib}]\n"
                "rounds: [{delegations: [{party: north, members: ['Rahmatullah Najib, envoy']}]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def persons_have_one_name(book: Book) -> Iterator[Problem]:
    """One person is called alike wherever records name them."""
    by_sound: dict[tuple[str, ...], list[_Name]] = {}
    for person in _persons(book):
        words = _full_name(person.text)
        if len(words) >= _TWO_NAMES and any(map(skeleton, words)):
            by_sound.setdefault(tuple(map(sound, words)), []).append(person)
    for people in by_sound.values():
        first = people[0]
        for person in people[1:]:
            if not _spelled_alike(person, first):
                yield Problem(
                    "person-spelled",
                    f"'{person.text}' is spelled '{first.text}' at {first.owner}",
                    person.mark,
                    "spell a person in one way; if they are two, a further name or an initial "
                    "tells them apart",
                    Level.WARNING,
                )


def _words_of_names(book: Book) -> tuple[_Name, ...]:
    return book.once(_found_words_of_names)


def _found_words_of_names(book: Book) -> tuple[_Name, ...]:
    names = [*_names(book), *_persons(book)]
    names += [
        _Name(text, "brief.yaml", term.at())
        for term in book.brief.naming_policy
        for text in (term.term, term.prefer)
    ]
    names += [_Name(one.long, "brief.yaml", one.at()) for one in book.brief.abbreviations]
    return tuple(
        name._replace(text=word)
        for name in names
        for word in words_of(name.text)
        if word[:1].isupper()
    )


def _names(book: Book) -> Iterator[_Name]:
    for actor in book.all(Actor):
        for text in (actor.name, actor.short, *(alias.term for alias in actor.aliases)):
            yield _Name(text or "", actor.id, actor.at("name"))
    for place in book.all(Place):
        others = (other.name for other in place.names)
        within = (place.admin1, place.admin2, place.admin3, place.country)
        for text in (place.name, *others, *within):
            yield _Name(text or "", place.id, place.at("name"))


def _persons(book: Book) -> Iterator[_Name]:
    for claim in book.all(Claim):
        yield _Name(claim.spokesperson or "", claim.id, claim.at("spokesperson"))
    for talks in book.all(Round):
        for delegation in talks.delegations:
            yield _Name(delegation.head or "", talks.id, delegation.at("head"))
            for index, member in enumerate(delegation.members):
                yield _Name(member, talks.id, delegation.at(f"members.{index}"))


def _words_of_texts(book: Book, known: AbstractSet[str]) -> Iterator[_Name]:
    """Give the words with a capital that are not known yet; most are, and are passed over soon."""
    for printed in printed_texts(book):
        for word in words_of(without_quotes(printed.text)):
            if word[0].isupper() and word.casefold() not in known and skeleton(word):
                yield _Name(word, printed.owner, printed.mark)


def _full_name(text: str) -> tuple[str, ...]:
    """Give the names of a person without rank and office; () of "one of its commanders"."""
    words = [word for word in words_of(text.partition(",")[0]) if word.casefold() not in _RANKS]
    return tuple(words) if all(word[:1].isupper() for word in words) else ()


def _spelled_alike(one: _Name, other: _Name) -> bool:
    pairs = zip(_full_name(one.text), _full_name(other.text), strict=True)
    return not any(is_near(word, name) for word, name in pairs)


RULES = (names_are_spelled_in_one_way, persons_have_one_name)
