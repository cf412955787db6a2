"""``reportkit explain``."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

import click

from reportkit.cli.shell import echo, json_option, print_json, text_width
from reportkit.problems import did_you_mean
from reportkit.rules.explain import EXPLANATIONS, GROUPS


@click.command(short_help="Explain a problem's code.")
@click.argument("code", required=False)
@json_option
def explain(code: str | None, *, as_json: bool) -> int:
    """Explain a problem's CODE and the standard it comes from; without CODE, list all."""
    if code is None:
        if as_json:
            print_json(ok=True, codes=dict(EXPLANATIONS))
        else:
            echo("\n".join(_overview(text_width())))
        return 0
    if code not in EXPLANATIONS:
        hint = did_you_mean(code, EXPLANATIONS) or "'reportkit explain' lists them"
        raise click.UsageError(f"there is no code '{code}'; {hint}")
    if as_json:
        print_json(ok=True, codes={code: EXPLANATIONS[code]})
    else:
        echo(textwrap.fill(EXPLANATIONS[code], min(text_width(), 88)))
    return 0


def _overview(width: int) -> Iterator[str]:
    """Give one line for each code, under the headings of the manual."""
    longest = max(map(len, EXPLANATIONS))
    for number, (heading, codes) in enumerate(GROUPS.items()):
        yield from ("",) * (number > 0)
        yield heading
        for code, text in codes.items():
            first = text.split(". ")[0].rstrip(".")
            if width < longest + 30:  # too narrow for two columns
                yield f"  {code}"
                yield f"    {textwrap.shorten(first, width - 4, placeholder=' …')}"
                continue
            left = width - longest - 4
            yield f"  {code:<{longest}}  {textwrap.shorten(first, left, placeholder=' …')}"
