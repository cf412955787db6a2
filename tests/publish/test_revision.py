"""A correction, a source and a figure taken back, a revision: read in every form."""

from __future__ import annotations

import json
import shutil
from html import unescape
from pathlib import Path
from re import sub
from typing import Any

import pypdfium2
import pytest

from reportkit.delivery.plan import SendRequest
from reportkit.editions.manifest import EditionName
from reportkit.publish.rebuild import rebuild
from tests.building import made_once
from tests.cli.series import run
from tests.delivery.posting import mail
from tests.delivery.server import mail_server
from tests.revised import publish_all

WRONG = (
    "Civilians killed, Clinic of the ford (The mission): in No. 2 we wrote 500; right is 450. "
    "Reason: The clinic and its annex were added up."
)
GONE = (
    "Withdrawn, we no longer stand behind it: at least 90 civilians injured, Clinic of the ford "
    "(The mission, 9 Jan 2026). The mission found that it had counted visitors."
)
FALLEN = "Source withdrawn: The Wire, “Ford dead”, 9 Jan 2026. Its picture was taken in 2021."
NEWS = "Newly contested: A dam keeper was arrested in North."
NEW = "A dam keeper was arrested in North. North denies that the keeper was arrested."
LISTS = """\
lists:
  - {id: desks, name: Desks, max_tlp: "TLP:RED"}
  - {id: press, name: Press, max_tlp: "TLP:CLEAR"}
recipients:
  - {address: ann@example.org, lists: [desks]}
  - {address: eve@example.org, lists: [press]}
transport: {sender: brief@example.org, host: 127.0.0.1, security: none}
"""


@pytest.fixture(scope="session")
def wadi(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The series with its four editions, made by the real engine where a test reads the page."""
    return made_once(tmp_path_factory, "wadi", publish_all)


def folded(text: str) -> str:
    return " ".join(text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{SOFT HYPHEN}", "").split())


def pages(pdf: Path) -> list[str]:
    """Give the text of each page, without the hyphens that a line's end made."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        found = [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()
    return [folded(sub("[\ufffe\u2010]\r?\n?", "", text)) for text in found]


def words_of_html(file: Path) -> str:
    return folded(unescape(sub(r"<style.*?</style>|<[^>]*>", " ", file.read_text())))


def of(wadi: Path, file: str, edition: str = "002-r1") -> Path:
    return wadi / "reports" / edition / file


def log_of(wadi: Path, edition: str, file: str = "changes.json") -> Any:
    return json.loads(of(wadi, file, edition).read_text())


# Page 1 -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "file",
    [
        "wadi-002-r1.pdf",
        "wadi-002-r1-one-page.pdf",
        "wadi-002-r1-clear.pdf",
        "wadi-002-r1-clear-one-page.pdf",
    ],
)
def test_page_one_tells_first_what_was_wrong_then_what_is_gone_then_the_news(
    wadi: Path, file: str
) -> None:
    """The whole box of the edition that it replaces, the correction on top."""
    text = pages(of(wadi, file))[0]

    assert "No. 2 rev. 1" in text
    assert "replaces No. 2 of 19 Jan 2026" in text
    assert "information up to 18 Jan 2026, 18:00 Khartoum time" in text
    assert "Published 20 Jan" in text
    places = [
        text.index(said) for said in ("Please discard", WRONG, "since No. 1", GONE, FALLEN, NEWS)
    ]
    assert places == sorted(places)
    assert "1 dropped" not in text
    assert "re-graded" not in text[: places[-1]]


@pytest.mark.parametrize("file", ["wadi-002-r1-changes.pdf", "wadi-002-r1-clear-changes.pdf"])
def test_the_changes_alone_tell_first_what_was_wrong(wadi: Path, file: str) -> None:
    text = pages(of(wadi, file))[0]
    wrong = (
        "Civilians killed, Clinic of the ford (The mission): in No. 2 we wrote: 500. Right is: 450."
    )

    places = [text.index(said) for said in ("What changed since No. 1", wrong, GONE, FALLEN, NEW)]
    assert places == sorted(places)


