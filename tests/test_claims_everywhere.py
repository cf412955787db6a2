"""Every mood of a claim in every output: who says it, and in which mood, or nothing at all."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from html import unescape
from pathlib import Path
from typing import NamedTuple

import pytest

from reportkit.delivery.plan import SendRequest
from reportkit.i18n.bidi import without_marks
from reportkit.publish.build import build
from tests import tiny
from tests.building import build_quickly
from tests.cli.series import run
from tests.delivery.posting import mail
from tests.delivery.server import mail_server
from tests.page.structure import tree_of

NOW = datetime(2026, 2, 1, tzinfo=UTC)
WHY = "The source took its report back."
LISTS = """\
lists: [{id: desks, name: Desks, max_tlp: "TLP:CLEAR"}]
recipients: [{name: Ann, address: ann@example.org, lists: [desks]}]
transport: {sender: brief@example.org, host: 127.0.0.1, security: none}
"""


class Mood(NamedTuple):
    """A modality, and its sentence as one speaker and as several have it, and in Urdu."""

    modality: str
    one: str
    many: str
    urdu: str


MOODS = (
    Mood("asserts", "{who} says that {what}", "{who} say that {what}", "{who} نے کہا کہ {what}"),
    Mood(
        "denies",
        "{who} denies that {what}",
        "{who} deny that {what}",
        "{who} نے تردید کی کہ {what}",
    ),
    Mood(
        "confirms",
        "{who} confirms that {what}",
        "{who} confirm that {what}",
        "{who} نے تصدیق کی کہ {what}",
    ),
    Mood(
        "revises",
        "{who} now says that {what}",
        "{who} now say that {what}",
        "{who} نے اب کہا ہے کہ {what}",
    ),
    Mood(
        "retracts",
        "{who} withdraws its statement that {what}",
        "{who} withdraw their statement that {what}",
        "{who} نے اپنا یہ بیان واپس لے لیا ہے کہ {what}",
    ),
    Mood(
        "no_comment",
        "no comment from {who} was found on {what}",
        "no comment from {who} was found on {what}",
        "اس پر {who} کا کوئی تبصرہ نہیں ملا: {what}",
    ),
    Mood(
        "not_available",
        "no statement by {who} was available on {what}",
        "no statement by {who} was available on {what}",
        "اس پر {who} کا کوئی بیان دستیاب نہیں تھا: {what}",
    ),
)
SILENT = ("no_comment", "not_available")

ACTORS = """\
      - {id: guards, name: Border guards, kind: state_force}
      - {id: ministry, name: Ministry of the North, short: MoN, kind: state, article: true}
