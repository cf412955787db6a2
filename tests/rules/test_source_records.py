"""Days, languages and copies of sources: what is asked, of which, and how often."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from reportkit.problems import Problem

ProblemsIn = Callable[..., list[str]]
Problems = Callable[..., tuple[Problem, ...]]

JUDGED = """
facts: [{id: seen, source_refs: [note]}]
judgements: [{key: true, no_alternative_reason: It is law., basis: [seen],
  implications: [{audience: carriers, so_what: wait}]}]
"""


@pytest.mark.parametrize(
    ("keys", "codes"),
    [
        ("kind: social_post", ["source-unkept"]),
        ("kind: social_post, sha256: " + "0" * 64, []),
        ("kind: wire", []),  # of a series that keeps no copies
        ("kind: wire, link_status: dead", ["source-unkept"]),
        ("kind: wire, link_status: live", []),
        ("kind: dataset, version: 3, link_status: changed", []),  # kept by who publishes it
    ],
)
def test_a_copy_is_asked_of_what_goes_first(
    problems_in: ProblemsIn, keys: str, codes: list[str]
) -> None:
    note = "{id: note, descriptor: Of 18 October., url: 'https://note.example/1', " + keys + "}"

    assert codes == problems_in(f"sources: [{note}]{JUDGED}")


def test_a_file_of_many_pages_is_warned_of_once_with_the_first_ids(problems: Problems) -> None:
    pages = [
        f"{{id: note-{n}, descriptor: Of 18 October., url: 'https://n.example/{n}'}}"
        for n in range(5)
    ]
    kept = "{publisher: Other, url: 'https://o.example/1', archive_url: 'https://a.example/1'}"
    cited = ", ".join(f"note-{n}" for n in range(5))
    records = f"sources: [{', '.join([*pages, kept])}]" + JUDGED.replace("[note]", f"[{cited}]")

    (message,) = (problem.message for problem in problems(records))
    assert message.startswith("5 pages under key judgements or key figures without a copy")
    assert message.endswith(": note-0, note-1, note-2 and 2 more")


def test_what_carries_nothing_is_asked_for_no_copy(problems_in: ProblemsIn) -> None:
    assert [] == problems_in("sources: [{url: 'https://n.example/1', kind: social_post}]")


@pytest.mark.parametrize(
    ("published", "record", "codes"),
    [
        ("2025-10-13", "claims: [{date: 2025-10-14, source_refs: [daily]}]", []),
        ("2025-10-12", "claims: [{date: 2025-10-14, source_refs: [daily]}]", ["source-older"]),
        ("2025-10-12", "claims: [{date: 2025-10-14, source_refs: [daily, wire]}]", []),  # undated
        ("2025-10-12", "events: [{date_start: 2025-10-14, source_refs: [daily]}]",
         ["source-older"]),
    ],
)  # fmt: skip
def test_a_source_is_older_only_where_every_day_is_known(
    problems_in: ProblemsIn, published: str, record: str, codes: list[str]
) -> None:
    assert codes == problems_in(f"sources: [{{id: daily, published: {published}}}]\n{record}")


def test_a_silence_may_be_younger_than_all_that_was_searched(problems_in: ProblemsIn) -> None:
    silence = "speaker: north, modality: no_comment, statement: the dead, about: [toll]"
    daily = "sources: [{id: daily, published: 2025-10-12}]"

    assert [] == problems_in(
        f"{daily}\nclaims: [{{{silence}, date: 2025-10-19, source_refs: [daily]}}]"
    )


def test_a_descriptor_in_another_language_is_not_searched_for_a_day(
    problems_in: ProblemsIn,
) -> None:
    note = "sources: [{id: note, descriptor: Eine Zeitung., language: de}]"

    german = ("format: 1\n", "format: 1\ntext_language: de\n")
    assert "source-undated" in problems_in(note + JUDGED)
    assert "source-undated" not in problems_in(note + JUDGED, brief=german)


def test_a_review_of_a_source_that_is_not_there_is_no_crash(problems_in: ProblemsIn) -> None:
    review = "source_reviews: [{source: nobody, records: [toll], reason: It was seen by us.}]"

    assert ["ref-unknown"] == problems_in(
        edition=("key_figures: [toll]", f"key_figures: [toll]\n{review}")
    )
