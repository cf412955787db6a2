"""A scorecard as lines for a terminal, as Markdown, as a table of forecasts and as JSON."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_UP, Decimal
from io import StringIO
from typing import Any

from reportkit.cli.format.markdown import inert
from reportkit.queries.forecasts import SCORED, Fate, Forecast
from reportkit.queries.scorecard import (
    FEW,
    BandRow,
    Bias,
    Frequency,
    Group,
    Score,
    Scorecard,
    Scored,
)
from reportkit.text_lines import BLANK, Line, columns

_PLACES = Decimal("0.001")
_NO_SECTION = "no section"
#: What is not scored, in the order in which it is told, with the words for one and for several.
_APART: Mapping[Fate, str] = {
    Fate.PARTLY: "came true in part: not scored",
    Fate.UNRESOLVABLE: "cannot be decided: not scored",
    Fate.HINDSIGHT: "published only when the outcome was known: not scored",
    Fate.OVERDUE: "fell due and not decided",
    Fate.WITHDRAWN: "withdrawn, dropped or superseded before being decided",
    Fate.REPLACED: "given another sentence or another day before being decided",
    Fate.OPEN: "still open",
}
_FREQUENCIES: Mapping[Frequency, str] = {
    Frequency.TOO_FEW: "too few to tell",
    Frequency.FITS: "fits",
    Frequency.MORE: "more often than said",
    Frequency.LESS: "less often than said",
}
_BIASES: Mapping[Bias, str] = {
    Bias.TOO_FEW: (
        f"Fewer than {FEW} took a side: too few to tell whether the desk is too sure or not "
        "sure enough."
    ),
    Bias.FITS: "Neither too sure nor not sure enough, as far as so few can tell.",
    Bias.OVER: "Overconfident: the likelier side came out less often than was said.",
    Bias.UNDER: "Underconfident: the likelier side came out more often than was said.",
}


def scorecard_lines(card: Scorecard) -> Iterator[Line]:
    """Tell the score, then what it is made of, then what is not in it."""
    yield Line("Scorecard", heading=True)
    for told in _summary(card):
        yield Line(told, hang=2)
    for heading, rows in _tables(card):
        yield BLANK
        yield Line(heading, heading=True)
        yield from (line._replace(indent=2) for line in columns(rows))


def scorecard_md(card: Scorecard) -> str:
    """Give the same as Markdown."""
    parts = ["# Scorecard", *map(inert, _summary(card))]
    for heading, rows in _tables(card):
        head, *body = rows
        lines = [_row(head), f"|{' --- |' * len(head)}", *map(_row, body)]
        parts += [f"## {heading}", "\n".join(lines)]
    return "\n\n".join(parts)


def scorecard_csv(card: Scorecard) -> str:
    """Give a row for each forecast, scored or not."""
    written = StringIO()
    scored = _by_forecast(card)
    rows = [_plain(forecast, scored.get(id(forecast))) for forecast in card.forecasts]
    table = csv.DictWriter(written, _FIELDS, lineterminator="\n")
    table.writeheader()
    for row in rows:
        table.writerow({name: _in_cell(row[name]) for name in _FIELDS})
    return written.getvalue().rstrip("\n")


def scorecard_json(card: Scorecard) -> dict[str, Any]:
    """Give the fields of ``scorecard --json``; scores are text, as exact as they are."""
    scored = _by_forecast(card)
    return {
        "score": _score_json(card.score),
        "counts": {fate.value: card.fates[fate] for fate in Fate},
        "near_half": card.near_half,
        "bias": card.bias.value,
        "few": FEW,
        "bands": [
            {
                "scale": row.scale.value,
                "term": row.term.term,
                "low": row.term.low,
                "high": row.term.high,
                "forecasts": row.forecasts,
                "occurred": row.occurred,
                "verdict": row.verdict.value,
            }
            for row in card.bands
        ],
        "authors": [{"author": one.name, **_score_of(one.score)} for one in card.authors],
        "sections": [{"section": one.name, **_score_of(one.score)} for one in card.sections],
        "forecasts": [_plain(one, scored.get(id(one))) for one in card.forecasts],
    }


# -- in words --------------------------------------------------------------------------------


def _summary(card: Scorecard) -> Iterator[str]:
    if card.score is None:
        yield "No forecast was decided yet: there is nothing to score."
    else:
        yield from _of_score(card.score)
        yield f"{card.near_half} of {card.score.forecasts} called about even (45 to 55%)."
        yield _BIASES[card.bias]
    for fate, words in _APART.items():
        if count := card.fates[fate]:
            yield f"{count} {words}."
    unknown = sum(card.fates[fate] for fate in SCORED) - len(card.scored)
    if unknown:
        yield f"{unknown} decided, in words that the scale does not have: not scored."


def _of_score(score: Score) -> Iterator[str]:
    count = score.forecasts
    many = f"{count} forecasts were" if count > 1 else "1 forecast was"
    few = f" Fewer than {FEW}: too few to tell how good the desk is." if count < FEW else ""
    yield f"{many} decided and scored; in {score.occurred} the event occurred.{few}"
    yield (
        f"Brier score {_places(score.brier)} (0 is best; always 50% scores {_places(score.even)}, "
        f"always the share that occurred {_places(score.base_rate)}); "
        f"as first published {_places(score.first)}."
    )


def _tables(card: Scorecard) -> Iterator[tuple[str, list[tuple[str, ...]]]]:
    if card.bands:
        yield "By band", [("said", "occurred", ""), *(_band(row) for row in card.bands)]
    if card.scored:
        yield "Forecasts that were scored", [_HEAD, *(_scored_row(one) for one in card.scored)]
    for heading, groups in (("By author", card.authors), ("By section", card.sections)):
        if len(groups) > 1:
            yield heading, [("", "occurred", "Brier score"), *(_group(one) for one in groups)]
    left = [one for one in card.forecasts if one.fate not in SCORED]
    if left:
        yield "Forecasts that were not scored", [_LEFT_HEAD, *(_left_row(one) for one in left)]


_LEFT_HEAD = ("forecast", "day", "said", "what became of it")
_HEAD = ("forecast", "decided", "outcome", "score", "said")


def _band(row: BandRow) -> tuple[str, ...]:
    said = f"{row.term.term} ({row.term.band})"
    return said, f"{row.occurred} of {row.forecasts}", _FREQUENCIES[row.verdict]


def _scored_row(one: Scored) -> tuple[str, ...]:
    resolution = one.forecast.resolution
    return (
        one.forecast.record,
        str(resolution.on or "") if resolution else "",
        _plainly(one.forecast.fate),
        str(_places(one.brier)),
        _said(one),
    )


def _said(one: Scored) -> str:
    """Give the term of the last edition before the outcome, and that of the first if it differs."""
    first, last = one.forecast.foreseen[0], one.version
    terms = [version.judgement.likelihood.term for version in (first, last)]
    said = f"{terms[1]} (No. {last.edition.spoken})"
    return (
        said if terms[0] == terms[1] else f"{said}, first {terms[0]} (No. {first.edition.spoken})"
    )


def _group(group: Group) -> tuple[str, ...]:
    score = group.score
    few = f" (fewer than {FEW}: too few to compare)" if score.forecasts < FEW else ""
    return (
        group.name or _NO_SECTION,
        f"{score.occurred} of {score.forecasts}",
        f"{_places(score.brier)}{few}",
    )


def _left_row(forecast: Forecast) -> tuple[str, ...]:
    ended = f" in No. {forecast.ended.spoken}" if forecast.ended else ""
    word = forecast.status.value if forecast.status else _plainly(forecast.fate)
    overdue = ", not decided" if forecast.fate is Fate.OVERDUE else ""
    return (
        forecast.record,
        str(forecast.day or ""),
        forecast.judgement.likelihood.term,
        f"{word}{ended}{overdue}",
    )


# -- as data ---------------------------------------------------------------------------------

_FIELDS = (
    "record", "section", "authors", "statement", "day", "fate", "status", "on", "note", "evidence",
    "editions", "first_term", "first_edition", "last_term", "last_edition", "probability", "score",
    "ended",
)  # fmt: skip


def _plain(forecast: Forecast, scored: Scored | None) -> dict[str, Any]:
    """Give a forecast as data; first and last are the editions before the outcome was known."""
    versions = forecast.foreseen or forecast.versions
    resolution = forecast.resolution
    return {
        "record": forecast.record,
        "section": forecast.judgement.section,
        "authors": list(forecast.authors),
        "statement": forecast.judgement.statement,
        "day": str(forecast.day) if forecast.day else None,
        "fate": forecast.fate.value,
        "status": forecast.status.value if forecast.status else None,
        "on": str(resolution.on) if resolution and resolution.on else None,
        "note": resolution.note if resolution else None,
        "evidence": list(resolution.evidence) if resolution else [],
        "editions": [version.edition.spoken for version in versions],
        "first_term": versions[0].judgement.likelihood.term if versions else None,
        "first_edition": versions[0].edition.spoken if versions else None,
        "last_term": versions[-1].judgement.likelihood.term if versions else None,
        "last_edition": versions[-1].edition.spoken if versions else None,
        "probability": str(scored.probability) if scored else None,
        "score": str(_places(scored.brier)) if scored else None,
        "ended": forecast.ended.spoken if forecast.ended else None,
    }


def _in_cell(held: object) -> str:
    """Write a value so that no table program takes it for a formula."""
    said = (
        "; ".join(map(str, held)) if isinstance(held, list) else "" if held is None else str(held)
    )
    return f"'{said}" if said[:1] in ("=", "+", "-", "@", "\t", "\r") else said


def _by_forecast(card: Scorecard) -> dict[int, Scored]:
    return {id(one.forecast): one for one in card.scored}


def _score_json(score: Score | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {
        **_score_of(score),
        "always_even": str(_places(score.even)),
        "always_base_rate": str(_places(score.base_rate)),
    }


def _score_of(score: Score) -> dict[str, Any]:
    return {
        "forecasts": score.forecasts,
        "occurred": score.occurred,
        "brier": str(_places(score.brier)),
        "brier_first": str(_places(score.first)),
    }


def _places(number: Decimal) -> Decimal:
    return number.quantize(_PLACES, ROUND_HALF_UP)


def _plainly(fate: Fate) -> str:
    return fate.value.replace("_", " ")


def _row(cells: tuple[str, ...]) -> str:
    return f"| {' | '.join(map(inert, cells))} |"
