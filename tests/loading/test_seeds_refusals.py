"""What the model refuses: keys, words, numbers, days, ids and files, each with its place."""

from __future__ import annotations

import os
import random
import re
from pathlib import Path
from textwrap import dedent

import pytest

from reportkit.loading.loader import load
from reportkit.model.evidence import Fact, Figure
from reportkit.problems import Mark, Problem
from reportkit.rules.book import check


def told(series: Path, text: str | bytes, name: str = "a.yaml") -> list[Problem]:
    """Give the problems of one file of records."""
    seeds = series / "seeds"
    seeds.mkdir(exist_ok=True)
    content = dedent(text).encode() if isinstance(text, str) else text
    (seeds / name).write_bytes(content)
    return [p for p in load(series).problems if p.mark.file == f"seeds/{name}"]


def at(problem: Problem) -> tuple[str, int, int]:
    return problem.code, problem.mark.line, problem.mark.column


@pytest.mark.parametrize(
    ("text", "told_at", "hint"),
    [
        ("events:\n  - {id: e, sumary: x}", ("key-unknown", 2, 13), "did you mean 'summary'?"),
        ("figurs: []", ("key-unknown", 1, 1), "did you mean 'figures'?"),
        ("facts: {id: a}", ("value-type", 1, 8), "begin each record with '- id:'"),
        ("facts: [word]", ("value-type", 1, 9), "write:"),
        (
            "facts: [{id: f, statement: x, verification: unverifed}]",
            ("enum-unknown", 1, 45), "did you mean 'unverified'?",
        ),
        ("facts: [{id: Föo, statement: x, verification: unverified}]", ("value-form", 1, 14),
         "write 'foo': lower-case letters and digits joined by . - or _"),
        ("facts: [{id: Mill killed, statement: x, verification: unverified}]",
         ("value-form", 1, 14),
         "write 'mill-killed': lower-case letters and digits joined by . - or _"),
        ("facts: [{id: mülå.ж, statement: x, verification: unverified}]", ("value-form", 1, 14),
         "write lower-case letters and digits joined by . - or _"),
        ("facts:", ("value-empty", 1, 7),
         "begin each record below it with '- id:', or delete the line"),
        ("facts: [{id: f, statement: x, verification: unverified, source_refs: }]",
         ("value-empty", 1, 70),
         "give a list, or leave the key out"),
        ("facts: [{id: f, statement: x, verification: “unverified”}]", ("enum-unknown", 1, 45),
         'only straight quotation marks are YAML\'s own: write "unverified"'),
        ("facts: [{id: f, statement: x, verification: unverified, date: „2026-01-09“}]",
         ("value-type", 1, 63),
         'only straight quotation marks are YAML\'s own: write "2026-01-09"'),
        ("facts: [{id: f, statement: '', verification: unverified}]", ("value-empty", 1, 28),
         "give a value, or leave the key out"),
        ("facts: [{id: f, statement: ~, verification: unverified}]", ("value-empty", 1, 28),
         "give a value, or leave the key out"),
        ("facts: [{id: f, statement: [x], verification: unverified}]", ("value-type", 1, 28), ""),
        ("facts: [{id: f, statement: x, verification: unverified, standing: yes}]",
         ("value-type", 1, 67), "write true"),
        ("facts: [{id: f, statement: x, verification: unverified, source_refs: s}]",
         ("value-type", 1, 70), "write [s]"),
        ("facts: [{id: f, statement: x, verification: unverified, source_refs: 's, t.2'}]",
         ("value-type", 1, 70), "write [s, t.2]"),
        ("facts: [{id: f, statement: x, verification: unverified, date: 2026-02-30}]",
         ("date-impossible", 1, 63), "the month ends with 2026-02-28"),
        ("facts: [{id: f, statement: x, verification: unverified, date: 2026-13-01}]",
         ("date-impossible", 1, 63), "write year, month and day: 2025-10-19 is 19 October"),
        ("facts: [{id: f, statement: x, verification: unverified, date: 1/2/2026}]",
         ("value-type", 1, 63), "write it as 2026-02-01 (1 February) or 2026-01-02 (2 January)"),
    ],
)  # fmt: skip
def test_value_is_refused_with_place_and_hint(
    tmp_path: Path, text: str, told_at: tuple[str, int, int], hint: str
) -> None:
    """An impossible value or key is one problem, where it stands, with the way out."""
    (problem,) = (p for p in told(tmp_path, text) if p.code != "key-missing")

    assert told_at == at(problem)
    assert re.split("[;\n]", problem.hint)[0] == hint


