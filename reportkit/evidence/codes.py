"""The codes of this room: what may be wrong with kept copies."""

from __future__ import annotations

from reportkit.problems import Code, Level

_BERKELEY = "Berkeley Protocol; ICS 206-01"

CODES = (
    Code(
        "evidence-altered",
        _BERKELEY,
        "A copy in evidence/ lies there under its digest, and its bytes have another one now. It "
        "no longer proves what was read, so nothing is published; bring it back from a backup.",
    ),
    Code(
        "evidence-digest",
        "ICS 206-01",
        "The sha256 of a source is 64 digits from 0 to f, in lower case.",
    ),
    Code(
        "evidence-missing",
        _BERKELEY,
        "A source has a digest, and evidence/ holds no copy of it: nobody who has only this series "
        "can look at what was read. It may lie elsewhere; 'sources keep' keeps it here.",
        level=Level.WARNING,
    ),
    Code(
        "evidence-log",
        "Berkeley Protocol",
        "Each line of evidence/log.jsonl holds the digest of the line before. One was altered, "
        "dropped or moved, or a run was cut off while it wrote.",
    ),
    Code(
        "evidence-unlogged",
        "Berkeley Protocol",
        "A copy lies in evidence/ and no line of the log says who kept it, when and how.",
        level=Level.WARNING,
    ),
    Code(
        "evidence-stray",
        "house rule: nothing is lost in silence",
        "A file in evidence/ has no digest for a name, so that nobody can tell whether it is what "
        "it was.",
        level=Level.WARNING,
    ),
    Code(
        "source-incomplete",
        "ICS 206-01",
        "A source on which something rests does not say all by which a reader finds it again: "
        "title, days, a copy that stays. Told by 'sources check' alone.",
        level=Level.WARNING,
    ),
    Code(
        "source-accessed",
        "ICS 206-01",
        "A source was last looked at many weeks ago, or before it came out. Told by 'sources "
        "check' alone.",
        level=Level.WARNING,
    ),
    Code(
        "source-lost",
        "ICS 206-01",
        "The address of a source no longer opens and no copy is kept: what was read cannot be "
        "shown. Told by 'sources check' alone.",
        level=Level.WARNING,
    ),
    Code(
        "link-dead",
        "ICS 206-01",
        "The server of a source says that the page is not there (404, 410). Keep a copy, note "
        "link_status: dead. Told by 'sources check --online' alone.",
        level=Level.WARNING,
    ),
    Code(
        "link-changed",
        "ICS 206-01",
        "The address of a source leads to the front page of its server: what was read is not "
        "there. Told by 'sources check --online' alone.",
        level=Level.WARNING,
    ),
    Code(
        "link-moved",
        "ICS 206-01",
        "The server of a source says that the page has moved for good. Told by 'sources check "
        "--online' alone.",
        level=Level.WARNING,
    ),
    Code(
        "link-unseen",
        "ICS 206-01",
        "Whether a source is still there could not be seen: a login, a certificate that is "
        "not to be trusted, a server that is slow or asked too often. It says nothing of the "
        "page. Told by 'sources check --online' alone.",
        level=Level.WARNING,
    ),
    Code(
        "link-alive",
        "ICS 206-01",
        "A source is noted as dead, but its address opens. Told by 'sources check --online' alone.",
        level=Level.WARNING,
    ),
    Code(
        "archive-lost",
        "ICS 206-01",
        "The archived copy of a source does not open. Told by 'sources check --online' alone.",
        level=Level.WARNING,
    ),
    Code(
        "archive-offered",
        "ICS 206-01",
        "The Internet Archive has a copy of a source that is not noted. Told by 'sources "
        "check --online' alone.",
        level=Level.WARNING,
    ),
)
