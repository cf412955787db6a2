"""Is it the desk's own neutral voice, and can a newcomer read it?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.i18n.catalog import base_of, is_translated, languages, untranslated
from reportkit.model.book import Book
from reportkit.model.diplomacy import Measure, Round
from reportkit.model.envelope import Record
from reportkit.model.evidence import Actor, Claim, Event, Fact, Place
from reportkit.problems import Code, Example, Level, Part, Problem
from reportkit.rules.estimative import estimate_in
from reportkit.rules.rule import rule
from reportkit.rules.texts import any_of, printed_texts, without_quotes

#: What states: the field that says what was seen or said.
_STATES: tuple[tuple[type[Record], str], ...] = (
    (Fact, "statement"),
    (Event, "summary"),
    (Measure, "statement"),
    (Round, "summary"),
)
#: Fields that hold a whole sentence of the desk.
_SENTENCES = frozenset({"statement", "summary", "text", "question", "headline"})
_ALL_QUOTED = re.compile("[“”„«]([^“”„«»]+)[“”»]")
_SHORT_FORM = re.compile(r"(?<![\w:+&-])[A-Z]{2,6}(?:-[A-Z]{1,3})?(?=s?(?![\w-]))")
_IN_BRACKETS = re.compile(r"\(([A-Z][A-Za-z-]{1,8})s?\)")
_NAMING = "naming_policy:\n  - {term: bandits, prefer: fighters}"
#: Short forms that every reader of a brief knows, and Roman numbers.
_KNOWN = frozenset(
    {
        "UN",
        "US",
        "USA",
        "UK",
        "EU",
        "UAE",
        "USD",
        "UTC",
        "GMT",
        "NATO",
        "AM",
        "PM",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "XII",
    }
)


@rule(
    Code(
        "text-quoted",
        "house rule: nothing is guessed",
        "A sentence of the desk stands whole between the quotation marks of a word "
        "processor. YAML has straight ones of its own; these are part of the text, and "
        "would be printed as if somebody else were quoted.",
        (
            Example(
                "facts: [{statement: “It rained in the North.”}]",
                'facts: [{statement: "It rained in the North."}]',
            ),
            Example(
                "bottom_line: {text: “The bridge is shut.”, basis: [bridge-shut]}",
                "bottom_line: {text: The bridge is “shut”., basis: [bridge-shut]}",
                "edition",
                "bottom_line: {text: The bridge is shut., basis: [bridge-shut]}",
            ),
        ),
        level=Level.WARNING,
    )
)
def quotation_marks_are_meant(book: Book) -> Iterator[Problem]:
    """No sentence of the desk is whole in typographic quotation marks; a claim may be."""
    for printed in printed_texts(book):
        if printed.field.rpartition(".")[2] not in _SENTENCES or book.get(Claim, printed.owner):
            continue
        if _ALL_QUOTED.fullmatch(printed.text):
            yield Problem(
                "text-quoted",
                f"{printed.owner} {printed.field} is printed in quotation marks, as others' words",
                printed.mark,
                'leave them out; around a value, YAML has straight ones: "..."',
                Level.WARNING,
            )


@rule(
    Code(
        "fact-assesses",
        "ICD 203, standard 3",
        "Facts, assumptions and judgements are kept apart: a fact states what was seen or "
        'said, without "likely", "apparently" or "signals that", and so do an event, a '
        'measure and a round. "May", "could" and "is expected to" are warned of. What '
        "somebody is quoted with, or says, may well assess.",
        (
            Example(
                "facts: [{statement: North will likely shut it.}]",
                "facts: [{statement: North said it “will likely” shut it.}]",
            ),
            Example(
                "facts: [{statement: The dam could burst.}]",
                "facts: [{statement: The army warned that the dam could burst.}]",
            ),
            Example(
                "measures: [{statement: North will probably shut it.}]",
                "measures: [{statement: North will shut it.}]",
            ),
        ),
    )
)
def facts_do_not_assess(book: Book) -> Iterator[Problem]:
    """A fact states and does not assess; what is likely is a judgement (ICD 203)."""
    if base_of(book.brief.written_in) != "en":
        return
    for kind, field in _STATES:
        for record in book.all(kind):
            estimate = estimate_in(getattr(record, field))
            if estimate and not estimate.typed:  # that is 'likelihood-typed'
                yield Problem(
                    "fact-assesses",
                    f"{record.id} says '{estimate.words}'",
                    record.at(field),
                    "state what was seen or said; make the rest a judgement",
                    Level.ERROR if estimate.plainly else Level.WARNING,
                )


@rule(
    Code(
        "naming-policy",
        "neutral naming",
        "A term that takes sides stands only inside quotation marks, attributed to who "
        "uses it; brief.yaml says which terms and what to write instead.",
        (
            Example(
                "claims: [{venue: Camp of the Bandits}]",
                "claims: [{venue: Camp of the “Bandits”}]",
                given=(Part(_NAMING, "brief", _NAMING),),
            ),
        ),
    )
)
def loaded_terms_stand_in_quotes(book: Book) -> Iterator[Problem]:
    """A term that takes sides stands only inside quotation marks (brief.yaml, naming_policy)."""
    policy = {
        naming.term.lower(): naming for naming in book.brief.naming_policy if naming.only_in_quotes
    }
    if not policy:
        return
    pattern = any_of(policy)
    preferred = any_of(naming.prefer for naming in policy.values())
    for printed in printed_texts(book):
        for match in pattern.finditer(preferred.sub("", without_quotes(printed.text))):
            naming = policy.get(" ".join(match[0].lower().replace("-", " ").split()))
            hint = f"write '{naming.prefer}', or quote who says so" if naming else ""
            yield Problem(
                "naming-policy",
                f"{printed.owner} {printed.field} says '{match[0]}' in the desk's own voice",
                printed.mark,
                hint,
            )


@rule(
    Code(
        "acronym-unexplained",
        "OCHA",
        "A short form is explained in brief.yaml, by an actor's short name, or in "
        "brackets where it first stands.",
        (
            Example(
                "facts: [{statement: The BTW said so.}]",
                "facts: [{statement: The bridge watch (BTW) said so.}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def short_forms_are_explained(book: Book) -> Iterator[Problem]:
    """A short form is explained in the brief, or where it first stands (OCHA)."""
    known = set(_KNOWN)
    known.update(abbreviation.short for abbreviation in book.brief.abbreviations)
    for actor in book.all(Actor):
        known.update(_SHORT_FORM.findall(f"{actor.name} {actor.short or ''}"))
    for place in book.all(Place):
        known.update(_SHORT_FORM.findall(place.name))
    texts = printed_texts(book)
    for printed in texts:
        known.update(_IN_BRACKETS.findall(printed.text))
    for printed in texts:
        if printed.field == "country":  # a code there finds a shape of the map
            continue
        for short in _SHORT_FORM.findall(printed.text):
            if short not in known:
                known.add(short)  # told once, where it first stands
                yield Problem(
                    "acronym-unexplained",
                    f"'{short}' is explained nowhere",
                    printed.mark,
                    "add it to 'abbreviations:' in brief.yaml",
                    Level.WARNING,
                )


@rule(
    Code(
        "language-unspoken",
        "BCP 47, WCAG 3.1.1",
        "The headings, labels and dates of a page are in the language that it declares, "
        "so that a screen reader reads them right. A language needs a catalogue; facts "
        "may be written in any language, which text_language names.",
        (
            Example(
                "language: sw", "language: en\ntext_language: sw", "brief", "authors: [A. Writer]"
            ),
        ),
    )
)
def ui_strings_are_translated(book: Book) -> Iterator[Problem]:
    """Headings, labels and dates have a catalogue in the language of the brief."""
    language = book.brief.language
    if not is_translated(language):
        yield Problem(
            "language-unspoken",
            f"there is no catalogue for '{language}'",
            book.brief.at("language"),
            f"known: {', '.join(languages())}; for facts in another language write "
            f"'text_language: {language}' beside one of these",
        )


@rule(
    Code(
        "language-incomplete",
        "BCP 47, WCAG 3.1.2",
        "A text that the catalogue does not translate is printed in English between words "
        "of another language, and is announced and read out as if it were of that "
        "language. A translation that its tool marks as a guess counts as none.",
        level=Level.WARNING,
    )
)
def catalogues_are_whole(book: Book) -> Iterator[Problem]:
    """What a catalogue has no translation for would stand in English among the other words."""
    lists = book.distribution.lists
    asked = {each.language: each.at("language") for each in reversed(lists) if each.language}
    asked[book.brief.language] = book.brief.at("language")
    for language, mark in asked.items():
        missing, texts = untranslated(language)
        if missing:
            yield Problem(
                "language-incomplete",
                f"the catalogue of '{language}' lacks {missing:,} of {texts:,} translations",
                mark,
                "they would be printed in English; complete it, or take another language: "
                f"{', '.join(known for known in languages() if not untranslated(known)[0])}",
                Level.WARNING,
            )


RULES = (
    ui_strings_are_translated,
    catalogues_are_whole,
    quotation_marks_are_meant,
    facts_do_not_assess,
    loaded_terms_stand_in_quotes,
    short_forms_are_explained,
)
