"""What may be written, and the manual of the codes: a line each, in groups; one in full."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from reportkit.cli.codes import CODES, GROUPS
from reportkit.cli.explain import explain
from reportkit.reference.entries import FILES, ROOTS, TYPES, key_at, places
from reportkit.reference.json_schema import schema_of
from tests.cli.series import run


@pytest.mark.parametrize("width", ["100", "60", "40"])
def test_explain_alone_gives_each_type_file_and_code_one_line_under_its_heading(
    tmp_path: Path, width: str
) -> None:
    lines = run(tmp_path, "explain", COLUMNS=width).out.splitlines()

    headings = [line for line in lines if line and not line.startswith(" ")]
    names = [line.split()[0] for line in lines if line[:2] == "  " and line[2] != " "]
    files = [f"{name}.yaml" for name in FILES]
    assert headings == ["Records", "Files", *GROUPS]
    assert names == [*TYPES, "record", *files, *CODES]
    assert [] == [line for line in lines if len(line) > int(width)]


def test_a_line_says_what_its_code_means(tmp_path: Path) -> None:
    out = run(tmp_path, "explain", COLUMNS="120").out

    assert "  file-too-large            A file of seeds has at most 1 MB\n" in out


def test_one_code_has_its_whole_paragraph(tmp_path: Path) -> None:
    out = run(tmp_path, "explain", "file-too-large").out

    assert " ".join(out.split()) == CODES["file-too-large"].paragraph


def test_an_example_stands_below_the_paragraph_with_the_file_that_it_is_in(tmp_path: Path) -> None:
    out = run(tmp_path, "explain", "number-unsupported").out

    assert out.partition("\n\n")[2] == (
        "given:    figures: [{id: fled, metric: displaced, best: 70894}]\n"
        "refused:  # edition.yaml\n"
        "          bottom_line: {text: 'About 80,000 people fled.', basis: [fled]}\n"
        "accepted: # edition.yaml\n"
        "          bottom_line: {text: 'About 71,000 people fled.', basis: [fled]}\n"
    )


def test_an_example_is_written_as_in_a_series() -> None:
    """A key that a test leaves out is not there, and no record is empty."""
    shown = [CliRunner().invoke(explain, [code]).output for code in CODES]

    assert "refused:  figures: [{low: 4}]" in shown[list(CODES).index("figure-operator")]
    assert [] == [out for out in shown if re.search(r": -[,}]|\{\}|: \n$", out)]


@pytest.mark.parametrize("name", ROOTS)
@pytest.mark.parametrize("width", [100, 60])
def test_a_type_tells_of_each_key_what_is_needed_first(name: str, width: int) -> None:
    ran = CliRunner().invoke(explain, [name], env={"COLUMNS": str(width)})

    table = ran.output.partition("\nNeeded\n")[2] or ran.output.partition("\nNot needed\n")[2]
    names = [line.split()[0] for line in table.splitlines() if re.match(r"  [a-z]", line)]
    keys = [place for place in places() if place.path.rpartition(".")[0] == name]
    needed = [place.spec.key for place in keys if place.spec.required]
    own = [place.spec.key for place in keys if not place.spec.required]
    first = ["id"] if name in TYPES else []
    assert 0 == ran.exit_code
    assert [*first, *needed, *own] == names[: len(keys) + len(first)]


def test_lines_fit_the_terminal_but_for_what_is_copied() -> None:
    """An example is never broken: it would be no YAML."""
    out = CliRunner().invoke(explain, ["figure"], env={"COLUMNS": "60"}).output
    table, _, after = out.partition("\nAn example")
    example, _, rest = after.partition("\n\n")

    assert [] == [line for line in (table + rest).splitlines() if len(line) > 60]
    assert "\n  figures:\n    - id: " in example


def test_a_key_tells_of_its_words_how_each_prints() -> None:
    out = CliRunner().invoke(explain, ["figure.operator"]).output

    assert "  about: near that number; give 'best'\n      best: 210 prints as: about 210\n" in out
    assert "\nNot needed. Default: exact.\n" in out


def test_a_mapping_tells_of_its_keys() -> None:
    out = CliRunner().invoke(explain, ["brief.yaml.cadence"]).output

    assert out.startswith("brief.cadence\nWhen it appears")
    assert re.search(r"\nIts keys\n  every +word +how often it appears", out)


@pytest.mark.parametrize(
    ("name", "asked", "not_asked"),
    [
        ("judgement", "judgement-alternatives", "figure-operator"),
        ("fact", "fact-unsourced", "trend-reason-old"),  # of the edition
        ("record", "status-reason", "fact-unsourced"),
        ("brief", "cadence-day", "status-reason"),
        ("figure.operator", "figure-operator", "figure-sum"),
    ],
)
def test_a_type_tells_which_rules_ask_for_more(name: str, asked: str, not_asked: str) -> None:
    rules = CliRunner().invoke(explain, [name]).output.partition("The rules ask")[2]

    assert f"  {asked} " in rules
    assert f"  {not_asked} " not in rules


def test_a_word_tells_where_it_may_stand() -> None:
    out = CliRunner().invoke(explain, ["de_facto_authority"]).output

    assert out == (
        "'de_facto_authority' is a word of\n  actor.kind  governs without being recognised\n"
    )


def test_a_slip_is_answered_with_the_nearest() -> None:
    ran = CliRunner().invoke(explain, ["figure.operater"])

    assert 2 == ran.exit_code
    assert "there is no record type, key, word or code 'figure.operater'" in ran.output
    assert "did you mean 'figure.operator'?" in ran.output


def test_json_holds_keys_words_and_what_they_print_as() -> None:
    ran = json.loads(CliRunner().invoke(explain, ["figure", "--json"]).output)

    keys = {key["key"]: key for key in ran["entry"]["keys"]}
    words = {word["word"]: word for word in keys["operator"]["words"]}
    assert "figures" == ran["entry"]["list"]
    assert ran["entry"]["example"].startswith("figures:\n")
    assert (True, False) == (keys["metric"]["needed"], keys["operator"]["needed"])
    assert "about 210" == words["about"]["printed"]


def test_the_schema_has_the_same_text(tmp_path: Path) -> None:
    key = key_at("claim.statement")
    described = schema_of("records")["definitions"]["claim"]["properties"]["statement"]
    said = " ".join(run(tmp_path, "explain", "claim.statement").out.split())

    assert key.meaning in described["markdownDescription"]
    assert key.meaning.replace("`", "'") in said


def test_json_of_all_lists_types_files_and_codes() -> None:
    ran = json.loads(CliRunner().invoke(explain, ["--json"]).output)

    assert set(TYPES) < set(ran["records"])
    assert list(FILES) == list(ran["files"])
    assert list(CODES) == list(ran["codes"])
