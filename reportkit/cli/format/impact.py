"""What rests on a source, as lines for a terminal and as JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from reportkit.queries.impact import Impact, Resting
from reportkit.text_lines import BLANK, Line


def impact_lines(impact: Impact) -> Iterator[Line]:
    """Tell what to mend in the seeds, then what readers hold."""
    yield Line(f"What rests on {impact.source}", heading=True)
    if impact.repeated_by:
        yield Line(f"repeated by: {', '.join(impact.repeated_by)}", hang=2)
    yield from _resting("Judgements", impact.judgements)
    yield from _beside(impact)
    yield from _resting("Records", impact.records)
    if impact.records or impact.judgements:
        yield Line("* rests on nothing else; > cites it itself", indent=2)
    else:
        yield Line("nothing in the seeds rests on it")
    yield from _page_one(impact)
    yield BLANK
    if impact.corrections:
        yield Line(f"Corrections of what rests on it: {', '.join(impact.corrections)}", hang=2)
    if impact.pictures:
        named = (f"{one.id} ({', '.join(one.records)})" for one in impact.pictures)
        yield Line(f"Pictures: {'; '.join(named)}", hang=2)
    if impact.sections:
        yield Line(f"Sections: {', '.join(impact.sections)}", hang=2)
    if not impact.editions:
        yield Line("No published edition rests on it.")
        return
    told = (f"No. {one.edition.spoken} ({one.records})" for one in impact.editions)
    yield Line(f"Editions, with the records that cite it: {', '.join(told)}", hang=2)


def impact_json(impact: Impact) -> dict[str, Any]:
    """Give the fields of ``impact --json``."""
    return {
        "source": impact.source,
        "repeated_by": list(impact.repeated_by),
        "records": [_json(one) for one in impact.records],
        "judgements": [_json(one) for one in impact.judgements],
        "beside_judgements": [
            {
                "judgement": view.judgement,
                "alternatives": list(view.alternatives),
                "dissent": list(view.dissent),
            }
            for view in impact.views
        ],
        "statements": list(impact.statements),
        "page_one": [{"key": said.key, "text": said.text} for said in impact.page_one],
        "key_figures": list(impact.key_figures),
        "corrections": list(impact.corrections),
        "pictures": [
            {"picture": picture.id, "records": list(picture.records)} for picture in impact.pictures
        ],
        "sections": list(impact.sections),
        "editions": [
            {"edition": one.edition.spoken, "records": one.records} for one in impact.editions
        ],
    }


def _resting(heading: str, resting: tuple[Resting, ...]) -> Iterator[Line]:
    if resting:
        yield BLANK
        yield Line(f"{heading} ({len(resting)})", heading=True)
    for one in resting:
        sign = f"{'*' if one.alone else ' '}{'>' if one.direct else ' '}"
        section = f" in {one.section}" if one.section else ""
        yield Line(f"{sign} {one.record} ({one.type}{section})", indent=2, hang=5)


def _beside(impact: Impact) -> Iterator[Line]:
    for view in impact.views:
        for statement in view.alternatives:
            yield Line(f"alternative of {view.judgement}: {statement}", indent=5, hang=2)
        if view.dissent:
            names = ", ".join(view.dissent)
            yield Line(f"dissent from {view.judgement}: {names}", indent=5, hang=2)


def _page_one(impact: Impact) -> Iterator[Line]:
    if impact.statements:
        yield BLANK
        yield Line(f"Page 1: {', '.join(name.replace('_', ' ') for name in impact.statements)}")
    for said in impact.page_one:
        yield Line(f"{said.key.replace('_', ' ')}: {said.text}", indent=2, hang=2)
    if impact.key_figures:
        yield Line(f"key figures: {', '.join(impact.key_figures)}", indent=2, hang=2)


def _json(one: Resting) -> dict[str, Any]:
    return {
        "record": one.record,
        "type": one.type,
        "section": one.section,
        "cites_it": one.direct,
        "rests_on_nothing_else": one.alone,
    }
