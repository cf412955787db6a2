"""The annexes say a thing once: no claim, note or number that a sentence beside it has said."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

import pytest

from reportkit.page.compose.edition import compose
from reportkit.page.compose.page_model import Page
from reportkit.page.compose.shared_words import holds_content, holds_note, holds_number
from tests.page.composing import book_of, history_after, lines_of_record

FACT = """\
section: floods
facts:
  - {{id: f, statement: "{fact}", date: 2025-08-01, claims: [{claims}], about: [{about}],
     verification: unverified, source_refs: [s1]}}
"""
CLAIM = """\
claims:
  - {{id: c, speaker: {speaker}, modality: {mood}, statement: "{statement}", about: [f],
     date: 2025-08-01, source_refs: [s1]}}
"""


class Case(NamedTuple):
    """A fact, whether it names the claim, and the claim."""

    fact: str
    names: str
    speaker: str
    mood: str
    statement: str

    @property
    def records(self) -> str:
        given = self._asdict()
        return FACT.format(claims=self.names, about="", **given) + CLAIM.format(**given)


def on_paper(tmp_path: Path, records: str) -> list[str]:
    """Give the lines of the record that paper prints in an edition without news."""
    return [line for line, _ in _printed(annex_of(tmp_path, records))]


def annex_of(tmp_path: Path, records: str) -> Page:
    book = book_of(tmp_path, records)
    history = history_after(tmp_path, book_of(tmp_path / "before", records), book)
    return compose(book, name="2", history=history)


def _printed(page: Page) -> list[tuple[str, tuple[str, ...]]]:
    return [
        (
            " ".join(filter(None, (line.lead, *(p.text for p in line.parts), line.aside))),
            line.holds,
        )
        for line in lines_of_record(page)
        if line.on_paper
    ]


@pytest.mark.parametrize(
    "case",
    [
        Case("Upperland offered pumps on 1 August", "c", "upper", "asserts", "it offers pumps"),
        Case(
            "The dam leaks; no comment by Upperland was found", "c", "upper", "no_comment", "leaks"
        ),
        Case("The dam leaks; Upperland did not answer", "", "upper", "no_comment", "the leaks"),
        Case(
            "Upperland calls the charge that it opened the dam baseless",
            "c",
            "upper",
            "denies",
            "it opened the dam",
        ),
        Case("A source told River Radio that the dam leaks", "c", "radio", "asserts", "it leaks"),
        Case(
            "Officials of both sides told Daily that the dam was shut for the flood season",
            "",
            "upper",
            "asserts",
            "the dam is shut for the flood season",
        ),
        Case(
            "River Radio reports that the northern dykes near the Ford were broken",
            "",
            "radio",
            "asserts",
            "the northern dykes near the Ford are broken",
        ),
    ],
)
def test_a_claim_that_its_fact_says_is_left_to_the_screen(tmp_path: Path, case: Case) -> None:
    ((line, holds),) = _printed(annex_of(tmp_path, case.records))

    assert case.fact in line
    assert "rec-c" in holds


@pytest.mark.parametrize(
    "case",
    [
        Case("Upperland says that the dam leaks", "c", "upper", "denies", "the dam leaks"),
        Case("Upperland denies that the dam leaks badly", "", "upper", "asserts", "the dam leaks"),
        Case(
            "The dam leaks; no comment by Lowerland was found", "c", "upper", "no_comment", "leaks"
        ),
        Case("Upperland spoke; no comment by Lowerland", "c", "upper", "no_comment", "the leaks"),
        Case("Upperland offered pumps", "c", "lower", "asserts", "it offers pumps"),
        Case("River Radio reports that the dam leaks", "", "upper", "asserts", "the dam leaks"),
        Case("Upperland says that the dam holds 12 litres", "", "upper", "asserts", "it holds 13"),
        Case("Upperland denied it", "c", "upper", "denies", "its patrol crossed the border"),
        Case("Upperland said no", "c", "upper", "asserts", "forty of its own men drowned"),
    ],
)
def test_a_claim_of_another_speaker_mood_or_number_stays_on_paper(
    tmp_path: Path, case: Case
) -> None:
    assert 2 == len(on_paper(tmp_path, case.records))


@pytest.mark.parametrize(
    "fact",
    [
        "Men of both towns fought at the weir on 12 August, the UN said",
        "The UN counts at least 12 head of cattle",
    ],
)
def test_a_count_is_not_a_day_nor_the_number_of_something_else(tmp_path: Path, fact: str) -> None:
    records = FACT.format(fact=fact, claims="", about="n") + FIGURE.format(note="Told twice.")

    _, *others = on_paper(tmp_path, records)
    assert any("12 people killed" in line for line in others)


FIGURE = """\
figures:
  - {{id: n, metric: killed, best: 12, provider: un, method: count, as_of: 2025-08-01,
     note: "{note}", source_refs: [s1]}}
