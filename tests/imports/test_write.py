"""What an import writes: new records, changed keys where they stand, and what was said."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from pathlib import Path

import pytest

from reportkit.authoring.key_edits import Keys
from reportkit.authoring.set_keys import Place, with_many
from reportkit.authoring.written import Value
from reportkit.imports import seed_files
from reportkit.imports.candidate import Candidate
from reportkit.imports.compare import Verdict
from reportkit.imports.preview import Preview
from reportkit.imports.spool import Spool
from reportkit.imports.state import read_state
from reportkit.imports.write import Placing, planned
from reportkit.loading.loader import load
from reportkit.model.evidence import Figure
from reportkit.problems import SeedsRejected
from tests.imports.made import HEADER, event, run, source, toll
from tests.tiny import write as write_series

MORE = """\
places:
  - {id: mill, name: The mill, kind: city, country: Valley, geo_precision: 1}
  - {id: observers-hill, name: The hill, kind: city, country: Valley, geo_precision: 1}
"""


@pytest.fixture
def series(tmp_path: Path) -> Path:
    """The valley, with a mill and observers."""
    write_series(tmp_path, more=MORE)
    records = tmp_path / "seeds/clashes.yaml"
    actors = "actors:\n  - {id: observers, name: Observers, kind: io}\n"
    records.write_text(records.read_text().replace("actors:\n", actors))
    return tmp_path


@pytest.fixture
def opened() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def seeds(series: Path) -> dict[str, str]:
    return {path.name: path.read_text() for path in (series / "seeds").iterdir()}


def test_new_records_go_into_a_file_of_their_data_set_and_its_source_to_the_others(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1), toll(1, "3"), section="clashes")

    assert seeds(series)["monitor.yaml"] == (
        "section: clashes\n\n"
        "events:\n"
        "  - id: monitor.v1\n"
        "    summary: Shots at mill 1\n"
        "    event_type: battle\n"
        "    date_start: 2026-01-07\n"
        "    place: mill\n"
        "    source_refs: [monitor]\n"
        "    external_ids:\n"
        "      - {scheme: monitor, id: V1}\n"
        "\nfigures:\n"
        "  - id: monitor.v1.killed\n"
        "    metric: killed\n"
        "    best: 3\n"
        "    event: monitor.v1\n"
        "    provider: observers\n"
        "    method: count\n"
        "    source_refs: [monitor]\n"
    )
    assert "  - id: monitor\n    publisher: Valley Monitor\n" in seeds(series)["clashes.yaml"]
    assert () == load(series).problems


def test_a_second_import_of_the_same_changes_no_byte(series: Path, opened: ExitStack) -> None:
    run(series, opened, source(), event(1), toll(1, "3"))
    before = {path: path.read_bytes() for path in series.rglob("*") if path.is_file()}

    preview, plan = run(series, opened, source(), event(1), toll(1, "3"))

    assert (False, None, 0) == (plan.writes, plan.state, len(preview.entries))
    assert before == {path: path.read_bytes() for path in series.rglob("*") if path.is_file()}


def test_changed_keys_change_where_they_stand_and_the_data_set_was_read_again(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1), toll(1, "3"))
    file = series / "seeds/monitor.yaml"
    file.write_text(file.read_text().replace("best: 3", "best: 3   # asked by phone"))
    before = seeds(series)
    later = source(accessed="2026-01-19", version="2026-01-18")

    run(series, opened, later, event(1), toll(1, "4"))

    after = seeds(series)
    assert after["monitor.yaml"] == before["monitor.yaml"].replace("best: 3", "best: 4")
    assert after["clashes.yaml"] == before["clashes.yaml"].replace(
        "accessed: 2026-01-12", "accessed: 2026-01-19"
    ).replace("version: 2026-01-12", "version: 2026-01-18")


def test_a_conflict_is_not_written_and_counts_as_edited_from_then_on(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1), toll(1, "3"))
    file = series / "seeds/monitor.yaml"
    file.write_text(file.read_text().replace("best: 3", "best: 7"))

    first, _ = run(series, opened, source(), event(1), toll(1, "4"))
    second, _ = run(series, opened, source(), event(1), toll(1, "4"))

    assert "best: 7" in file.read_text()
    killed = "monitor.v1.killed"
    assert [Verdict.CONFLICT, Verdict.EDITED] == [
        made.entries[killed].verdict for made in (first, second)
    ]


def test_beside_a_conflict_what_the_data_set_alone_changed_is_written(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1))
    file = series / "seeds/monitor.yaml"
    file.write_text(file.read_text().replace("Shots at mill 1", "Shots, says the desk"))
    newer = event(1, summary="Raid", date_start="2026-01-08")

    run(series, opened, source(), newer)

    assert "summary: Shots, says the desk" in file.read_text()
    assert "date_start: 2026-01-08" in file.read_text()
    again, _ = run(series, opened, source(), newer)
    assert ["summary"] == [one.key for one in again.entries["monitor.v1"].differences]


def test_what_the_desk_deleted_does_not_come_back_after_a_file_without_it(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1), event(2, date_start="2026-02-02"))
    file = series / "seeds/monitor.yaml"
    text = file.read_text()
    file.write_text(text[: text.index("  - id: monitor.v2")])

    run(series, opened, source(), event(1))
    made, _ = run(series, opened, source(), event(1), event(2, date_start="2026-02-02"))

    assert Verdict.DELETED == made.entries["monitor.v2"].verdict
    assert "monitor.v2" not in file.read_text()


def test_what_vanished_is_withdrawn_only_where_that_is_asked_for(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1), event(2))

    run(series, opened, source(), event(1))
    kept = load(series).records.by_id["monitor.v2"].status
    run(series, opened, source(), event(1), withdraw="Valley Monitor no longer lists it.")
    withdrawn = load(series).records.by_id["monitor.v2"]

    assert ("current", "withdrawn") == (kept, withdrawn.status)
    assert "Valley Monitor no longer lists it." == withdrawn.status_reason


def test_a_change_that_would_lose_a_comment_is_left_to_the_desk_and_asked_again(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1), event(2))
    file = series / "seeds/monitor.yaml"
    noted = "external_ids:\n      # as they write it\n"
    file.write_text(file.read_text().replace("external_ids:\n", noted, 1))
    other: Value = [{"scheme": "monitor", "id": "V1"}, {"scheme": "glide", "id": "X"}]

    for _ in range(2):
        _, plan = run(
            series, opened, source(), event(1, external_ids=other), event(2, summary="Raid")
        )
        assert [("monitor.v1", "a comment stands within external_ids")] == [
            (entry.record, reason) for entry, reason in plan.by_hand
        ]

    assert noted in file.read_text()
    assert "summary: Raid" in file.read_text()


def test_one_record_that_is_left_to_the_desk_does_not_make_each_other_a_pass_of_its_own(
    series: Path, opened: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    many = range(1, 65)
    run(series, opened, source(), *(event(number) for number in many))
    file = series / "seeds/monitor.yaml"
    file.write_text(file.read_text().replace("external_ids:\n", "external_ids:\n      # so\n", 1))
    passes = 0

    def counted(content: bytes, changes: Mapping[Place, Keys]) -> bytes:
        nonlocal passes
        passes += 1
        return with_many(content, changes)

    monkeypatch.setattr(seed_files, "with_many", counted)
    other: Value = [{"scheme": "glide", "id": "X"}]

    _, plan = run(
        series, opened, source(),
        *(event(number, external_ids=other) if number < 3 else event(number, summary="Raid")
          for number in many),
    )  # fmt: skip

    assert ["monitor.v1"] == [entry.record for entry, _ in plan.by_hand]
    assert 63 == file.read_text().count("Raid") + file.read_text().count("glide")
    assert passes < 16


def test_what_does_not_fit_into_a_file_goes_into_the_next(
    series: Path, opened: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seed_files, "FULL", 600)
    monkeypatch.setattr(seed_files, "MAX_BYTES", 1200)

    _, plan = run(series, opened, source(), *(event(number) for number in range(9)))

    files = {name for name in seeds(series) if name.startswith("monitor")}
    assert {"monitor.yaml", "monitor-2.yaml"} <= files
    assert 10 == sum(number for _, number in plan.added)
    assert len(plan.added) == len(dict(plan.added))  # to add to one again is to read it again
    assert all(len(seeds(series)[name]) <= 1200 for name in files)
    assert 9 == sum(id.startswith("monitor.v") for id in load(series).records.by_id)


def test_more_than_is_read_is_refused_and_nothing_written(
    series: Path, opened: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seed_files, "MAX_TOTAL_BYTES", 2000)
    before = seeds(series)

    with pytest.raises(SeedsRejected) as rejected:
        run(series, opened, source(), *(event(number) for number in range(9)))

    assert ["seeds-too-large"] == [problem.code for problem in rejected.value.problems]
    assert before == seeds(series)


def test_far_too_much_is_refused_before_any_file_is_made(
    series: Path, opened: ExitStack, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reportkit.imports.write._FAR_TOO_LARGE", 2000)
    monkeypatch.setattr(seed_files, "append_all", None)  # is not called

    with pytest.raises(SeedsRejected) as rejected:
        run(series, opened, source(), *(event(number) for number in range(20)))

    assert ["seeds-too-large"] == [problem.code for problem in rejected.value.problems]


def test_records_without_a_data_set_go_where_their_kind_stands(
    series: Path, opened: ExitStack
) -> None:
    preview = Preview("a.bib", load(series).records, read_state(series, "x")[0], HEADER,
                      opened.enter_context(Spool()))  # fmt: skip
    values: dict[str, Value] = {**toll(1, "3").values, "event": "toll", "section": "clashes"}
    preview.fill([source(), Candidate(Figure, "1", values, 1)])

    plan = planned(preview, Placing(series))

    assert [("seeds/clashes.yaml", 1), ("seeds/clashes.yaml", 1)] == plan.added
    assert plan.state is None


def test_a_state_with_marks_of_a_merge_is_refused_with_its_line(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1))
    file = series / "imports/monitor.jsonl"
    file.write_text(file.read_text() + "<<<<<<< main\n")

    with pytest.raises(SeedsRejected) as rejected:
        read_state(series, "monitor")

    (problem,) = rejected.value.problems
    assert ("import-state", "imports/monitor.jsonl", 4) == (problem.code, *problem.mark[:2])


@pytest.mark.parametrize(
    ("now", "then", "line"),
    [
        ('"date_start": "2026-01-07"', '"date_start": 5', 3),
        ('"source_refs": ["monitor"]', '"source_refs": "monitor"', 3),
        ('[{"scheme": "monitor", "id": "V1"}]', "5", 3),
        ('"id": "monitor.v1", "external', '"id": null, "external', 3),
        ('"day": "2026-01-12"', '"day": "2026-01-12", "filters": [1]', 1),
        ('"day": "2026-01-12"', '"day": 12', 1),
        ('"day": "2026-01-12"', f'"day": {"[" * 100_000}', 1),
    ],
)
def test_a_state_in_which_a_hand_left_what_no_import_writes_is_refused_with_its_line(
    series: Path, opened: ExitStack, now: str, then: str, line: int
) -> None:
    run(series, opened, source(), event(1))
    file = series / "imports/monitor.jsonl"
    assert now in file.read_text()
    file.write_text(file.read_text().replace(now, then))

    with pytest.raises(SeedsRejected) as rejected:
        run(series, opened, source(), event(1))

    (problem,) = rejected.value.problems
    assert ("import-state", "imports/monitor.jsonl", line) == (problem.code, *problem.mark[:2])


def test_a_state_that_a_merge_gave_a_record_twice_is_refused(
    series: Path, opened: ExitStack
) -> None:
    run(series, opened, source(), event(1))
    file = series / "imports/monitor.jsonl"
    file.write_text(file.read_text() + file.read_text().splitlines()[-1] + "\n")

    with pytest.raises(SeedsRejected) as rejected:
        read_state(series, "monitor")

    (problem,) = rejected.value.problems
    assert "monitor.v1 stands there twice" in problem.message


def test_a_state_merged_of_two_imports_is_that_of_no_file(series: Path, opened: ExitStack) -> None:
    run(series, opened, source(), event(1), toll(1, "3"))
    before, _ = read_state(series, "monitor")
    file = series / "imports/monitor.jsonl"
    file.write_text(file.read_text().replace('"best": "3"', '"best": "4"'))

    after, _ = read_state(series, "monitor")

    assert before.header is not None
    assert after.header is not None
    assert (True, False) == (HEADER.is_of(before.header._replace(basis="")),
                             HEADER.is_of(after.header._replace(basis="")))  # fmt: skip
