"""Does the desk speak of both sides in words that take none?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Claim, Fact, Figure, Place
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.party_names import loaded_words_in, names_in
from reportkit.rules.rule import rule
from reportkit.rules.texts import any_of, printed_texts, without_quotes

_STANDARD = "neutral naming"
_CALLED = (
    "actors: [{id: east, kind: armed_group, name: East, aliases: [{term: Gangmen, "
    "used_by: north}]}]\n"
)


@rule(
    Code(
        "word-loaded",
        _STANDARD,
        'Words such as "regime", "so-called", "martyred", "neutralised", "liberated" or '
        '"terrorists" take a side. They stand inside quotation marks, with who says so. '
        "brief.yaml adds terms of the conflict under naming_policy.",
        (
            Example(
                "facts: [{statement: The regime shut the bridge.}]",
                "facts: [{statement: The sanctions regime shut the bridge.}]",
            ),
            Example(
                "facts: [{statement: Four fighters were neutralised.}]",
                "facts: [{statement: North says four fighters were “neutralised”.}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def the_desk_takes_no_side(book: Book) -> Iterator[Problem]:
    """No word that takes a side stands outside quotation marks; names may hold one."""
    if base_of(book.brief.written_in) != "en":
        return
    names = [*(one.name for one in book.all(Actor)), *(one.name for one in book.all(Place))]
    ruled = any_of([naming.term for naming in book.brief.naming_policy] or ["\0"])
    named = any_of(names or ["\0"])
    for printed in printed_texts(book):
        if not any(loaded_words_in(printed.text)) or book.get(Actor, printed.owner):
            continue
        text = ruled.sub("", named.sub("", without_quotes(printed.text)))
        for word in loaded_words_in(text):
            yield Problem(
                "word-loaded",
                f"{printed.owner} {printed.field} says '{word}' in the desk's own voice",
                printed.mark,
                "write what happened in plain words, or quote who says so",
                Level.WARNING,
            )


@rule(
    Code(
        "name-loaded",
        _STANDARD,
        "An alias that is not neutral stands inside quotation marks, or in the word of "
        "who uses it: a claim or figure of that side, a fact that tells of one, or a text "
        "that names that side.",
        (
            Example(
                f"{_CALLED}facts: [{{statement: Gangmen took the hill.}}]",
                f"{_CALLED}claims: [{{id: c, speaker: north-army, statement: Gangmen took it}}]\n"
                "facts: [{statement: North says Gangmen took the hill., claims: [c]},\n"
                "  {statement: East is called “Gangmen” by North.}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def names_take_no_side(book: Book) -> Iterator[Problem]:
    """A name that only one side uses stands in quotation marks, or in that side's word."""
    used_by = {
        alias.term: alias.used_by
        for actor in book.all(Actor)
        for alias in actor.aliases
        if alias.used_by and not alias.neutral
    }
    if not used_by:
        return
    users = {term.casefold(): user for term, user in used_by.items()}
    ruled = {naming.term.casefold() for naming in book.brief.naming_policy}
    pattern = any_of(used_by)
    for printed in printed_texts(book):
        if book.get(Actor, printed.owner):
            continue
        for match in pattern.finditer(without_quotes(printed.text)):
            term = " ".join(match[0].casefold().split())
            user = users.get(term)
            if user is None or term in ruled:
                continue
            side = book.party_of(user) or user
            named = {one.party for one in names_in(book, printed.text)}
            if side in named or _speaks(book, printed.owner, side):
                continue
            yield Problem(
                "name-loaded",
                f"{printed.owner} {printed.field} says '{match[0]}', as {user} does",
                printed.mark,
                "write the actor's own name, or put it in quotation marks with who says so; a "
                "name that both sides use is 'neutral: true'",
                Level.WARNING,
            )


def _speaks(book: Book, owner: str, side: str) -> bool:
    """Tell whether a record is the word of a side, or rests on such a word."""
    record = book.by_id.get(owner)
    match record:
        case Claim():
            voices = [record.speaker]
        case Figure():
            voices = [record.provider]
        case Fact():
            claims = (book.get(Claim, id) for id in (*record.claims, *record.about))
            figures = (book.get(Figure, id) for id in record.about)
            voices = [claim.speaker for claim in claims if claim]
            voices += [figure.provider for figure in figures if figure]
        case _:
            voices = []
    return any((book.party_of(voice) or voice) == side for voice in voices)


RULES = (the_desk_takes_no_side, names_take_no_side)
