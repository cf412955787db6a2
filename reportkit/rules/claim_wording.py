"""Is a claim worded as what its speaker said, and no more?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.i18n.catalog import base_of
from reportkit.model.book import Book
from reportkit.model.evidence import Actor, Claim, Fact
from reportkit.model.vocabulary.events import Modality, Verification
from reportkit.problems import Code, Example, Level, Mark, Problem
from reportkit.rules.party_names import WEIGHING, parties_of, said_of_parties
from reportkit.rules.rule import rule
from reportkit.rules.texts import any_of, without_quotes

_CHECKED = frozenset(
    {Verification.VERIFIED_BY_US, Verification.INDEPENDENTLY_CONFIRMED, Verification.MULTI_ORIGIN}
)
#: Words that a sentence begins with and no name does.
_NO_NAMES = frozenset(
    {
        "A", "After", "All", "An", "And", "Any", "At", "Because", "Both", "But", "By", "During",
        "Each", "Every", "For", "From", "He", "His", "If", "In", "It", "Its", "Many", "More",
        "Neither", "No", "Nobody", "None", "Not", "Nothing", "On", "One", "Our", "She", "Since",
        "Some", "The", "Their", "There", "These", "They", "This", "Those", "To", "Two", "Under",
        "We", "What", "When", "While", "With",
    }
)  # fmt: skip
#: How a statement begins that was copied with its verb of saying.
_SAYS_ITSELF = re.compile(
    r"(?:(?:says?|said|den(?:y|ies|ied)|claim(?:s|ed)?|assert(?:s|ed)?|confirm(?:s|ed)?"
    r"|stat(?:es|ed)|insist(?:s|ed)?) (?:that|it|they|he|she|the)\b|to (?:have|be)\b)"
)
_OF_THE_DESK = re.compile(r"\b(?:[Ww]e|us|[Oo]urs?)\b")
_NEGATED = re.compile(r"\b(?:not|never|neither|nobody)\b|n[’']t\b", re.IGNORECASE)
_CLAUSE = (
    "write a clause in lower case, without 'that' and full stop: the page puts 'X says that' or "
    "'X denies that' before it"
)
#: A name of several words whose head English gives an article, with what may follow the head.
_WITH_ARTICLE = re.compile(
    r"(?!The\b)(?:[^\s'’(]+\s)+(?:Federation|Confederation|Republic|Union|Coalition|Alliance|Council"
    r"|Ministry|Government|Army|Authority|Commission|Committee|Emirate|Movement|Front|Embassy"
    r"|government|ministry|army|embassy)(?:\s(?:of|for|in|on|\().*)?"
)
_SHORTENED = ("a.m.", "p.m.", "etc.", "U.S.", "...")
_REVEALING = any_of(
    ("confirms", "confirmed", "reveals", "revealed", "admits", "admitted", "concedes", "conceded")
)
#: What is confirmed by a test, or belongs to the name of what is counted, lends nobody weight.
_TESTED = re.compile(
    r"\b(?:laborator(?:y|ies)|labs?|tests?|samples?|autops(?:y|ies)|post-?mortems?|imagery|images?"
    r"|pictures?|photo(?:graph)?s?|footage|films?|videos?|radar)\b[^.;:]{0,60}?\b(?:confirm|reveal)(?:s|ed)\b"
    r"|\b(?:\d[\d,.]*|\w+ty|\w+teen|first|new|no|more|laboratory-?) ?confirmed\b"
    r"|\b(?:courts?|judges?|tribunals?|parliament|senate)\b[^.;:]{0,40}? confirm(?:s|ed) (?!that\b)"
    r"|\bconfirmed by (?:[\w’']+ ){0,4}(?:laborator(?:y|ies)|tests?|samples?|imagery|films?)\b"
    r"|\bconfirmed (?:cases?|deaths?|dead|infections?|patients?|counts?|tolls?|contacts?)\b",
    re.IGNORECASE,
)


@rule(
    Code(
        "claim-clause",
        "house rule: nothing is guessed",
        "The statement of a claim is a clause that goes on from its speaker and mood: 'it "
        "had a part in the attack' becomes 'Kabul denies that it had a part in the "
        "attack'. It begins in lower case but for a name, without 'that' or a verb of "
        "saying, and ends without a full stop. What is denied is written without 'not', "
        "and nobody in it is 'we'.",
        (
            Example(
                "claims: [{statement: that it was real}]", "claims: [{statement: it was real}]"
            ),
            Example(
                "claims: [{statement: The bridge was shut}]",
                "claims: [{statement: the bridge was shut}]",
            ),
            Example("claims: [{statement: it was real.}]", "claims: [{statement: it was real}]"),
            Example(
                "claims: [{modality: denies, statement: denies that it fired}]",
                "claims: [{modality: denies, statement: it fired}]",
            ),
            Example(
                "claims: [{modality: denies, statement: it did not fire}]",
                "claims: [{statement: it did not fire}]",
            ),
            Example(
                "claims: [{statement: we held our fire}]",
                "claims: [{statement: it said “we held our fire”}]",
            ),
            Example("claims: [{statement: to have fired}]", "claims: [{statement: it fired}]"),
        ),
        level=Level.WARNING,
    )
)
def statements_go_on_from_their_speaker(book: Book) -> Iterator[Problem]:
    """A claim's statement is a clause: it follows "says that", "denies that", "now says that".

    So it has no "that" and no verb of saying of its own, no full stop, a capital only in a
    name, and nobody in it is "we": its speaker is not the desk.
    """
    english = base_of(book.brief.written_in) == "en"
    for claim in book.all(Claim):
        if wrong := _unlike_a_clause(claim, english=english):
            yield Problem(
                "claim-clause",
                f"the statement of {claim.id} {wrong}",
                claim.at("statement"),
                _CLAUSE,
                Level.WARNING,
            )
        elif english and claim.modality is Modality.DENIES and (no := _negated(claim)):
            yield Problem(
                "claim-clause",
                f"the statement of {claim.id} says '{no}', and the denial before it turns it round",
                claim.at("statement"),
                "write what is denied: 'it shelled the town' becomes 'X denies that it shelled "
                "the town'; if X denies an omission, name that: 'it refused to pay'",
                Level.WARNING,
            )


@rule(
    Code(
        "actor-article",
        "house rule: nothing is guessed",
        "In a sentence some names have 'the' before them: 'the Delta Federation says'. "
        "Where the name of a speaker ends in such a noun (Federation, Ministry, Council), "
        "'article: true' is asked for, or 'article: false' for one that has none.",
        (
            Example(
                "actors: [{id: delta, name: Delta Federation}]\nclaims: [{speaker: delta}]",
                "actors: [{id: delta, name: Delta Federation, article: true}]\n"
                "claims: [{speaker: delta}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def names_have_their_article(book: Book) -> Iterator[Problem]:
    """A speaker whose name ends in a noun that English gives "the" says whether it has it.

    A short form may be an acronym with or without it, and a possessive stands in its place.
    """
    if base_of(book.brief.written_in) != "en":
        return
    for id in dict.fromkeys(claim.speaker for claim in book.all(Claim)):
        actor = book.get(Actor, id)
        if actor is None or actor.short or "article" in actor.marks or actor.number == "plural":
            continue
        if _WITH_ARTICLE.fullmatch(actor.name):
            yield Problem(
                "actor-article",
                f"a sentence will say '{actor.name} says', without 'the'",
                actor.at("name"),
                "add 'article: true', or 'article: false' if the name has none",
                Level.WARNING,
            )


def _unlike_a_clause(claim: Claim, *, english: bool) -> str:
    """Say what keeps a statement from going on after "says that"; "" for nothing."""
    statement = without_quotes(claim.statement)
    first = claim.statement.split(maxsplit=1)[0]
    wrong = ""
    if first.casefold() == "that":
        wrong = "begins with 'that'"
    elif first in _NO_NAMES:
        wrong = f"begins with the capital of '{first}'"
    elif claim.statement.endswith(".") and not claim.statement.endswith(_SHORTENED):
        wrong = "ends with a full stop"
    elif english and (verb := _SAYS_ITSELF.match(statement)):
        wrong = f"begins with '{verb[0]}', and the page says itself who says so"
    elif english and (us := _OF_THE_DESK.search(statement)):
        wrong = f"says '{us[0]}', which on the page is the desk"
    return wrong


def _negated(claim: Claim) -> str:
    found = _NEGATED.search(without_quotes(claim.statement))
    return found[0] if found else ""


@rule(
    Code(
        "claim-silence",
        "Silence is data",
        "The statement of a claim with modality no_comment or not_available names the "
        "matter on which nothing was heard: 'the attack at the ford' becomes 'no comment "
        "by Kabul was found on the attack at the ford'.",
        (
            Example(
                "claims: [{modality: no_comment, about: [toll], "
                "statement: no word on it was found}]",
                "claims: [{modality: no_comment, about: [toll], statement: the bridge}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def silence_names_its_matter(book: Book) -> Iterator[Problem]:
    """Where nobody spoke, the statement is what they did not speak about."""
    for claim in book.all(Claim):
        silent = claim.modality in (Modality.NO_COMMENT, Modality.NOT_AVAILABLE)
        if silent and claim.statement.split(maxsplit=1)[0].casefold() == "no":
            yield Problem(
                "claim-silence",
                f"the statement of {claim.id} says 'no' where its modality says so already",
                claim.at("statement"),
                "name the matter alone, as in 'the attack at the ford' or 'whether it was hit': "
                "the page prints 'no comment from X was found on ...'",
                Level.WARNING,
            )


@rule(
    Code(
        "verb-unearned",
        "equal treatment of parties",
        '"Confirms", "reveals" and "admits" lend weight. They stand only where the claim '
        "is against the speaker's interest or independently verified; else write says, "
        "reports, states.",
        (
            Example(
                "claims: [{speaker: north, modality: confirms}]",
                "claims: [{speaker: north, modality: confirms, against_interest: true}]",
            ),
            Example(
                "facts: [{statement: North confirmed it.}]",
                "facts: [{statement: North confirmed it., verification: multi_origin,\n"
                "  source_refs: [wire, paper]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def confirming_verbs_are_earned(book: Book) -> Iterator[Problem]:
    """'Confirms', 'reveals' and 'admits' stand only where it was against interest or checked."""
    for claim in book.all(Claim):
        if claim.modality is Modality.CONFIRMS and not claim.against_interest:
            origins = book.origins_of(book.sources_under(claim.id))
            if len(origins) < 2:  # noqa: PLR2004  # "independent" begins with the second
                yield _unearned(
                    claim.id,
                    "confirms",
                    claim.at("modality"),
                    "write 'modality: asserts'; or, where it costs the speaker something to say "
                    "so, add 'against_interest: true'",
                )
    for fact in book.all(Fact):
        if verb := _unearned_verb(book, fact):
            yield _unearned(
                fact.id,
                verb,
                fact.at("statement"),
                "write says, reports or states; or name under 'claims' the one that is "
                "against_interest, or cite a second origin and set 'verification: multi_origin'",
            )


@rule(
    Code(
        "claims-uneven",
        "equal treatment of parties",
        '"Claims", "alleges" and "insists" cast doubt, "admits" and "concedes" say that one '
        "was caught: such verbs are said of both parties or of neither.",
        (
            Example(
                "facts: [{statement: North has claimed the hill.}]",
                "facts: [{statement: North has claimed the hill.}, {statement: South claims it.}]",
            ),
            Example(
                "facts: [{statement: South alleges that it was shelled.}]",
                "facts: [{statement: South alleges that it was shelled.},\n"
                "  {statement: North claims that it held its fire.}]",
            ),
            Example(
                "facts: [{statement: South conceded the hill., verification: multi_origin,\n"
                "  source_refs: [wire, paper]}]",
                "facts: [{statement: South says it left the hill., verification: multi_origin,\n"
                "  source_refs: [wire, paper]}]",
            ),
        ),
        level=Level.WARNING,
    )
)
def weighing_verbs_are_even_handed(book: Book) -> Iterator[Problem]:
    """What casts doubt or blame on a speaker is said of both parties or of neither."""
    if len(parties_of(book)) < 2:  # noqa: PLR2004  # with one party there is nothing to compare
        return
    for verbs in WEIGHING.values():
        first: dict[str, tuple[str, str, Mark]] = {}
        for party, verb, printed in said_of_parties(book, verbs):
            first.setdefault(party, (verb, printed.owner, printed.mark))
        if len(first) == 1:
            ((party, (verb, owner, mark)),) = first.items()
            fact = book.get(Fact, owner)
            if fact is not None and _unearned_verb(book, fact) == verb:
                continue  # 'verb-unearned' asks for another verb
            yield Problem(
                "claims-uneven",
                f"{owner} writes that {party} '{verb}'; of no other party any text does",
                mark,
                "write says, reports or states for both",
                Level.WARNING,
            )


def _unearned_verb(book: Book, fact: Fact) -> str:
    """Give the verb that lends weight to what a fact tells on one word alone; "" if none does."""
    if not _REVEALING.search(fact.statement):
        return ""  # as of most
    found = _REVEALING.search(_TESTED.sub(" ", without_quotes(fact.statement)))
    if found is None or fact.verification in _CHECKED or _is_confirmed(book, fact):
        return ""
    return found[0]


def _is_confirmed(book: Book, fact: Fact) -> bool:
    claims = [book.get(Claim, named) for named in (*fact.claims, *fact.about)]
    return any(claim is not None and claim.against_interest for claim in claims)


def _unearned(owner: str, verb: str, mark: Mark, hint: str) -> Problem:
    return Problem(
        "verb-unearned",
        f"{owner} says '{verb}' of a claim that nobody else bears out",
        mark,
        hint,
        Level.WARNING,
    )


RULES = (
    names_have_their_article,
    statements_go_on_from_their_speaker,
    silence_names_its_matter,
    confirming_verbs_are_earned,
    weighing_verbs_are_even_handed,
)
