"""Who was named last week and asks not to be is named by nothing that is made this week."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from reportkit.cli import cli
from reportkit.delivery.plan import SendRequest
from reportkit.editions.manifest import EditionName
from reportkit.problems import SeedsRejected
from reportkit.publish.build import build
from reportkit.publish.built import Built, Options
from reportkit.publish.check import check_series
from reportkit.publish.rebuild import rebuild
from tests import tiny
from tests.delivery.posting import mail
from tests.delivery.server import mail_server
from tests.schedule.series import quick_engine
from tests.variants.test_mailed import words_of
from tests.variants.test_sealed_releases import readings

NOW = datetime(2026, 3, 1, tzinfo=UTC)
#: Of the first week; in the second all of them are to be forgotten.
NAMES = (
    "Gannet Notes", "Silas Pike", "Marsh diary", "gannet.example", "Elder of Tarn", "tarn-elder",
    "the Old One", "Orla Finch", "Heron Inn",
)  # fmt: skip
OPEN = """\
      - {id: whisper, publisher: Gannet Notes, author: Silas Pike, title: Marsh diary,
         kind: research, url: "https://gannet.example/1", access: primary, published: 2026-01-08}
    figures:
"""
SPOKEN = """\
      - {id: said.shut, statement: The road stays shut until spring., date: 2026-01-08,
         claims: [said], verification: single_origin, source_refs: [whisper]}
    claims:
      - {id: said, speaker: tarn-elder, spokesperson: Orla Finch, venue: the Heron Inn,
         modality: asserts, statement: the road stays shut, date: 2026-01-08,
         source_refs: [whisper]}
    """
ELDER = """\
      - {id: tarn-elder, name: Elder of Tarn, kind: civilian, aliases: [{term: the Old One}]}
    sources:
"""
#: How the author asks for silence.
RULES = (
    ("id: whisper,", "id: whisper, attribution_rule: no_source_name,"),
    ("id: said,", "id: said, attribution_rule: chatham_house,"),
)


def write(
    series: Path, *, week: int, changes: str = "", edits: tuple[tuple[str, str], ...] = ()
) -> Path:
    """Write the seeds of a week, with texts replaced."""
    records = tiny.RECORDS.replace("    figures:\n", OPEN).replace("    sources:\n", ELDER)
    records = records.rstrip(" ") + SPOKEN
    for old, new in edits:
        assert old in records
        records = records.replace(old, new)
    return tiny.write(series, week=week, records=records, changes=changes)


def named(series: Path, number: int) -> set[tuple[str, str]]:
    """Give each file of an edition with each name that is read in it."""
    return {
        (path.name, name)
        for path in (series / "reports" / f"{number:03d}").iterdir()
        if path.suffix != ".pdf" or path.read_bytes().startswith(b"%PDF-")
        for reading in readings(path)
        for name in NAMES
        if name.casefold() in " ".join(reading.split()).casefold()
    }


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Set no type: what is read are the facts and the log."""
    quick_engine(monkeypatch)


def built(series: Path, **told: object) -> Built:
    """Build the seeds as they stand."""
    return build(series, now=NOW, options=Options(**told))  # type: ignore[arg-type]


def log_of(series: Path, number: int) -> dict[str, Any]:
    """Read a sealed change log."""
    read: dict[str, Any] = json.loads(
        (series / "reports" / f"{number:03d}" / "changes.json").read_text()
    )
    return read


def test_no_file_of_the_second_week_names_who_was_open_in_the_first(tmp_path: Path) -> None:
    built(write(tmp_path, week=1))
    built(write(tmp_path, week=2, edits=RULES))

    assert set(NAMES) == {name for _, name in named(tmp_path, 1)}
    assert set() == named(tmp_path, 2)
    assert () == rebuild(tmp_path, EditionName(2)).differs