def test_the_edition_that_was_wrong_told_the_rest_already(wadi: Path) -> None:
    text = pages(of(wadi, "wadi-002.pdf", "002"))[0]

    assert GONE in text
    assert FALLEN in text
    assert "500" in text


def test_a_revision_keeps_the_body_of_what_it_replaces(wadi: Path) -> None:
    text = " ".join(pages(of(wadi, "wadi-002-r1.pdf")))
    body = text[: text.index("Our errors")]

    assert "A dam keeper was arrested in North." in body
    assert "North denies that the keeper was arrested" in body
    assert "civilians killed, Clinic of the ford ! corrected since No. 2" in body


def test_a_section_says_where_its_records_are_and_has_none_only_where_there_is_none(
    wadi: Path,
) -> None:
    text = " ".join(pages(of(wadi, "wadi-002-r1.pdf")))

    assert "Talks No change since No. 1. 1 judgement, page 1" in text
    assert "Relief No change since No. 1. No record in this section." in text
    assert 1 == text.count("No record in this section.")
    assert "Outlook" not in text


# The log ----------------------------------------------------------------------------------------


def test_the_log_on_paper_says_what_stood_there_and_what_is_right(wadi: Path) -> None:
    text = " ".join(pages(of(wadi, "wadi-002-r1.pdf")))
    log = text[text.index("This revision takes the place of No. 2. Our errors") :]

    assert (
        "Civilians killed, Clinic of the ford (The mission): in No. 2 we wrote: 500. "
        "Right is: 450. Reason: The clinic and its annex were added up."
    ) in log
    assert GONE in log
    assert FALLEN in log
    assert "We said (No. 1): 16" in log
    assert "2 entries from 2 independent origins. 1 withdrawn source is not counted." in log


@pytest.mark.parametrize("file", ["wadi-002-r1.html", "wadi-002-r1-clear.html"])
def test_the_screen_says_the_same(wadi: Path, file: str) -> None:
    text = words_of_html(of(wadi, file))

    assert all(said in text for said in (WRONG, GONE, FALLEN, NEWS))


@pytest.mark.parametrize("file", ["changes.md", "wadi-002-r1-clear.changes.md"])
def test_the_log_as_text_tells_the_two_comparisons_apart(wadi: Path, file: str) -> None:
    text = of(wadi, file).read_text()
    right, since = text.split("## What changed since No. 1")

    assert "This revision takes the place of No. 2.\n\n## Put right in No. 2" in right
    assert WRONG in right
    assert NEW not in right
    assert all(said in since for said in (GONE, FALLEN, NEW))
    assert WRONG not in since  # a reader of No. 1 never met it


@pytest.mark.parametrize("file", ["changes.json", "wadi-002-r1-clear.changes.json"])
def test_a_machine_learns_both_comparisons(wadi: Path, file: str) -> None:
    """First the step from the replaced edition, as in every log; then the whole number."""
    log = log_of(wadi, "002-r1", file)

    assert ("2", "2-r1", "2") == (log["from"], log["to"], log["replaces"])
    assert {"ADDED": 1, "CORRECTED": 1} == log["counts"]
    steps = {(row["record"], row["field"]): (row["was"], row["now"]) for row in log["changes"]}
    assert ("500", "450") == steps["toll", "best"]
    since = log["since"]
    assert "1" == since["from"]
    net = {
        (row["record"], row["class"]): row for row in since["changes"] if row["field"] != "as_of"
    }
    assert ("16", "450") == (net["toll", "UPDATED"]["was"], net["toll", "UPDATED"]["now"])
    assert "The mission reached the clinic." == net["toll", "UPDATED"]["reason"]
    for counts in (log["reconciliation"], since["reconciliation"]):
        assert counts["before"] + counts["added"] - counts["ended"] == counts["now"]


