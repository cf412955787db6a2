"""A hint names the word that was meant, or none."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import available_timezones

import pytest

from reportkit.problems import did_you_mean
from tests.loading.test_seeds_refusals import told

TLP = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]


@pytest.mark.parametrize(
    ("word", "known", "meant"),
    [
        ("unverifed", ["unverified", "disproved"], "unverified"),
        ("copi", ["copy", "paper"], "copy"),
        ("sumary", ["summary", "place"], "summary"),
        ("Asia/Kabull", available_timezones(), "Asia/Kabul"),
        ("wier", ["wire", "paper"], "wire"),
        ("TLP:GREN", TLP, "TLP:GREEN"),
    ],
)
def test_a_slip_of_the_hand_is_known(word: str, known: list[str], meant: str) -> None:
    assert did_you_mean(word, known) == f"did you mean '{meant}'?"


@pytest.mark.parametrize(
    ("word", "known"),
    [("CAT", available_timezones()), ("TLP:WHITE", TLP), ("no", ["on", "x"]), ("", ["a"])],
)
def test_another_meaning_is_not_guessed(word: str, known: list[str]) -> None:
    assert did_you_mean(word, known) == ""


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("TLP:WHITE", "TLP 2.0 calls it TLP:CLEAR"),
        ("white", "TLP 2.0 calls it TLP:CLEAR"),
        ("CLEAR", "write 'TLP:CLEAR'"),
        ("tlp amber", "write 'TLP:AMBER'"),
        ("TLP:AMBER STRICT", "write 'TLP:AMBER+STRICT'"),
        ("secret", "one of: TLP:CLEAR, TLP:GREEN, TLP:AMBER, TLP:AMBER+STRICT, TLP:RED"),
    ],
)
def test_a_marking_is_known_by_its_older_and_shorter_names(
    tmp_path: Path, written: str, hint: str
) -> None:
    (problem,) = told(
        tmp_path, f"facts: [{{id: f, statement: x, verification: unverified, tlp: '{written}'}}]"
    )

    assert problem.code == "enum-unknown"
    assert problem.hint.split(";")[0] == hint
    assert "TLP:GREEN" in problem.hint  # all words are shown, whatever was meant
