"""A word of the vocabulary as a reader meets it."""

from __future__ import annotations

import pytest

from reportkit.model.vocabulary.sources import SourceKind
from reportkit.page.labels import label


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (SourceKind.UN_REPORT, "UN report"),
        (SourceKind.NGO_REPORT, "NGO report"),
        (SourceKind.LOCAL_MEDIA, "local media"),
    ],
)
def test_a_kind_of_source_is_spelled_as_a_reader_would(kind: SourceKind, text: str) -> None:
    assert text == label(kind)
