"""What the page in the browser is told, as JSON."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from reportkit.preview.editors import Editor, path_of
from reportkit.preview.places import pages_in, places_in
from reportkit.preview.records import RecordCard
from reportkit.preview.session import Session, Shown
from reportkit.preview.views import Form, View
from reportkit.problems import Mark, Problem

Json = dict[str, object]


def state_of(session: Session, view: View, series: Path, editor: Editor) -> Json:
    """Tell all that the page shows beside the brief itself."""
    shown, standing = session.shown(view), session.standing
    seen = {page.digest for page in shown.before}
    return {
        "save": session.save,
        "version": shown.version,
        "moment": f"{shown.moment:%H:%M:%S}" if shown.moment else "",
        "seconds": round(shown.seconds, 1),
        "busy": session.is_busy(view),
        "stale": bool(standing and not standing.shows) or _has_failed(shown, session),
        "pages": [
            {
                "width": page.width,
                "height": page.height,
                "digest": page.digest,
                "changed": bool(seen) and page.digest not in seen,
            }
            for page in shown.pages
        ],
        "checked": standing.save if standing else 0,
        "problems": problems_json(session.problems(view), series, editor),
        "aside": standing.aside.words if standing else "",
        "trouble": session.trouble(view),
        "notice": session.notice,
        "choices": standing.choices._asdict() if standing and standing.choices else None,
    }


def _has_failed(shown: Shown, session: Session) -> bool:
    """What is shown is older than what was saved, and nothing newer will come."""
    return shown.ended == session.save != shown.save


def problems_json(problems: Sequence[Problem], series: Path, editor: Editor) -> list[Json]:
    """Give problems with the way to where each is mended."""
    return [
        {
            "code": problem.code,
            "level": problem.level.value,
            "message": problem.message,
            "hint": problem.hint,
            "fingerprint": problem.short_fingerprint if problem.may_be_silenced else "",
            **place_json(problem.mark, series, editor),
        }
        for problem in problems
    ]


def place_json(mark: Mark, series: Path, editor: Editor) -> Json:
    """Give a place as it is printed, and its link where the editor has one."""
    return {
        "place": f"{mark.file}:{mark.line}:{mark.column}",
        "href": editor.address(path_of(series, mark), mark),
    }


def record_json(
    card: RecordCard, session: Session, view: View, series: Path, editor: Editor
) -> Json:
    """Tell all about a record, and where the view prints it."""
    line = card.line
    return {
        "id": line.id,
        "type": line.type,
        "words": line.words,
        **place_json(line.mark, series, editor),
        "problems": problems_json(card.problems, series, editor),
        "rules": [rule._asdict() for rule in card.rules],
        "life": [
            {
                "edition": entry.edition,
                "published": entry.published,
                "class": entry.class_,
                "sentence": entry.sentence,
                "reason": entry.reason,
            }
            for entry in card.life
        ],
        "rests": list(card.rests),
        "printed": _printed(session.shown(view), view, line.id),
    }


def _printed(shown: Shown, view: View, record: str) -> list[Json]:
    if view.form is Form.HTML:
        places = places_in(shown.content.decode(), record)
        return [{"where": each.where, "how": each.how, "anchor": each.anchor} for each in places]
    pages = pages_in(shown.anchors or {}, record)
    return [{"where": f"Page {number}", "how": how, "page": number} for number, how in pages]
