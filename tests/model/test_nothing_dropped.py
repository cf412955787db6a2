"""No record, word or file is left out in silence; what follows from a cause is not told."""

from __future__ import annotations

import os
from itertools import permutations
from pathlib import Path
from textwrap import dedent

import pytest

from reportkit.loading.loader import load
from reportkit.problems import Level, Problem
from reportkit.rules.book import check
from tests.loading.test_seeds_refusals import BRIEF, EDITION, at, told

NO_BREAK = "\u00a0"
FACT = "{{id: {}, statement: x, verification: unverified}}"


def seeds_of(series: Path, **files: str) -> Path:
    """Write files of records beside a brief and an edition that can be read."""
    seeds = series / "seeds"
    seeds.mkdir(exist_ok=True)
    for name, text in {"brief": BRIEF, "edition": EDITION, **files}.items():
        (seeds / f"{name}.yaml").write_text(dedent(text), encoding="utf-8")
    return seeds


# Ids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "ids", list(permutations(["a.b", f'"a.b{NO_BREAK}"', '"a.b "', '" a.b"'], 2))
)
def test_an_id_is_compared_as_it_is_bound(tmp_path: Path, ids: tuple[str, str]) -> None:
    """Whichever comes second is told: no record is dropped for a space that nobody sees."""
    found = told(tmp_path, f"facts:\n  - {FACT.format(ids[0])}\n  - {FACT.format(ids[1])}\n")

    (repeated,) = (problem for problem in found if problem.code == "id-repeated")
    assert at(repeated) == ("id-repeated", 3, 10)


@pytest.mark.parametrize(
    ("written", "column", "name"),
    [
        (f"a.b{NO_BREAK}", 17, "U+00A0 (no-break space)"),
        (f"{NO_BREAK}a.b", 14, "U+00A0 (no-break space)"),
        ("a\u200c.b", 15, "U+200C (zero width non-joiner)"),
        ("a\u00ad.b", 15, "U+00AD (soft hyphen)"),
        (f'"a.b{NO_BREAK}"', 14, "U+00A0 (no-break space)"),
    ],
)
def test_a_character_nobody_sees_is_named_in_an_id(
    tmp_path: Path, written: str, column: int, name: str
) -> None:
    (problem,) = told(tmp_path, f"facts: [{FACT.format(written)}]")

    assert at(problem) == ("value-form", 1, column)
    assert name in problem.message


def test_a_letter_of_another_alphabet_is_named_in_an_id(tmp_path: Path) -> None:
    cyrillic = FACT.format("r\u0430in")
    (problem,) = told(tmp_path, f"facts: [{cyrillic}]")

    assert "U+0430 (cyrillic small letter a)" in problem.message


@pytest.mark.parametrize(
    "value", ["about: [a.b{0}]", "verification: unverified{0}", "date: 2025-10-14{0}"]
)
def test_a_character_nobody_sees_is_named_in_references_words_and_days(
    tmp_path: Path, value: str
) -> None:
    found = told(tmp_path, f"facts: [{{id: f, statement: x, {value.format(NO_BREAK)}}}]")

    assert [p for p in found if p.code == "value-form" and "U+00A0 (no-break space)" in p.message]


def test_a_character_nobody_sees_is_named_in_a_key(tmp_path: Path) -> None:
    found = told(tmp_path, f"facts:\n  - id: f\n    {NO_BREAK}statement: x\n", "a.yaml")
    at_the_top = told(tmp_path, f"facts: []\n{NO_BREAK}{NO_BREAK}statement: x\n", "b.yaml")

    assert any("U+00A0 (no-break space) at column 5" in problem.message for problem in found)
    assert "U+00A0 (no-break space) at column 1" in at_the_top[0].message


# Texts that a # cuts ----------------------------------------------------------------------------


def statement(series: Path, written: str) -> list[Problem]:
    return told(
        series, f"facts:\n  - id: f\n    verification: unverified\n    statement: {written}\n"
    )


@pytest.mark.parametrize(
    "written",
    [
        "Lorries wait on route #4 since Monday.",
        "Lorries wait, see item # 4 of the list.",
        "Lorries wait on route  #4.",
        "Lorries wait on\n      route #4 since Monday.",
        "Lorries wait. # as of Monday",
    ],
)
def test_a_text_that_a_number_sign_cuts_is_told(tmp_path: Path, written: str) -> None:
    (problem,) = statement(tmp_path, written)

    assert (at(problem), problem.level) == (("text-cut", 4, 16), Level.WARNING)
    assert "ends before '#" in problem.message
    assert "in quotes" in problem.hint
    assert ["f"] == list(load(tmp_path).records.by_id)


@pytest.mark.parametrize(
    "written",
    [
        '"Lorries wait on route #4."',
        "Lorries wait.  # as of Monday",
        "Lorries wait on route#4.",
        "Lorries wait.\n    # a line of its own",
        ">\n      Lorries wait on route #4.",
    ],
)
def test_a_comment_that_is_meant_is_left_alone(tmp_path: Path, written: str) -> None:
    assert [] == statement(tmp_path, written)


def test_a_comment_after_an_id_or_a_number_cuts_nothing(tmp_path: Path) -> None:
    text = "facts:\n  - id: f #1\n    statement: x\n    verification: unverified # later\n"

    assert [] == told(tmp_path, text)


def test_a_value_that_is_all_comment_says_so(tmp_path: Path) -> None:
    (problem,) = statement(tmp_path, "#4 is shut")

    assert problem.code == "value-empty"
    assert "begins a comment" in problem.hint


# Files ------------------------------------------------------------------------------------------