@pytest.mark.parametrize(
    ("text", "characters"),
    [
        ("facts: [{{id: f, verification: unverified, statement: {}}}]", 4_000),
        ("sources: [{{id: s, publisher: P, kind: wire, access: primary, sha256: {}}}]", 4_000),
        ("facts: [{{id: {}, statement: x, verification: unverified}}]", 80),
    ],
)
def test_a_text_has_a_length_limit(tmp_path: Path, text: str, characters: int) -> None:
    assert [] == told(tmp_path, text.format("a" * characters))
    (problem,) = told(tmp_path, text.format("a" * (characters + 1)))

    assert "text-too-long" == problem.code
    assert f"at most {characters:,}" in problem.hint


SOURCE = "sources: [{{id: s, publisher: P, kind: wire, access: primary, url: {}}}]"


@pytest.mark.parametrize(
    "url",
    [
        "'http://[example.com/x'",
        "'http://example.com]/x'",
        "https://a..b/",
        "https://.org",
        "https://-a.example.org",
        "https://example.org:99999/",
        "https://example.org:x/",
        "https://bank.example.org@evil.example.org/",
        f"https://{'a' * 64}.org/",
        f"https://{'a.' * 200}org/",
        "ftp://example.org/",
    ],
)
def test_an_address_that_readers_would_take_apart_otherwise_is_refused(
    tmp_path: Path, url: str
) -> None:
    (problem,) = told(tmp_path, SOURCE.format(url))

    assert ("value-form", 1, 67) == at(problem)
    assert "such as https://example.org/page" in problem.hint


@pytest.mark.parametrize(
    "url",
    [
        "https://en.example.org/wiki/People's_Party",
        "http://[::1]:80/x",
        "https://www.example.org:443/article/6fdea7f479ae",
        "https://example.org/?q=[a]&r=%7B",
        "https://münchen.example/straße",
        "https://example.org/خبر",
    ],
)
def test_an_address_with_unusual_letters_is_accepted(tmp_path: Path, url: str) -> None:
    assert [] == told(tmp_path, SOURCE.format(f'"{url}"'))


FIGURE = "figures: [{{id: f, metric: killed, provider: p, method: count, best: {}}}]"


NO_NUMBERS = [
    "08",
    "014",
    "1_000",
    "12:30:45",
    "+49",
    "1e3",
    "0o14",
    "0x10",
    ".5",
    "5.",
    "1,5",
    "NaN",
    "inf",
    "٣",
]


@pytest.mark.parametrize("number", [*NO_NUMBERS, "9" * 5000])
def test_number_that_is_none_is_refused(tmp_path: Path, number: str) -> None:
    """A number has digits and at most one dot; everything else is told, not guessed."""
    (problem,) = told(tmp_path, FIGURE.format(number if "," not in number else f"'{number}'"))

    assert ("value-type", 1, FIGURE.index("{}")) == at(problem)


@pytest.mark.parametrize("number", ["0", "1.10", "-3", "482", "0.5"])
def test_number_is_kept_as_written(tmp_path: Path, number: str) -> None:
    """1.10 stays 1.10."""
    assert [] == told(tmp_path, FIGURE.format(number))
    assert [number] == [str(figure.best) for figure in load(tmp_path).records.all(Figure)]


