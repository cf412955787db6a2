"""Who may see it, and does it go to nobody else?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from reportkit.model.book import Book
from reportkit.model.evidence import Claim, Event, Source
from reportkit.model.folding import folded
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms, passages
from reportkit.model.vocabulary.series import AttributionRule, Tlp
from reportkit.model.withholding import names_kept_back, without_withheld_names
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule

_TELLING = 4  # letters from which on a word of a name can be known again
_WORDS = re.compile(r"\w+")
_SENTENCES = re.compile(r"(?<=[.!?:])\s+")


@rule(
    Code(
        "tlp-above-edition",
        "TLP 2.0",
        "The label of an edition is at least as high as the highest label of what it "
        "holds. With 'hold_back: true' in edition.yaml it is published without what is "
        "marked above it: those records stay in the seeds, nothing that is printed may "
        "rest on them or name them, and the change log compares with what readers at that "
        "marking had.",
        (
            Example(
                "# the edition is TLP:CLEAR\nfacts: [{tlp: TLP:GREEN}]",
                "# the edition is TLP:CLEAR\nfacts: [{tlp: TLP:CLEAR}]",
            ),
        ),
    )
)
def the_edition_is_marked_as_its_records(book: Book) -> Iterator[Problem]:
    """The edition's label is at least the highest of what it holds (TLP 2.0)."""
    if book.edition.hold_back:
        return
    for record in book:
        if record.tlp is not None and record.tlp.rank > book.tlp.rank:
            yield Problem(
                "tlp-above-edition",
                f"{record.id} is {record.tlp}, the edition {book.tlp}",
                record.at("tlp"),
                f"set tlp: {record.tlp} in edition.yaml; 'hold_back: true' there publishes without "
                "what is marked above it",
            )


@rule(
    Code(
        "tlp-community",
        "TLP 2.0",
        "TLP:GREEN is for a community; the brief says which.",
        (
            Example(
                "tlp: TLP:GREEN",
                "tlp: TLP:GREEN\ntlp_community: River watchers",
                file="brief",
                was="tlp: TLP:CLEAR",
            ),
        ),
        level=Level.WARNING,
    )
)
def green_names_its_community(book: Book) -> Iterator[Problem]:
    """TLP:GREEN says for which community it is green (TLP 2.0)."""
    if book.tlp is Tlp.GREEN and book.brief.tlp_community is None:
        yield Problem(
            "tlp-community",
            "TLP:GREEN without a community",
            book.brief.at("tlp"),
            "add 'tlp_community:' to brief.yaml",
            Level.WARNING,
        )


@rule(
    Code(
        "withheld-named",
        "Chatham House rule",
        "A source or a speaker asked not to be named ('attribution_rule'), and a text of "
        "the seeds or a finished file names them all the same: publisher, author, title "
        "or address of the source, the speaker, spokesperson or venue of the claim, as "
        "they are written or in another spelling, now or in an edition before. A finished "
        "file that names a victim with 'naming: withheld' is refused by this code too, in "
        "words of its own. A name by which an open record is called too gives nothing away. "
        "Not looked for: names of fewer than three letters, surnames alone, nicknames that no "
        "record holds.",
        (
            Example(
                "sources: [{id: note, author: Silas Pike, attribution_rule: no_source_name}]\n"
                "facts: [{statement: Silas Pike saw the bridge shut., source_refs: [note]}]",
                "sources: [{id: note, author: Silas Pike, attribution_rule: no_source_name}]\n"
                "facts: [{statement: A clerk saw the bridge shut., source_refs: [note]}]",
            ),
        ),
    )
)
def no_text_names_who_is_not_to_be_named(book: Book) -> Iterator[Problem]:
    """A name that a rule of attribution keeps back stands in no other text (Chatham House)."""
    wanted = SensitiveTerms(names_kept_back(book))
    if not wanted:
        return
    printed = without_withheld_names(book)
    for value in (printed.brief, printed.edition, *printed, *book.distribution.lists):
        for passage in passages(value, slugs=True):
            if found := next(_of_sources(book, wanted.found_in(passage.text)), None):
                yield Problem(
                    "withheld-named",
                    f"'{found.text[:60]}' names {found.record}, and its rule of attribution keeps "
                    "that back",
                    passage.mark,
                    "word it without, and choose another id if it is one; if everybody may read "
                    "the name, set attribution_rule: open",
                )


@rule(
    Code(
        "attribution-rule-idle",
        "Chatham House rule",
        "'attribution_rule' keeps back the name of a source, or the speaker of a claim. "
        "At any other record it would change nothing, and the names that its author "
        "wanted to keep back, as the provider of a figure, would be published.",
        (
            Example(
                "figures: [{provider: observers, attribution_rule: no_source_name}]",
                "claims: [{speaker: observers, attribution_rule: no_source_name}]",
            ),
        ),
    )
)
def names_are_kept_back_where_they_stand(book: Book) -> Iterator[Problem]:
    """A rule of attribution stands at a source or a claim: elsewhere it would keep nothing back."""
    for record in book:
        if record.attribution_rule is AttributionRule.OPEN or isinstance(record, Source | Claim):
            continue
        yield Problem(
            "attribution-rule-idle",
            f"{record.id} has an attribution_rule, which keeps no name back at a record of the "
            f"type {record.type}",
            record.at("attribution_rule"),
            "set it at the source or at the claim whose name is to be kept back",
        )


@rule(
    Code(
        "withheld-described",
        "Chatham House rule",
        "The descriptor of a source is printed even where its name is withheld. A name, a "
        "number or a word of the source's own name in it can lead a reader to the source.",
        (
            Example(
                "sources: [{attribution_rule: no_source_name, descriptor: A clerk at the "
                "Ministry of Roads}]",
                "sources: [{attribution_rule: no_source_name, descriptor: A clerk who saw "
                "the order}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def a_description_names_nobody(book: Book) -> Iterator[Problem]:
    """What is said of a source that is not to be named does not lead to it (Chatham House)."""
    for source in book.all(Source):
        text = source.descriptor or ""
        if source.attribution_rule is AttributionRule.OPEN or not text:
            continue
        if odd := _leading(source, text):
            yield Problem(
                "withheld-described",
                f"the descriptor of {source.id} is printed though its name is withheld, and "
                f"'{odd}' may lead to it",
                source.at("descriptor"),
                "say what a reader must know of it and no more: 'a clerk who saw the order'",
                Level.WARNING,
            )


def _of_sources(book: Book, terms: Iterable[SensitiveTerm]) -> Iterator[SensitiveTerm]:
    """Leave the names of victims out: victim-named tells of them."""
    for term in terms:
        if not isinstance(book.by_id.get(term.record), Event):
            yield term


def _leading(source: Source, text: str) -> str:
    """Give a word that few sources share: a name, a number, a word of its own name."""
    own = " ".join(filter(None, (source.publisher, source.author, source.title)))
    shared = {folded(word) for word in own.split() if len(word) >= _TELLING}
    for sentence in _SENTENCES.split(text):
        words: list[str] = _WORDS.findall(sentence)
        for place, word in enumerate(words):
            name = place > 0 and word[0].isupper()
            if name or word.isdigit() or folded(word) in shared:
                return word
    return ""


RULES = (
    the_edition_is_marked_as_its_records,
    green_names_its_community,
    no_text_names_who_is_not_to_be_named,
    names_are_kept_back_where_they_stand,
    a_description_names_nobody,
)
