"""How the gate speaks."""

from __future__ import annotations

from reportkit.problems import Mark

#: Where problems of a whole page point to.
PAGE = Mark("templates/brief.html.j2", 1, 1)
SHOWN = 80  # characters of a text in a message


def short(text: str) -> str:
    """Bring a text to one line of a message."""
    text = " ".join(text.split())
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"
