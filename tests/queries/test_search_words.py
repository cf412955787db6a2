"""What a person types is read as words, phrases and beginnings of words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reportkit.model.folding import placed_words, words_of
from reportkit.queries.search_words import (
    Term,
    WrongQuery,
    count_in,
    match_of,
    read_words,
    spans_in,
)


@pytest.mark.parametrize(
    ("typed", "terms"),
    [
        (["bridge", "shut"], [Term(("bridge",)), Term(("shut",))]),
        (["bridge shut"], [Term(("bridge", "shut"))]),
        (['"bridge shut" north'], [Term(("bridge", "shut")), Term(("north",))]),
        (["“bridge shut” «the north»"], [Term(("bridge", "shut")), Term(("the", "north"))]),
        (["Torkh*"], [Term(("torkh",), begins=True)]),
        (['"spin bol"*'], [Term(("spin", "bol"), begins=True)]),
        (["Spin-Boldak"], [Term(("spin", "boldak"))]),
        (["bridge", "BRIDGE"], [Term(("bridge",))]),
        (["١٢"], [Term(("12",))]),
        (["كابل"], [Term(("کابل",))]),
        ([], []),
    ],
)
def test_words_are_read(typed: list[str], terms: list[Term]) -> None:
    assert terms == list(read_words(typed))


@pytest.mark.parametrize(
    ("typed", "what"),
    [
        ('"bridge shut', "a quotation mark in '\"bridge shut' has no partner"),
        ("*", "holds no letter and no digit"),
        ("b*idge", "a star stands at the end of a word"),
        ("*bridge", "a star stands at the end of a word"),
        ("bridge *", "a star stands at the end of a word"),
        ("--!", "'--!' holds no letter and no digit"),
        ('""', "holds no letter and no digit"),
        ("", "holds no letter and no digit"),
        ("a " * 65, "more than 64 words"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(typed: str, what: str) -> None:
    with pytest.raises(WrongQuery) as refused:
        read_words([typed])
    assert what in str(refused.value)


def test_a_full_text_query_holds_words_alone() -> None:
    terms = read_words(["near/2", "NOT", "bridge shut", "torkh*"])

    assert '"near 2" AND "not" AND "bridge shut" AND "torkh"*' == match_of(terms)


@pytest.mark.parametrize(
    ("term", "count"),
    [
        (Term(("road",)), 2),
        (Term(("roa",)), 0),
        (Term(("roa",), begins=True), 3),
        (Term(("the", "road")), 1),
        (Term(("the", "ro"), begins=True), 1),
    ],
)
def test_a_term_is_counted_word_by_word(term: Term, count: int) -> None:
    assert count == count_in(term, " the road and a road and roads ")


@pytest.mark.parametrize(
    ("text", "typed", "marked"),
    [
        ("Kābul, and kabul.", ["kabul"], ["Kābul", "kabul"]),
        ("Spin-Boldak is shut.", ["spin boldak"], ["Spin-Boldak"]),
        ("the road roads", ["road*"], ["road", "roads"]),
        ("a b c", ["a b", "b c"], ["a b c"]),
        ("در كابل", ["کابل"], ["كابل"]),
        ("½ of it", ["2"], ["½"]),
        ("straße", ["strasse"], ["straße"]),
        ("nothing", ["else"], []),
    ],
)
def test_the_words_are_placed_in_the_text(text: str, typed: list[str], marked: list[str]) -> None:
    spans = spans_in(text, read_words(typed))

    assert marked == [text[span.start : span.end] for span in spans]


@given(st.text())
def test_placed_words_are_the_words(text: str) -> None:
    """What is looked up and what is marked must not differ."""
    assert words_of(text) == [placed.word for placed in placed_words(text)]


@given(st.text())
def test_a_folded_word_stays_what_it_is(text: str) -> None:
    """Words are folded once when they are kept, once when they are typed."""
    for word in words_of(text):
        assert [word] == words_of(word)