@pytest.mark.usefixtures("quick")
def test_such_a_change_is_one_of_handling_and_the_counts_agree(tmp_path: Path) -> None:
    built(write(tmp_path, week=1))
    built(write(tmp_path, week=2, edits=RULES))
    log = log_of(tmp_path, 2)

    assert {("said", "HANDLING-CHANGED"), ("whisper", "HANDLING-CHANGED")} == {
        (row["record"], row["class"]) for row in log["changes"]
    }
    assert {"before": 9, "added": 1, "ended": 1, "now": 9} == log["reconciliation"]


@pytest.mark.usefixtures("quick")
def test_who_takes_the_name_out_of_the_seeds_is_not_asked_where_it_went(tmp_path: Path) -> None:
    """The actor that nobody else names may be deleted; another text may lose the name."""
    built(write(tmp_path, week=1))
    edits = (
        *RULES,
        (ELDER, "    sources:\n"),
        ("speaker: tarn-elder", "speaker: mission"),
        ("publisher: Gannet Notes, author: Silas Pike, title: Marsh diary", "publisher: Withheld"),
    )
    built(write(tmp_path, week=2, edits=edits))

    assert set() == named(tmp_path, 2)


@pytest.mark.usefixtures("quick")
def test_an_earlier_wording_that_named_them_is_not_shown_again(tmp_path: Path) -> None:
    first = ("The road stays shut until spring.", "Silas  Pike says that the road stays shut.")
    built(write(tmp_path, week=1, edits=(first,)))
    note = "changes: [{record: said.shut, class: UPDATED, reason: It was heard again.}]\n"
    built(write(tmp_path, week=2, edits=RULES, changes=note))

    assert set() == named(tmp_path, 2)
    assert "(not shown)" in (tmp_path / "reports" / "002" / "changes.json").read_text()


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("valley is shut.", "valley is shut, says SILAS PIKE."),
        ("valley is shut.", "valley is shut (Silas\u00ad Pi\u00adke)."),
        ("valley is shut.", "valley is shut, says Sílas-Píke."),
        ("valley is shut.", "valley is shut, see www.gannet.example/1/."),
        ("valley is shut.", "valley is shut, says the Old\u2011One."),
        ("valley is shut.", "valley is shut, it was said at the Heron \u200dInn."),
        ("id: road.shut", "formerly: road.shut\n        id: silas-pike.road"),
        ("series: mission-killed", "series: orla-finch-count"),
        ("method: count", "method: count\n        label: dead (Orla Finch)"),
        ("method: count", "method: count\n        note: So says the elder  of TARN."),
        ("id: whisper, ", "id: whisper, descriptor: A friend of Silas Pike., "),
    ],
)
def test_a_name_in_another_text_is_refused_where_it_stands(
    tmp_path: Path, old: str, new: str
) -> None:
    series = write(tmp_path, week=1, edits=(*RULES, (old, new)))
    if "road.shut" in old:
        (series / "seeds" / "edition.yaml").write_text(
            (series / "seeds" / "edition.yaml").read_text().replace("road.shut", "silas-pike.road")
        )
    found = [each for each in check_series(series).problems if each.code == "withheld-named"]

    assert {"seeds/clashes.yaml"} == {each.mark.file for each in found}
    line = (series / "seeds" / "clashes.yaml").read_text().splitlines()[found[0].mark.line - 1]
    assert new.rsplit(maxsplit=1)[-1] in line


@pytest.mark.usefixtures("quick")
def test_a_name_that_only_an_earlier_edition_knew_is_refused(tmp_path: Path) -> None:
    """The author has taken it out of its own record, and forgotten a sentence."""
    built(write(tmp_path, week=1))
    edits = (
        *RULES,
        ("publisher: Gannet Notes, author: Silas Pike, title: Marsh diary", "publisher: Withheld"),
        ("valley is shut.", "valley is shut, says SILAS PIKE."),
    )
    note = "changes: [{record: road.shut, class: UPDATED, reason: It was heard again.}]\n"

    with pytest.raises(SeedsRejected) as refused:
        built(write(tmp_path, week=2, edits=edits, changes=note))

    assert [("withheld-named", "seeds/clashes.yaml")] == sorted(
        {(each.code, each.mark.file) for each in refused.value.problems}
    )


