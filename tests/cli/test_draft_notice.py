"""The notice to readers that a source fell: what was printed on its word, and what stands."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.cli.format.draft_notice import Holders
from reportkit.cli.impact_notice import holders_of
from reportkit.delivery.message_records import Delivery, State
from reportkit.editions.manifest import EditionName
from tests.cli.series import run

WHY = "The hospital's own list says the same."
NOW = datetime(2025, 11, 3, tzinfo=UTC)


def edited(series: Path, file: str, old: str, new: str) -> None:
    path = series / "seeds" / file
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


@pytest.fixture
def fallen(own_river: Path) -> Path:
    """The wire was withdrawn: the toll stands, the clash is in review, the round is dropped."""
    withdrawn = "{id: wire, source_status: withdrawn, status_reason: The Wire took it back.,"
    edited(own_river, "sources.yaml", "{id: wire,", withdrawn)
    edited(own_river, "front.yaml", "{id: clash,", "{id: clash, status: under_review,")
    dropped = "{id: round-1, status: dropped, status_reason: Nobody else tells of it.,"
    edited(own_river, "talks.yaml", "{id: round-1,", dropped)
    edition = own_river / "seeds" / "edition.yaml"
    reviews = (
        "source_reviews: [{source: wire, records: [toll], reason: The hospital counts the same.}]\n"
    )
    edition.write_text(edition.read_text() + reviews)
    return own_river


def test_each_sentence_stands_as_it_was_printed_with_its_heading_and_editions(
    fallen: Path,
) -> None:
    """By hand: the toll was 3, then 5, then 3 again; the round is told of in No. 3 alone."""
    sentences = run(fallen, "impact", "wire", "--draft-notice", "--json").json["sentences"]

    told = {(one["heading"], one["record"], tuple(one["editions"])) for one in sentences}
    assert told == {
        ("Page 1, key figures", "toll", ("1", "3")),
        ("Page 1, key figures", "toll", ("2",)),
        ("The front", "clash", ("1", "2", "3")),
        ("The front", "toll", ("1", "3")),
        ("The front", "toll", ("2",)),
        ("The talks", "more-shots", ("1", "2", "3")),
        ("The talks", "round-1", ("3",)),
    }
    assert all(one["rested_on_nothing_else"] for one in sentences)


def test_the_notice_says_what_stands_and_what_does_not(fallen: Path) -> None:
    ran = run(fallen, "impact", "wire", "--draft-notice", "--json").json

    assert {one["record"]: one["fate"] for one in ran["decisions"]} == {
        "toll": "stands",
        "clash": "under_review",
        "round-1": "ended",
        "more-shots": "open",
    }
    assert ran["subject"] == (
        "[TLP:CLEAR] CORRECTION: River crisis, No. 1 to 3: a source was withdrawn"
    )
    assert (
        "A source of this brief was withdrawn: The Wire.\nReason: The Wire took it back."
        in ran["text"]
    )
    assert "(not decided yet; decide it before this is sent):" in ran["text"]
    assert "records: [more-shots]" in ran["paste"]
    assert "toll" not in ran["paste"]


def test_what_rests_on_other_sources_by_now_is_told_as_changed(fallen: Path) -> None:
    edited(fallen, "outlook.yaml", "basis: [toll]", "basis: [bridge-shut]")
    ran = run(fallen, "impact", "wire", "--draft-notice", "--json").json

    (judgement,) = (one for one in ran["decisions"] if one["record"] == "more-shots")
    assert (judgement["fate"], judgement["reason"]) == ("changed", "it rests on other sources now")
    assert ran["paste"] == ""


def test_what_was_renamed_in_an_earlier_edition_is_still_on_file(own_river: Path) -> None:
    """The closure was renamed in No. 2, and the seeds tell of it no more."""
    edited(own_river, "front.yaml", ", formerly: closure,", ",")
    edited(own_river, "sources.yaml", "{id: paper,", "{id: daily, formerly: paper,")
    for file in ("front.yaml", "talks.yaml"):
        edited(own_river, file, "source_refs: [paper]", "source_refs: [daily]")
    ran = run(own_river, "impact", "daily", "--draft-notice", "--json").json

    closures = [one for one in ran["sentences"] if "closure" in (one["record"] or "")]
    assert [(one["record"], one["editions"]) for one in closures] == [
        ("bridge-closure", ["1"]),
        ("bridge-closure", ["2", "3"]),
    ]
    assert "on file" not in ran["text"]
    assert "records: [bridge-closure, bridge-shut, south.clash]" in ran["paste"]


def test_what_the_seeds_mark_higher_is_left_out_of_a_notice_to_all(fallen: Path) -> None:
    brief = fallen / "seeds" / "edition.yaml"
    brief.write_text(f"{brief.read_text()}tlp: TLP:AMBER\n")
    edited(fallen, "sources.yaml", "{id: wire,", "{id: wire, tlp: TLP:AMBER,")
    edited(fallen, "front.yaml", "{id: clash,", "{id: clash, tlp: TLP:AMBER,")
    edited(fallen, "front.yaml", "status: under_review,", "status_reason: Our man was there.,")
    edited(fallen, "front.yaml", "summary: Shots", "summary: The guard of our man shot")
    ran = run(fallen, "impact", "wire", "--draft-notice", "--json").json

    assert ran["marking"] == "TLP:CLEAR"
    assert ran["text"].count("A source of this brief was withdrawn.\nReason: (say who") == 1
    assert "our man" not in ran["text"].lower()
    assert "took it back" not in ran["text"]


def test_while_the_seeds_do_not_say_how_it_fell_the_notice_asks(own_river: Path) -> None:
    ran = run(own_river, "impact", "wire", "--draft-notice", "--json").json

    assert "(say what became of it: was withdrawn, is disputed)" in ran["subject"]
    assert "source_status: (say which)" in ran["paste"]
    assert "editions_affected: [1, 3]" in ran["paste"]


def test_what_is_to_be_pasted_is_one_list_and_names_the_number_that_was_printed(
    shipped_series: Path,
) -> None:
    """UNAMA counted at least 17: the figure has a least number and no best one."""
    source = "unama-2025-10-16"
    paste = run(shipped_series, "impact", source, "--draft-notice", "--json").json["paste"]

    assert 1 == paste.count("corrections:")
    assert '    field: low\n    editions_affected: [1, 4]\n    was: "17"\n' in paste
    assert "was: None" not in paste


def test_readers_are_told_of_days_as_the_page_tells_them(fallen: Path) -> None:
    text = run(fallen, "impact", "wire", "--draft-notice", "--json").json["text"]

    assert "No. 1, 19 Oct 2025, TLP:CLEAR" in text


def test_what_is_to_be_pasted_names_each_record_once_and_can_be_read(own_river: Path) -> None:
    """The toll was printed twice on a page, and in two wordings: it is one correction."""
    edited(own_river, "front.yaml", "best: 4", "best: 3")
    paste = run(own_river, "impact", "wire", "--draft-notice", "--json").json["paste"]

    ids = re.findall(r"  - id: (.+)", paste)
    assert 1 == paste.count("corrections:")
    assert "toll.correction" in ids
    assert len(ids) == len(set(ids))


def test_what_is_pasted_with_a_reason_is_all_that_check_asks_for(own_river: Path) -> None:
    """The sentences of page 1 that are said again are looked at too."""
    withdrawn = "{id: paper, source_status: withdrawn, status_reason: It took it back.,"
    edited(own_river, "sources.yaml", "{id: paper,", withdrawn)
    paste = run(own_river, "impact", "paper", "--draft-notice", "--json").json["paste"]
    block = paste[paste.index("source_reviews:") :].partition("#")[0]
    edition = own_river / "seeds" / "edition.yaml"
    edition.write_text(f"{edition.read_text()}{block.replace('(say why, in a sentence)', WHY)}")

    problems = run(own_river, "check", "--json").json["problems"]
    assert "statements: [trend_rationale]" in block
    assert [] == [one["message"] for one in problems if one["code"] == "source-unreviewed"]


def test_a_name_that_is_to_be_kept_back_is_in_no_part_of_the_notice(fallen: Path) -> None:
    hidden = "{id: wire, attribution_rule: no_source_name,"
    edited(fallen, "sources.yaml", "{id: wire,", hidden)
    edited(fallen, "sources.yaml", "status_reason: The Wire took it back.", "status_reason: Back.")
    ran = run(fallen, "impact", "wire", "--draft-notice")

    assert ran.code == 0
    assert "A source of this brief was withdrawn; its name is withheld." in ran.out
    assert "The Wire" not in ran.out


def test_who_holds_the_editions_is_counted_and_named_only_when_asked(fallen: Path) -> None:
    nobody = run(fallen, "impact", "wire", "--draft-notice")
    wrong = run(fallen, "impact", "wire", "--recipients")

    assert "The ledger knows of no reader who was sent one of these editions." in nobody.out
    assert (wrong.code, "--recipients goes with --draft-notice" in wrong.err) == (2, True)


def test_a_reader_on_two_lists_is_one_and_an_unsure_delivery_is_told_apart() -> None:
    number = EditionName(3)
    rows = [
        delivery("a@example.org", State.ACCEPTED),
        delivery("A@example.org", State.ACCEPTED),
        delivery("b@example.org", State.UNKNOWN),
        delivery("c@example.org", State.REJECTED),
        delivery("d@example.org", State.ACCEPTED, EditionName(2)),
    ]

    assert dict(holders_of(rows, [number], named=False)) == {number: Holders(1, 1)}
    (named,) = dict(holders_of(rows, [number], named=True)).values()
    assert [address.lower() for address in named.addresses] == ["a@example.org", "b@example.org"]


def delivery(address: str, state: State, edition: EditionName = EditionName(3)) -> Delivery:  # noqa: B008  # a value
    return Delivery(
        id=1,
        manifest="",
        edition=edition,
        address=address,
        name="",
        mailing="all",
        marking=None,
        message_id="",
        state=state,
        attempt=1,
        next_try=None,
        code=None,
        reply="",
        queued=NOW,
        at=NOW,
    )
