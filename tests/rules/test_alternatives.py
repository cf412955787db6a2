"""Rules about the other ways a judgement could go."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem

ProblemsIn = Callable[..., list[str]]


def judged(statement: str, *others: str) -> str:
    """A judgement with alternatives: "Cargo crosses. unlikely" has its term behind it."""
    ways = ", ".join(f"{{statement: '{other}'}}" for other in others)
    return f"judgements: [{{statement: '{statement}', alternatives: [{ways}]}}]"


@pytest.mark.parametrize(
    "other",
    [
        "Cargo crosses the bridge.",
        "The bridge is crossed by cargo by 12 December.",  # the same with another day
        "It is almost certain that cargo crosses the bridge.",  # with another term
        "Cargo crosses the bridge at Kala.",  # a part of it
        "Cargo crosses.",  # it is a part of this
        "Cargos cross bridges.",
    ],
)
def test_an_alternative_that_is_the_judgement_itself_is_told(
    problems_in: ProblemsIn, other: str
) -> None:
    assert ["alternative-overlaps"] == problems_in(
        judged("Cargo is likely to cross the bridge by 30 November.", other)
    )


@pytest.mark.parametrize(
    "other",
    [
        "No cargo crosses the bridge.",
        "Cargo doesn’t cross the bridge.",
        "Cargo crosses the bridge, but only after 30 November.",
        "Cargo crosses another bridge.",
        "Cargo fails to cross the bridge.",
        "Cargo crosses the ford.",
        "Patients cross the bridge.",
        "It stays shut.",
    ],
)
def test_an_alternative_that_sets_itself_apart_is_quiet(
    problems_in: ProblemsIn, other: str
) -> None:
    assert [] == problems_in(judged("Cargo is likely to cross the bridge by 30 November.", other))


@pytest.mark.parametrize(
    ("one", "other", "codes"),
    [
        ("Both sides fire.", "One side fires.", []),
        ("The talks go on.", "The talks end.", []),
        ("Prices rise.", "Prices fall.", []),
        ("Prices rise by 10%.", "Prices rise by 20%.", []),
        ("The talks end in May.", "In June the talks end.", []),
        ("Both sides fire.", "Shots are exchanged.", []),  # no meaning is known here
        ("Both sides fire.", "Both sides are firing.", ["alternative-overlaps"]),
    ],
)
def test_two_alternatives_are_compared_alike(
    problems_in: ProblemsIn, one: str, other: str, codes: list[str]
) -> None:
    assert codes == problems_in(judged("Cargo is likely to cross.", one, other))


def test_a_word_that_sets_apart_does_so_where_only_one_of_the_two_has_it(
    problems_in: ProblemsIn,
) -> None:
    assert ["alternative-overlaps"] == problems_in(
        judged("It is likely that another ferry sinks.", "Another ferry sinks at night.")
    )
    assert [] == problems_in(judged("It is likely that a ferry sinks.", "Another ferry sinks."))


def test_a_text_in_another_language_is_not_compared(problems_in: ProblemsIn) -> None:
    same = judged("It is likely: llueve mucho.", "Llueve mucho.")

    assert ["alternative-overlaps"] == problems_in(same)
    assert [] == problems_in(same, brief=("id: river", "id: river\ntext_language: es"))


def test_a_decided_forecast_is_not_asked(problems_in: ProblemsIn) -> None:
    decided = "resolution: {criteria: Seen., due: 2025-10-18, outcome: unresolvable}, alternatives"
    case = judged("Cargo is likely to cross.", "Cargo crosses.")

    assert [] == problems_in(case.replace("alternatives", decided))


def terms(own: str, *others: str) -> str:
    """A judgement of a term with alternatives of theirs: "likely, reason" has a reason too."""
    ways = ", ".join(
        f"{{statement: Way {number}., likelihood: {{term: {term}}}"
        f"{', why_less_likely: Clouds gather.' if why else ''}}}"
        for number, (term, _, why) in enumerate((other.partition(", ") for other in others), 1)
    )
    return (
        f"judgements: [{{statement: It is {own} so., likelihood: {{term: {own}}}, "
        f"alternatives: [{ways}]}}]"
    )


@pytest.mark.parametrize(
    ("own", "others", "codes"),
    [
        ("roughly even chance", ["likely"], ["alternative-likelier"]),
        ("likely", ["almost certain"], ["alternative-likelier", "likelihood-sum"]),
        ("unlikely", ["almost certain"], ["likelihood-sum"]),  # 20 + 95: more than everything
        ("unlikely", ["likely"], []),  # it says what happens instead
        ("unlikely", ["likely, reason"], ["alternative-likelier"]),
        ("very unlikely", ["unlikely, reason", "likely"], []),  # less likely than the other one
    ],
)
def test_what_is_likelier_than_the_judgement_is_told(
    problems_in: ProblemsIn, own: str, others: list[str], codes: list[str]
) -> None:
    assert codes == sorted(problems_in(terms(own, *others)))


@pytest.mark.parametrize(
    ("reasons", "codes"),
    [
        (["Way one is less likely.", ""], ["alternative-reason"]),
        (["The army has left.", "The army has left."], ["alternative-reason"]),
        (["The army has left.", "The river rises."], []),
        (["It is not expected to happen.", ""], ["alternative-reason"]),
    ],
)
def test_a_reason_that_says_nothing_is_told(
    problems_in: ProblemsIn, reasons: list[str], codes: list[str]
) -> None:
    ways = ", ".join(
        f"{{statement: Way {name}.{f', why_less_likely: {reason}' if reason else ''}}}"
        for name, reason in zip(("one", "two"), reasons, strict=True)
    )

    assert codes == problems_in(f"judgements: [{{alternatives: [{ways}]}}]")


def test_the_alternative_that_overlaps_is_pointed_at(
    problems: Callable[..., tuple[Problem, ...]],
) -> None:
    (problem,) = problems(
        judged("Cargo is likely to cross.", "It rains.", "Cargo crosses at Kala.")
    )

    assert "alternative 2 of judgements-0 is a part of the judgement itself" == problem.message


@pytest.mark.parametrize(("own", "other"), [("likely", "perhaps"), ("perhaps", "likely")])
def test_a_term_that_is_on_no_scale_is_compared_with_none(
    problems_in: ProblemsIn, own: str, other: str
) -> None:
    view = f"{{statement: It snows., likelihood: {{term: {other}}}}}"
    judged = f"{{statement: It rains., likelihood: {{term: {own}}}, alternatives: [{view}]}}"

    codes = problems_in(f"judgements: [{judged}]")

    assert "likelihood-unknown" in codes
    assert "alternative-likelier" not in codes
