"""Other names of a place in the texts: which are asked about, and how often."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem

ProblemsIn = Callable[..., list[str]]
Problems = Callable[..., tuple[Problem, ...]]

KANDAHAR = """
places:
  - {id: kdh, name: Kandahar, note: In old texts Qandahar., names: [{name: Qandahar},
     {name: کندهار, language: ps}]}
  - {id: base, name: Qandahar Air Base}
"""


def told(*statements: str) -> str:
    """Write facts that say these."""
    facts = (f"  - {{statement: '{text}', date: 2025-10-14}}\n" for text in statements)
    return f"{KANDAHAR}facts:\n{''.join(facts)}"


def test_the_name_of_the_record_is_offered_once(problems: Problems) -> None:
    (problem,) = problems(told("Qandahar is quiet.", "Qandahar waits."))

    assert "'Qandahar' is another name of kdh, which is called 'Kandahar'" == problem.message
    assert problem.hint.startswith("write 'Kandahar'")
    assert ("seeds/case.yaml", "place-named") == (problem.mark.file, problem.code)


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("A driver says: “Qandahar is shut.”", []),  # as he calls it
        ("Planes left Qandahar Air Base.", []),  # the own name of another place
        ("Kandahar is quiet.", []),
        ("The Qandaharis wait.", []),  # a word that is made of it
        ("The gate of کندهار is shut.", ["place-named"]),
        ("Qandahar’s gate is shut.", ["place-named"]),
        ("Qandahaar is shut.", ["name-spelled"]),  # a third spelling, which no record lists
    ],
)
def test_other_names_stand_in_quotations_alone(
    problems_in: ProblemsIn, text: str, codes: list[str]
) -> None:
    assert codes == problems_in(told(text))


def test_what_one_place_is_called_and_another_also_is_may_be_written(
    problems_in: ProblemsIn,
) -> None:
    province = "{id: province, name: Kandahar Province, names: [{name: Kandahar}]}"
    case = told("Kandahar is quiet.").replace("facts:", f"  - {province}\nfacts:")

    assert [] == problems_in(case)


def test_the_words_of_a_source_are_not_the_desks(problems_in: ProblemsIn) -> None:
    """No rule on our own voice reads them: spelling, loaded names, estimates, numbers."""
    note = "Bandits likely killed at least 40 in Qandahar and Kandahaar, experts probably say."
    event = f"{{id: raid, source_notes: [{{text: '{note}', source: wire}}]}}"

    assert [] == problems_in(f"{KANDAHAR}events: [{event}]")