"""


@pytest.mark.parametrize(
    ("note", "printed"),
    [
        ("5 were dead on arrival and 7 were in critical condition.", ""),
        ("The count is not complete.", "Note: The count is not complete."),
        ("Five women and seven men", "On people killed: five women and seven men."),
        ("7 of them were children.", "Note: 7 of them were children."),
    ],
)
def test_a_note_that_the_fact_says_is_not_printed(tmp_path: Path, note: str, printed: str) -> None:
    fact = "The UN counts 12 killed: 5 were dead on arrival and 7 in critical condition"
    records = FACT.format(fact=fact, claims="", about="n") + FIGURE.format(note=note)

    _, *notes = on_paper(tmp_path, records)
    assert notes == ([printed] if printed else [])


def test_two_notes_say_on_what(tmp_path: Path) -> None:
    records = FACT.format(fact="The UN counts 12, radio 14 killed", claims="", about="n, m")
    records += FIGURE.format(note="It counted bodies.")
    records += """\
  - {id: m, metric: killed, best: 14, provider: radio, method: claim, as_of: 2025-08-01,
     note: Heard from nurses., source_refs: [s1]}
"""
    _, *notes = on_paper(tmp_path, records)

    assert notes == [
        "On people killed (UN): it counted bodies.",
        "On people killed (River Radio): Heard from nurses.",
    ]


def test_a_note_apart_from_its_number_says_on_whose_number(tmp_path: Path) -> None:
    """ "Fighters of the other side" are nobody's where nobody is named."""
    fact = FACT.format(fact="The Upper army counts 12 killed", claims="", about="n")
    before = (
        fact
        + """\
figures:
  - {id: n, metric: killed, population: enemy_forces, best: 12, provider: upper-army,
     method: claim, as_of: 2025-08-01, note: Not the men of the ford., source_refs: [s1]}
"""
    )
    now = before.replace("2025-08-01, claims", "2025-10-08, claims")  # the fact is in the body
    history = history_after(
        tmp_path, book_of(tmp_path / "before", before), book := book_of(tmp_path, now)
    )
    page = compose(book, name="2", history=history)

    (note,) = (line for line, _ in _printed(page) if "men of the ford" in line)
    assert note.startswith(
        "On fighters of the other side killed (Upper army): not the men of the ford."
    )


@pytest.mark.parametrize(
    ("best", "printed"),
    [
        (3, "Officials of Upperland, 1 Aug: 3 members of their own forces killed."),
        (1, "Officials of Upperland, 1 Aug: 1 member of their own forces killed."),
    ],
)
def test_several_count_their_own_forces(tmp_path: Path, best: int, printed: str) -> None:
    records = f"""
    section: floods
    actors:
      - {{id: officials, name: Officials of Upperland, kind: state, part_of: upper}}
    figures:
      - {{id: a, metric: killed, population: own_forces, best: {best}, provider: officials,
         relation: own, method: claim, as_of: 2025-08-01, source_refs: [s1]}}
    """
    assert printed in on_paper(tmp_path, records)


def test_whose_losses_are_counted_is_said_once_beside_the_provider(tmp_path: Path) -> None:
    records = """
    section: floods
    figures:
      - {id: a, metric: killed, best: 3, provider: upper-army, relation: own, method: claim,
         as_of: 2025-08-01, note: A captain and two men., source_refs: [s1]}
      - {id: b, metric: injured, best: 4, provider: upper-army, relation: own, method: claim,
         as_of: 2025-08-01, source_refs: [s1]}
      - {id: c, metric: injured, best: 6, provider: upper-army, relation: own, method: claim,
         as_of: 2025-08-02, source_refs: [s1]}
    """
    assert on_paper(tmp_path, records) == [
        (
            "Upper army, 1 Aug (own side’s losses): 3 people killed (a captain and two men); "
            "4 people injured."
        ),
        "Upper army, 2 Aug: 6 people injured.",
    ]


def test_a_note_of_two_sentences_stands_in_no_parentheses(tmp_path: Path) -> None:
    records = """
    section: floods
    figures:
      - {id: a, metric: killed, best: 3, provider: un, method: count, as_of: 2025-08-01,
         note: Counted by hand. Nobody counted again., source_refs: [s1]}
    """
    assert on_paper(tmp_path, records) == [
        "UN, 1 Aug: 3 people killed. Counted by hand. Nobody counted again."
    ]


