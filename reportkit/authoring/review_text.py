"""A review in edition.yaml: written in the place of the old one, every other letter stays."""

from __future__ import annotations

from typing import Any

from reportkit.authoring.edition_text import end_of, rewritten
from reportkit.authoring.written import inline, scalar
from reportkit.authoring.yaml_text import decoded
from reportkit.loading.yaml_reader import ODD_BREAKS
from reportkit.model.series import Review

#: Behind the last of these that is there stands a review.
_AFTER = ("period", "period_note", "cut_off", "published", "next_due", "authors")


def with_review(content: bytes, review: Review) -> bytes:
    """Give the bytes of edition.yaml with this review and no other."""
    text, form = decoded(content)
    text = rewritten(text, {}, frozenset({"review"}))
    return form.bytes_of(_inserted(text, _values(review)))


def _values(review: Review) -> dict[str, str]:
    fields = {"by": review.by, "on": review.on.isoformat(), "role": review.role, "of": review.of}
    return {key: held for key, held in fields.items() if held}


def _inserted(text: str, values: dict[str, str]) -> str:
    from ruamel.yaml import YAML  # only what writes into edition.yaml needs it

    root = YAML(typ="rt", pure=True).compose(text.translate(ODD_BREAKS))
    if root.flow_style:
        end = root.end_mark.index - 1
        head = text[:end].rstrip().rstrip(",")
        return f"{head}, review: {inline(dict(values))}{text[end:]}"
    place = _line_after(text, root)
    head = text[:place]
    head += "" if head.endswith("\n") or not head else "\n"
    lines = "".join(f"  {key}: {scalar(held)}\n" for key, held in values.items())
    return f"{head}review:\n{lines}{text[place:]}"


def _line_after(text: str, root: Any) -> int:
    """Give the beginning of the line behind the days of the edition; else the end of the text."""
    known = {key.value: value for key, value in root.value}
    last = next((known[name] for name in reversed(_AFTER) if name in known), None)
    if last is None:
        return len(text)
    line_end = text.find("\n", end_of(last))
    return len(text) if line_end < 0 else line_end + 1
