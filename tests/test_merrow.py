"""The second example, week by week, and what it is there to show."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from reportkit.publish.build import build
from reportkit.publish.built import Options
from tests.building import made_once
from tests.cli.series import run
from tests.schedule.series import quick_engine

EXAMPLE = Path(__file__).parents[1] / "examples" / "merrow"
NOW = datetime(2025, 5, 1, tzinfo=UTC)
#: What the desk publishes, in its order; type is set for No. 3 alone, whose pages are read.
WEEKS = ("1", "2", "2-r1", "3", "4", "5", "6")
WITH_PAGES = "3"


def publish(series: Path) -> None:
    """Publish the six weeks and the revision; a warning stops them. No. 3 is mailed to a folder."""
    shutil.copytree(EXAMPLE / "seeds", series / "seeds")
    for week in WEEKS:
        if week != "1":
            shutil.copytree(EXAMPLE / "weeks" / week, series / "seeds", dirs_exist_ok=True)
        shutil.copytree(series / "seeds", series / "as-of" / week / "seeds")
        with pytest.MonkeyPatch.context() as patch:
            if week != WITH_PAGES:
                quick_engine(patch)
            build(series, now=NOW, options=Options(revise="-r" in week, strict=True))
        if week == WITH_PAGES:
            (series / "out").mkdir()
            assert run(series, "deliveries", "start").code == 0
            assert run(series, "send", "3", "--to-folder", "out", "--yes").code == 0


@pytest.fixture(scope="module")
def merrow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "merrow", publish)


def read(merrow: Path, file: str) -> Any:
    return json.loads((merrow / "reports" / file).read_text("utf-8"))


def record(merrow: Path, edition: str, name: str) -> Mapping[str, Any]:
    records: dict[str, Mapping[str, Any]] = read(merrow, f"{edition}/facts.json")["records"]
    return records[name]


def changed(merrow: Path, edition: str, name: str) -> set[str]:
    """Give the classes of a record's changes in an edition."""
    entries = read(merrow, f"{edition}/changes.json")["changes"]
    return {entry["class"] for entry in entries if entry["record"] == name}


def test_each_week_is_published_without_a_warning(merrow: Path) -> None:
    sealed = sorted(folder.name for folder in (merrow / "reports").glob("0*"))

    assert sealed == ["001", "002", "002-r1", "003", "004", "005", "006"]


def test_a_week_holds_only_what_the_desk_changed() -> None:
    """A file that says what it said before would teach that it was changed."""
    held = {file.name: file.read_bytes() for file in (EXAMPLE / "seeds").iterdir()}
    for week in WEEKS[1:]:
        for file in (EXAMPLE / "weeks" / week).iterdir():
            assert held.get(file.name) != file.read_bytes(), file
            held[file.name] = file.read_bytes()


def test_the_error_is_told_with_what_was_wrong_and_why(merrow: Path) -> None:
    log = (merrow / "reports/002-r1/changes.md").read_text("utf-8")

    assert "in No. 2 we wrote 37; right is 31. Reason: We copied the retail price" in log
    assert record(merrow, "002", "flour.price")["best"] == "37"
    assert record(merrow, "002-r1", "flour.price")["best"] == "31"
    assert "CORRECTED" in changed(merrow, "002-r1", "flour.price")


@pytest.mark.parametrize(("edition", "ours"), [("001", 5), ("002", 6), ("004", 7), ("006", 7)])
def test_the_contested_toll_is_three_numbers_and_never_one(
    merrow: Path, edition: str, ours: int
) -> None:
    council = "3" if edition < "004" else "6"
    counted = {
        who: {value for key in ("low", "best", "high") if (value := toll.get(key))}
        for who in ("assembly", "council", "lifeboat")
        for toll in [record(merrow, edition, f"toll.{who}")]
    }

    assert counted == {"assembly": {"9"}, "council": {council}, "lifeboat": {str(ours)}}
    assert read(merrow, f"{edition}/facts.json")["positions"]["toll.disputed"] == "contested"


def test_the_page_prints_the_three_beside_each_other(merrow: Path) -> None:
    row = re.search(r"Civilians killed 9 .*?Civilians missing", pages(merrow, "merrow-003.pdf"))

    assert row is not None
    assert re.search(r"9 Fleet Assembly.*at most 3 Harbour Council.*6.? ?\w? Lifeboat", row[0])


def test_what_rests_on_the_withdrawn_source_is_known_before_and_gone_after(merrow: Path) -> None:
    known = run(merrow / "as-of/3", "impact", "courier-2025-03-18").out

    assert "fire (judgement" in known
    assert "mines.reported (fact" in known
    assert "Page 1: bottom line, trend rationale" in known
    assert record(merrow, "003", "fire")["likelihood"] == {"term": "likely"}
    assert changed(merrow, "004", "mines.reported") == {"WITHDRAWN"}
    assert "mines.reported" not in record(merrow, "004", "fire")["basis"]
    assert record(merrow, "004", "fire")["likelihood"] == {"term": "roughly even chance"}


