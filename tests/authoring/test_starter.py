"""Whatever is answered, a new series checks; and it is set in the week that is over."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.authoring.answers import Answers, read_parties, read_sections
from reportkit.authoring.new_series import write_series
from reportkit.authoring.shipped_series import starter_texts
from reportkit.authoring.starter import sections_of, series_files
from reportkit.files.package import package_folder
from reportkit.loading.loader import Loaded, load
from reportkit.model.evidence import Actor
from reportkit.model.vocabulary.series import Tlp
from reportkit.publish.check import check_series
from reportkit.rules.book import check
from reportkit.rules.examples import EXAMPLE

NOW = datetime(2026, 11, 29, 15, tzinfo=UTC)  # a Sunday
SECTIONS = (
    "Access",
    "Prices, [all]: high",
    "صوبے کی خبریں",
    "Outlook",
    "Brief",
    "Sources",
    "7",
    "Aid",
)
PARTIES = ("the Transitional Council (TC)", "Front for X", "چوتھا", "Ligne d'Or (LDO)")


def begun(folder: Path, answers: Answers, now: datetime = NOW) -> Loaded:
    files = series_files(answers, starter_texts(), now)
    write_series(folder, {path: text.encode() for path, text in files.items()})
    return load(folder)


def codes(loaded: Loaded) -> list[str]:
    return [problem.code for problem in check(loaded)]


@pytest.mark.parametrize("sections", range(1, 9))
def test_any_number_of_sections_and_parties_checks(sections: int, tmp_path: Path) -> None:
    answers = Answers(
        title="Roads",
        sections=read_sections(SECTIONS[:sections]),
        parties=read_parties(PARTIES[: sections % 5]),
    )

    loaded = begun(tmp_path / "new", answers)

    assert ["example-record"] == codes(loaded)
    assert loaded.book is not None
    assert SECTIONS[:sections] == tuple(each.title for each in loaded.book.brief.sections)
    assert sections % 5 == len([one for one in loaded.book.all(Actor) if "." not in one.id])


@pytest.mark.parametrize("tlp", Tlp)
def test_any_marking_checks(tlp: Tlp, tmp_path: Path) -> None:
    loaded = begun(tmp_path / "new", Answers(title="Roads", tlp=tlp))

    assert ["example-record"] == codes(loaded)
    assert loaded.book is not None
    assert tlp is loaded.book.tlp


@pytest.mark.parametrize(
    "title",
    ['He said: "no" — #1', "It's \\ [odd] {title}", "وادی", "yes", "2026", "- a: b"],
)
def test_any_title_is_read_as_it_was_written(title: str, tmp_path: Path) -> None:
    answers = Answers(title=title, producer=title, timezone="Etc/GMT+5")

    loaded = begun(tmp_path / "new", answers)

    assert ["example-record"] == codes(loaded)
    assert loaded.book is not None
    assert (title, title) == (loaded.book.brief.title, loaded.book.brief.producer)


def test_every_font_and_rule_of_publishing_takes_it_in_urdu(tmp_path: Path) -> None:
    answers = Answers(title="وادی", language="ur", parties=read_parties(PARTIES))
    begun(tmp_path / "new", answers)

    checked = check_series(tmp_path / "new", today=NOW.date())

    assert ["example-record"] == [problem.code for problem in checked.problems]


@pytest.mark.parametrize(
    ("now", "zone", "when"),
    [
        ("2026-11-29T15:00Z", "UTC", "2026-11-16 2026-11-22T23:59Z 2026-11-23T06:00Z"),
        ("2026-11-30T05:59Z", "UTC", "2026-11-16 2026-11-22T23:59Z 2026-11-23T06:00Z"),
        ("2026-11-30T06:00Z", "UTC", "2026-11-23 2026-11-29T23:59Z 2026-11-30T06:00Z"),
        ("2026-11-30T01:30Z", "Asia/Kabul", "2026-11-23 2026-11-29T19:29Z 2026-11-30T01:30Z"),
    ],
)  # fmt: skip
def test_the_edition_is_that_of_the_week_that_is_over(
    now: str, zone: str, when: str, tmp_path: Path
) -> None:
    start, cut_off, published = when.split()

    loaded = begun(tmp_path / "new", Answers(title="A", timezone=zone), datetime.fromisoformat(now))

    assert loaded.book is not None
    edition = loaded.book.edition
    assert (start, cut_off[:10]) == (str(edition.period.start), str(edition.period.end))
    assert datetime.fromisoformat(cut_off) == edition.cut_off
    assert datetime.fromisoformat(published) == edition.published


def test_days_in_words_move_with_those_in_figures() -> None:
    files = series_files(Answers(title="A"), starter_texts(), NOW)
    seeds = "".join(text for path, text in files.items() if path.startswith("seeds/"))

    assert "date_start: 2026-11-19" in seeds
    assert "at the mill on 19 November;" in seeds
    assert "lasts until 12 December." in seeds  # 31 January of the examples
    assert [] == re.findall(r"2026-01-\d\d|\d+ January", seeds)


def test_nothing_invented_is_said_of_a_party_that_somebody_named() -> None:
    answers = Answers(title="A", parties=read_parties(("the Sudanese Armed Forces (SAF)",)))

    files = series_files(answers, starter_texts(), NOW)

    assert ["seeds/actors.yaml"] == [path for path, text in files.items() if "Sudan" in text]
    assert [] == [path for path, text in files.items() if re.search(r"\bsaf\b(?!,)", text)]


def test_what_page_one_says_is_marked_as_an_example() -> None:
    edition = starter_texts()["seeds/edition.yaml"]
    texts = re.findall(r"text: (?:>-\n +)?(.+)", edition)

    assert len(texts) > 3
    assert [] == [text for text in texts if not text.strip('"').startswith("Example: ")]


def test_ids_of_sections_are_their_own_in_any_script() -> None:
    sections = sections_of(("The roads", "Roads", "صوبے", "7", "Brief"))

    assert ["roads", "roads-2", "section-3", "section-4", "brief"] == [each.id for each in sections]
    assert ["roads", "roads-2", "section-3", "section-4", "brief-section"] == [
        each.file for each in sections
    ]


def test_each_record_of_the_starter_is_known_for_an_example() -> None:
    records = load(package_folder("examples") / "starter").records

    assert [] == [record.id for record in records if not record.id.startswith(EXAMPLE)]


def test_no_clash_stands_in_a_section_that_is_the_outlook() -> None:
    answers = Answers(title="A", sections=("Outlook", "Access"))

    files = series_files(answers, starter_texts(), NOW)

    assert "section: access " in files["seeds/access.yaml"]
    assert [] == [path for path, text in files.items() if "section: outlook" in text]


def test_the_first_line_of_each_file_names_its_schema() -> None:
    files = series_files(Answers(title="A", sections=SECTIONS), starter_texts(), NOW)
    named = {
        path: re.match(
            r"# yaml-language-server: \$schema=\.\./\.schemas/(\w+)\.schema\.json\n", text
        )
        for path, text in files.items()
        if path.startswith("seeds/")
    }

    assert {"brief", "edition", "distribution", "records"} == {
        found[1] if found else path for path, found in named.items()
    }


def test_the_workflow_is_one_that_github_takes(tmp_path: Path) -> None:
    begun(tmp_path / "new", Answers(title="A"))
    workflow = tmp_path / "new" / ".github" / "workflows" / "brief.yml"

    ran = subprocess.run(
        [
            *(sys.executable, "-m", "check_jsonschema"),
            *("--builtin-schema", "vendor.github-workflows", workflow),
        ],
        capture_output=True,
        text=True,
        check=False,
    )

    assert (0, "ok -- validation done\n") == (ran.returncode, ran.stdout)


def test_git_tracks_seeds_and_editions_and_no_draft_or_ledger(tmp_path: Path) -> None:
    new = tmp_path / "new"
    begun(new, Answers(title="A"))
    for name in ("reports/drafts/001/a.pdf", "reports/deliveries.sqlite", "reports/001/a.pdf"):
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        (new / name).write_bytes(b"%PDF")
    git = ["git", "-C", str(new), "-c", "core.autocrlf=true"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run([*git, "add", "--all"], check=True, capture_output=True)

    listed = subprocess.run([*git, "ls-files", "--eol"], check=True, capture_output=True, text=True)
    attributes = {line.split("\t")[1]: line.split("\t")[0] for line in listed.stdout.splitlines()}

    assert ["reports/001/a.pdf"] == [path for path in attributes if path.startswith("reports/")]
    assert "attr/-text" in attributes["reports/001/a.pdf"]
    assert "attr/text eol=lf" in attributes["seeds/brief.yaml"]