@pytest.mark.parametrize("zone", ["-99:00", "", "+25:00"])
def test_moment_without_a_zone_is_refused(tmp_path: Path, zone: str) -> None:
    """A cut-off has a zone, and one that exists."""
    found = told(tmp_path, f"cut_off: 2025-10-19T18:00{zone}", name="edition.yaml")

    assert ("value-type", 1, 10) in [at(problem) for problem in found]


@pytest.mark.parametrize("word", ["no", "on", "NO", "1.10", "12:30:45"])
def test_text_that_looks_like_something_else_is_text(tmp_path: Path, word: str) -> None:
    """`no` in a text field is the word no (Norway)."""
    fact = f"facts: [{{id: f, statement: {word}, verification: unverified}}]"

    assert [] == told(tmp_path, fact)
    assert [word] == [fact.statement for fact in load(tmp_path).records.all(Fact)]


def test_id_used_twice_names_the_first(tmp_path: Path) -> None:
    """The same id in two files, of two types, is refused at the second."""
    told(tmp_path, "places: [{id: x, name: X, kind: city, country: N, geo_precision: 1}]")
    (problem,) = told(tmp_path, "actors:\n  - {id: x, name: X, kind: ngo}\n", name="b.yaml")

    assert ("id-repeated", 2, 10) == at(problem)
    assert problem.hint.startswith("the first is at seeds/a.yaml:1")


def test_missing_key_is_placed_at_its_record(tmp_path: Path) -> None:
    """What is not there is told where it should be."""
    found = told(tmp_path, "facts:\n  - id: f\n    statement: x\n")

    assert [("key-missing", 2, 5)] == [at(problem) for problem in found]


def test_all_problems_come_in_one_run(tmp_path: Path) -> None:
    """Five mistakes in one file are five problems, in order."""
    problems = told(
        tmp_path,
        """\
        facts:
          - {id: f, statement: x, verification: unverifed, sumary: y}
          - {id: f, statement: '', verification: unverified}
        claim: []
        """,
    )

    assert ["enum-unknown", "key-unknown", "id-repeated", "value-empty", "key-unknown"] == [
        problem.code for problem in problems
    ]


def test_files_that_are_no_plain_seeds_are_refused(tmp_path: Path) -> None:
    """A link, a pipe, a folder and a .yml file are told and not opened."""
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    outside = tmp_path / "outside.yaml"
    outside.write_text("facts: []")
    (seeds / "link.yaml").symlink_to(outside)
    os.mkfifo(seeds / "pipe.yaml")
    (seeds / "folder.yaml").mkdir()
    (seeds / "old.yml").write_text("facts: []")

    codes = {p.mark.file: p.code for p in load(tmp_path).problems if p.code != "file-missing"}

    assert {
        "seeds/link.yaml": "file-unreadable",
        "seeds/pipe.yaml": "file-unreadable",
        "seeds/folder.yaml": "file-unreadable",
        "seeds/old.yml": "file-name",
    } == codes


def test_folder_without_seeds_is_told(tmp_path: Path) -> None:
    """No seeds/ folder is one problem that says where to look."""
    assert [("seeds-missing", Mark("seeds", 1, 1))] == [
        (problem.code, problem.mark) for problem in load(tmp_path).problems
    ]


def test_absent_brief_and_edition_are_told(tmp_path: Path) -> None:
    """Both files that a series cannot do without are named, and records still read."""
    assert [] == told(tmp_path, "actors: [{id: a, name: A, kind: ngo}]")
    loaded = load(tmp_path)

    assert ["seeds/brief.yaml", "seeds/edition.yaml"] == [p.mark.file for p in loaded.problems]
    assert loaded.book is None
    assert ["a"] == list(loaded.records.by_id)


