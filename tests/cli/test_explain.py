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

    assert (
        "  file-too-large            error     A file of seeds has at most 1 MB (house rule)\n"
        in out
    )
    assert "  judgement-hedged          warning*  " in out


def test_a_line_names_the_standard_and_a_star_what_may_be_overruled(tmp_path: Path) -> None:
    lines = run(tmp_path, "explain", COLUMNS="100").out.splitlines()
    starts = {line.split()[0]: line for line in lines if line.startswith("  ")}

    assert starts["figure-range"].endswith("low <= best <= high (UCDP)")
    assert "error " in starts["figure-range"]
    assert starts["file-too-large"].endswith("A file of seeds has at most 1 MB (house rule)")
    assert starts["quote-long"].split()[1] == "error*"
    assert "set it to another level" in lines[-1]


def test_a_code_tells_its_level_and_why_it_cannot_be_overruled(tmp_path: Path) -> None:
    fixed = run(tmp_path, "explain", "ref-unknown").out.split("\n\n")[-1]
    free = " ".join(run(tmp_path, "explain", "claims-one-sided").out.split("\n\n")[-1].split())

    assert fixed.startswith("An error: it stops publication. It cannot be overruled: what is named")
    assert free.startswith("A warning: it stops publication under '--strict' alone. brief.yaml may")
    assert "Threshold share: 70 % of a section's claims (50 to 100 may be set)." in free


def test_a_code_tells_how_the_series_of_this_folder_sets_it(own_river: Path) -> None:
    brief = own_river / "seeds" / "brief.yaml"
    setting = "{rule: quote-long, threshold: 60, reason: The accord is quoted at length.}"
    brief.write_text(f"{brief.read_text()}rules:\n  - {setting}\n")

    out = run(own_river, "explain", "quote-long").out
    (rule,) = json.loads(run(own_river, "explain", "quote-long", "--json").out)["rules"]

    assert "seeds/brief.yaml" in out
    assert "words 60.\n  because: The accord is quoted at length.\n" in out
    assert ("60", "The accord is quoted at length.") == (
        rule["set_to"][0]["threshold"],
        rule["set_to"][0]["reason"],
    )


def test_json_of_all_rules_holds_level_standard_and_what_may_be_set(tmp_path: Path) -> None:
    rules = {
        rule["code"]: rule for rule in json.loads(run(tmp_path, "explain", "--json").out)["rules"]
    }

    assert list(CODES) == list(rules)
    assert ("ICD 206", "error", False) == tuple(
        rules["ref-unknown"][key] for key in ("standard", "level", "may_be_overruled")
    )
    assert ["70", "6"] == [each["default"] for each in rules["claims-one-sided"]["thresholds"]]


def test_one_code_has_its_whole_paragraph(tmp_path: Path) -> None:
    out = run(tmp_path, "explain", "file-too-large").out

    assert " ".join(out.partition("\n\n")[0].split()) == CODES["file-too-large"].paragraph


def test_an_example_stands_below_the_paragraph_with_the_file_that_it_is_in(tmp_path: Path) -> None:
    out = run(tmp_path, "explain", "number-unsupported").out

    assert out.split("\n\n")[1] == (
        "given:    figures: [{id: fled, metric: displaced, best: 70894}]\n"
        "refused:  # edition.yaml\n"
        "          bottom_line: {text: 'About 80,000 people fled.', basis: [fled]}\n"
        "accepted: # edition.yaml\n"
        "          bottom_line: {text: 'About 71,000 people fled.', basis: [fled]}"
    )


def test_an_example_is_written_as_in_a_series(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key that a test leaves out is not there, and no record is empty."""
    monkeypatch.chdir(tmp_path)
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
