"""Many records of a file get other values in one pass; comments, order and all else stay."""

from __future__ import annotations

import pytest

from reportkit.authoring.key_edits import Keys
from reportkit.authoring.set_keys import Place, with_many
from reportkit.authoring.yaml_text import Unwritable

FILE = """\
section: clashes
events:
  # seen from the mill
  - id: mill
    summary: Clash at the mill
    date_start: 2026-01-07   # a Wednesday
    actors:
      - {actor: guild, role: other}
    source_refs: [wire]  # and nobody else

  - {id: ford, summary: Shots, place: ford, source_refs: [wire]}
  - id: bridge
    date_end: 2026-01-09
    summary: >-
      A long
      text.
    actors:
      # who was there
      - actor: guild
        role: other
# at the end
figures:
  - id: mill
    best: 3
"""
MILL, FORD, BRIDGE = (Place("events", id) for id in ("mill", "ford", "bridge"))


def test_texts_lists_and_nested_keys_are_replaced_where_they_stand() -> None:
    after = with_many(
        FILE.encode(),
        {
            MILL: {
                "date_start": "2026-01-08",
                "actors": [
                    {"actor": "guild", "role": "initiator"},
                    {"actor": "x", "role": "other"},
                ],
            },
            BRIDGE: {"summary": "Short"},
            Place("figures", "mill"): {"best": "4"},
        },
    ).decode()

    assert after == (
        FILE.replace("2026-01-07   #", "2026-01-08   #")
        .replace(
            "      - {actor: guild, role: other}\n",
            "      - {actor: guild, role: initiator}\n      - {actor: x, role: other}\n",
        )
        .replace("summary: >-\n      A long\n      text.\n", "summary: Short\n")
        .replace("best: 3", "best: 4")
    )


def test_a_list_before_a_comment_stays_on_its_line() -> None:
    after = with_many(FILE.encode(), {MILL: {"source_refs": ["wire", "daily"]}}).decode()

    assert after == FILE.replace("[wire]  # and", "[wire, daily]  # and")


def test_a_record_in_braces_gets_lists_and_loses_keys() -> None:
    after = with_many(
        FILE.encode(),
        {FORD: {"source_refs": ["wire", "daily"], "place": None, "actors": [{"actor": "guild"}]}},
    ).decode()

    was = "{id: ford, summary: Shots, place: ford, source_refs: [wire]}"
    now = "{id: ford, summary: Shots, source_refs: [wire, daily], actors: [{actor: guild}]}"
    assert after == FILE.replace(was, now)


def test_a_key_that_is_gone_goes_with_its_lines() -> None:
    after = with_many(FILE.encode(), {BRIDGE: {"summary": None, "date_end": None}}).decode()

    gone = "    date_end: 2026-01-09\n    summary: >-\n      A long\n      text.\n"
    assert after == FILE.replace(gone, "")


def test_new_keys_come_last_in_their_record_one_below_the_other() -> None:
    after = with_many(
        FILE.encode(), {MILL: {"clarity": "1", "external_ids": [{"scheme": "acled", "id": "A1"}]}}
    ).decode()

    line = "    source_refs: [wire]  # and nobody else\n"
    new = "    clarity: 1\n    external_ids:\n      - {scheme: acled, id: A1}\n"
    assert after == FILE.replace(line, line + new)


@pytest.mark.parametrize(
    ("place", "values"),
    [
        (BRIDGE, {"actors": [{"actor": "x"}]}),  # a comment stands within
        (MILL, {"date_start": None}),  # one stands behind it
        (Place("events", "nowhere"), {"summary": "x"}),
    ],
    ids=["within", "behind", "nowhere"],
)
def test_what_would_lose_a_comment_or_is_not_there_is_refused(place: Place, values: Keys) -> None:
    with pytest.raises(Unwritable):
        with_many(FILE.encode(), {place: values})
