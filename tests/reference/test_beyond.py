"""What a class says is told with a key as far as the comment of the key has not told it."""

from __future__ import annotations

import pytest

from reportkit.reference.beyond import said_beyond
from reportkit.reference.entries import key_at


@pytest.mark.parametrize(
    ("path", "beyond"),
    [
        ("source.access", ()),  # how near it stands to who first said it
        ("commitment.ceasefire", ()),  # what makes it a ceasefire
        ("brief.cadence", ()),  # when it appears; periods and cut-offs follow from it
        # Admiralty grade of the source, whatever it says here
        ("source.reliability", ('F means "cannot be judged", not "worst".',)),
        # how good its basis is
        (
            "judgement.confidence",
            ("never in one sentence with the likelihood (ICD 203).",),
        ),
        # the days it covers
        ("edition.period", ("Days from `start` to `end`, both counted in.",)),
        ("edition.section_trends", ("Better or worse, section by section.",)),
    ],
)
def test_only_what_is_new_is_told(path: str, beyond: tuple[str, ...]) -> None:
    assert beyond == said_beyond(key_at(path))
