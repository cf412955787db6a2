"""The table of what keeps each standard names what there is, and no standard is missing."""

from __future__ import annotations

import re

import pytest

from reportkit.cli.codes import CODES
from tests.docs.pages import DOCS, ROOT

PAGE = (DOCS / "standards.md").read_text("utf-8")
TABLE = PAGE.partition("## 11. What keeps each standard")[2]
ROWS = [
    [cell.strip() for cell in line.strip("|").split("|")]
    for line in TABLE.splitlines()
    if line.startswith("| ") and not line.startswith("| standard ")
]
_CODE = re.compile(r"\[([a-z-]+)\]\(rules\.md#([a-z-]+)\)")
_FILE = re.compile(r"`((?:tests|reportkit)/[\w/]+\.py)`")
#: What a rule says of its standard beside its name: "standard 7", "6.2.11.4"; WCAG "3.1.1".
_BESIDE = re.compile(r"^(?:standards? \d.*|\d[\d.]*|.* practice)$| \d(?:\.\d+){2}$")


@pytest.mark.parametrize("code", sorted({code for row in ROWS for code in _CODE.findall(row[-1])}))
def test_a_code_in_the_table_is_one_of_ours(code: tuple[str, str]) -> None:
    shown, anchor = code

    assert shown == anchor
    assert shown in CODES


@pytest.mark.parametrize("file", sorted({file for row in ROWS for file in _FILE.findall(row[-1])}))
def test_a_file_in_the_table_is_there(file: str) -> None:
    assert (ROOT / file).is_file()


def test_each_demand_is_kept_by_something_or_says_why_not() -> None:
    assert len(ROWS) > 80  # the table was read
    bare = [row for row in ROWS if not (_CODE.search(row[-1]) or _FILE.search(row[-1]))]

    assert {3} == {len(row) for row in ROWS}
    assert [] == [row for row in bare if "not kept" not in row[-1] and "print" not in row[-1]]


@pytest.mark.parametrize("standard", sorted({code.standard for code in CODES.values()}))
def test_the_standard_of_each_code_stands_on_the_page(standard: str) -> None:
    """By its name, whatever part of it is meant: ICD 203, standard 7; WCAG 2.2, 1.4.3."""
    names = [part.strip() for part in re.split(r"[;,]| and |^house rule: ", standard)]
    page = " ".join(PAGE.casefold().split())

    names = [_BESIDE.sub("", name).casefold() for name in names]
    assert [] == [name for name in names if name not in page]


_BODIES = ("ICD 203", "PHIA", "UCDP", "ACLED", "CrisisWatch", "equal treatment", "neutral naming")


def test_each_rule_of_analysts_and_of_those_who_count_stands_in_the_table() -> None:
    named = {shown for row in ROWS for shown, _ in _CODE.findall(row[-1])}

    asked = {code.code for code in CODES.values() if code.standard.startswith(_BODIES)}
    assert set() == asked - named
