"""HXL tags are held against the hashtag dictionary of the standard."""

from __future__ import annotations

import re
from collections import Counter
from datetime import date
from decimal import Decimal

import pytest

from reportkit.exports.columns import Column, columns_of
from reportkit.exports.export import Options
from reportkit.exports.hxl import tag_of
from reportkit.exports.table import Head, tables
from reportkit.model.book import BY_TYPE
from reportkit.model.envelope import Record
from reportkit.model.evidence import Figure
from reportkit.model.fields import spec_of
from tests.exports.exporting import export_of

#: Core hashtags of the HXL hashtag dictionary, release 1.1 final of 30 April 2018, with the
#: attributes that it suggests for each (hxlstandard.org/standard/1-1final/dictionary). Only those
#: that can head a column of ours: the rest count people in need, aid, money.
CORE = {
    "#adm1": "code dest name origin",
    "#adm2": "code dest name origin",
    "#adm3": "code dest name origin",
    "#country": "code dest name origin",
    "#date": "approved canceled converted end occurred reported start",
    "#description": "type",
    "#event": "code name type",
    "#geo": "bounds coord elevation lat lon",
    "#group": "code name type",
    "#indicator": "code name num text type",
    "#loc": "code dest name origin type",
    "#meta": "id source url",
    "#org": "code funder impl name prog type url",
}
#: Our own attributes, which section 3 of the tagging conventions allows.
OWN = {
    "#date": "accessed asof",
    "#description": "reason",
    "#event": "sub",
    "#geo": "precision dest origin",
    "#group": "role short",
    "#indicator": "min max unit method",
    "#loc": "alt v_pcode v_iso3166",
    "#meta": "change edition external language license marking scheme section series status title "
    "type version",
}
TAG = re.compile(r"#[a-z][a-z0-9_]*(\+[a-z][a-z0-9_]*)*")
KINDS = list(BY_TYPE.values())


def tagged(kind: type[Record]) -> list[tuple[Column, str]]:
    return [(column, tag) for column in columns_of(kind) if (tag := tag_of(kind, column.key))]


def heads() -> set[Head]:
    """Give the heads of every table that there is, that of the changes too."""
    asked = (Options(types=tuple(KINDS), hxl=True), Options(changes=True, hxl=True))
    return {
        head
        for options in asked
        for table in tables(export_of(options=options))
        for head in table.heads
    }


def test_each_tag_is_of_the_dictionary_and_written_as_the_standard_has_it() -> None:
    tags = {head.tag for head in heads() if head.tag}
    wrong = []
    for tag in tags:
        name, *attributes = tag.split("+")
        known = f"{CORE.get(name, '')} {OWN.get(name, '')}".split()
        if not TAG.fullmatch(tag) or name not in CORE or not {*attributes} <= {*known}:
            wrong.append(tag)

    assert "#event+code" in tags
    assert [] == wrong


def test_our_own_attributes_are_all_used() -> None:
    used = {(name, attribute) for head in heads() if head.tag
            for name, *attributes in [head.tag.split("+")] for attribute in attributes}  # fmt: skip

    assert [] == [
        (name, attribute)
        for name, attributes in OWN.items()
        for attribute in attributes.split()
        if (name, attribute) not in used
    ]


@pytest.mark.parametrize("kind", KINDS)
def test_no_two_columns_of_a_table_have_one_tag(kind: type[Record]) -> None:
    counted = Counter(frozenset(tag.split("+")) for _, tag in tagged(kind))

    assert [] == [tag for tag, count in counted.items() if count > 1]


@pytest.mark.parametrize("kind", KINDS)
def test_a_date_is_a_date_and_a_number_a_number(kind: type[Record]) -> None:
    """As the dictionary asks of `#date` and of what is `+num`."""
    for column, tag in tagged(kind):
        assert column.field is not None or not tag.startswith("#date")
        if column.field is None:
            continue
        model, name = column.field
        item = next(spec.item for spec in spec_of(model).values() if spec.name == name)
        assert not tag.startswith("#date") or item is date, column.key
        assert "+num" not in tag or item is Decimal, column.key


def test_where_people_went_from_and_to_is_told_apart() -> None:
    kind = BY_TYPE["displacement"]

    assert ("#adm1+name+origin", "#loc+code+dest") == (
        tag_of(kind, "from.admin1"), tag_of(kind, "to"),
    )  # fmt: skip


def test_a_population_of_ours_is_a_word_and_no_number_of_people() -> None:
    assert "#indicator+type" == tag_of(Figure, "population")