def test_mutated_seeds_never_raise(tmp_path: Path) -> None:
    """Whatever stands in the values, loading and checking give problems and no exception."""
    dice = random.Random(7)  # noqa: S311  # the same values in every run
    values = [
        "x",
        "[]",
        "{}",
        "~",
        "''",
        "-1",
        "2025-02-30",
        "[[x]]",
        "{a: b}",
        "no",
        "é",
        "9" * 99,
    ]
    keys = ["id", "statement", "verification", "date", "about", "source_refs", "event", "tlp",
            "status", "section", "claims", "formerly", "as_of", "bogus"]  # fmt: skip
    for _ in range(300):
        chosen = dice.sample(keys, dice.randint(1, 8))
        record = ", ".join(f"{key}: {dice.choice(values)}" for key in chosen)
        told(tmp_path, f"facts: [{{{record}}}]")
        check(load(tmp_path))


def test_many_records_load_and_check_in_seconds(tmp_path: Path) -> None:
    """5,000 records are read and checked in seconds; twice as many take about twice as long."""
    import time

    from reportkit.loading.yaml_reader import MAX_BYTES

    def write(count: int) -> None:
        seeds = tmp_path / "seeds"
        seeds.mkdir(exist_ok=True)
        for part in range(0, count, 500):
            lines = [
                f"  - {{id: f{n}, section: front, statement: It rained in sector {n}., "
                f"verification: unverified, source_refs: [s], date: 2025-10-14}}"
                for n in range(part, part + 500)
            ]
            text = "facts:\n" + "\n".join(lines)
            assert len(text) < MAX_BYTES
            (seeds / f"part-{part}.yaml").write_text(text)
        (seeds / "sources.yaml").write_text(
            "sources: [{id: s, publisher: S, kind: wire, access: primary}]\n"
            "actors: [{id: o, name: O, kind: ngo}]\n"
            "figures: [{id: wet, metric: days, best: 7, as_of: 2025-10-19, provider: o, "
            "method: count, source_refs: [s]}]"
        )
        (seeds / "brief.yaml").write_text(dedent(BRIEF))
        (seeds / "edition.yaml").write_text(dedent(EDITION))

    def seconds() -> float:
        begun = time.process_time()
        assert () == check(load(tmp_path))
        return time.process_time() - begun

    write(2_500)
    half = seconds()
    write(5_000)
    whole = seconds()

    assert whole < 20
    assert whole < 4 * half + 0.5  # a generous bound: quadratic work would be far above it


BRIEF = """\
    format: 1
    id: rain
    title: Rain
    producer: The desk
    contact: {name: Desk, email: desk@example.org}
    tlp: TLP:CLEAR
    cadence: {every: day, at: "18:00", zone: UTC}
    sections: [{id: front, title: The front}]
    """
EDITION = """\
    period: {start: 2025-10-13, end: 2025-10-19}
    cut_off: 2025-10-19T18:00+00:00
    published: 2025-10-20T06:00+00:00
    bottom_line: {text: It rained., basis: [f0]}
    highlights: [{text: It rained here., basis: [f1]}, {text: It rained there., basis: [f2]}]
    key_figures: [wet]
    trend: unchanged
    trend_rationale: {text: It rains as it did., basis: [f0]}
    """


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        # what belongs there by its place, not by its letters
        ("sources: [{id: s, publisher: p, kind: wire, access: primary, credibility: 2}]",
         "known keys: publisher, author, "),
        ("facts: [{id: f, text: x, verification: unverified}]",
         "perhaps 'statement', which is missing; known keys: statement, "),
        ("facts: [{id: f, statement: x, y (z), verification: unverified}]",
         "put a text that holds a comma in quotes"),
        ("judgements: [{id: j, likelihood: {term: likely, percent: 60}}]",
         "write {term: unlikely}; known: "),
        ("facts: [{id: f, statement: x, verification: unverified, source_refs: a.b}]",
         "write [a.b]"),
        ("facts: [{id: f, statement: x, verification: unverified, standing: Yes}]", "write true"),
        ("facts: [{id: f, statement: x, verification: Unverified}]",
         "did you mean 'unverified'?; known: "),
        ("facts: [{id: f, statement: x, verification: indep}]",
         "did you mean 'independently_confirmed'?; known: "),
    ],
)  # fmt: skip
def test_a_hint_names_what_was_meant(tmp_path: Path, text: str, hint: str) -> None:
    (problem,) = (p for p in told(tmp_path, text) if p.code != "key-missing")

    assert problem.hint.startswith(hint)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("1995-1-30", "1995-01-30"),
        ("1995/01/30", "1995-01-30"),
        ("30.1.1995", "1995-01-30"),
        ("30/01/1995", "1995-01-30"),
        ("01/30/1995", "1995-01-30"),
        ("30 January 1995", "1995-01-30"),
        ("05/01/1995", "1995-01-05 (5 January) or 1995-05-01 (1 May)"),
        ("yesterday", "2025-10-19"),
    ],
)
def test_the_day_that_is_meant_is_offered_or_both_that_may_be(
    tmp_path: Path, written: str, meant: str
) -> None:
    (problem,) = told(
        tmp_path, f"facts: [{{id: f, statement: x, verification: unverified, date: {written}}}]"
    )

    assert (problem.code, problem.hint) == ("value-type", f"write it as {meant}")


