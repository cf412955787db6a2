"""Whatever a page leads to is there: pages, headings, pictures, files of the repository."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from reportkit.exports.formats import FORMATS
from tests.docs.pages import DOCS, PAGES, ROOT

_FENCE = re.compile(r"^```.*?^```$", re.DOTALL | re.MULTILINE)
_LINK = re.compile(r"\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#+ (.+)$", re.MULTILINE)
#: A file of the repository, named in backquotes; wildcards and placeholders name none.
_NAMED = re.compile(r"`((?:reportkit|tests|tools|bench|docs|templates|styles)/[\w./-]+)`")


def prose(page: Path) -> str:
    """Read a page without its blocks of code."""
    return _FENCE.sub("", page.read_text("utf-8"))


def anchors(page: Path) -> set[str]:
    """Give the anchors of a page's headings, as GitHub makes them."""
    heads = (re.sub(r"[^\w\- ]", "", head.lower()) for head in _HEADING.findall(prose(page)))
    return {head.replace(" ", "-") for head in heads}


@pytest.mark.parametrize("name", PAGES)
def test_links_lead_somewhere(name: str) -> None:
    broken = []
    for link in _LINK.findall(prose(PAGES[name])):
        if link.startswith(("https://", "http://", "mailto:")):
            continue
        path, _, anchor = link.partition("#")
        target = (PAGES[name].parent / path).resolve() if path else PAGES[name]
        if not target.exists() or (anchor and anchor not in anchors(target)):
            broken.append(link)

    assert [] == broken


@pytest.mark.parametrize("name", [name for name in PAGES if name != "CHANGELOG.md"])
def test_files_that_are_named_exist(name: str) -> None:
    """A changelog may speak of what is gone; nothing else may."""
    named = {path.rstrip("/") for path in _NAMED.findall(prose(PAGES[name]))}

    assert [] == sorted(path for path in named if not (ROOT / path).exists())


def test_each_page_is_reached_from_the_list_of_pages() -> None:
    listed = set(_LINK.findall((DOCS / "README.md").read_text("utf-8")))

    assert set() == {page.name for page in DOCS.glob("*.md")} - listed - {"README.md"}


def test_each_page_is_listed_once() -> None:
    listed = _LINK.findall((DOCS / "README.md").read_text("utf-8"))

    assert [] == [page for page, times in Counter(listed).items() if times > 1]


@pytest.mark.parametrize("name", [name for name in PAGES if name != "CHANGELOG.md"])
def test_no_page_has_a_section_twice(name: str) -> None:
    sections = re.findall(r"^## (.+)$", prose(PAGES[name]), re.MULTILINE)

    assert [] == [section for section, times in Counter(sections).items() if times > 1]


def test_the_page_on_export_begins_with_what_it_is_and_names_each_format() -> None:
    beginning = PAGES["docs/export.md"].read_text("utf-8").split("\n## ")[0]

    assert "`reportkit export` hands on" in beginning
    assert [] == [each.name for each in FORMATS if f"| `{each.name}` |" not in beginning]


@pytest.mark.parametrize(
    "page", ["README", "commands", "evidence", "scorecard", "both-sides", "search", "overruling"]
)
def test_the_front_page_leads_to_what_a_desk_does_each_week(page: str) -> None:
    assert f"](docs/{page}.md" in (ROOT / "README.md").read_text("utf-8")


@pytest.mark.parametrize("folder", ["reportkit", "templates", "styles", "tests", "bench", "tools"])
def test_a_paper_that_the_code_cites_is_here(folder: str) -> None:
    """ "standards.md 4" is a page of docs/ and one of its numbered heads."""
    made = {"changes.md"}  # by each build
    cited = {
        citation
        for file in (ROOT / folder).rglob("*")
        if file.suffix in {".py", ".j2", ".css", ""} and file.is_file()
        for citation in re.findall(r"\b([a-z][a-z-]+\.md)(?: (\d+))?", file.read_text("utf-8"))
        if "tests/docs" not in str(file)
    }
    missing = {
        (page, section)
        for page, section in cited
        if page not in made
        if not (DOCS / page).is_file()
        or (section and f"\n## {section}. " not in (DOCS / page).read_text("utf-8"))
    }

    assert set() == missing
