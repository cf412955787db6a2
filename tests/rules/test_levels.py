"""Each code says at which level it is given, and each threshold moves what its rule finds."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Code, Example, Level, Problem, Threshold
from reportkit.rules.book import FAMILIES

CODES = [code for family in FAMILIES for code in family.codes if code.examples]
MOVED = [
    pytest.param(code, threshold, id=f"{code.code}-{threshold.name}")
    for code in CODES
    for threshold in code.thresholds
]
#: Of these more does not fit on the page: they can only be set lower.
ONLY_LOWER = {"milestone-headline", "key-figures-count"}

Problems = Callable[..., tuple[Problem, ...]]


def asked(problems: Problems, example: Example, seeds: str, rules: str = "") -> list[Problem]:
    files: dict[str, str | tuple[str, str]] = {}
    for text, file, was in example.parts(seeds):
        files[file] = (was, text) if was else text
    if rules:
        swap = files.pop("brief", ("authors: [A. Writer]", "authors: [A. Writer]"))
        assert isinstance(swap, tuple)
        files["brief"] = (swap[0], f"{swap[1]}\n{rules}")
    return list(problems(files.pop("", ""), **files))


@pytest.mark.parametrize("code", CODES, ids=lambda code: code.code)
def test_a_code_declares_the_level_at_which_it_is_given(problems: Problems, code: Code) -> None:
    """Of a rule that speaks at two levels, the graver."""
    levels = {
        problem.level
        for example in code.examples
        for problem in asked(problems, example, example.broken)
        if problem.code == code.code
    }

    assert code.level is Level.ERROR or levels == {Level.WARNING}
    assert (
        code.level is Level.WARNING or code.code == "key-figures-count" or (Level.ERROR in levels)
    )


@pytest.mark.parametrize(("code", "threshold"), MOVED)
def test_a_threshold_moves_what_its_rule_finds(
    problems: Problems, code: Code, threshold: Threshold
) -> None:
    """At one of its ends the broken example is taken, or the good one refused."""

    def tells(example: Example, seeds: str, value: object) -> bool:
        reason = "reason: This is how the desk wants it."
        setting = f"rule: {code.code}, which: {threshold.name}, threshold: {value}, {reason}"
        found = asked(problems, example, seeds, f"rules: [{{{setting}}}]")
        return any(problem.code == code.code for problem in found)

    ends = (threshold.least, threshold.most)
    taken = any(not tells(one, one.broken, end) for one in code.examples for end in ends)
    refused = any(tells(one, one.good, end) for one in code.examples for end in ends)

    assert threshold.least <= threshold.default <= threshold.most
    assert (taken or refused) != (code.code == "key-figures-count")
    assert (threshold.most == threshold.default) == (code.code in ONLY_LOWER)


def test_key_figures_can_be_fewer(problems: Problems) -> None:
    setting = "rules: [{rule: key-figures-count, threshold: 1, reason: One is enough for us all.}]"
    two = {
        "edition": ("key_figures: [toll]", "key_figures: [toll, hurt]"),
        "brief": ("authors: [A. Writer]", f"authors: [A. Writer]\n{setting}"),
    }

    (problem,) = problems("figures: [{id: hurt}]", **two)

    assert ("key-figures-count", "at least one, at most 1") == (problem.code, problem.hint)
