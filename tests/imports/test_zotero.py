"""What Zotero and Better BibTeX really write arrives: who, when, where, in which language.

The small files have the fields that Zotero's own translators write (BibTeX, BibLaTeX, RIS, CSL
JSON, as of 2026) and those of Better BibTeX, of four invented texts.
"""

from __future__ import annotations

import pytest

from reportkit.authoring.written import Value
from tests.imports.test_references import problems_in, values_in

WEBPAGE = {
    "publisher": "Valley Post",
    "author": "Ada Poe",
    "title": "The mills",
    "url": "https://post.example/mills",
    "published": "2025-10-17",
    "accessed": "2025-10-20",
    "language": "ur",
    "kind": "national_media",
}
BIBLATEX = r"""
@online{poe_mills_2025,
	title = {The mills},
	url = {https://post.example/mills},
	titleaddon = {Valley Post},
	author = {Poe, Ada},
	urldate = {2025-10-20},
	date = {2025-10-17},
	langid = {urdu},
	note = {kind: national\_media},
}
"""
BETTER = r"""
@online{poeMills2025,
  title = {The mills},
  author = {Poe, Ada},
  date = {2025-10-17},
  url = {https://post.example/mills},
  urldate = {2025-10-20},
  langid = {urdu},
  organization = {Valley Post},
  keywords = {kind: national_media}
}
"""
RIS = """\
TY  - ELEC
TI  - The mills
AU  - Poe, Ada
T2  - Valley Post
DA  - 2025/10/17/
PY  - 2025
DP  - Zotero
LA  - ur
UR  - https://post.example/mills
Y2  - 2025/10/20/09:12:00
KW  - kind: national_media
ER  -
"""
CSL = """\
[{"id": "http://zotero.org/users/1/items/A", "type": "webpage",
  "container-title": "Valley Post", "language": "ur", "note": "kind: national_media\\nseen twice",
  "title": "The mills", "URL": "https://post.example/mills",
  "author": [{"family": "Poe", "given": "Ada"}],
  "accessed": {"date-parts": [["2025", 10, 20]]}, "issued": {"date-parts": [["2025", 10, 17]]}}]
"""
FORMS = [("bib", BIBLATEX), ("bib", BETTER), ("ris", RIS), ("json", CSL)]


@pytest.mark.parametrize(("form", "text"), FORMS)
def test_a_web_page_arrives_with_its_website_as_publisher(form: str, text: str) -> None:
    (source,) = values_in(text, form)

    assert WEBPAGE == {key: source.get(key) for key in WEBPAGE}


@pytest.mark.parametrize(
    ("form", "text", "publisher"),
    [
        ("bib", "@article{a, entrysubtype = {newspaper}, journaltitle = {Valley Post}, {}}",
         "Valley Post"),
        ("ris", "TY  - NEWS\nT2  - Valley Post\nPB  - Valley Holding\n{}ER  - \n", "Valley Post"),
        ("json", '[{"type": "article-newspaper", "container-title": "Valley Post", {}}]',
         "Valley Post"),
        ("bib", "@techreport{a, institution = {Mill Office}, {}}", "Mill Office"),
        ("bib", "@report{a, institution = {Mill Office}, type = {Situation report}, {}}",
         "Mill Office"),
        ("ris", "TY  - RPRT\nT2  - Flour series\nPB  - Mill Office\n{}ER  - \n", "Mill Office"),
        ("ris", "TY  - CHAP\nT2  - Flour\nPB  - Mill Office\n{}ER  - \n", "Mill Office"),
        ("json", '[{"type": "report", "publisher": "Mill Office", {}}]', "Mill Office"),
        ("json", '[{"type": "chapter", "container-title": "F", "publisher": "Mill Office", {}}]',
         "Mill Office"),
    ],
)  # fmt: skip
def test_a_newspaper_and_an_institution_are_the_publishers_of_theirs(
    form: str, text: str, publisher: str
) -> None:
    tag = {
        "bib": "keywords = {kind: ngo_report}",
        "ris": "KW  - kind: ngo_report\n",
        "json": '"note": "kind: ngo_report"',
    }[form]

    (source,) = values_in(text.replace("{}", tag), form)

    assert publisher == source["publisher"]


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("bib", "@online{a, titleaddon = {Twitter}, author = {{Mill Ministry}}, X}"),
        ("bib", "@misc{a, journal = {Twitter}, author = {Mill Ministry}, X}"),
        ("ris", "TY  - ICOMM\nAU  - Mill Ministry\nT2  - Twitter\nM3  - Tweet\nER  - \n"),
        ("json", '[{"type": "post", "container-title": "Twitter", "author": [ X]}]'),
    ],
)  # fmt: skip
def test_who_posts_brings_it_out_and_not_the_platform(form: str, text: str) -> None:
    x = {"bib": "url = {https://x.com/mills/status/1}", "json": '{"literal": "Mill Ministry"}'}

    (source,) = values_in(text.replace(" X", f" {x.get(form)}"), form)

    assert ("Mill Ministry", "social_post", "primary") == (
        source["publisher"], source["kind"], source["access"],
    )  # fmt: skip
    assert "author" not in source


COPY = "https://web.archive.org/web/20251020091200/https://post.example/mills"


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("bib", BIBLATEX.replace(r"national\_media", rf"national\_media; copy {COPY}")),
        ("ris", RIS.replace("KW  -", f"AN  - {COPY}\nKW  -")),
        ("ris", RIS.replace("KW  -", f"N1  - <p>{COPY}</p>\nKW  -")),
        ("json", CSL.replace('"language"', f'"archive_location": "{COPY}", "language"')),
        ("json", CSL.replace("seen twice", f"Archived: {COPY}")),
        ("json", CSL.replace("https://post.example/mills", COPY)),
    ],
)
def test_the_address_of_a_copy_is_the_archive_of_the_source(form: str, text: str) -> None:
    (source,) = values_in(text, form)

    assert ("https://post.example/mills", COPY) == (source["url"], source["archive_url"])


def hint(text: str, form: str, code: str) -> str:
    return next(one.hint for one in problems_in(text, form) if one.code == code)


def test_the_hint_names_the_field_that_the_format_carries() -> None:
    """Zotero writes its tags into BibTeX and RIS, and into CSL JSON its field Extra alone."""

    def untagged(text: str) -> str:
        return text.replace("kind: national_media", "")

    assert "the keyword 'kind:" in hint(untagged(RIS), "ris", "reference-kind")
    assert "the keyword 'kind:" in hint(untagged(BETTER), "bib", "reference-kind")
    assert "the field 'Extra') 'kind:" in hint(untagged(CSL), "json", "reference-kind")


def test_a_day_that_zoteros_bibtex_left_out_is_found_in_another_format() -> None:
    text = "@misc{a, journal = {Valley Post}, month = oct, year = {2025}, keywords = {kind: wire}}"

    assert "Zotero leaves it out of BibTeX: export BibLaTeX" in hint(text, "bib", "reference-day")


def test_a_library_catalogue_has_brought_nothing_out() -> None:
    values: list[dict[str, Value]] = values_in(RIS.replace("T2  - Valley Post\n", ""), "ris")

    assert [] == values
