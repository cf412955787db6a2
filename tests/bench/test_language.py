"""The labelled sentences, and what the language rules make of them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bench.language import HALVES, Scored, corpus, measure_language, score
from bench.printing import printed


def test_each_half_has_as_many_sentences_of_either_kind() -> None:
    counts = Counter((sentence.half, sentence.is_estimative) for sentence in corpus())

    assert counts == {(half, label): 20 for half in HALVES for label in (True, False)}


@pytest.mark.parametrize("half", HALVES)
def test_the_rules_find_what_assesses_and_leave_alone_what_states(half: str) -> None:
    scored = score(half)

    assert scored.precision >= 0.95, scored.alarms
    assert scored.recall >= 0.95, scored.missed


def test_precision_is_of_the_alarms_and_recall_of_what_was_to_be_found() -> None:
    scored = Scored(right=3, alarms=("a",), missed=("b", "c"))

    assert (0.75, 0.6) == (scored.precision, scored.recall)


def test_a_row_of_shares_names_the_sentences_that_came_out_wrong(tmp_path: Path) -> None:
    lines = [line for result in measure_language(tmp_path, 1) for line in printed(result)]
    wrong = {text for half in HALVES for text in (*score(half).alarms, *score(half).missed)}

    assert 4 == sum("at least 0.95: met" in line for line in lines)
    assert wrong
    assert all(any(text in line for line in lines) for text in wrong)