def test_the_next_edition_goes_on_from_the_revision(wadi: Path) -> None:
    log = log_of(wadi, "003")

    assert ("2-r1", "3", {"UPDATED": 1}) == (log["from"], log["to"], log["counts"])
    assert "since" not in log
    assert "up 10 from 450" in pages(of(wadi, "wadi-003.pdf", "003"))[0]


def test_nothing_above_the_lower_marking_is_in_its_revision(wadi: Path) -> None:
    assert "mortars" in " ".join(pages(of(wadi, "wadi-002-r1.pdf")))
    lower = "".join(pages(of(wadi, "wadi-002-r1-clear.pdf")))
    texts = [of(wadi, f"wadi-002-r1-clear.{name}").read_text() for name in ("html", "facts.json")]
    assert all("mortars" not in text for text in (lower, *texts))


# Asked later ------------------------------------------------------------------------------------


def test_log_diff_and_show_say_the_same(wadi: Path) -> None:
    told = folded(run(wadi, "log", "toll").out)
    assert f"No. 2-r1, 20 Jan 2026: CORRECTED {WRONG} value: 500 → 450" in told
    assert "No. 3, 26 Jan 2026: UPDATED" in told

    replaced, whole = (folded(run(wadi, "diff", first, "2-r1").out) for first in "21")
    assert f"CORRECTED toll: {WRONG}" in replaced
    assert NEWS not in replaced
    assert NEWS in whole
    assert GONE in whole
    assert "CORRECTED toll" not in whole  # a reader of No. 1 never met the 500
    assert "450, up 434 from 16" in whole

    shown = folded(run(wadi, "show", "2-r1").out)
    assert WRONG in shown
    assert "Published 20 Jan 2026 06:00 Khartoum time" in shown
    assert (0, 0) == (run(wadi, "verify").code, run(wadi, "check").code)


def test_a_revision_is_made_again_byte_for_byte(wadi: Path) -> None:
    assert rebuild(wadi, EditionName(2, 1)).same


# By mail ----------------------------------------------------------------------------------------


@pytest.fixture
def mailed(wadi: Path, tmp_path: Path) -> dict[str, str]:
    """Ann had the wrong No. 2; Eve came later and gets the revision as her first mail."""
    series, later = Path(shutil.copytree(wadi, tmp_path / "series")), tmp_path / "later"
    later.mkdir()
    for name in ("002-r1", "003"):
        (series / "reports" / name).rename(later / name)
    lists = series / "seeds" / "distribution.yaml"
    lists.write_text(LISTS.replace("  - {address: eve@example.org, lists: [press]}\n", ""))
    mails = {}
    assert run(series, "deliveries", "start").code == 0  # nobody was ever mailed the series
    with mail_server() as server:
        mail(series, server, "002")
        (later / "002-r1").rename(series / "reports" / "002-r1")
        lists.write_text(LISTS)
        server.taken.clear()
        mail(series, server, "002-r1", request=SendRequest(also_late=True))
        for name in ("ann", "eve"):
            message = server.message(f"{name}@example.org")
            body = message.get_body(("plain",))
            assert body is not None
            mails[name] = folded(f"{message['Subject']} {body.get_content()}")
    return mails


def test_who_had_the_wrong_edition_is_told_what_is_right(mailed: dict[str, str]) -> None:
    ann = mailed["ann"]

    assert ann.startswith("CORRECTION [TLP:AMBER]")
    assert "takes the place of what you were sent before" in ann
    assert 1 == ann.count(WRONG)
    assert NEWS not in ann  # it stood in No. 2


def test_who_had_nothing_gets_ordinary_mail(mailed: dict[str, str]) -> None:
    eve = mailed["eve"]

    assert eve.startswith("[TLP:CLEAR]")
    assert "takes the place" not in eve
    assert WRONG not in eve  # she never met the 500
    places = [
        eve.index(said)
        for said in ("WHAT CHANGED SINCE NO. 1", GONE, FALLEN, NEWS, "up 434 from 16")
    ]
    assert places == sorted(places)
