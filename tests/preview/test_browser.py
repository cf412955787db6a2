"""The preview in a real browser: files are edited, switches are turned, places are clicked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests import tiny
from tests.building import build_quickly
from tests.page.browser import WINDOWS, Window, chromium, violations
from tests.preview.running import Preview, preview

if TYPE_CHECKING:
    from playwright.sync_api import Browser, FrameLocator, Page

PATIENCE = 30_000  # milliseconds, on a machine that does much else
#: Marked higher than the edition may be for some of its readers.
GUARD = """\
      - id: road.guard
        statement: A guard was seen at the road.
        date: 2026-01-08
        tlp: "TLP:GREEN"
        verification: single_origin
        source_refs: [note-1]
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A series in its third week, at TLP:GREEN with one fact that is not clear."""
    series = tmp_path_factory.mktemp("valley")
    tiny.write(series)
    build_quickly(series, now=datetime(2026, 1, 12, tzinfo=UTC))
    tiny.write(series, week=2, records=tiny.RECORDS.rstrip(" ") + ROAD)
    build_quickly(series, now=datetime(2026, 1, 19, tzinfo=UTC))
    tiny.write(series, week=2, records=tiny.RECORDS.rstrip(" ") + ROAD + GUARD)
    brief, edition = series / "seeds" / "brief.yaml", series / "seeds" / "edition.yaml"
    brief.write_text(brief.read_text() + "tlp_community: Partners of the desk\n")
    edition.write_text(
        'tlp: "TLP:GREEN"\n'
        + edition.read_text()
        .replace("2026-01-12, end: 2026-01-18", "2026-01-19, end: 2026-01-25")
        .replace("cut_off: 2026-01-18", "cut_off: 2026-01-25")
        .replace("published: 2026-01-19", "published: 2026-01-26")
    )
    with preview(series) as started:
        yield started


#: New in No. 2.
ROAD = """\
      - id: bridge.open
        statement: The bridge in the valley is open.
        date: 2026-01-09
        verification: single_origin
        source_refs: [note-1]
