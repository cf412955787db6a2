"""What check refuses to release, all of it in one run and each at its place."""

from __future__ import annotations

from pathlib import Path

import pytest

from reportkit.cli.codes import CODES
from reportkit.problems import errors_in
from tests.variants import heron


def codes(series: Path, **swaps: tuple[str, str]) -> list[str]:
    """Give the errors of the series with one text edited: code and what it is about."""
    found = errors_in(heron.told(heron.write(series, **swaps)))
    assert set() == {problem.code for problem in found} - set(CODES)
    return [f"{problem.code}: {problem.message}" for problem in found]


def test_the_series_is_sound(tmp_path: Path) -> None:
    assert [] == codes(tmp_path)


def test_a_judgement_that_stays_rests_on_nothing_above(tmp_path: Path) -> None:
    """STIX object markings: what was drawn from a higher record is marked as it is."""
    (problem,) = codes(tmp_path, records=("basis: [road.shut]", "basis: [road.shut, hideout.seen]"))

    assert (
        "rests-above: judgement.road names hideout.seen under 'basis', which is TLP:AMBER and "
        "not in the edition at TLP:CLEAR"
    ) == problem


@pytest.mark.parametrize(
    ("old", "new", "field"),
    [
        ("about: [toll]", "about: [toll-9]", "about"),
        ("about: [marsh-road]", "event: raid-9", "event"),
        ("provider: mission, method: count,\n     as_of: 2026-01-08, series",
         "provider: source-vale, method: count,\n     as_of: 2026-01-08, series", "provider"),
    ],
)  # fmt: skip
def test_nothing_that_stays_names_a_record_above(
    tmp_path: Path, old: str, new: str, field: str
) -> None:
    told = codes(tmp_path, records=(old, new))

    assert [True] == [f"under '{field}'" in each for each in told]


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  abridged: Sixteen people are dead.\n", "", "the bottom line"),
        ("No new clash was reported., basis: [toll.reported]",
         "No new clash was reported., basis: [hideout.seen]", "the trend's reason"),
        ("The road is shut., basis: [road.shut]", "The road is shut., basis: [toll-9]",
         "highlight 2"),
    ],
)  # fmt: skip
def test_sentences_of_the_edition_rest_on_nothing_above(
    tmp_path: Path, old: str, new: str, what: str
) -> None:
    (told,) = codes(tmp_path, edition=(old, new))

    assert told.startswith(f"rests-above: {what} rests on ")


def test_a_reason_with_evidence_above_needs_other_words(tmp_path: Path) -> None:
    note = "[{record: toll, class: UPDATED, reason: It grew., evidence: [cable-77]}]"
    (told,) = codes(tmp_path, edition=("changes: []", f"changes: {note}"))

    assert told.startswith("rests-above: the note on toll has cable-77 as evidence")


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("records", "The road through the marsh is shut.", "Zarquon Vale says the road is shut."),
        ("records", "The road through the marsh is shut.", "'Shut, says Vale, Zarquon.'"),
        ("records", "The road through the marsh is shut.", "It is shut (see cable-77)."),
        ("records", "The road through the marsh is shut.", "'Shut, says osprey.example.'"),
        ("records", "The road through the marsh is shut.", "'Shut: http://WWW.Osprey.Example:80'"),
        ("edition", "The road is shut.", "Shut (news@heliotrope.example)."),
        ("edition", "The road is shut.", "The Peregrine Column stores mortars at Saltmarsh Ford."),
        ("edition", "abridged: Sixteen people", "abridged: Zarquon Vale says that sixteen people"),
        ("brief", "title: The marsh", "title: The marsh of Zarquon Vale"),
        ("brief", "email: desk@", "email: zarquonvale7@"),
        ("records", "series: killed", "covers: at SaltmarshFord2, series: killed"),
        (
            "records",
            "{id: paper, publisher: The Paper,",
            "{id: paper, publisher: The Paper, url: 'https://paper.example/Saltmarsh%20Ford',",
        ),
    ],
)
def test_no_text_that_stays_tells_of_a_record_above(
    tmp_path: Path, file: str, old: str, new: str
) -> None:
    told = codes(tmp_path, **{file: (old, new)})

    assert ["names-above"] == [each.partition(":")[0] for each in told]


@pytest.mark.parametrize(
    "name", ["Berta Quist", "berta quist", "BertaQuist", "Quist, Berta", "@bertaquist9"]
)
def test_a_colleague_whom_only_a_marked_record_names_is_not_named(
    tmp_path: Path, name: str
) -> None:
    """Who dissents from a judgement at TLP:AMBER is known to its readers alone."""
    dissent = "dissent: [{by: Berta Quist, view: it will not come, reason: the rain}]"
    series = heron.write(tmp_path, records=("fits the mortars", f"fits the mortars, {dissent}"))
    records = series / "seeds" / "records.yaml"
    said = f'"The road is shut: {name}"'
    records.write_text(records.read_text().replace("The road through the marsh is shut.", said))

    assert ["names-above"] == [problem.code for problem in errors_in(heron.told(series))]


def test_a_word_that_both_use_gives_nothing_away(tmp_path: Path) -> None:
    """The marked source and a released one have one publisher."""
    assert [] == codes(tmp_path, records=("publisher: Embassy Quill", "publisher: The Paper"))


@pytest.mark.parametrize(
    ("url", "sentence"),
    [
        ("https://x.com/vale/status/77", "The road is shut, say people on x.com."),
        ("https://press.desk.example.org/77", "The road is shut; write to news@example.org."),
        ("https://example.org/77", "The road is shut; write to news@example.org."),
    ],
)
def test_a_host_that_many_share_gives_nothing_away(tmp_path: Path, url: str, sentence: str) -> None:
    """The desk's own contact is desk@example.org."""
    series = heron.write(tmp_path, records=("https://heliotrope.example/77", url))
    records = series / "seeds" / "records.yaml"
    records.write_text(
        records.read_text().replace("The road through the marsh is shut.", f'"{sentence}"')
    )

    assert [] == errors_in(heron.told(series))


def test_what_was_held_up_by_a_source_above_is_found(tmp_path: Path) -> None:
    """The rules are asked of the lower edition too: without its only source a fact has none."""
    road = "about: [marsh-road], verification: single_origin, source_refs: "
    told = codes(tmp_path, records=(f"{road}[paper]", f"{road}[cable-77]"))

    assert [True] == ["in the edition at TLP:CLEAR: road.shut" in each for each in told]


def test_a_lower_marking_is_named_once(tmp_path: Path) -> None:
    told = codes(tmp_path, brief=('releases: ["TLP:CLEAR"]', "releases: [TLP:CLEAR, TLP:CLEAR]"))

    assert ["release-repeated: TLP:CLEAR is named twice under 'releases'"] == told


@pytest.mark.parametrize(("releases", "count"), [("[TLP:GREEN]", 1), ("[TLP:CLEAR]", 0)])
def test_a_list_may_have_one_of_the_versions(tmp_path: Path, releases: str, count: int) -> None:
    series = heron.write(tmp_path, brief=('releases: ["TLP:CLEAR"]', f"releases: {releases}"))
    (series / "seeds" / "distribution.yaml").write_text(
        "lists: [{id: press, name: Press, max_tlp: 'TLP:CLEAR'}]\n"
    )
    told = [problem.code for problem in errors_in(heron.told(series))]

    assert count == told.count("list-below-marking")
