"""What a series sets otherwise than the rules have it: applied to what they found, in the open.

A silence is held against the day of publication, never against the clock: an edition that is
made again is checked as it was.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from reportkit.model.book import Book, Records
from reportkit.model.overruling import RuleSetting, Silence
from reportkit.model.vocabulary.rules import RuleLevel
from reportkit.problems import (
    FINGERPRINT,
    NOTHING_SET_ASIDE,
    Level,
    Mark,
    Overruled,
    Problem,
    SetAside,
    Silenced,
    Threshold,
    counted,
    did_you_mean,
    in_file_order,
)
from reportkit.publish.every_code import CODES
from reportkit.publish.fixed_rules import FREE, why_fixed
from reportkit.rules.fingerprints import fingerprints
from reportkit.rules.texts import word_count

_FINGERPRINT = re.compile(f"[0-9a-f]{{{FINGERPRINT}}}")
_REASON_WORDS = 5
#: Stands in pasted lines until somebody writes the reason.
UNWRITTEN = "(write here why it does not hold, in a sentence)"
_EXPLAINED = "'reportkit explain {}' tells of it"


class Outcome(NamedTuple):
    """What is left to be told, in file order, and what was set aside."""

    problems: tuple[Problem, ...]
    aside: SetAside = NOTHING_SET_ASIDE


def overrule(
    problems: Iterable[Problem],
    records: Records,
    book: Book | None,
    *,
    unasked: Callable[[str], bool] = lambda _: False,
) -> Outcome:
    """Name each problem, and leave out or set to another level what brief.yaml says.

    ``unasked`` tells of a code whether its rule was not asked this time: then nobody knows
    whether a silence is used.
    """
    named = _named(in_file_order(problems), records, book)
    if book is None or not (book.brief.rules or book.brief.silenced):
        return Outcome(named)
    unfit = [*_unfit_settings(book.brief.rules), *_unfit_silences(book.brief.silenced)]
    wrong = {problem.mark for problem in unfit if problem.level is Level.ERROR}
    settings = [one for one in book.brief.rules if wrong.isdisjoint(one.marks.values())]
    silences = [one for one in book.brief.silenced if wrong.isdisjoint(one.marks.values())]
    loud, silenced, stale = _silence(named, silences, book, unasked)
    left, counts = _at_their_levels(loud, settings)
    # A rule with findings at two levels may be set to one of them.
    busy = {each.at("level") for each in settings if counts[each.rule]}
    unfit = [each for each in unfit if each.code != "overruling-idle" or each.mark not in busy]
    aside = SetAside(
        tuple(silenced), tuple(_overruled(each, counts[each.rule]) for each in settings)
    )
    told = _named(in_file_order((*unfit, *stale)), records, book)
    return Outcome(in_file_order((*left, *told)), aside)


def declared(book: Book) -> str:
    """Count what brief.yaml sets aside for the edition in work, before any rule is asked."""
    day = book.edition.published.date()
    silent = sum(each.until >= day for each in book.brief.silenced)
    rules = len({each.rule for each in book.brief.rules})
    counts = (counted(silent, "finding"), silent), (counted(rules, "rule"), rules)
    return ", ".join(words for words, number in counts if number)


def _named(problems: Sequence[Problem], records: Records, book: Book | None) -> tuple[Problem, ...]:
    given = zip(problems, fingerprints(problems, records, book), strict=True)
    return tuple(
        replace(each, fingerprint=name, may_be_silenced=each.code in FREE) for each, name in given
    )


# -- single findings ---------------------------------------------------------------------------


def _silence(
    problems: Sequence[Problem],
    silences: Sequence[Silence],
    book: Book,
    unasked: Callable[[str], bool],
) -> tuple[list[Problem], list[Silenced], list[Problem]]:
    """Take out what is silent; tell of silences that are over or that nothing answers to."""
    day = book.edition.published.date()
    wanted = {(each.finding, each.rule): each for each in silences}
    loud, silenced, used = list[Problem](), list[Silenced](), set[tuple[str, str]]()
    for problem in problems:
        entry = wanted.get(key := (problem.short_fingerprint, problem.code))
        if entry is not None:
            used.add(key)
        if entry is None or entry.until < day:
            loud.append(problem)
        else:
            silenced.append(
                Silenced(problem, entry.reason, str(entry.until), entry.by or "", entry.at())
            )
    rules = {problem.short_fingerprint: problem.code for problem in problems}
    stale = [
        problem
        for key, entry in wanted.items()
        for problem in _of_silence(entry, rules, used=key in used, over=entry.until < day)
        if problem.code != "silence-unused" or not unasked(entry.rule)
    ]
    return loud, silenced, stale


def _of_silence(
    entry: Silence, rules: Mapping[str, str], *, used: bool, over: bool
) -> Iterator[Problem]:
    if over:
        yield Problem(
            "silence-expired",
            f"{entry.finding} ({entry.rule}) was silent until {entry.until}, before publication",
            entry.at("until"),
            "mend what is told again, or look at it anew and move the day"
            if used
            else "nothing has this fingerprint any more: delete the entry",
            Level.WARNING,
        )
    elif not used:
        other = rules.get(entry.finding)
        yield Problem(
            "silence-unused",
            f"no finding of {entry.rule} has the fingerprint {entry.finding}",
            entry.at("finding"),
            f"it is a finding of {other}: correct the rule"
            if other
            else "delete the entry; if the value at fault is another now, judge it anew",
            Level.WARNING,
        )


def _unfit_silences(silences: Sequence[Silence]) -> Iterator[Problem]:
    seen = set[str]()
    for entry in silences:
        if not _FINGERPRINT.fullmatch(entry.finding):
            yield Problem(
                "silence-form",
                f"'{entry.finding}' is no fingerprint of a finding",
                entry.at("finding"),
                f"{FINGERPRINT} signs from 0 to 9 and a to f, which 'reportkit check' prints",
            )
        elif entry.finding in seen:
            yield _repeated(f"{entry.finding} is silenced twice", entry.at("finding"))
        seen.add(entry.finding)
        yield from _unfit_rule(entry.rule, entry.at("rule"), "silenced")
        yield from _unfit_reason(entry.reason, entry.at("reason"))


# -- whole rules -------------------------------------------------------------------------------


def _at_their_levels(
    problems: Sequence[Problem], settings: Sequence[RuleSetting]
) -> tuple[list[Problem], Counter[str]]:
    levels = {each.rule: each.level for each in settings if each.level is not None}
    left, counts = list[Problem](), Counter[str]()
    for problem in problems:
        level = levels.get(problem.code)
        if level is None or level.value == problem.level.value:
            left.append(problem)
            continue
        counts[problem.code] += 1
        if level is not RuleLevel.OFF:
            left.append(replace(problem, level=Level(level.value)))
    return left, counts


def _overruled(setting: RuleSetting, findings: int) -> Overruled:
    threshold = _meant(setting)
    numbers = ""
    if threshold is not None and setting.threshold is not None:
        instead = f"{setting.threshold} in place of {threshold.default}"
        numbers = f"{threshold.name} {instead} ({threshold.unit})"
    return Overruled(
        rule=setting.rule,
        level=setting.level.value if setting.level else "",
        threshold=numbers,
        reason=setting.reason,
        mark=setting.at(),
        findings=findings if setting.level else 0,
    )


def _meant(setting: RuleSetting) -> Threshold | None:
    """Give the threshold that a setting is about; None where that is not clear."""
    known = CODES[setting.rule].thresholds if setting.rule in CODES else ()
    if setting.which is None:
        return known[0] if len(known) == 1 else None
    return next((each for each in known if each.name == setting.which), None)


def _unfit_settings(settings: Sequence[RuleSetting]) -> Iterator[Problem]:
    seen = set[tuple[str, str]]()
    for setting in settings:
        unfit = [
            *_unfit_rule(setting.rule, setting.at("rule"), "overruled"),
            *_unfit_reason(setting.reason, setting.at("reason")),
        ]
        if setting.rule in FREE:
            unfit += _unfit_content(setting)
        what = {"level"} if setting.level else set[str]()
        if setting.threshold is not None:
            what.add(f"threshold {setting.which or ''}".strip())
        if again := sorted(key for key in what if (setting.rule, key) in seen):
            unfit.append(
                _repeated(f"the {again[0]} of {setting.rule} is set twice", setting.at("rule"))
            )
        seen |= {(setting.rule, key) for key in what}
        yield from unfit


def _unfit_content(setting: RuleSetting) -> Iterator[Problem]:
    """Give what is wrong with level and threshold of a rule that may be overruled."""
    known, threshold = CODES[setting.rule].thresholds, _meant(setting)
    told = _EXPLAINED.format(setting.rule)
    if setting.which and threshold is None:
        hint = did_you_mean(setting.which, [each.name for each in known]) or told
        words = f"{setting.rule} has no threshold '{setting.which}'"
        yield Problem("overruling-unknown", words, setting.at("which"), hint)
    elif setting.threshold is not None:
        yield from _unfit_threshold(setting, threshold, known)
    elif setting.which:
        words = f"'which' names {setting.which} of {setting.rule}, and no number is given"
        yield Problem("overruling-threshold", words, setting.at("which"), "add 'threshold:'")
    elif setting.level is None:
        words = f"the entry sets nothing of {setting.rule}"
        hint = "add 'level: warning', 'error' or 'off'" + (", or 'threshold:'" if known else "")
        yield Problem("overruling-empty", words, setting.at(), hint)
    if setting.level and setting.level.value == CODES[setting.rule].level.value:
        words = f"{setting.rule} is told as {setting.level.value} anyway"
        yield _idle(words, setting.at("level"))


def _unfit_threshold(
    setting: RuleSetting, meant: Threshold | None, known: Sequence[Threshold]
) -> Iterator[Problem]:
    rule, given, mark = setting.rule, setting.threshold, setting.at("threshold")
    if not known:
        hint = "it holds or does not; set its 'level' instead"
        yield Problem("overruling-threshold", f"{rule} has no threshold", mark, hint)
    elif meant is None or given is None:
        names = " or ".join(each.name for each in known)
        words = f"{rule} has several thresholds, and none is named"
        yield Problem("overruling-threshold", words, mark, f"add 'which: {names}'")
    elif not meant.least <= given <= meant.most:
        words = f"the {meant.name} of {rule} is {given}"
        hint = f"from {meant.least} to {meant.most} {meant.unit}"
        yield Problem("overruling-threshold", words, mark, hint)
    elif given == meant.default:
        yield _idle(f"the {meant.name} of {rule} is {given} anyway", mark)


def _unfit_rule(code: str, mark: Mark, done: str) -> Iterator[Problem]:
    if code not in CODES:
        hint = did_you_mean(code, FREE) or "'reportkit explain' lists all rules"
        yield Problem("overruling-unknown", f"there is no rule '{code}'", mark, hint)
    elif why := why_fixed(code):
        said = f"{code} cannot be {done}: {why}"
        yield Problem("overruling-refused", said, mark, "mend what it finds, and delete the entry")


def _unfit_reason(reason: str, mark: Mark) -> Iterator[Problem]:
    if reason == UNWRITTEN:
        hint = "say in a sentence why it does not hold here"
        yield Problem("overruling-reason", "the reason is not written yet", mark, hint)
    elif (words := word_count(reason)) < _REASON_WORDS:
        said = f"the reason has {words} word{'' if words == 1 else 's'}"
        hint = f"say in a sentence why it does not hold here, at least {_REASON_WORDS} words"
        yield Problem("overruling-reason", said, mark, hint)


def _idle(said: str, mark: Mark) -> Problem:
    return Problem("overruling-idle", said, mark, "delete it, or set another", Level.WARNING)


def _repeated(said: str, mark: Mark) -> Problem:
    return Problem("overruling-repeated", said, mark, "keep one")