def test_a_party_that_revises_its_number_is_no_error_of_ours(merrow: Path) -> None:
    assert changed(merrow, "004", "toll.council") == {"SOURCE-REVISED"}


@pytest.mark.parametrize(
    ("edition", "name", "key", "state"),
    [
        ("003", "ferry.passengers", "measure_status", "eased"),
        ("004", "crew", "gap_status", "closed"),
        ("005", "launches-out", "indicator_status", "observed"),
        ("005", "truce", "commitment_status", "breach_confirmed"),
        ("006", "goods-sail", "indicator_status", "observed"),
        ("006", "fish.stopped", "measure_status", "lifted"),
    ],
)
def test_a_state_moves_in_its_week(
    merrow: Path, edition: str, name: str, key: str, state: str
) -> None:
    assert record(merrow, edition, name)[key] == state
    assert "STATUS-MOVED" in changed(merrow, edition, name)


def test_the_breach_rests_on_more_than_the_word_of_the_parties(merrow: Path) -> None:
    by = record(merrow, "005", "truce")["status_by"]

    assert {record(merrow, "005", claim)["speaker"] for claim in by} == {
        "assembly",
        "council",
        "lifeboat",
    }


def test_both_forecasts_are_settled_the_wrong_one_too(merrow: Path) -> None:
    right, wrong = record(merrow, "006", "fire"), record(merrow, "006", "goods")

    assert [right["resolution"]["outcome"], wrong["resolution"]["outcome"]] == ["occurred"] * 2
    assert wrong["likelihood"] == {"term": "very unlikely"}
    assert "which we had called very unlikely" in wrong["resolution"]["note"]


def test_each_list_gets_its_own_file(merrow: Path) -> None:
    got = {}
    for file in (merrow / "out").glob("*.eml"):
        mail = message_from_bytes(file.read_bytes(), policy=policy.default)
        (enclosed,) = mail.iter_attachments()
        got[str(mail["To"]).split("@")[0].split("<")[-1]] = enclosed.get_filename()

    assert got == {
        "islands": "merrow-003.pdf",
        "duty": "merrow-003-one-page.pdf",
        "library": "merrow-003-clear.pdf",
    }


def test_the_abridged_edition_has_no_trace_of_what_stands_above_it(merrow: Path) -> None:
    """The indicator speaks of armed launches too, and everybody may read it."""
    secret = re.compile("pilot|mounted guns|launches lie|behind the mole|launches.(armed|order)")
    folder = merrow / "reports/003"
    texts = {
        file.name: pages(merrow, file.name) if file.suffix == ".pdf" else file.read_text("utf-8")
        for file in folder.iterdir()
        if file.name != "manifest.json"
    }
    (public,) = (merrow / "out").glob("library*.eml")
    mail = message_from_bytes(public.read_bytes(), policy=policy.default)
    parts = [part.get_content() for part in mail.walk() if part.get_content_maintype() == "text"]
    traces = {name for name, text in texts.items() if secret.search(text)}

    assert {name for name in traces if "clear" in name} == set()
    assert {"merrow-003.pdf", "merrow-003.html", "facts.json", "changes.md"} <= traces
    assert len(parts) == 2
    assert [part for part in parts if secret.search(part)] == []


def pages(merrow: Path, name: str) -> str:
    """Give the text of a sealed PDF of No. 3, spaces folded."""
    document = pypdfium2.PdfDocument(merrow / "reports/003" / name)
    try:
        text = " ".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()
    return " ".join(text.split())


def test_its_forecasts_score_as_counted_by_hand(merrow: Path) -> None:
    """Two came true, and the desk had gone the wrong way with both.

    fire: No. 1 likely, 67.5%; No. 4, the last before 2 April, even: 0.325² and 0.5².
    goods: No. 1 unlikely, 32.5%; No. 5, the last before 12 April, very unlikely, 12.5%: 0.675²
    and 0.875². As first published 0.5613 / 2, as published last 1.0156 / 2.
    """
    card = run(merrow, "scorecard", "--json").json

    assert ("0.281", "0.508") == (card["score"]["brier_first"], card["score"]["brier"])
    assert {"fire": "occurred", "goods": "occurred", "fire.may": "open", "goods.stay": "open"} == {
        one["record"]: one["fate"] for one in card["forecasts"]
    }
    assert ["4", "5"] == [one["last_edition"] for one in card["forecasts"] if one["score"]]