def test_keys_that_are_missing_in_braces_are_offered_for_braces(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "judgements:\n  - {id: j, statement: x}\n")

    assert problem.hint.startswith(
        "add in the braces: likelihood: {term: (text)}, confidence: {level: (one of: low, "
    )
    assert "\n" not in problem.hint


def test_a_misspelt_key_is_one_problem_and_not_missed_too(tmp_path: Path) -> None:
    (problem,) = told(tmp_path, "facts: [{id: f, Statement: x, verification: unverified}]")

    assert ("key-unknown", "did you mean 'statement'?") == (problem.code, problem.hint)


def test_a_moment_without_a_zone_is_offered_by_the_clock_of_the_series(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    told(tmp_path, dedent(BRIEF).replace("zone: UTC", "zone: Africa/Khartoum"), "brief.yaml")
    (problem,) = (
        each
        for each in told(tmp_path, "cut_off: 2026-11-29T12:00", "edition.yaml")
        if each.code == "value-type"
    )

    assert "write it by the clock of the series: 2026-11-29T12:00+02:00" == problem.hint


COMMITMENT = """\
rounds:
  - {id: r, track: t, number: 1, venue: v, start: 2026-01-10, outcome: deadlock, summary: x}
  - id: truce
    by: [north]
    text: No fire.
    commitment_status: in_force
"""


def test_a_record_in_the_list_of_another_kind_is_one_problem_with_the_line_that_is_missing(
    tmp_path: Path,
) -> None:
    (problem,) = told(tmp_path, COMMITMENT)

    assert ("record-misplaced", 3, 5) == at(problem)
    assert "truce has the keys of another kind of record than rounds" == problem.message
    assert "write a line 'commitments:' above it, in the column of 'rounds:'" == problem.hint


def test_with_the_line_of_its_kind_it_is_read(tmp_path: Path) -> None:
    assert [] == told(tmp_path, COMMITMENT.replace("  - id: truce", "commitments:\n  - id: truce"))


def test_a_record_with_one_strange_key_stays_of_its_kind(tmp_path: Path) -> None:
    text = "facts: [{id: f, statement: x, verification: unverified, kind: aid}]"

    assert ["key-unknown"] == [problem.code for problem in told(tmp_path, text)]


def test_a_lone_value_is_put_into_the_lines_that_are_offered(tmp_path: Path) -> None:
    (problem,) = (
        each
        for each in told(tmp_path, "judgements: [{id: j, statement: It is so., confidence: low}]")
        if each.code == "value-type"
    )

    assert "write:\n  level: low  # one of: low, moderate, high" == problem.hint


def test_of_a_list_of_values_with_keys_the_lines_are_offered(tmp_path: Path) -> None:
    text = "house: {parties: {north: '#ffff00'}}"
    (problem,) = (each for each in told(tmp_path, text, "brief.yaml") if each.code == "value-type")

    assert (
        'write:\nparties:\n  - actor:  # id of an actor\n    colour:  # "#0b4f6c"' == problem.hint
    )
