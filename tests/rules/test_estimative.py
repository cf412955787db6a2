"""What a sentence says in words of its own, and whether they assess."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.rules.estimative import estimate_in, hedge_in, own_words

ProblemsIn = Callable[..., list[str]]


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("The mill is shut.", "The mill is shut."),
        ("The miller says that it is shut.", "The miller says"),
        ("The miller called it “shut”.", "The miller called it"),
        ("According to the miller it is shut.", ""),
        ("It is shut, the miller said.", ""),
        ("The miller says so. It is shut.", "The miller says    It is shut."),
        ("We said that it is shut.", "We said that it is shut."),
        ("Work is expected to end.", "Work is expected to end."),
        ("The miller expected it to end.", "The miller expected"),
    ],
)
def test_what_somebody_else_says_is_not_the_sentences_own(text: str, own: str) -> None:
    assert own.split() == own_words(text).split()
    assert len(text) == len(own_words(text))


@pytest.mark.parametrize(
    ("text", "words", "plainly"),
    [
        ("It will probably rain.", "probably", True),
        ("There is a 70% chance of rain.", "70% chance", True),
        ("It may rain.", "may", False),
        ("In May it rained.", "", False),
        ("Carts may cross only by day.", "", False),
        ("The dam could burst.", "could", False),
        ("Nobody could cross.", "", False),
        ("The cart could not cross.", "", False),
        ("Four in ten had probable cause to leave.", "", False),
    ],
)
def test_words_that_assess_are_told_from_those_that_state(
    text: str, words: str, *, plainly: bool
) -> None:
    estimate = estimate_in(text)

    assert (words, plainly) == ((estimate.words, estimate.plainly) if estimate else ("", False))


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("The dam could not hold.", "could"),  # what a fact may say of the past
        ("There is a risk of floods.", "There is a risk of"),
        ("It seems firm.", "seems"),
        ("The dam holds in May.", ""),
        ("Both sides say that it might hold.", ""),
    ],
)
def test_an_assessment_hedges_where_it_leaves_the_scale(text: str, hedge: str) -> None:
    assert hedge == hedge_in(text)


@pytest.mark.parametrize(
    ("case", "codes"),
    [
        ("events: [{summary: Likely clash at the mill}]", ["fact-assesses"]),
        ("rounds: [{summary: The sides may meet again.}]", ["fact-assesses"]),
        ("claims: [{statement: it will probably rain}]", []),  # the speaker's words
        ("claims: [{statement: there is a 70% chance of rain}]", []),
        ("gaps: [{question: 'Is there a 70% chance of rain?'}]", ["likelihood-typed"]),
        ("facts: [{statement: There is a 70% chance of rain.}]", ["likelihood-typed"]),
        ("facts: [{statement: The wireless spoke of “a 70% chance”.}]", []),
        ("facts: [{statement: Some 70% of the roofs are gone.}]", []),
        ("facts: [{statement: 'Some roofs (70%) are gone.'}]", []),
        ("facts: [{statement: Clinics hold 20% more likely cases than beds.}]", ["fact-assesses"]),
    ],
)
def test_each_record_that_states_is_asked(
    problems_in: ProblemsIn, case: str, codes: list[str]
) -> None:
    assert codes == problems_in(case)


def test_words_of_another_language_are_not_read_as_english(problems_in: ProblemsIn) -> None:
    tagalog = "facts: [{statement: Dito may tulay.}]"

    assert ["fact-assesses"] == problems_in(tagalog)
    assert [] == problems_in(tagalog, brief=("id: river", "id: river\ntext_language: tl"))
