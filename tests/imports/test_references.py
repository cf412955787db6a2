"""Sources from BibTeX, RIS and CSL-JSON: what is taken, what is asked, what is left out."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from reportkit.authoring.written import Value
from reportkit.imports.bibtex import bibtex_references
from reportkit.imports.candidate import Candidate, Refusal
from reportkit.imports.csl import csl_references
from reportkit.imports.reference_sources import ReferenceReader
from reportkit.imports.references import Reference, read_text
from reportkit.imports.ris import ris_references
from reportkit.loading.serialize import Plain
from reportkit.model.book import Records
from reportkit.problems import Problem, SeedsRejected
from tests.records import by_id

NONE = Records({})
READERS = {"bib": bibtex_references, "ris": ris_references, "json": csl_references}


def results(text: str, form: str, records: Records = NONE) -> list[Candidate | Refusal]:
    references: Iterator[Reference | Refusal] = READERS[form](text, f"refs.{form}")
    return list(ReferenceReader(f"refs.{form}", records).candidates(references))


def values_in(text: str, form: str, records: Records = NONE) -> list[dict[str, Value]]:
    return [one.values for one in results(text, form, records) if isinstance(one, Candidate)]


def problems_in(text: str, form: str, records: Records = NONE) -> list[Problem]:
    return [one.problem for one in results(text, form, records) if isinstance(one, Refusal)]


BIB = r"""
@book{mill, author = {Poe, Ada and {Mill Office}}, title = {The {Mill} of Sp{\={\i}}n B\"oldak},
  publisher = {Valley Press}, date = {2025-10-17}, urldate = {2025-10-20},
  url = {https://example.org/a\_b/%20c}, langid = {ngerman}}
"""
RIS = """\
TY  - BOOK
AU  - Poe, Ada
AU  - Mill Office
TI  - The Mill of Spīn Böldak
PB  - Valley Press
DA  - 2025/10/17/
Y2  - 2025/10/20/
UR  - https://example.org/a_b/%20c
LA  - de
ER  -
"""
CSL = """\
[{"type": "book", "title": "The <i>Mill</i> of Spīn Böldak", "publisher": "Valley Press",
  "author": [{"family": "Poe", "given": "Ada"}, {"literal": "Mill Office"}], "language": "de",
  "issued": {"date-parts": [["2025", 10, "17"]]}, "accessed": {"date-parts": [[2025, 10, 20]]},
  "URL": "https://example.org/a_b/%20c"}]
"""


@pytest.mark.parametrize(("form", "text"), [("bib", BIB), ("ris", RIS), ("json", CSL)])
def test_one_text_is_one_source_whatever_the_format(form: str, text: str) -> None:
    """LaTeX and markup become letters; a % in an address begins no comment."""
    assert values_in(text, form) == [
        {
            "id": "valley-press-2025-10-17",
            "publisher": "Valley Press",
            "author": "Ada Poe and Mill Office",
            "title": "The Mill of Spīn Böldak",
            "url": "https://example.org/a_b/%20c",
            "published": "2025-10-17",
            "accessed": "2025-10-20",
            "language": "de",
            "kind": "research",
            "access": "secondary",
        }
    ]


def test_an_office_as_author_brought_it_out_where_nobody_else_is_named() -> None:
    text = "@dataset{p, author = {{Price Watch}}, title = {Prices}, date = {2025-10-17}}"

    (source,) = values_in(text, "bib")

    assert source["publisher"] == "Price Watch"
    assert "author" not in source


def test_a_doi_is_its_address_and_its_number() -> None:
    (source,) = values_in(
        "TY  - DATA\nPB  - Price Watch\nDO  - https://doi.org/10.1234/Ab\nER  - \n", "ris"
    )

    assert source["url"] == "https://doi.org/10.1234/Ab"
    assert source["external_ids"] == [{"scheme": "doi", "id": "10.1234/Ab"}]


# -- kind ------------------------------------------------------------------------------------

REPORT = "@report{{r, institution = {{Mill Office}}, title = {{Flour}}, date = {{2025-10-17}}{}}}"


def test_a_keyword_that_is_no_kind_is_named_with_those_that_are() -> None:
    (problem,) = problems_in(REPORT.format(", keywords = {kind: newspaper}"), "bib")

    assert problem.message.endswith("several kinds of source, and 'newspaper' is none of them")
    assert "research, ngo_report)" in problem.hint


def test_a_report_can_be_several_kinds_and_is_asked_about() -> None:
    (problem,) = problems_in(REPORT.format(""), "bib")

    assert problem.code == "reference-kind"
    assert problem.mark == ("refs.bib", 1, 1)
    assert "keyword 'kind: " in problem.hint


def test_the_desks_own_keyword_says_which_kind() -> None:
    text = REPORT.format(", keywords = {flour, kind: ngo\\_report; access: primary}")

    (source,) = values_in(text, "bib")

    assert (source["kind"], source["access"]) == ("ngo_report", "primary")


def test_another_source_of_the_publisher_says_which_kind() -> None:
    """Only where all of them are of one kind."""
    one = {"type": "source", "id": "a", "publisher": "mill office", "kind": "un_report"}
    other = {**one, "id": "b", "kind": "ngo_report"}

    (source,) = values_in(REPORT.format(""), "bib", Records(by_id(one)))

    assert source["kind"] == "un_report"
    assert values_in(REPORT.format(""), "bib", Records(by_id(one, other))) == []


def test_a_data_set_of_the_publisher_says_nothing_of_its_reports_nor_they_of_it() -> None:
    data = {"type": "source", "id": "a", "publisher": "Mill Office", "kind": "dataset"}
    report = {**data, "kind": "un_report"}
    table = REPORT.format("").replace("@report", "@dataset")

    (source,) = values_in(table, "bib", Records(by_id(report)))

    assert values_in(REPORT.format(""), "bib", Records(by_id(data))) == []
    assert source["kind"] == "dataset"


# -- days and languages ----------------------------------------------------------------------


@pytest.mark.parametrize("day", ["year = 2025", "year = 2025, month = oct", "date = {2025-13-40}"])
def test_what_is_no_day_is_left_out_and_told(day: str) -> None:
    text = f"@book{{b, publisher = {{Valley Press}}, title = {{Bread}}, {day}}}"

    (source,) = values_in(text, "bib")
    (problem,) = problems_in(text, "bib")

    assert "published" not in source
    assert source["id"] == "valley-press-bread"
    assert (problem.code, problem.level) == ("reference-day", "warning")


def test_a_language_that_nobody_knows_is_asked_about() -> None:
    """Left out it would say English."""
    text = "@book{b, publisher = {Valley Press}, date = {2025-10-17}, language = {Tarnish tongue}}"

    assert [one.code for one in problems_in(text, "bib")] == ["reference-language"]


# -- found again -----------------------------------------------------------------------------

NEWS = """
TY  - DATA
T2  - Valley Post
TI  - {title}
DA  - 2025/10/17/
UR  - {url}
ER  -
"""


def test_two_texts_of_one_publisher_and_day_have_ids_of_their_own() -> None:
    text = NEWS.format(title="A", url="https://example.org/a")
    text += NEWS.format(title="B", url="https://example.org/b")

    ids = [one["id"] for one in values_in(text, "ris")]

    assert ids == ["valley-post-2025-10-17", "valley-post-2025-10-17-2"]


def test_a_source_that_is_there_is_found_by_its_address_whatever_its_id() -> None:
    there = by_id({"type": "source", "id": "my-own", "url": "http://www.Example.org/a/"})
    text = NEWS.format(title="A", url="https://example.org/a?utm_source=mail")

    assert [one["id"] for one in values_in(text, "ris", Records(there))] == ["my-own"]


def test_a_source_that_is_there_is_found_by_its_doi() -> None:
    doi: Plain = {"scheme": "doi", "id": "10.1234/AB"}
    there = by_id({"type": "source", "id": "my-own", "external_ids": [doi]})

    text = "TY  - DATA\nPB  - Price Watch\nDO  - 10.1234/ab\nER  - \n"

    assert [one["id"] for one in values_in(text, "ris", Records(there))] == ["my-own"]


# -- what cannot be read ---------------------------------------------------------------------


@pytest.mark.parametrize(
    ("form", "text", "lines"),
    [
        ("bib", "@book{a, publisher={P}}\n@book{a, publisher={Q}}\n", [2]),
        ("bib", "@book{a, title={x\n@dataset{b, publisher={P}}\n", [1]),
        ("bib", "@book{a, title={x}, title={y}, publisher={P}}\n", [1]),
        ("ris", "TY  - BOOK\nTI  - x\nTY  - DATA\nPB  - P\nER  - \n", [1]),
        ("json", '[{"type": "dataset", "publisher": "P"},\n {"x": 1}]', [2]),
        ("json", '[{"type": "dataset", "publisher": "P"},\n {"type": ', [2]),
        ("json", '[{"type": "dataset", "publisher": "P"}', [1]),
        ("json", '{"items": []}', [1]),
        ("json", "[" * 5000, [1]),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_line(
    form: str, text: str, lines: list[int], capfd: pytest.CaptureFixture[str]
) -> None:
    """And the rest is read; the libraries print nothing of their own."""
    problems = problems_in(text, form)

    unread = ("reference-unreadable", "reference-repeated")
    assert lines == [one.mark.line for one in problems if one.code in unread]
    assert capfd.readouterr() == ("", "")


def test_latin_1_is_read_and_broken_utf_8_is_refused(tmp_path: Path) -> None:
    latin = tmp_path / "latin.bib"
    latin.write_bytes("@book{a, publisher={Café}}".encode("latin-1"))
    mark = tmp_path / "mark.ris"
    mark.write_bytes(b"\xef\xbb\xbfTY  - DATA\n")
    broken = tmp_path / "broken.bib"
    broken.write_bytes("@book{a,\n title={été é è ü ö}\n}".encode() + b"\xff")

    assert "Café" in read_text(latin)
    assert read_text(mark).startswith("TY")
    with pytest.raises(SeedsRejected) as rejected:
        read_text(broken)
    assert [one.code for one in rejected.value.problems] == ["reference-text"]
