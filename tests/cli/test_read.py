"""editions, show, log, diff and impact, each in a process of its own, as a user runs them."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from reportkit.editions.store import Store
from tests.cli.series import publish, run, write


def test_editions_lists_each_with_what_changed(river: Path) -> None:
    lines = run(river, "editions").out.splitlines()

    assert ["No. 1", "No. 2", "No. 3"] == [line[:5] for line in lines]
    assert lines[0].endswith("baseline")
    assert lines[1].endswith("2 updated")


def test_editions_as_json_holds_the_digest_of_the_manifest(river: Path) -> None:
    editions = run(river, "editions", "--json").json["editions"]

    second = editions[1]
    assert ("2", {"start": "2025-10-20", "end": "2025-10-26"}) == (
        second["number"],
        second["period"],
    )
    assert [sealed.sha256 for sealed in Store(river / "reports").editions()] == [
        one["sha256"] for one in editions
    ]
    assert {"UPDATED": 2} == second["changes"]
    assert ("TLP:CLEAR", "2025-10-26T18:00:00+00:00") == (second["marking"], second["cut_off"])


def test_a_revised_edition_names_what_stands_in_its_place(own_river: Path) -> None:
    write(own_river, 4)
    publish(own_river, revision=True)

    found = run(own_river, "editions", "--json").json["editions"]

    assert [("2", None), ("3", "3-r1"), ("3-r1", None)] == [
        (one["number"], one["revised_by"]) for one in found[1:]
    ]


def test_show_of_a_revised_edition_says_what_has_taken_its_place(own_river: Path) -> None:
    write(own_river, 4)
    publish(own_river, revision=True)

    old, new = run(own_river, "show", "3"), run(own_river, "show", "3-r1")

    assert "superseded: No. 3-r1 has taken its place" in old.err
    assert "" == new.err
    assert "3-r1" == run(own_river, "show", "3", "--json").json["revised_by"]


def test_show_tells_what_an_edition_said_then(river: Path) -> None:
    """The toll of No. 2 stays what No. 2 said, whatever became of it."""
    second = run(river, "show", "2").out

    assert "The bridge is shut, week 2." in second
    assert "civilians killed, Shots at the bridge (Observers): 5, as of 18 Oct 2025" in second
    assert "round-1" not in second


def test_show_has_no_outlook_over_nothing_and_ends_each_sentence(tmp_path: Path) -> None:
    write(tmp_path, 1)
    brief = tmp_path / "seeds" / "brief.yaml"
    brief.write_text(brief.read_text() + "  - {id: outlook, title: Outlook}\n")
    judged = tmp_path / "seeds" / "outlook.yaml"
    judged.write_text(judged.read_text().replace("shots fall again.", "shots fall again"))
    publish(tmp_path)

    shown = run(tmp_path, "show", "1").out

    assert "Outlook" not in shown
    assert "shots fall again. Confidence: low." in " ".join(shown.split())


def test_show_says_a_trend_with_its_reason_and_a_place_once(river: Path) -> None:
    said = run(river, "show", "2").out

    assert "Trend: unchanged. " in said
    assert "Shots at the bridge [clash" in said


def test_log_tells_of_a_doubtful_record_that_it_was_in_doubt(own_river: Path) -> None:
    """What the first edition carried under review must not read as a statement of ours."""
    seeds = own_river / "seeds"
    shutil.rmtree(own_river / "reports")
    for file in seeds.glob("*.yaml"):
        file.write_text(
            file.read_text().replace(
                "date: 2025-10-13,", "date: 2025-10-13, status: under_review, status_reason: Why,"
            )
        )
    assert run(own_river, "build").code == 0

    assert "  [under review] North shut the bridge." in run(own_river, "log", "bridge-shut").out


@pytest.mark.parametrize("written", ["2", "002", "No. 2"])
def test_an_edition_is_found_as_people_write_it(river: Path, written: str) -> None:
    assert "2" == run(river, "show", written, "--json").json["edition"]


def test_show_without_a_number_is_the_newest(river: Path) -> None:
    assert "3" == run(river, "show", "--json").json["edition"]


@pytest.mark.parametrize(
    ("day", "edition"), [("2025-10-19", "1"), ("2025-10-25", "1"), ("2025-10-26", "2")]
)
def test_as_of_is_what_readers_held_at_the_end_of_a_day(
    river: Path, day: str, edition: str
) -> None:
    assert edition == run(river, "show", "--as-of", day, "--json").json["edition"]


def test_as_of_before_the_first_edition_says_so(river: Path) -> None:
    ran = run(river, "show", "--as-of", "2025-10-18")

    assert (2, "", "reportkit: nothing was published by 2025-10-18\n") == (
        ran.code,
        ran.out,
        ran.err,
    )


def _records(folder: Path, *words: str) -> dict[str, str]:
    sections = run(folder, "show", *words, "--json").json["sections"]
    return {saying["record"]: saying["text"] for one in sections for saying in one["records"]}


def test_show_dates_a_claim_by_the_day_it_was_made(river: Path) -> None:
    """South spoke on 29 October of a clash of the 14th."""
    sections = run(river, "show", "--json").json["sections"]
    (south,) = (one for s in sections for one in s["records"] if one["record"] == "south.clash")

    assert ("2025-10-29", "South says that North fired first.") == (south["day"], south["text"])


def test_as_known_is_what_the_newest_edition_knows_of_then(river: Path) -> None:
    """A claim made two weeks later about the clash of that week belongs to that week; talks
    that came later and judgements do not."""
    found = _records(river, "--as-known", "2025-10-19")

    assert {"bridge-shut", "clash", "toll", "bridge-closure", "south.clash"} == set(found)


def test_both_clocks_together_tell_what_was_known_one_day_of_another(river: Path) -> None:
    """On 26 October the toll of 14 October was 5, and South had not spoken."""
    records = _records(river, "--as-of", "2025-10-26", "--as-known", "2025-10-19")

    assert (
        "civilians killed, Shots at the bridge (Observers): 5, as of 18 Oct 2025" == records["toll"]
    )
    assert "south.clash" not in records


def test_a_day_before_everything_knows_nothing(river: Path) -> None:
    assert {} == _records(river, "--as-known", "2025-10-01")


def test_the_seeds_are_shown_beside_the_editions(river: Path) -> None:
    assert (
        "civilians killed, Shots at the bridge (Observers): 4, as of 18 Oct 2025"
        == _records(river, "--seeds")["toll"]
    )


def test_log_tells_a_whole_life_with_class_and_reason(river: Path) -> None:
    ran = run(river, "log", "toll", "--json").json

    assert "toll" == ran["record"]
    assert [
        ("1", "BASELINE", None, None, None),
        ("2", "UPDATED", "3", "5", "Two of the injured died."),
        ("3", "SOURCE-REVISED", "5", "3", "Counted twice."),
    ] == [
        (one["edition"], one["class"], one["was"], one["now"], one["reason"])
        for one in ran["history"]
    ]


@pytest.mark.parametrize("id", ["closure", "bridge-closure"])
def test_log_follows_a_rename_from_either_name(river: Path, id: str) -> None:
    ran = run(river, "log", id, "--json").json

    assert "bridge-closure" == ran["record"]
    assert [("1", "closure"), ("2", "bridge-closure")] == [
        (one["edition"], one["record"]) for one in ran["history"]
    ]


def test_log_of_a_record_that_came_later_begins_with_added(river: Path) -> None:
    history = run(river, "log", "round-1", "--json").json["history"]

    assert [("3", "ADDED")] == [(one["edition"], one["class"]) for one in history]


def test_log_answers_an_unknown_id_with_the_nearest(river: Path) -> None:
    ran = run(river, "log", "tol")

    assert 2 == ran.code
    assert "no edition carries a record 'tol'; did you mean 'toll'?" in ran.err


def test_log_of_what_only_the_seeds_hold_says_so(own_river: Path) -> None:
    front = own_river / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("id: clash,", "id: skirmish,"))

    assert "in the seeds, but was not published yet" in run(own_river, "log", "skirmish").err


def test_diff_of_neighbours_is_what_the_later_one_told(river: Path) -> None:
    ran = run(river, "diff", "1", "2", "--json").json

    assert ("1", "2") == (ran["from"], ran["to"])
    assert [
        ("bridge-closure", "UPDATED", "statement", "Told by the paper."),
        ("toll", "UPDATED", "best", "Two of the injured died."),
    ] == [(one["record"], one["class"], one["field"], one["reason"]) for one in ran["changes"]]


def test_diff_of_neighbours_keeps_what_only_their_author_could_say(own_river: Path) -> None:
    """A record that was reviewed and kept differs in nothing."""
    write(own_river, 4)
    edition = own_river / "seeds" / "edition.yaml"
    kept = "{record: bridge-shut, class: REAFFIRMED, reason: The paper was there again.}"
    edition.write_text(edition.read_text().replace("changes: []", f"changes: [{kept}]"))
    publish(own_river)

    sealed = json.loads((own_river / "reports" / "004" / "changes.json").read_text())["changes"]

    assert ["REAFFIRMED"] == [one["class"] for one in sealed]
    assert sealed == run(own_river, "diff", "3", "4", "--json").json["changes"]


def test_diff_over_several_is_the_net_change(river: Path) -> None:
    """The toll went from 3 to 5 and back: none; the reason of No. 2 is kept."""
    changes = run(river, "diff", "1", "3", "--json").json["changes"]

    assert [
        ("bridge-closure", "UPDATED", "Told by the paper.", [("2", "UPDATED")]),
        ("round-1", "ADDED", None, [("3", "ADDED")]),
        ("south.clash", "ADDED", None, [("3", "ADDED")]),
    ] == [
        (
            one["record"],
            one["class"],
            one["reason"],
            [(step["edition"], step["class"]) for step in one["via"]],
        )
        for one in changes
    ]


@pytest.mark.parametrize("asked", ["diff 1 2", "diff 1 2 --format html", "log toll"])
def test_fields_bear_the_names_that_the_page_gives_them(river: Path, asked: str) -> None:
    told = run(river, *asked.split()).out

    assert "value: " in told
    assert "best: " not in told


def test_diff_of_one_edition_goes_up_to_the_newest(river: Path) -> None:
    ran = run(river, "diff", "2", "--json").json

    assert ("2", "3") == (ran["from"], ran["to"])


def test_diff_of_the_seeds_names_what_nobody_has_explained(river: Path) -> None:
    ran = run(river, "diff", "--json").json

    assert ("3", "seeds") == (ran["from"], ran["to"])
    assert [("toll", "3", "4")] == [
        (one["record"], one["was"], one["now"]) for one in ran["changes"]
    ]
    assert ["change-unexplained"] == [problem["code"] for problem in ran["problems"]]


def test_a_revision_in_work_is_compared_as_one(own_river: Path) -> None:
    """The notes of No. 3 explained its changes; its revision need not explain them again."""
    write(own_river, 3)
    edition = own_river / "seeds" / "edition.yaml"
    edition.write_text(edition.read_text().replace("02T20:00", "03T20:00"))
    front = own_river / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("best: 3", "best: 4"))

    plain, revision = run(own_river, "diff"), run(own_river, "diff", "--revise")

    assert "'reportkit diff --revise' compares so" in plain.err
    assert "'reportkit check --revise' tells what to write" in revision.err
    unexplained = {
        problem["code"] for problem in run(own_river, "diff", "--revise", "--json").json["problems"]
    }
    asked = {
        problem["code"]
        for problem in run(own_river, "check", "--revise", "--json").json["problems"]
    }
    assert unexplained
    assert unexplained <= asked
    assert 2 == run(own_river, "diff", "1", "--revise").code


def test_exit_code_tells_no_change_only_when_asked(river: Path) -> None:
    assert [0, 4, 0] == [
        run(river, "diff", "2", "2").code,
        run(river, "diff", "2", "2", "--exit-code").code,
        run(river, "diff", "1", "2", "--exit-code").code,
    ]


def test_diff_in_the_wrong_order_says_the_right_one(river: Path) -> None:
    ran = run(river, "diff", "3", "1")

    assert (2, True) == (ran.code, "diff 1 3" in ran.err)


def test_diff_as_a_page_needs_nothing_beside_it_and_escapes_the_seeds(own_river: Path) -> None:
    front = own_river / "seeds" / "front.yaml"
    front.write_text(front.read_text().replace("to all lorries.", 'to <b>"all"</b> lorries.'))

    page = run(own_river, "diff", "--format", "html").out

    assert page.startswith("<!DOCTYPE html>")
    assert page.rstrip().endswith("</html>")
    assert "&lt;b&gt;&quot;all&quot;&lt;/b&gt;" in page
    assert "<b>" not in page
    assert "http" not in page


def test_diff_and_check_agree_on_what_is_published(own_river: Path) -> None:
    """The notes of the newest edition explained it: nobody is asked for them again."""
    write(own_river, 3)

    found = run(own_river, "diff", "--json").json

    assert ([], []) == (found["changes"], found["problems"])
    assert run(own_river, "diff").err == ""
    codes = {problem["code"] for problem in run(own_river, "check", "--json").json["problems"]}
    assert not {code for code in codes if code.startswith(("change-", "record-"))}


def test_records_that_changed_places_are_published_already(own_river: Path) -> None:
    """Moving is no change, for 'diff' and for 'build'."""
    write(own_river, 3)
    sources = own_river / "seeds" / "sources.yaml"
    north, south = (line for line in sources.read_text().splitlines() if "party_to" in line)
    text = sources.read_text().replace(f"{north}\n{south}", f"{south}\n{north}")
    sources.write_text(text)

    assert 4 == run(own_river, "diff", "--exit-code").code
    assert "already published as No. 3" in run(own_river, "build").err


def test_a_list_in_another_order_is_published_already(own_river: Path) -> None:
    """Sources of a record are a set; numbers are what they are worth."""
    write(own_river, 3)
    sources = own_river / "seeds" / "sources.yaml"
    sources.write_text(sources.read_text().replace("lat: 34.1", "lat: 34.10"))

    assert "already published as No. 3" in run(own_river, "build").err


def test_another_bottom_line_is_not_published(own_river: Path) -> None:
    """What the edition says beside its records counts as well."""
    write(own_river, 3)
    edition = own_river / "seeds" / "edition.yaml"
    edition.write_text(edition.read_text().replace("is shut, week 3", "is open, week 3"))

    assert "already published" not in run(own_river, "build").err


@pytest.mark.parametrize("form", ["text", "md", "html"])
def test_diff_says_that_a_published_record_is_gone(own_river: Path, form: str) -> None:
    """Deleted from the seeds, it was neither dropped nor withdrawn."""
    write(own_river, 3)
    talks = own_river / "seeds" / "talks.yaml"
    talks.write_text(talks.read_text().partition("claims:")[0])

    ran = run(own_river, "diff", "--exit-code", "--format", form)

    assert 0 == ran.code
    assert "no change" not in ran.out
    assert "Published and no longer on file: south.clash." in ran.out
    assert ["south.clash"] == run(own_river, "diff", "--json").json["vanished"]
    assert "south.clash (claim) was published" in run(own_river, "build").err


def test_unreadable_seeds_are_no_change_but_a_problem(own_river: Path) -> None:
    """Half of the seeds would look as if the other half had vanished."""
    (own_river / "seeds" / "front.yaml").write_text("facts: [")

    ran = run(own_river, "diff")

    assert (1, "") == (ran.code, ran.out)
    assert "seeds/front.yaml:2:1: error[yaml-syntax]" in ran.err
    assert "change" not in run(own_river, "diff", "--json").json


def test_reading_editions_needs_no_readable_seeds(own_river: Path) -> None:
    (own_river / "seeds" / "front.yaml").write_text("facts: [")

    assert [0, 0, 0] == [
        run(own_river, *words).code for words in (["show"], ["log", "toll"], ["diff", "1", "3"])
    ]


def test_impact_follows_copies_evidence_and_editions(river: Path) -> None:
    """The toll cites a copy of the wire; the judgement rests on the toll. South's words about
    the clash rest on the paper that printed them, not on the wire that told of the clash."""
    ran = run(river, "impact", "wire", "--json").json

    assert ["clash", "toll", "round-1"] == [one["record"] for one in ran["records"]]
    assert ["more-shots"] == [one["record"] for one in ran["judgements"]]
    assert (["copy"], ["front", "talks"]) == (ran["repeated_by"], ran["sections"])
    assert [("1", 2), ("2", 2), ("3", 3)] == [
        (one["edition"], one["records"]) for one in ran["editions"]
    ]


def test_an_unknown_source_is_told_with_the_command_that_lists_them(river: Path) -> None:
    ran = run(river, "impact", "zebra")

    assert 2 == ran.code
    assert "there is no source 'zebra'; 'reportkit sources' lists them" in ran.err


def test_impact_tells_the_same_where_nothing_can_be_kept(river: Path) -> None:
    """At the first time, from what was kept then, and without a home."""
    first, kept = run(river, "impact", "wire"), run(river, "impact", "wire")
    homeless = run(river, "impact", "wire", XDG_CACHE_HOME="", HOME="")

    assert "Editions, with the records that cite it: No. 1 (2), No. 2 (2), No. 3 (3)" in first.out
    assert [(first.out, first.err)] * 2 == [(ran.out, ran.err) for ran in (kept, homeless)]


def test_impact_of_no_source_says_what_it_is(river: Path) -> None:
    assert "'toll' is a figure, not a source" in run(river, "impact", "toll").err
    assert "'north' is an actor, not a source" in run(river, "impact", "north").err
    assert "did you mean 'paper'?" in run(river, "impact", "papr").err


def test_impact_of_a_source_in_a_file_that_cannot_be_read_tells_the_file(own_river: Path) -> None:
    """It does not say that there is no such source."""
    sources = own_river / "seeds" / "sources.yaml"
    sources.write_text("\t" + sources.read_text(encoding="utf-8"), encoding="utf-8")

    ran = run(own_river, "impact", "wire")

    assert (ran.code, ran.out) == (1, "")
    assert "seeds/sources.yaml:1:1: error[yaml-syntax]" in ran.err
    assert "there is no source" not in ran.err


def test_impact_of_a_source_with_a_mistake_in_it_tells_the_mistake(own_river: Path) -> None:
    sources = own_river / "seeds" / "sources.yaml"
    text = sources.read_text(encoding="utf-8")
    sources.write_text(text.replace("kind: wire", "kind: wier"), encoding="utf-8")

    ran = run(own_river, "impact", "wire")

    assert ran.code == 1
    assert "error[enum-unknown]: wire kind cannot be 'wier'" in ran.err