@pytest.mark.parametrize("number", [12, 40])
def test_why_something_was_dropped_is_said_once(tmp_path: Path, number: int) -> None:
    records = f"""
    section: floods
    facts:
      - {{id: f, statement: The UN counts 12 killed, date: 2025-08-01, about: [n],
         verification: unverified, status: dropped, status_reason: No copy was found.,
         source_refs: [s1]}}
    figures:
      - {{id: n, metric: killed, best: {number}, provider: un, method: count, as_of: 2025-08-01,
         status: dropped, status_reason: No copy was found., source_refs: [s1]}}
    """
    text = " ".join(on_paper(tmp_path, records))

    assert 1 == text.count("No copy was found.")
    assert (number == 40) is ("40 people killed. Dropped." in text)


def test_a_silence_that_a_fact_of_the_body_tells_is_left_to_the_screen(tmp_path: Path) -> None:
    records = FACT.format(
        fact="The dam leaks; no comment by Upperland was found", claims="", about=""
    ).replace("date: 2025-08-01", "date: 2025-10-08")
    records += CLAIM.format(speaker="upper", mood="no_comment", statement="the leak")

    assert on_paper(tmp_path, records) == []


def test_words_and_numbers_are_compared_without_their_endings() -> None:
    assert holds_content("The truce was extended to 19 October", "the truce extends to 19 October")
    assert not holds_content("The truce was extended to 19 October", "the truce ends on 20 October")
    assert not holds_content("The truce was not extended", "the truce was extended")
    assert not holds_content("The truce was extended", "the truce was not extended")
    assert holds_note("A source tells of 3 dead and 4 hurt", "3 dead")


def test_a_number_may_stand_in_a_word_or_in_millions() -> None:
    assert holds_number("four people were held", Decimal(4), "4")
    assert holds_number("about 1.56 million returned", Decimal(1_560_000), "1,560,000")
    assert holds_number("Rs 1 billion a day", Decimal(1_000_000_000), "1,000")
    assert not holds_number("1 million a day", Decimal(1_000_000_000), "1,000")
    assert not holds_number("14 people", Decimal(4), "4")


# Sources and methods ----------------------------------------------------------------------------

UNDATED = """
sources:
  - {id: u, publisher: Evening, kind: wire, access: primary, url: "https://example.org/3",
     descriptor: Cites a nurse. The date of the page was not noted.}
  - {id: v, publisher: Morning, kind: wire, access: primary, url: "https://example.org/4",
     descriptor: The page is cut; the day of publication was not recorded.}
  - {id: w, publisher: Noon, kind: wire, access: primary, published: 2025-10-01,
     descriptor: The date of the page was not noted.}
"""


def test_a_source_without_a_date_says_so_in_two_letters(tmp_path: Path) -> None:
    annexes = compose(book_of(tmp_path, UNDATED), name="1").annexes
    texts = {source.publisher: source.text for source in annexes.sources}

    assert texts["Evening"] == "n.d. Cites a nurse."
    assert texts["Morning"] == "n.d. The page is cut."
    assert texts["Noon"] == "1 Oct 2025. The date of the page was not noted."
    assert annexes.has_undated


def test_a_pair_of_copies_is_named_once(tmp_path: Path) -> None:
    sources = compose(book_of(tmp_path), name="1").annexes.sources
    same = [source.publisher for source in sources if "Same text as" in source.text]

    assert ["Weekly"] == same


NAMES = """
naming_policy:
  - {term: The Realm, prefer: Upperland, used_by: upper,
     note: Upperland calls itself the Realm; we say Upperland.}
  - {term: The Gate, prefer: Ford, used_by: lower, note: The name takes sides.}
"""
CALLED = """
actors:
  - {id: rebels, name: River Guards, kind: armed_group,
     aliases: [{term: The bandits, used_by: upper}, {term: Reeds}]}
"""


def test_methods_say_each_name_once(tmp_path: Path) -> None:
    methods = compose(book_of(tmp_path, CALLED, brief=NAMES), name="1").annexes.methods
    names = {row.label: row.text for row in methods.names}

    assert names["“The Realm”"] == "Upperland calls itself the Realm; we say Upperland."
    assert names["“The Gate”"] == "We write Ford. The name takes sides."
    assert names["River Guards"] == "Upperland calls them “The bandits”. Also called “Reeds”."


def test_methods_say_what_the_marks_of_this_edition_mean(tmp_path: Path) -> None:
    plain = compose(book_of(tmp_path), name="1").annexes.methods
    records = FACT.format(fact="The dam leaks", claims="", about="")
    marked = compose(book_of(tmp_path / "marked", records), name="1").annexes.methods

    rows = {row.label: row.text for row in marked.rows}
    assert rows["Marks beside facts"] == "“unverified”: nobody independent has confirmed it."
    assert "Marks beside facts" not in {row.label for row in plain.rows}
    assert rows["Sources"].endswith("3 entries from 2 independent origins.")
