"""Where one party counts losses, does the other's count stand beside it, or its silence?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.book import Book, is_live
from reportkit.model.evidence import Event, Figure
from reportkit.model.metrics import LOSSES
from reportkit.model.vocabulary.events import Relation
from reportkit.problems import Code, Example, Level, Part, Problem
from reportkit.rules.counts_of_parties import counts_of_parties, matter_of, opposed_counts
from reportkit.rules.party_shares import UNSAID
from reportkit.rules.rule import rule

_STANDARD = "equal treatment of parties"
_FOUGHT = (
    "# north and south are the parties\n"
    "events: [{id: clash, actors: [{actor: north, role: initiator, attribution: self_claimed},\n"
    "  {actor: south, role: target}]}]\n"
    "figures: [{provider: north, relation: enemy, best: 30, event: clash}]"
)


@rule(
    Code(
        "losses-one-sided",
        _STANDARD,
        "Where both parties fought and one counts losses, the other's count stands beside "
        "it; where none was found, a claim with modality no_comment or not_available says "
        "so, about the event.",
        (
            Example(
                f"{_FOUGHT}",
                f"{_FOUGHT}\nclaims: [{{speaker: south, modality: no_comment, statement: its dead, "
                "about: [clash]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def both_sides_count_or_are_silent(book: Book) -> Iterator[Problem]:
    """Where both fought and one counts its own or the enemy's losses, the other's word stands."""
    for id, given in _losses_by_event(book).items():
        event = book.get(Event, id)
        fought = {book.party_of(one.actor) for one in event.actors} if event else set()
        missing = {party for party in fought if party} - given.keys()
        party, figure = next(iter(given.items()))
        if figure is None or len(given) > 1 or party not in fought:
            continue
        for absent in sorted(missing):
            if not _is_silent(book, figure, absent):
                yield Problem(
                    "losses-one-sided",
                    f"{figure.id} is {party}'s count of losses; no count by {absent} stands "
                    "beside it",
                    figure.at(),
                    "add its figure; if you looked and found none, a claim with modality: "
                    f"no_comment and about: [{id}]",
                    Level.WARNING,
                )


@rule(
    Code(
        "key-figure-one-sided",
        _STANDARD,
        "A party's count of losses among the key figures of page 1 has the other party's "
        "count of the same event beside it there, if there is one.",
        (
            Example(
                "key_figures: [toll, ours]",
                "key_figures: [toll, ours, theirs]",
                "edition",
                "key_figures: [toll]",
                given=(
                    Part(
                        "events: [{id: clash}]\n"
                        "figures: [{id: ours, provider: north, relation: own, best: 23, "
                        "event: clash},\n"
                        "  {id: theirs, provider: south, relation: enemy, best: 58, "
                        "event: clash}]",
                    ),
                ),
            ),
        ),
        level=Level.WARNING,
    )
)
def key_figures_have_both_sides(book: Book) -> Iterator[Problem]:
    """A party's toll on page 1 has the other party's toll of the same event beside it."""
    shown = book.edition.key_figures
    pairs = book.once(opposed_counts)
    for index, id in enumerate(shown):
        figure = book.get(Figure, id)
        if figure is None or figure.metric not in LOSSES or not book.party_of(figure.provider):
            continue
        others = [
            other.id
            for pair in pairs.get(matter_of(figure), ())
            for other in pair
            if book.party_of(other.provider) != book.party_of(figure.provider)
        ]
        if others and not set(others).intersection(shown):
            yield Problem(
                "key-figure-one-sided",
                f"{id} stands on page 1 without {others[0]}, the other side's number",
                book.edition.at(f"key_figures.{index}"),
                "add it, or leave both to the table of tolls",
                Level.WARNING,
            )


def _losses_by_event(book: Book) -> dict[str, dict[str, Figure | None]]:
    """Give by event the parties that count losses, with a figure of the own or enemy side."""
    given: dict[str, dict[str, Figure | None]] = {}
    for figures in book.once(counts_of_parties).values():
        for figure in figures:
            if figure.metric in LOSSES:
                sides = figure.relation in (Relation.OWN, Relation.ENEMY)
                by_party = given.setdefault(figure.event or "", {})
                party = book.party_of(figure.provider) or ""
                by_party[party] = by_party.get(party) or (figure if sides else None)
    return given


def _is_silent(book: Book, figure: Figure, party: str) -> bool:
    """Tell whether a search for a party's word on an event or on a number is recorded."""
    event = figure.event or ""
    charges = (claim.id for claim in book.claims_about(event))
    about = {figure.id, event, *charges}
    return any(
        is_live(claim) and claim.modality in UNSAID and book.party_of(claim.speaker) == party
        for id in about
        for claim in book.claims_about(id)
    )


RULES = (both_sides_count_or_are_silent, key_figures_have_both_sides)
