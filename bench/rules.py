"""All rules over many records, without reading them: alone, and with findings silenced."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta

from bench.bars import row
from bench.many_records import with_records
from bench.measure import ROOT, Cost
from bench.table import Result
from reportkit.loading.loader import Loaded, load
from reportkit.model.analysis import Judgement
from reportkit.model.book import Book, Records
from reportkit.model.overruling import Silence
from reportkit.problems import Mark
from reportkit.publish.overruling import overrule
from reportkit.rules.book import check as ask_rules

_FEW, _MANY, _SILENCED = 5_000, 10_000, 1_000
_REASON = "It is the ministry's own word, which we quote."


def measure_rules(rounds: int) -> Iterator[Result]:
    """Ask all rules of 5,000 and of 10,000 records, and set a thousand findings aside."""
    shipped = load(ROOT)
    few, many = with_records(shipped, _FEW), with_records(shipped, _MANY)
    hedged = _silenced(few)
    turns = range(max(rounds, 3))
    ours = [_cost_of_rules(few) for _ in turns]
    yield Result(row=row("rules"), ours=ours)
    yield Result(row=row("rules-growth"), ours=[_cost_of_rules(many) for _ in turns], peers=ours)
    loud = [_cost_of_rules(_without_silences(hedged)) for _ in turns]
    silent = [_cost_of_rules(hedged) for _ in turns]
    note = f"{len(_set_aside(hedged))} findings silenced"
    yield Result(row=row("rules-silenced"), ours=silent, peers=loud, note=note)


def _cost_of_rules(loaded: Loaded) -> Cost:
    return _spent(lambda: _checked(loaded))


def _checked(loaded: Loaded) -> object:
    """Check a book that has looked nothing up yet."""
    book = _book(loaded)
    fresh = replace(book)
    again = replace(loaded, book=fresh, records=Records(book.by_id, book.defined))
    return overrule(ask_rules(again), again.records, fresh)


def _set_aside(loaded: Loaded) -> tuple[object, ...]:
    outcome = overrule(ask_rules(loaded), loaded.records, loaded.book)
    return outcome.aside.silenced


def _silenced(loaded: Loaded) -> Loaded:
    """Let a thousand judgements of a book hedge, each with a silence of its own."""
    book = _book(loaded)
    model = next(iter(book.all(Judgement)))
    hedging = {
        f"hedge.{number}": model.replace(
            id=f"hedge.{number}",
            statement="It is likely that the gate could open.",
            key=False,
            marks={"statement": Mark("seeds/hedges.yaml", number, 5)}
            | {"": Mark("seeds/hedges.yaml", number, 1)},
        )
        for number in range(1, _SILENCED + 1)
    }
    held = {**book.by_id, **hedging}
    defined = {id: record.type for id, record in held.items()}
    larger = replace(book, by_id=held, defined=defined)
    whole = replace(loaded, book=larger, records=Records(held, defined))
    until = book.edition.published.date() + timedelta(days=28)
    silences = tuple(
        Silence(finding=problem.short_fingerprint, rule=problem.code, reason=_REASON, until=until)
        for problem in overrule(ask_rules(whole), whole.records, larger).problems
        if problem.code == "judgement-hedged"
    )
    return replace(whole, book=replace(larger, brief=book.brief.replace(silenced=silences)))


def _without_silences(loaded: Loaded) -> Loaded:
    book = _book(loaded)
    return replace(loaded, book=replace(book, brief=book.brief.replace(silenced=())))


def _book(loaded: Loaded) -> Book:
    if loaded.book is None:
        raise ValueError("the series cannot be read")
    return loaded.book


def _spent(work: Callable[[], object]) -> Cost:
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return Cost(time.perf_counter() - wall, time.process_time() - cpu, 0.0)
