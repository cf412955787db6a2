"""The codes of this room: what may be wrong with a mail."""

from __future__ import annotations

from reportkit.problems import Code

CODES = (
    Code(
        "mail-too-large",
        "house rule: nothing is lost in silence",
        "Encoding for mail makes a file larger by a third, and many servers refuse more "
        "than 20 MB. Make the PDF smaller, set 'enclosure: text_only' for the list, or "
        "raise 'max_bytes' of the transport.",
    ),
    Code(
        "profile-not-sealed",
        "house rule: nothing is lost in silence",
        "The list wants a form of the edition that was not sealed with it. Mail sends "
        "sealed files only, byte for byte.",
    ),
)