def test_a_name_in_a_template_is_refused(tmp_path: Path) -> None:
    series = write(tmp_path, week=1, edits=RULES)
    shipped = Path(__file__).parents[2] / "templates" / "masthead.html.j2"
    (series / "templates").mkdir()
    told = shipped.read_text().replace("</header>", "<p title='Orla Finch'>Notes</p></header>")
    (series / "templates" / "masthead.html.j2").write_text(told)

    with pytest.raises(SeedsRejected) as refused:
        built(series)

    assert {"withheld-named"} == {each.code for each in refused.value.problems}
    assert any(each.message.startswith("valley-001.html") for each in refused.value.problems)


@pytest.mark.usefixtures("quick")
def test_a_name_that_an_open_record_has_too_gives_nothing_away(tmp_path: Path) -> None:
    """Two texts of one publisher, one of which may not be named."""
    open_too = ("publisher: The mission", "publisher: Gannet Notes")
    told = ("valley is shut.", "valley is shut, says Gannet Notes.")
    series = write(tmp_path, week=1, edits=(*RULES, open_too, told))

    assert [] == [each.code for each in check_series(series).problems]


@pytest.mark.parametrize(
    ("descriptor", "codes"),
    [
        ("A clerk who saw the order", []),
        ("A clerk at the Gannet", ["withheld-described"]),
        ("He keeps notes for the elders", ["withheld-described"]),
        ("One of 3 judges", ["withheld-described"]),
    ],
)
def test_a_description_that_leads_to_a_withheld_source_is_warned_of(
    tmp_path: Path, descriptor: str, codes: list[str]
) -> None:
    series = write(
        tmp_path,
        week=1,
        edits=(*RULES, ("id: whisper, ", f"id: whisper, descriptor: {descriptor}, ")),
    )

    assert codes == [each.code for each in check_series(series).problems]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize(
    "command",
    [["log", "said"], ["log", "whisper"], ["diff", "1", "2"], ["diff", "1", "3"], ["diff"],
     ["show"], ["show", "1"], ["show", "--seeds"], ["log", "said", "--json"],
     ["diff", "1", "3", "--format", "md"]],
    ids=" ".join,
)  # fmt: skip
def test_no_command_names_them_any_more(tmp_path: Path, command: list[str]) -> None:
    built(write(tmp_path, week=1))
    built(write(tmp_path, week=2, edits=RULES))
    edition = tmp_path / "seeds" / "edition.yaml"
    text = edition.read_text().replace("01-12", "01-19").replace("01-18", "01-25")
    edition.write_text(text.replace("2026-01-19T06", "2026-01-26T06"))
    built(tmp_path, unchanged=True)
    ran = CliRunner().invoke(cli, ["-C", str(tmp_path), *command])

    assert 0 == ran.exit_code, ran.output
    assert ran.output
    assert [] == [name for name in NAMES if name.casefold() in ran.output.casefold()]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("id", ["gannet-notes-1", "gannet-1"])
def test_an_id_that_names_the_source_can_be_given_up(tmp_path: Path, id: str) -> None:
    """The record is followed, and neither the facts nor the log tell the id it had."""
    built(write(tmp_path, week=1, edits=(("whisper", id),)))
    built(
        write(
            tmp_path,
            week=2,
            edits=(*RULES, ("id: whisper", f"formerly: {id}, id: whisper")),
        )
    )
    log = log_of(tmp_path, 2)

    assert ["whisper"] == list(log["renamed"])
    assert {"said", "whisper"} == {row["record"] for row in log["changes"]}
    text = "".join(
        (tmp_path / "reports" / "002" / file).read_text()
        for file in ("facts.json", "changes.json", "changes.md")
    )
    assert "gannet" not in text.casefold()
    ran = CliRunner().invoke(cli, ["-C", str(tmp_path), "log", "whisper"])
    assert "No. 1" in ran.output
    assert "gannet" not in ran.output.casefold()


