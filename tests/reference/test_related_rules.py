"""A type, a file or a key is shown the rules whose own examples write it."""

from __future__ import annotations

import pytest

from reportkit.reference.entries import entry_at, key_at
from reportkit.reference.related_rules import rules_of, rules_on


def of(path: str) -> set[str]:
    return {code.code for code in rules_of(entry_at(path))}


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("fact", "verification-origins"),  # its example begins with the sources
        ("correction", "correction-editions"),
        ("correction", "correction-unfilled"),
        ("correction", "correction-same"),
        ("indicator", "indicator-unchecked"),
        ("record", "status-reason"),  # its example is a fact, but the key is every record's
        ("brief", "zone-unknown"),
    ],
)
def test_a_rule_is_shown_where_its_example_stands(path: str, code: str) -> None:
    assert code in of(path)


def test_a_rule_of_one_type_is_not_shown_with_what_every_record_has() -> None:
    assert "correction-same" not in of("record")
    assert "status-reason" not in of("fact")


def test_a_key_is_shown_the_rules_that_write_it_in_a_list_of_its_type() -> None:
    asked = {code.code for code in rules_on(key_at("fact.verification"))}

    assert "verification-origins" in asked
    assert "event-unsourced" not in asked