def test_files_that_are_not_read_are_told(tmp_path: Path) -> None:
    seeds = seeds_of(tmp_path)
    (seeds / "sub" / "deep").mkdir(parents=True)
    (seeds / ".hidden").mkdir()
    for name in ("sub/a.yaml", "sub/deep/b.yml", "UPPER.YAML", "old.yml", "space.yaml ",
                 "notes.txt", ".hidden/c.yaml", ".a.yaml.swp"):  # fmt: skip
        (seeds / name).write_text("facts: []", encoding="utf-8")

    found = [(p.mark.file, p.code, p.hint) for p in check(load(tmp_path))]

    assert found == [
        ("seeds/UPPER.YAML", "file-name", "rename it to UPPER.yaml, or out of seeds/"),
        ("seeds/old.yml", "file-name", "rename it to old.yaml, or out of seeds/"),
        ("seeds/space.yaml ", "file-name", "rename it to space.yaml, or out of seeds/"),
        ("seeds/sub/a.yaml", "file-name", "move it into seeds/ itself, or out of seeds/"),
        ("seeds/sub/deep/b.yml", "file-name", "move it into seeds/ itself, or out of seeds/"),
    ]


def test_a_link_to_a_folder_is_told_and_not_followed(tmp_path: Path) -> None:
    seeds = seeds_of(tmp_path)
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "elsewhere" / "a.yaml").write_text("facts: []", encoding="utf-8")
    (seeds / "more").symlink_to(tmp_path / "elsewhere")

    (problem,) = check(load(tmp_path))

    assert problem.mark.file == "seeds/more"
    assert problem.message == "cannot be read: it is a link to a folder"


def test_the_file_of_recipients_is_read_by_others(tmp_path: Path) -> None:
    seeds = seeds_of(tmp_path, distribution="recipients_file: private/real.yaml\n")
    (seeds / "private").mkdir()
    (seeds / "private" / "real.yaml").write_text("recipients: []", encoding="utf-8")

    assert "file-name" not in {problem.code for problem in load(tmp_path).problems}


def test_what_is_no_plain_file_is_refused_at_once_in_plain_words(tmp_path: Path) -> None:
    seeds = seeds_of(tmp_path)
    os.mkfifo(seeds / "pipe.yaml")
    (seeds / "folder.yaml").mkdir()
    (seeds / "nowhere.yaml").symlink_to(tmp_path / "gone.yaml")
    (seeds / "zero.yaml").symlink_to("/dev/zero")
    with (seeds / "holes.yaml").open("wb") as file:
        file.truncate(50_000_000)

    found = {problem.mark.file: problem.message for problem in check(load(tmp_path))}

    assert found == {
        "seeds/pipe.yaml": "cannot be read: it is a pipe",
        "seeds/folder.yaml": "cannot be read: it is a folder",
        "seeds/nowhere.yaml": "cannot be read: it is a link",
        "seeds/zero.yaml": "cannot be read: it is a link",
        "seeds/holes.yaml": "the file has 47.7 MB; at most 1 MB is read",
    }


# Cause before followers -------------------------------------------------------------------------


def test_an_unreadable_file_is_told_alone_and_first(tmp_path: Path) -> None:
    """What it defined is not missed: the rules wait."""
    seeds_of(
        tmp_path,
        a="facts: [{id: f0, statement: x, verification: unverifed, source_refs: [s]}]",
        sources="sources:\n\t- {id: s, publisher: S, kind: wire, access: primary}\n",
    )

    loaded = load(tmp_path)

    assert loaded.book is None
    assert [(p.code, p.mark.file) for p in check(loaded)] == [
        ("yaml-syntax", "seeds/sources.yaml"),
        ("enum-unknown", "seeds/a.yaml"),
    ]


def test_a_record_without_an_id_makes_no_mention_of_it_unknown(tmp_path: Path) -> None:
    seeds_of(
        tmp_path,
        a="sources: [{id: , publisher: S, kind: wire, access: primary}]\n"
        "facts: [{id: f0, statement: x, section: front, verification: unverified, "
        "source_refs: [s]}]",
    )

    codes = {problem.code for problem in check(load(tmp_path))}

    assert "value-empty" in codes
    assert "ref-unknown" not in codes


def test_a_mistake_in_a_list_makes_no_mention_of_it_unknown(tmp_path: Path) -> None:
    seeds_of(
        tmp_path,
        brief=dedent(BRIEF) + "schedule: {send_to: [desk]}\n",
        distribution="lists: [{id: desk, name: Desk, max_tlp: TLP:WHITE}]\n",
    )

    found = check(load(tmp_path))

    assert [p.code for p in found if "desk" in p.message] == []
    assert [p.hint.split(";")[0] for p in found if p.code == "enum-unknown"] == [
        "TLP 2.0 calls it TLP:CLEAR"
    ]


@pytest.mark.parametrize(
    ("section", "code"),
    [
        ("", "value-empty"),
        ("[front]", "value-type"),
        ("Front page", "value-form"),
        ("frnt", "section-unknown"),
    ],
)
def test_a_bad_section_of_a_file_is_one_problem(tmp_path: Path, section: str, code: str) -> None:
    """And not one for each record of the file."""
    facts = "".join(
        f"  - {{id: f{n}, statement: It rained., date: 2025-10-14, verification: unverified, "
        "source_refs: [s]}\n"
        for n in range(9)
    )
    sources = "sources: [{id: s, publisher: S, kind: wire, access: primary}]\n"
    seeds_of(tmp_path, a=f"section: {section}\nfacts:\n{facts}{sources}")

    found = [p for p in check(load(tmp_path)) if p.mark.file == "seeds/a.yaml"]

    assert [at(problem)[:2] for problem in found] == [(code, 1)]