"""
ENVOY = "      - {id: envoy, name: Envoy Vell, kind: mediator}\n"
CHANGES = {
    1: "",
    2: """\
    changes:
      - {record: turned, class: SOURCE-REVISED, reason: The ministry turned round.,
         evidence: [note-1]}
    """,
}


def what(mood: Mood, age: str) -> str:
    """Give the statement of one claim; of a silence its matter."""
    name = mood.modality.replace("_", " ")
    return f"the {age} gate of {name}" + ("" if mood.modality in SILENT else " fell")


def claim(mood: Mood, age: str, more: str) -> str:
    return (
        f"      - {{id: {age}.{mood.modality}, modality: {mood.modality}, against_interest: true, "
        f"statement: {what(mood, age)}, date: 2026-01-08, source_refs: [note-1], {more}}}\n"
    )


def claims(week: int) -> str:
    """Seven that No. 2 withdraws, seven that it adds, one that is turned, one without a name."""
    gone = f", status: withdrawn, status_reason: {WHY}" if week == 2 else ""
    turned = "denies" if week == 2 else "asserts"
    rows = [claim(mood, "old", f"speaker: guards{gone}") for mood in MOODS]
    rows.append(
        f"      - {{id: turned, speaker: ministry, modality: {turned}, "
        "statement: it sold the ferry, date: 2026-01-08, source_refs: [note-1]}\n"
    )
    if week == 2:
        rows += [claim(mood, "new", "speaker: ministry, spokesperson: A. Vo") for mood in MOODS]
        rows.append(
            "      - {id: unnamed, speaker: envoy, modality: asserts, statement: talks go on, "
            "date: 2026-01-08, attribution_rule: chatham_house, source_refs: [note-1]}\n"
        )
    return "    claims:\n" + "".join(rows)


def holds(block: str, sentence: str) -> bool:
    """Tell whether a block holds each word of a sentence."""
    return all(plain(word.strip("().:")) in block for word in sentence.split())


class Made(NamedTuple):
    """All that a pair of editions gives out, by name, as plain text."""

    language: str
    outputs: dict[str, str]
    blocks: dict[str, list[str]]  # of a PDF from right to left, where words have no order

    def tells(self, name: str, sentence: str) -> bool:
        """Tell whether an output holds a sentence."""
        if name in self.blocks:
            return any(holds(block, sentence) for block in self.blocks[name])
        return plain(sentence) in self.outputs[name]

    def sentence(self, mood: Mood, age: str) -> str:
        """Give the sentence that all outputs must hold for a claim."""
        if self.language == "ur":
            who = "MoN (A. Vo)" if age == "new" else "Border guards"
            return mood.urdu.format(who=who, what=what(mood, age))
        return self.english(mood, age)

    def english(self, mood: Mood, age: str) -> str:
        """Give it as the terminal says it, whatever the page speaks."""
        if age == "new":
            return mood.one.format(who="the MoN (A. Vo)", what=what(mood, age))
        return mood.many.format(who="Border guards", what=what(mood, age))


def plain(text: str) -> str:
    """Leave out what only sets a text: spaces, line ends, hyphens there, isolates, capitals."""
    return "".join(
        unicodedata.normalize("NFKC", without_marks(text)).casefold().translate(_SET).split()
    )


_SET = dict.fromkeys(map(ord, "\N{SOFT HYPHEN}\N{HYPHEN}\N{ZERO WIDTH SPACE}"))


def blocks_of(pdf: Path) -> list[str]:
    """Give the text of each innermost paragraph and cell."""
    kinds = {"P", "TD", "TH", "LI", "LBody"}
    return [
        plain(each.text)
        for each in tree_of(pdf.read_bytes()).within()
        if each.kind in kinds and not any(inner.kind in kinds for inner in [*each.within()][1:])
    ]


def of_html(html: str) -> str:
    shown = re.sub(r"<(style|svg|script|title)\b.*?</\1>", " ", html, flags=re.DOTALL)
    # What stands in a line belongs together; a block or a cell ends it.
    shown = re.sub(r"</?(bdi|b|a|sup|s|span|em)\b[^>]*>", "", shown)
    return plain(unescape(re.sub(r"<[^>]*>", " ", shown)))


def of_changes(content: bytes) -> str:
    """Read what changes.json says for people; ``was`` and ``now`` are data beside it."""
    rows = json.loads(content)["changes"]
    return plain(" ".join(f"{row['title']} {row['sentence']}" for row in rows))


def mails(series: Path) -> Iterator[tuple[str, str]]:
    with mail_server() as server:
        mail(series, server, request=SendRequest(new_ledger=True))  # No. 2 is there already
        server.taken.clear()
        mail(series, server, "002")
        message = server.message("ann@example.org")
    for part in message.walk():
        if part.get_content_maintype() == "text":
            text = part.get_content()
            html = part.get_content_subtype() == "html"
            yield f"mail {part.get_content_subtype()}", of_html(text) if html else plain(text)


def write(series: Path, week: int, language: str) -> None:
    actors = ACTORS + (ENVOY if week == 2 else "")
    records = tiny.RECORDS.replace("    sources:\n", f"{actors}    sources:\n")
    tiny.write(series, week=week, records=records, more=claims(week), changes=CHANGES[week])
    brief = series / "seeds" / "brief.yaml"
    locale = "language: ur\ntext_language: en\n" if language == "ur" else ""
    brief.write_text(f"{brief.read_text()}profiles: [changes]\n{locale}")
    (series / "seeds" / "distribution.yaml").write_text(LISTS)


@pytest.fixture(scope="module", params=["en", "ur"])
def made(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Made:
    """Publish, mail and read a pair of editions in one language."""
    series = tmp_path_factory.mktemp(request.param)
    write(series, 1, request.param)
    build_quickly(series, now=NOW)  # the page of No. 2 is read
    write(series, 2, request.param)
    built = build(series, now=NOW)
    folder, stem = built.folder, "valley-002"
    assert built.html is not None
    ids = [f"{age}.{mood.modality}" for age in ("old", "new") for mood in MOODS]
    pdfs = {"pdf": built.pdf, "changes pdf": folder / f"{stem}-changes.pdf"}
    blocks = {name: blocks_of(pdf) for name, pdf in pdfs.items()}
    outputs = {
        "html": of_html(built.html.read_text()),
        "changes.md": plain((folder / "changes.md").read_text().replace("\\", "")),
        "changes.json": of_changes((folder / "changes.json").read_bytes()),
        "diff": plain(run(series, "diff", "1", "2").out),
        "diff html": of_html(run(series, "diff", "1", "2", "--format", "html").out),
        "log": plain(" ".join(run(series, "log", id).out for id in (*ids, "turned"))),
        "show 1": plain(run(series, "show", "1").out),
        "show 2": plain(run(series, "show", "2").out),
        **dict(mails(series)),
    }
    if request.param == "en":  # from left to right each line is read as it was set
        outputs |= {name: " ".join(texts) for name, texts in blocks.items()}
        blocks = {}
    return Made(request.param, outputs, blocks)


#: Where a claim of either kind must be told; the terminal speaks English.
PAGE = ("pdf", "changes pdf", "html", "changes.md", "changes.json", "log")
TERMINAL = ("diff", "diff html")
MAIL = ("mail plain", "mail html")


@pytest.mark.parametrize("mood", MOODS, ids=lambda mood: mood.modality)
def test_a_new_claim_is_told_with_speaker_and_mood_everywhere(made: Made, mood: Mood) -> None:
    told, english = made.sentence(mood, "new"), made.english(mood, "new")

    assert [] == [name for name in PAGE if not made.tells(name, told)]
    assert [] == [name for name in (*TERMINAL, "show 2") if not made.tells(name, english)]


@pytest.mark.parametrize("mood", MOODS, ids=lambda mood: mood.modality)
def test_a_withdrawn_claim_is_told_with_speaker_and_mood_everywhere(made: Made, mood: Mood) -> None:
    """Mail tells it too; several who speak have a verb in the plural."""
    told, english = made.sentence(mood, "old"), made.english(mood, "old")

    assert [] == [name for name in (*PAGE, *MAIL) if not made.tells(name, told)]
    assert [] == [name for name in (*TERMINAL, "show 1") if not made.tells(name, english)]


@pytest.mark.parametrize("age", ["old", "new"])
@pytest.mark.parametrize("mood", MOODS, ids=lambda mood: mood.modality)
def test_no_output_holds_a_statement_alone(made: Made, mood: Mood, age: str) -> None:
    """Without its speaker and its mood it would be ours."""
    sentences = [plain(made.sentence(mood, age)), plain(made.english(mood, age))]

    def rest(text: str) -> str:
        for sentence in sentences:
            text = text.replace(sentence, "")
        return text

    bare_in = [name for name, text in made.outputs.items() if plain(what(mood, age)) in rest(text)]
    assert [] == bare_in
    for blocks in made.blocks.values():
        about = [block for block in blocks if holds(block, what(mood, age))]
        assert about == [block for block in about if holds(block, made.sentence(mood, age))]


def test_a_claim_that_turned_is_told_as_it_was_and_as_it_is(made: Made) -> None:
    """In words, not as two values of a field."""
    english = "the MoN denies that it sold the ferry", "the MoN says that it sold the ferry"
    urdu = "MoN نے تردید کی کہ it sold the ferry", "MoN نے کہا کہ it sold the ferry"
    wanted = dict.fromkeys(PAGE, urdu if made.language == "ur" else english)
    wanted |= dict.fromkeys(TERMINAL, english)

    assert [] == [
        name
        for name, sentences in wanted.items()
        for sentence in sentences
        if not made.tells(name, sentence)
    ]


def test_a_speaker_who_may_not_be_named_is_named_nowhere(made: Made) -> None:
    english = "a speaker who may not be named says that talks go on"
    urdu = "ایک متکلم جس کا نام ظاہر نہیں کیا جا سکتا نے کہا کہ talks go on"
    wanted = {name: urdu if made.language == "ur" else english for name in PAGE if name != "log"}
    wanted |= dict.fromkeys((*TERMINAL, "show 2"), english)

    assert [] == [name for name, told in wanted.items() if not made.tells(name, told)]
    assert [] == [name for name, text in made.outputs.items() if "vell" in text]
