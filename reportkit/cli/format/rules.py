"""Rules as rows, one by one, and as JSON: level, standard, thresholds, how a series sets them."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from typing import Any

from reportkit.i18n.sentences import capital, stop
from reportkit.model.overruling import RuleSetting
from reportkit.problems import Code, Threshold
from reportkit.publish.every_code import CODES, GROUPS
from reportkit.publish.fixed_rules import why_fixed
from reportkit.text_lines import Line

#: Columns that a sentence needs to be read beside a code, else it stands below.
_LEAST = 48
_LEVELS = len("warning*")


def rule_rows(width: int) -> Iterator[str]:
    """Give a line for each code, under the headings of the manual: level, text, standard."""
    longest = max(map(len, CODES))
    beside = width - longest - _LEVELS - 6
    for heading, codes in GROUPS.items():
        yield heading
        for code in codes:
            level = f"{code.level.value}{'' if why_fixed(code.code) else '*'}"
            if beside < _LEAST:
                yield f"  {code.code}  {level}"
                yield f"    {_in_short(code, width - 4)}"
            else:
                yield f"  {code.code:<{longest}}  {level:<{_LEVELS}}  {_in_short(code, beside)}"
        yield ""
    legend = "* brief.yaml may set it to another level, or silence a finding of it, with a reason."
    yield from textwrap.wrap(legend, width, initial_indent=" " * 4, subsequent_indent=" " * 4)


def _in_short(code: Code, width: int) -> str:
    """Give the first sentence and the standard; of what is too long, the sentence is cut.

    Of a house rule it is enough that it is one: which, says ``explain CODE``.
    """
    first = code.text.split(". ")[0].rstrip(".")
    named = code.standard.partition(":")[0] if _is_house(code) else code.standard
    standard = f" ({named})" if named else ""
    if len(standard) > width // 2:
        standard = f" ({textwrap.shorten(code.standard, width // 2 - 3, placeholder=' …')})"
    return textwrap.shorten(first, width - len(standard), placeholder=" …") + standard


def _is_house(code: Code) -> bool:
    return code.standard.startswith("house rule:")


def rule_lines(code: Code, settings: Sequence[RuleSetting]) -> Iterator[Line]:
    """Say of one rule what a series may set, and what this series has set and why."""
    why = why_fixed(code.code)
    level = (
        "An error: it stops publication."
        if code.level.value == "error"
        else ("A warning: it stops publication under '--strict' alone.")
    )
    yield Line(f"{level} {f'It cannot be overruled: {stop(why)}' if why else _FREE}")
    for threshold in code.thresholds:
        yield Line(f"Threshold {threshold.name}: {_usual(threshold)}", 2, 4)
    for setting in settings:
        set_to = ", ".join(
            filter(None, (setting.level and f"level {setting.level.value}", _number(setting)))
        )
        mark = setting.at()
        yield Line(f"This series sets it otherwise ({mark.file}:{mark.line}): {set_to}.")
        yield Line(f"because: {stop(setting.reason)}", 2, 4)


_FREE = "brief.yaml may set it otherwise under 'rules:', or silence a finding under 'silenced:'."


def _usual(threshold: Threshold) -> str:
    limits = f"{threshold.least} to {threshold.most} may be set"
    meaning = capital(stop(threshold.meaning))
    return f"{threshold.default} {threshold.unit} ({limits}). {meaning}"


def _number(setting: RuleSetting) -> str:
    if setting.threshold is None:
        return ""
    known = CODES[setting.rule].thresholds
    name = setting.which or (known[0].name if known else "threshold")
    return f"{name} {setting.threshold}"


def rule_json(code: Code, settings: Sequence[RuleSetting] = ()) -> dict[str, Any]:
    """Give a rule the form that scripts read."""
    why = why_fixed(code.code)
    return {
        "code": code.code,
        "group": next(heading for heading, codes in GROUPS.items() if code in codes),
        "level": code.level.value,
        "standard": code.standard or None,
        "text": code.text,
        "may_be_overruled": not why,
        "why_not": why or None,
        "thresholds": [
            {
                "name": one.name,
                "default": str(one.default),
                "unit": one.unit,
                "least": str(one.least),
                "most": str(one.most),
                "meaning": one.meaning,
            }
            for one in code.thresholds
        ],
        "set_to": [
            {
                "level": one.level.value if one.level else None,
                "threshold": None if one.threshold is None else str(one.threshold),
                "which": one.which,
                "reason": one.reason,
            }
            for one in settings
        ],
    }
