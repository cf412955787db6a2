"""search, as a user runs it; and what the index of editions changes for the other commands."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest

from reportkit.files.notes import INDEX
from tests.cli.series import run, write


def test_it_tells_record_by_record_and_sets_the_words_apart(river: Path) -> None:
    ran = run(river, "search", "shut", "bridge", "--facts")

    assert [
        "bridge-shut (fact in front, 13 Oct 2025)",
        "  No. 1 to 3: North *shut* the *bridge*.",
    ] == ran.out.splitlines()[:2]
    assert (0, "") == (ran.code, ran.err)


def test_a_phrase_that_stands_nowhere_is_offered_as_words_in_any_order(river: Path) -> None:
    ran = run(river, "search", "bridge shuts")
    (command,) = re.findall("'reportkit (.+)'", ran.err)

    assert "nothing found in this order" in ran.err
    assert "North *shuts* the *bridge*" in run(river, *command.split()).out


def test_an_old_id_and_a_change_stand_with_their_edition(river: Path) -> None:
    lines = run(river, "search", "lorries").out.splitlines()

    assert "bridge-closure (measure in front, since 13 Oct 2025)" == lines[0]
    assert "  No. 2 to 3: North shuts the bridge to all *lorries*. (in force)" == lines[1]
    assert "  No. 1, as closure: North shuts the bridge to *lorries*. (in force)" == lines[2]
    assert lines[3].startswith("  No. 2, UPDATED: ")


def test_as_json_it_holds_where_the_words_stand(river: Path) -> None:
    answer = run(river, "search", "shut", "--facts", "--type", "fact", "--json").json

    assert (["shut"], 1) == (answer["words"], answer["found"])
    (record,) = answer["records"]
    assert {"start": "2025-10-13", "end": "2025-10-13"} == record["days"]
    (wording,) = record["wordings"]
    assert ({"first": "1", "last": "3"}, [[6, 10]]) == (wording["editions"], wording["matches"])
    assert "TLP:CLEAR" == wording["marking"]


def test_nothing_found_is_said_and_is_no_error(river: Path) -> None:
    ran = run(river, "search", "zebra")

    assert (0, "") == (ran.code, ran.out)
    assert ran.err.startswith("nothing found")
    assert 4 == run(river, "search", "zebra", "--exit-code").code
    assert [] == run(river, "search", "zebra", "--json").json["records"]


def test_a_series_that_published_nothing_says_so(tmp_path: Path) -> None:
    write(tmp_path, 1)

    ran = run(tmp_path, "search", "bridge")

    assert (0, "") == (ran.code, ran.out)
    assert "nothing was published yet; 'reportkit search --seeds' searches the seeds\n" == ran.err
    assert not (tmp_path / "reports").exists()


def test_the_seeds_in_work_are_searched(river: Path) -> None:
    """The toll of No. 4 is in the seeds alone."""
    lines = run(river, "search", "civilians", "--seeds").out.splitlines()

    assert "  seeds: *civilians* killed, Shots at the bridge (Observers): 4" == lines[1][:63]


def test_what_is_left_out_is_counted(river: Path) -> None:
    ran = run(river, "search", "bridge", "--limit", "1")

    assert 1 == sum(line[:1] not in ("", " ") for line in ran.out.splitlines())
    assert " records; '--limit 0' shows all" in ran.err


@pytest.mark.parametrize(
    ("words", "what"),
    [
        ([], "name the WORDS to look for, or an option that chooses"),
        (['"bridge'], "has no partner"),
        (["*"], "holds no letter and no digit"),
        (["b*d"], "a star stands at the end of a word"),
        (["x", "--record", "tol"], "did you mean 'toll'?"),
        (["x", "--source", "wires"], "did you mean 'wire'?"),
        (["x", "--type", "facts"], "'facts' is not one of"),
        (["x", "--edition", "9"], "there is no edition 9; No. 1 to No. 3 are published"),
        (["x", "--edition", ""], "names no edition"),
        (["x", "--edition", "3..2"], "the older edition comes first: --edition 2..3"),
        (["x", "--edition", "2", "--seeds"], "name one"),
        (["x", "--seeds", "--changes"], "'reportkit diff' tells them"),
        (["x", "--facts", "--class", "CORRECTED"], "leave out --facts"),
        (["x", "--from", "2025-10-14", "--until", "2025-10-13"], "--until lies before --from"),
        (["x", "--max-tlp", "PURPLE"], "is none of TLP:CLEAR"),
    ],
)
def test_a_question_that_cannot_be_asked_is_wrong_usage(
    river: Path, words: list[str], what: str
) -> None:
    ran = run(river, "search", *words)

    assert (2, "") == (ran.code, ran.out)
    assert what in " ".join(ran.err.split())


@pytest.mark.parametrize("typed", ["1..2", "..2", "1.."])
def test_a_range_of_editions_may_be_open(river: Path, typed: str) -> None:
    assert "No. 1, as closure" in run(river, "search", "lorries", "--edition", typed).out


@pytest.mark.parametrize(
    "question",
    [
        ["search", "bridge", "--json"],
        ["log", "closure", "--json"],
        ["log", "toll"],
        ["impact", "wire", "--json"],
        ["show", "1"],
    ],
    ids=" ".join,
)
def test_answers_are_the_same_with_the_index_and_without(
    own_river: Path, question: list[str]
) -> None:
    file = own_river / "reports" / INDEX
    file.unlink(missing_ok=True)
    without = run(own_river, *question, REPORTKIT_CACHE="off")
    assert not file.exists()

    first, second = run(own_river, *question), run(own_river, *question)
    if file.exists():
        file.write_bytes(file.read_bytes()[:5000])
    damaged = run(own_river, *question)

    assert {(0, without.out)} == {(ran.code, ran.out) for ran in (first, second, damaged)}


def test_an_index_is_no_part_of_what_is_verified_or_checked(own_river: Path) -> None:
    before = run(own_river, "check", "--json").out
    run(own_river, "search", "bridge")
    assert (own_river / "reports" / INDEX).exists()

    assert "nothing was altered" in run(own_river, "verify").out
    assert before == run(own_river, "check", "--json").out
    assert 3 == len(run(own_river, "editions", "--json").json["editions"])


def test_a_log_needs_no_facts_of_the_editions_between(own_river: Path) -> None:
    """They are for 'verify' to prove: one that was altered there hides no life of a record."""
    facts = own_river / "reports" / "002" / "facts.json"
    facts.chmod(0o644)
    facts.write_text(facts.read_text().replace("lorries", "carts"))

    assert "No. 2, 26 Oct 2025: UPDATED" in run(own_river, "log", "toll").out
    assert 7 == run(own_river, "search", "bridge").code


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_takes_no_file_is_searched_all_the_same(own_river: Path) -> None:
    (own_river / "reports" / INDEX).unlink(missing_ok=True)
    (own_river / "reports").chmod(0o555)

    assert "*bridge*" in run(own_river, "search", "bridge").out
