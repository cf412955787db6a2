"""Each standard that a rule names is explained on the page on standards, and each case in tests."""

from __future__ import annotations

import re

import pytest

from reportkit.cli.codes import CODES
from tests.docs.pages import DOCS, ROOT

#: What names a body or a document: "ICD 206", "PA-X", "CrisisWatch"; not "standard 7".
_NAME = re.compile(r"\b(?:(?:ICD|TLP|RFC|ISO|WGS|BCP) [\d.-]*\d|[A-Z]\w*[A-Z]\w*|Airwars|Wikidata)")
_CASE = re.compile(r"\b(?:E\d{2}|S\d{1,2}|X\d{2})\b")


def names() -> set[str]:
    """Give the names of all standards that explanations give."""
    endings = (code.standard for code in CODES.values())
    return {name for ending in endings for name in _NAME.findall(ending)}


@pytest.mark.parametrize("name", sorted(names()))
def test_a_standard_that_a_rule_names_is_explained(name: str) -> None:
    assert name in (DOCS / "standards.md").read_text("utf-8")


def test_every_code_names_a_standard_or_a_house_rule_of_the_page() -> None:
    """A rule that says for whose sake it asks can be argued with."""
    page = (DOCS / "standards.md").read_text("utf-8").partition("## 10. House rules")[2]
    page = page.partition("| practice |")[0]
    house = {f"house rule: {name}" for name in re.findall(r"^\| ([a-z ]+) \|", page, re.MULTILINE)}

    assert [] == [code.code for code in CODES.values() if not code.standard]
    named = {code.standard for code in CODES.values() if code.standard.startswith("house rule")}
    assert house - {"house rule: house rule"} == named


def test_a_case_that_a_test_names_is_in_the_catalogue() -> None:
    files = (file for file in (ROOT / "tests").rglob("*.py") if file.parent.name != "docs")
    cited = {case for file in files for case in _CASE.findall(file.read_text("utf-8"))}
    listed = set(_CASE.findall((DOCS / "cases.md").read_text("utf-8")))

    assert (set(), True) == (cited - listed, bool(cited))
