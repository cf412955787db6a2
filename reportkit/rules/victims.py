"""Is nobody named who was killed or hurt, and whose family was not asked?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.book import Book
from reportkit.model.evidence import Event
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms, is_name, passages
from reportkit.model.vocabulary.events import VictimNaming
from reportkit.model.withholding import withheld_victims, without_withheld_names
from reportkit.problems import Code, Example, Problem
from reportkit.rules.rule import rule

_CLASH = "events: [{id: clash, victims: [{name: Mira Oduya, "
_NAMED = "}]}]\nfacts: [{statement: Mira Oduya died at the bridge., date: 2025-10-14}]"


@rule(
    Code(
        "victim-named",
        "OHCHR, Every Casualty",
        "The name of a private person who was killed or hurt stands in no text, unless the "
        "person or the family agreed, or made it public themselves: it can bring harm to who "
        "is left. An event lists its 'victims'; a name with 'naming: withheld', which is what "
        "it is when nothing else is said, is looked for in every text of the series, in the "
        "titles and addresses of its sources, in ids and in the finished files, and leaves the "
        "desk in none of them. Officials and commanders are no private victims. Not looked "
        "for: a first name or surname alone.",
        (
            Example(
                f"{_CLASH}naming: withheld{_NAMED}",
                f"{_CLASH}naming: consent, ground: her brother on 17 October{_NAMED}",
            ),
            Example(
                "sources: [{title: 'Oduya, Mira: obituary'}]\n"
                "events: [{victims: [{name: Mira Oduya}]}]",
                "sources: [{title: An obituary}]\nevents: [{victims: [{name: Mira Oduya}]}]",
            ),
        ),
    )
)
def no_text_names_a_victim(book: Book) -> Iterator[Problem]:
    """A victim whose name is withheld is named in no text (OHCHR, Every Casualty: do no harm)."""
    wanted = SensitiveTerms(_names(book))
    if not wanted:
        return
    printed = without_withheld_names(book)
    for value in (printed.brief, printed.edition, *printed, *book.distribution.lists):
        for passage in passages(value, slugs=True):
            if found := next(wanted.found_in(passage.text), None):
                yield Problem(
                    "victim-named",
                    f"'{found.text}' is a victim of {found.record}, whose name is withheld",
                    passage.mark,
                    "word it without the name; if the person or the family agreed or made it "
                    "public, write 'naming: consent' or 'naming: public' with its ground",
                )


@rule(
    Code(
        "victim-ground",
        "OHCHR, Every Casualty",
        "Who names a victim says on what ground: with 'naming: consent' who agreed and when "
        "('ground'), with 'naming: public' where the family or an office made the name "
        "public ('source_refs', or 'ground'). In a lower edition, whose sources may be fewer, "
        "it is asked again.",
        (
            Example(
                "events: [{victims: [{name: Mira Oduya, naming: consent}]}]",
                "events: [{victims: [{name: Mira Oduya, naming: consent, ground: her brother}]}]",
            ),
            Example(
                "events: [{victims: [{name: Mira Oduya, naming: public}]}]",
                "events: [{victims: [{name: Mira Oduya, naming: public, source_refs: [wire]}]}]",
            ),
        ),
    )
)
def named_victims_have_a_ground(book: Book) -> Iterator[Problem]:
    """Where a victim may be named, it is said who agreed, or where the name was made public."""
    for event in book.all(Event):
        for victim in event.victims:
            consent = victim.naming is VictimNaming.CONSENT
            public = victim.naming is VictimNaming.PUBLIC
            if victim.ground or (public and victim.source_refs) or not (consent or public):
                continue
            yield Problem(
                "victim-ground",
                f"{event.id} lets a victim be named and does not say "
                f"{'who agreed' if consent else 'where the name was made public'}",
                victim.at("naming"),
                "add 'ground: her brother, by telephone on 17 October'"
                if consent
                else "add 'source_refs:' with who made it public; else write 'naming: withheld'",
            )


def _names(book: Book) -> Iterator[SensitiveTerm]:
    for event in book.all(Event):
        for victim in withheld_victims(event):
            if not is_name(victim.name):
                continue
            yield SensitiveTerm(victim.name, event.id)
            *first, last = victim.name.split()
            if first:
                yield SensitiveTerm(f"{last}, {' '.join(first)}", event.id)


RULES = (no_text_names_a_victim, named_victims_have_a_ground)