"""


@contextmanager
def looked_at(
    browser: Browser, running: Preview, hash_: str = "", window: Window = WINDOWS[2]
) -> Iterator[Page]:
    page = browser.new_page(
        viewport={"width": window.width, "height": 800},
        color_scheme="dark" if window.night else "light",
        reduced_motion="reduce",
    )
    page.set_default_timeout(PATIENCE)
    try:
        page.goto(f"{running.address}{hash_}")
        page.wait_for_selector("body[data-shown]")
        yield page
    finally:
        page.close()


def brief_in(page: Page) -> FrameLocator:
    return page.frame_locator("#frames iframe:not(.coming)")


def seed(running: Preview, file: str = "edition.yaml") -> Path:
    return running.series / "seeds" / file


def replaced(file: Path, old: str, new: str) -> None:
    text = file.read_text()
    assert old in text
    file.write_text(text.replace(old, new))


def test_a_save_is_seen_a_slip_is_listed_and_what_was_good_stays(
    browser: Browser, running: Preview
) -> None:
    with looked_at(browser, running) as page:
        file = seed(running)
        replaced(file, "Clashes in the valley", "Storms in the valley")
        brief_in(page).get_by_text("Storms in the valley").first.wait_for()

        line = file.read_text().split("\n").index("trend: unchanged") + 1
        replaced(file, "trend: unchanged", "trend: sideways")
        place = page.locator("#list a.place")
        place.wait_for()

        assert f"seeds/edition.yaml:{line}:8" == place.inner_text()
        assert f"vscode://file{file}:{line}:8" == place.get_attribute("href")
        assert "1 error" in page.locator("#said").inner_text()
        assert brief_in(page).get_by_text("Storms in the valley").first.is_visible()

        place.focus()
        replaced(file, "trend: sideways", "trend: sideway")
        page.locator("#list", has_text="'sideway'").wait_for()

        assert place.evaluate("each => each === document.activeElement")

        replaced(file, "trend: sideway", "trend: unchanged")
        replaced(file, "Storms in the valley", "Clashes in the valley")
        page.locator("#said", has_text="no problems").wait_for()

        assert "No problems." == page.locator("#list").inner_text()


def test_marking_edition_and_language_are_chosen_and_kept_in_the_address(
    browser: Browser, running: Preview
) -> None:
    with looked_at(browser, running) as page:
        brief_in(page).locator("#rec-road\\.guard").first.wait_for(state="attached")
        page.select_option("[name=marking]", "TLP:CLEAR")
        brief_in(page).locator(".tlp-clear").first.wait_for()

        assert 0 == brief_in(page).locator("#rec-road\\.guard").count()

        page.select_option("[name=marking]", "")
        page.select_option("[name=against]", "001")
        brief_in(page).get_by_text("What changed since No. 1").first.wait_for()
        page.select_option("[name=language]", "ur")
        brief_in(page).locator("html[lang=ur]").wait_for()
        page.reload()
        brief_in(page).locator("html[lang=ur]").wait_for()

        assert "#language=ur&against=001" == page.evaluate("location.hash")
        assert "001" == page.locator("[name=against]").input_value()


def test_a_pdf_shows_its_pages_and_marks_what_changed(browser: Browser, running: Preview) -> None:
    with looked_at(browser, running, "#form=one-page") as page:
        picture = page.locator("#pages img").first
        picture.wait_for()
        before = picture.get_attribute("src")

        assert ("595", "842") == (picture.get_attribute("width"), picture.get_attribute("height"))
        assert 0 == page.locator("figure.changed").count()

        replaced(seed(running), "The road is shut.", "The road is closed.")
        page.locator("figure.changed .badge", has_text="changed").first.wait_for()

        assert before != picture.get_attribute("src")
        assert picture.evaluate("each => each.decode().then(() => each.naturalWidth)") >= 600
        with page.expect_download() as download:
            page.click("#download")
        assert Path(download.value.path()).read_bytes().startswith(b"%PDF-")
        replaced(seed(running), "The road is closed.", "The road is shut.")


def test_a_record_tells_its_place_life_rules_and_where_it_is_printed(
    browser: Browser, running: Preview
) -> None:
    with looked_at(browser, running) as page:
        page.fill("#search", "killed tol")
        page.click("#hits button")
        card = page.locator("#card")
        card.get_by_text("Its life").wait_for()
        card_text = card.inner_text()
        line = 1 + seed(running, "clashes.yaml").read_text().split("\n").index("  - id: toll")

        assert f"seeds/clashes.yaml:{line}:5" in card_text
        assert "Page 1: key figure 1" in card_text
        assert "No. 1" in card_text
        assert "figure-unsourced" in card.locator("details").text_content()  # type: ignore[operator]
        assert "toll" == page.evaluate("document.activeElement.textContent")

        brief_in(page).locator("[id='rec-road.shut']").first.evaluate(
            "each => each.dispatchEvent(new MouseEvent('click', {bubbles: true}))"
        )
        card.locator("h3", has_text="road.shut").wait_for()

        assert "#record=road.shut" == page.evaluate("location.hash")


#: What a template might get past every check: run as the page is read, or when a picture fails.
_SCRIPTS = """() => {
  const brief = document.querySelector("#frames iframe").contentDocument;
  const script = brief.createElement("script");
  script.textContent = "document.title = 'RUN'";
  const picture = brief.createElement("img");
  picture.setAttribute("onerror", "document.title = 'RUN'");
  brief.body.append(script, picture);
  return new Promise((done) => {
    picture.addEventListener("error", () => setTimeout(() => done(brief.title), 50));
    picture.src = "none.png";
  });
}"""


def test_a_script_in_the_brief_does_not_run(browser: Browser, running: Preview) -> None:
    with looked_at(browser, running) as page:
        assert page.evaluate(_SCRIPTS).startswith("The valley, No. 3")


@pytest.mark.parametrize("window", WINDOWS, ids=str)
def test_axe_finds_nothing(browser: Browser, running: Preview, window: Window) -> None:
    with looked_at(browser, running, "#record=toll", window) as page:
        page.locator("#card details").wait_for(state="attached")

        assert [] == violations(page)

        if window.width < 900:
            page.click("nav [data-pane=records]")

            assert [] == violations(page)