@pytest.mark.usefixtures("quick")
def test_an_id_of_a_claim_that_names_its_speaker_can_be_given_up(tmp_path: Path) -> None:
    """Neither in the facts nor in the log stands "elder.shut", nor may a reason repeat it."""
    open_ = (("said]", "elder.shut]"), ("id: said,", "id: elder.shut,"))
    built(write(tmp_path, week=1, edits=open_))
    edits = (*RULES, ("id: said,", "formerly: elder.shut, id: said,"))
    note = "changes: [{record: whisper, class: HANDLING-CHANGED, reason: Was elder.shut too.}]\n"

    refused = check_series(write(tmp_path, week=2, edits=edits, changes=note)).problems
    built(write(tmp_path, week=2, edits=edits))

    assert "withheld-named" in [each.code for each in refused]
    text = "".join(
        (tmp_path / "reports" / "002" / file).read_text()
        for file in ("facts.json", "changes.json", "changes.md")
    )
    assert "elder.shut" not in text


READERS = """\
lists: [{id: desks, name: Desks, max_tlp: "TLP:RED"}]
recipients: [{address: ann@example.org, lists: [desks]}]
transport: {sender: brief@example.org, host: 127.0.0.1, security: none}
"""


@pytest.mark.usefixtures("quick")
def test_a_mail_to_who_had_the_first_week_last_names_nobody(tmp_path: Path) -> None:
    """Ann missed No. 2; hers is compared with No. 1, which told all the names."""
    built(write(tmp_path, week=1))
    (tmp_path / "seeds" / "distribution.yaml").write_text(READERS)
    with mail_server() as server:
        mail(tmp_path, server)
        built(write(tmp_path, week=2, edits=RULES))
        edition = tmp_path / "seeds" / "edition.yaml"
        text = edition.read_text().replace("01-12", "01-19").replace("01-18", "01-25")
        edition.write_text(text.replace("2026-01-19T06", "2026-01-26T06"))
        built(tmp_path, unchanged=True)
        server.taken.clear()
        mail(tmp_path, server, "003")
        told = words_of(server.message("ann@example.org"))

    assert "SINCE NO. 1" in told
    assert [] == [name for name in NAMES if name.casefold() in told.casefold()]


@pytest.mark.usefixtures("quick")
@pytest.mark.parametrize("where", ["template", "list"])
def test_a_mail_that_names_them_is_not_sent(tmp_path: Path, where: str) -> None:
    built(write(tmp_path, week=1))
    built(write(tmp_path, week=2, edits=RULES))
    readers = READERS.replace("Desks", "Friends of SILAS PIKE") if where == "list" else READERS
    (tmp_path / "seeds" / "distribution.yaml").write_text(readers)
    if where == "template":
        shipped = Path(__file__).parents[2] / "templates" / "mail.html.j2"
        (tmp_path / "templates").mkdir()
        told = shipped.read_text().replace("</body>", "<p title='orla finch'></p></body>")
        (tmp_path / "templates" / "mail.html.j2").write_text(told)

    with mail_server() as server:
        with pytest.raises(SeedsRejected) as refused:
            mail(tmp_path, server, "002", request=SendRequest(new_ledger=True))
        assert [] == server.taken

    assert ["withheld-named"] == [each.code for each in refused.value.problems]


@pytest.mark.usefixtures("quick")
def test_a_speaker_may_be_named_again(tmp_path: Path) -> None:
    """The nameless speaker of No. 1 stands in no seeds: nobody is asked where it went."""
    built(write(tmp_path, week=1, edits=RULES))
    notes = "".join(
        f"  - {{record: {id}, class: UPDATED, reason: It may be named., evidence: [note-1]}}\n"
        for id in ("said", "whisper")
    )
    built(write(tmp_path, week=2, changes=f"changes:\n{notes}"))

    log = log_of(tmp_path, 2)

    assert {"said", "whisper"} <= {row["record"] for row in log["changes"]}
    assert {"before": 9, "added": 1, "ended": 1, "now": 9} == log["reconciliation"]
    assert () == rebuild(tmp_path, EditionName(2)).differs
