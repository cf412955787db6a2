"""``reportkit init`` as a person types it: questions on a terminal, options, examples, refusals."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportkit.loading.loader import load
from reportkit.model.evidence import Actor
from tests.cli.series import run, write
from tests.terminal import CTRL_D, answer


def answered(folder: Path, *answers: str, options: tuple[str, ...] = ()) -> tuple[int, str, str]:
    """Answer the questions at a terminal; give exit code, what stdout got and what was asked."""
    done = answer(folder, "init", "new", *options, answers=[*answers])
    return done.code, done.out, done.screen


def test_questions_are_asked_until_they_are_answered(tmp_path: Path) -> None:
    code, out, err = answered(
        tmp_path,
        'Roads: "north"',
        "",
        "nonsense",
        "me@example.org",
        "Khartoum",
        "Africa/Khartoum",
        "Access; Prices",
        "the North Council (NC); South",
        "green",
        "",
    )

    book = load(tmp_path / "new").book
    assert (0, "new\n") == (code, out)
    assert book is not None
    brief = book.brief
    assert ('Roads: "north"', "Example desk", "en") == (brief.title, brief.producer, brief.language)
    assert ("me@example.org", "TLP:GREEN") == (brief.contact.email, brief.tlp.value)
    assert "Africa/Khartoum" == brief.cadence.zone
    assert ["Access", "Prices"] == [section.title for section in brief.sections]
    assert ["nc", "south"] == [actor.id for actor in book.all(Actor)][:2]
    assert "'nonsense' is no mail address" in err
    assert "did you mean 'Africa/Khartoum'?" in err
    assert "[Example desk]" in err


def test_what_is_given_is_not_asked(tmp_path: Path) -> None:
    options = ("--title", "A", "--producer", "B", "--email", "c@example.org", "--language", "en")

    code, _, err = answered(tmp_path, "", "", "", "", options=options)

    assert 0 == code
    assert ["Time zone", "Sections", "Parties", "Marking"] == [
        line.split(":")[0]
        for line in err.partition("Began ")[0].splitlines()
        if line[:1].isupper() and ": " in line
    ]


def test_who_goes_away_leaves_nothing_behind(tmp_path: Path) -> None:
    code, out, err = answered(tmp_path, "A title", CTRL_D)

    assert (130, "") == (code, out)
    assert "nothing half done was kept" in err
    assert not (tmp_path / "new").exists()


@pytest.mark.parametrize(
    ("arguments", "hint"),
    [
        (("init", "--yes"), "reportkit init DIR"),
        (("init", "new"), "--title, --producer, --email, --timezone, --section, --party"),
        (("init", "new", "--yes", "--timezone", "Asia/Kabull"), "did you mean 'Asia/Kabul'?"),
        (("init", "new", "--yes", "--tlp", "white"), "TLP:CLEAR"),
        (("init", "--example"), "init --example NAME DIR"),
        (("init", "--example", "startr", "new"), "did you mean 'starter'?"),
        (("init", "", "--yes"), "the name of the folder is empty"),
        (("init", "/dev/null", "--yes"), "/dev/null is no folder"),
    ],
)
def test_wrong_usage_names_the_way_out(
    arguments: tuple[str, ...], hint: str, tmp_path: Path
) -> None:
    ran = run(tmp_path, *arguments)

    assert (2, "") == (ran.code, ran.out)
    assert hint in " ".join(ran.err.split())
    assert not (tmp_path / "new").exists()


def test_the_end_says_what_comes_next(tmp_path: Path) -> None:
    ran = run(tmp_path, "init", "my roads", "--yes")

    assert (0, "my roads\n") == (ran.code, ran.out)
    assert "Began “My roads”: " in ran.err
    assert "cd 'my roads'" in ran.err
    assert "reportkit build --draft" in ran.err
    assert ("git init" in ran.err) == (shutil.which("git") is not None)


def test_this_folder_can_be_named_and_is_never_written_over(tmp_path: Path) -> None:
    folder = tmp_path / "roads"
    folder.mkdir()

    first = run(folder, "init", ".", "--yes")
    again = run(folder, "init", ".", "--yes")
    other = run(folder, "init", ".", "--yes", "--title", "Another")

    assert (0, 0, 2) == (first.code, again.code, other.code)
    assert "holds all of it already" in again.err
    assert "2 files are in . already" in other.err
    assert "cd " not in first.err


def test_the_shipped_series_can_be_copied_and_verified(tmp_path: Path) -> None:
    copied = run(tmp_path, "init", "--example", "dl")
    proved = run(tmp_path / "dl", "verify")

    assert (0, "dl\n") == (copied.code, copied.out)
    assert 0 == proved.code
    assert "nothing was altered" in proved.out + proved.err
    assert not (tmp_path / "dl" / "reports" / "drafts").exists()


def test_examples_are_listed_and_copied_by_name(tmp_path: Path) -> None:
    listed = run(tmp_path, "init", "--example-list").out.split()
    copied = run(tmp_path, "init", "--example", "starter", "tarn")

    assert "durand-line" == listed[0]
    assert "starter" in listed
    assert 0 == copied.code
    assert "title: The Tarn valley" in (tmp_path / "tarn" / "seeds" / "brief.yaml").read_text()


def test_no_series_is_begun_in_the_seeds_of_another(tmp_path: Path) -> None:
    """Its files would be read as the other's."""
    write(tmp_path, 1)
    before = sorted(tmp_path.rglob("*"))

    ran = run(tmp_path, "init", "seeds/new", "--yes")

    assert (2, "") == (ran.code, ran.out)
    assert "lies in the seeds of" in ran.err
    assert before == sorted(tmp_path.rglob("*"))
