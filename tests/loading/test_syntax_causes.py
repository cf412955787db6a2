"""A file that is not YAML: the slip that was made, its place and the way out, in plain words."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import pytest

from reportkit.loading.yaml_reader import read_yaml

NO_BREAK = "\u00a0"
RECORD = "facts:\n  - id: a\n"


class Slip(NamedTuple):
    name: str
    text: str
    place: tuple[int, int]
    message: str
    hint: str


SLIPS = [
    Slip("tab", "facts:\n\t- id: a\n", (2, 1), "a tab at column 1", "spaces, not tabs"),
    Slip("tab under a text", f"{RECORD}\tdate: x\n", (3, 1), "a tab at column 1", "spaces"),
    Slip(
        "tab after spaces", f"{RECORD}    b: c\n  \t d: e\n", (4, 3), "a tab at column 3", "spaces"
    ),
    Slip("too deep", f"{RECORD}      date: x\n", (3, 7), "column 7, deeper than", "same column"),
    Slip(
        "too shallow",
        f"{RECORD}   date: x\n",
        (3, 4),
        "this line begins in column 4",
        "same column",
    ),
    Slip(
        "no dash",
        f"{RECORD}    date: x\n    id: b\n    date: y\n",
        (4, 5),
        "a second record begins here without '-'; the first is on line 2",
        "write '- id:'",
    ),
    Slip(
        "dash astray",
        f"{RECORD} - id: b\n",
        (3, 2),
        "this '-' begins in column 2",
        "each '-' under",
    ),
    Slip(
        "dash too deep", f"{RECORD}    - id: b\n", (3, 5), "this '-' begins in column 5", "each '-'"
    ),
    Slip(
        "quote open",
        f'{RECORD}    b: "c\n    d: e\n',
        (3, 8),
        'has no " at its end',
        'close it with "',
    ),
    Slip(
        "quote open, one later",
        f'{RECORD}    b: "c\n    d: "e"\n',
        (3, 8),
        'no " at its end',
        'with "',
    ),
    Slip("apostrophe", "a: 'It's raining'", (1, 4), "the apostrophe before 's raining''", "''"),
    Slip("apostrophe in braces", "a: {b: 'It's', c: d}", (1, 8), "the apostrophe before", "double"),
    Slip("quotation inside", 'a: "He said "no" to it"', (1, 4), "before 'no", "in single quotes"),
    Slip("quotation first", 'a: "No" said he', (1, 4), "before 'said he' ends", "in single quotes"),
    Slip("backslash", 'a: "c:\\dir"', (1, 7), "'\\d' means nothing", "single quotes"),
    Slip(
        "no-break indent",
        f"{RECORD}   {NO_BREAK}b: c\n",
        (3, 4),
        "U+00A0 (no-break space) at column 4",
        "ordinary space",
    ),
    Slip(
        "no-break after dash",
        f"facts:\n  -{NO_BREAK}id: a\n    b: c\n",
        (2, 4),
        "U+00A0 (no-break space) at column 4",
        "ordinary",
    ),
    Slip(
        "no-break after colon",
        f"{RECORD}    b:{NO_BREAK}c\n    d: e\n",
        (3, 7),
        "U+00A0 (no-break space) at column 7",
        "ordinary",
    ),
    Slip(
        "no-break at the top",
        f"facts:{NO_BREAK}\n  - id: a\n",
        (1, 7),
        "U+00A0 (no-break space) at column 7",
        "ordinary",
    ),
    Slip(
        "thin space",
        f"{RECORD}    b:\u2009c\n    d: e\n",
        (3, 7),
        "U+2009 (thin space) at column 7",
        "ordinary",
    ),
    Slip(
        "merge",
        "<<<<<<< HEAD\na: b\n=======\na: c\n>>>>>>> x\n",
        (1, 1),
        "two versions",
        "keep one",
    ),
    Slip(
        "merge in quotes",
        'a: "b\n<<<<<<< HEAD\nc\n=======\nd\n>>>>>>> x\n"\n',
        (2, 1),
        "two versions",
        "keep one",
    ),
    Slip(
        "more than",
        "low: >460\nb: c\n",
        (1, 6),
        "'>' announces",
        "'low: 460' and 'operator: more_than'",
    ),
    Slip(
        "at least", "low: >= 460\n", (1, 6), "'>' announces", "'low: 460' and 'operator: at_least'"
    ),
    Slip("pipe", "a: |b\n", (1, 4), "'|' announces", "in quotes"),
    Slip("at sign", "a: @desk", (1, 4), "a text cannot begin with '@'", "in quotes"),
    Slip("percent", "a: %5", (1, 4), "a text cannot begin with '%'", "in quotes"),
    Slip("asterisk", "a: *bold* word", (1, 4), "a text cannot begin with '*'", "in quotes"),
    Slip("ampersand", "a: & co", (1, 4), "a text cannot begin with '&'", "in quotes"),
    Slip("question mark", "a: ? b", (1, 4), "a text cannot begin with '?'", "in quotes"),
    Slip("comma first", "a: , b", (1, 4), "a text cannot begin with ','", "in quotes"),
    Slip("colon in a text", "a: He said: no", (1, 11), "a ': ' inside a text", "in quotes"),
    Slip(
        "list beside its key",
        "facts: - id: x",
        (1, 8),
        "a '- ' on the line of its key",
        "next line",
    ),
    Slip(
        "no space after colon",
        f"{RECORD}    b:c\n    d: e\n",
        (3, 6),
        "no space after the ':'",
        "'b: c'",
    ),
    Slip(
        "no space after dash",
        "facts:\n  -id: a\n    b: c\n",
        (2, 4),
        "no space after the '-'",
        "'- id: a'",
    ),
    Slip("no colon", "facts\n  - id: a\n  b: c\n", (1, 6), "no ':' after 'facts'", "'facts:'"),
    Slip(
        "no key",
        f"{RECORD}    b: c\njust words\n",
        (4, 1),
        "'just words' is neither",
        "'key: value'",
    ),
    Slip("bracket open", "a: [b\nc: d\n", (1, 4), "the '[' here is not closed", "']'"),
    Slip("brace open", "a: {b: c\nd: e\n", (1, 4), "the '{' here is not closed", "'}'"),
    Slip("comma missing", "a: {b: 'x' c: d}", (1, 12), "no comma before 'c: d}'", "comma"),
    Slip(
        "hash in braces", "a: [{b: route #4 since}]\n", (1, 15), "# begins a comment", "in quotes"
    ),
    Slip("after the end", "a: b\n...\nc: d\n", (3, 1), "ended the document", "delete"),
    Slip("long key", f"{'x' * 1100}: a\n", (1, 1), "more than 1,024 characters", "quotes"),
]


@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: slip.name)
def test_a_slip_is_named_with_its_place_and_the_way_out(slip: Slip) -> None:
    (problem,) = read_yaml(slip.text.encode(), "seeds/a.yaml").problems

    assert (problem.mark.line, problem.mark.column) == slip.place, problem.message
    assert slip.message in problem.message
    assert slip.hint in problem.hint


def test_no_word_of_the_parser_is_left() -> None:
    """Nobody who writes a fact has to know what a token, node or simple key is."""
    foreign = ("token", "block", "flow", "scanning", "parsing", "scalar", "mapping values", "node")
    messages = [
        problem.message for slip in SLIPS for problem in read_yaml(slip.text.encode(), "x").problems
    ]

    assert [] == [text for text in messages if any(word in text for word in foreign)]


def test_a_merge_left_in_seeds_is_the_only_problem(tmp_path: Path) -> None:
    """It hides what the file defined, and nothing that follows from that is told."""
    from reportkit.loading.loader import load
    from reportkit.rules.book import check

    seeds = tmp_path / "seeds"
    seeds.mkdir()
    (seeds / "a.yaml").write_text(
        "<<<<<<< HEAD\nsources: []\n=======\n>>>>>>> x\n", encoding="utf-8"
    )
    (seeds / "b.yaml").write_text(
        "facts: [{id: f, statement: x, verification: unverified, source_refs: [gone]}]\n",
        encoding="utf-8",
    )
    codes = [problem.code for problem in check(load(tmp_path))]

    assert codes == ["merge-conflict", "file-missing", "file-missing"]
