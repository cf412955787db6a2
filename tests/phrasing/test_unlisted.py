"""Is the reason of an end that of a data set that took a record back?"""

from __future__ import annotations

import pytest

from reportkit.phrasing.unlisted import Unlisted, unlisted_by


@pytest.mark.parametrize(
    ("reason", "read"),
    [
        ("ACLED (2026) no longer lists it.", Unlisted("ACLED (2026)", numbers_alone=False)),
        ("ACLED no longer gives this number.", Unlisted("ACLED", numbers_alone=True)),
        ("We were wrong. ACLED no longer lists it.", None),
        ("ACLED no longer lists it. We looked.", None),
        (" no longer lists it.", None),
        (None, None),
    ],
)
def test_reasons(reason: str | None, read: Unlisted | None) -> None:
    """More than one sentence is the desk's own."""
    assert read == unlisted_by(reason)
