"""A finding keeps its name while lines, files, keys and words move, and loses it with its value."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from reportkit.loading.loader import load
from reportkit.problems import Problem
from reportkit.rules.book import check
from reportkit.rules.fingerprints import fingerprints
from tests.rules.conftest import BRIEF, EDITION, RECORDS

HEDGED = """\
judgements:
  - id: open
    statement: It is likely that the bridge could open.
    likelihood: {term: likely}
    confidence: {level: low}
    basis: [toll]
    none_found: true
"""


def found_in(series: Path, case: str, *, name: str = "case", reword: str = "") -> dict[str, str]:
    """Give the fingerprint of each code that is told about the good series with a file more."""
    seeds = series / "seeds"
    seeds.mkdir(exist_ok=True, parents=True)
    for file in seeds.iterdir():
        file.unlink()
    texts = {"brief": BRIEF, "edition": EDITION, "records": RECORDS, name: case}
    for file_name, text in texts.items():
        (seeds / f"{file_name}.yaml").write_text(text)
    loaded = load(series)
    problems: list[Problem] = list(check(loaded))
    if reword:
        problems = [replace(each, message=f"{reword}: {each.message}") for each in problems]
    names = fingerprints(problems, loaded.records, loaded.book)
    return {each.code: name for each, name in zip(problems, names, strict=True)}


def hedged(series: Path, case: str = HEDGED, **more: str) -> str:
    return found_in(series, case, **more)["judgement-hedged"]


def test_it_has_32_signs(tmp_path: Path) -> None:
    assert 32 == len(bytes.fromhex(hedged(tmp_path))) * 2


def test_it_stays_when_lines_move_and_comments_change(tmp_path: Path) -> None:
    assert hedged(tmp_path) == hedged(tmp_path, f"# a comment\n\n\n{HEDGED}")
    assert hedged(tmp_path) == hedged(tmp_path, HEDGED.replace("[toll]", "[toll]  # counted"))


def test_it_stays_when_the_file_has_another_name(tmp_path: Path) -> None:
    assert hedged(tmp_path) == hedged(tmp_path, name="outlook")


def test_it_stays_when_keys_change_places(tmp_path: Path) -> None:
    first, *rest = HEDGED.splitlines()[1:]
    turned = "\n".join(["judgements:", first, *reversed(rest), ""])

    assert hedged(tmp_path) == hedged(tmp_path, turned)


def test_it_stays_when_the_message_is_worded_otherwise(tmp_path: Path) -> None:
    assert hedged(tmp_path) == hedged(tmp_path, reword="Please look at this once more")


def test_it_stays_when_another_record_comes_before(tmp_path: Path) -> None:
    other = HEDGED.replace("id: open", "id: other").replace("judgements:\n", "")
    two = found_in(tmp_path, HEDGED.replace("judgements:\n", f"judgements:\n{other}"))

    assert two["judgement-hedged"] == hedged(tmp_path)  # the last one is that of 'open'


def test_it_stays_when_another_key_of_the_record_changes(tmp_path: Path) -> None:
    assert hedged(tmp_path) == hedged(tmp_path, HEDGED.replace("level: low", "level: high"))


def test_it_is_another_when_the_value_at_fault_changes(tmp_path: Path) -> None:
    assert hedged(tmp_path) != hedged(tmp_path, HEDGED.replace("open.\n", "open soon.\n"))


def test_it_is_another_when_a_number_in_the_message_changes(tmp_path: Path) -> None:
    """The section says nothing of itself; what is at fault is the share of its claims."""

    def share(souths: int) -> str:
        speakers = ["north"] * 6 + ["south"] * souths
        claims = "".join(
            f"  - {{id: c{number}, speaker: {speaker}, modality: asserts, statement: it rained,"
            " date: 2025-10-14, source_refs: [wire]}\n"
            for number, speaker in enumerate(speakers)
        )
        return found_in(tmp_path, f"section: front\nclaims:\n{claims}")["claims-one-sided"]

    assert share(1) != share(2)


def test_it_stays_when_the_edition_moves_on(tmp_path: Path) -> None:
    """A day that only the period gives is no part of it: else no silence outlived a week."""
    case = (
        "facts: [{id: f, section: front, statement: It rained., verification: single_origin,"
        " source_refs: [wire], stale_after: 2025-10-01}]"
    )
    before = found_in(tmp_path, case)["record-stale"]
    problem = next(each for each in check(load(tmp_path)) if each.code == "record-stale")
    loaded = load(tmp_path)
    older = replace(problem, message=f"{problem.message}, 18 days before 2025-10-19 and No. 4")
    (later,) = fingerprints([older], loaded.records, loaded.book)

    assert before == later


def test_the_section_that_a_file_names_for_all_its_records_is_nobodys_own(tmp_path: Path) -> None:
    """It stands once; which record comes first under it does not matter."""
    head = "section: nowhere\nfacts:\n"
    said = "statement: It rained., verification: single_origin, source_refs: [wire]"
    a, b = (f"  - {{id: {id}, {said}}}\n" for id in "ab")

    both, alone = found_in(tmp_path, head + a + b), found_in(tmp_path, head + b)

    assert both["section-unknown"] == alone["section-unknown"]
