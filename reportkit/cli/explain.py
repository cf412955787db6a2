"""``reportkit explain``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import click

from reportkit.cli.codes import CODES, GROUPS
from reportkit.cli.shell import echo, json_option, print_json, text_width
from reportkit.problems import Code, did_you_mean

#: What an example leaves to the series of the tests: keys that are left out, whole records.
_SHORTHAND = re.compile(r": -[,}]|\[\{\}\]|.{121}")


@click.command(short_help="Explain a problem's code.")
@click.argument("code", required=False)
@json_option
def explain(code: str | None, *, as_json: bool) -> int:
    """Explain a problem's CODE and the standard it comes from; without CODE, list all."""
    if code is None:
        if as_json:
            print_json(ok=True, codes={code.code: code.paragraph for code in CODES.values()})
        else:
            echo("\n".join(_overview(text_width())))
        return 0
    if code not in CODES:
        hint = did_you_mean(code, CODES) or "'reportkit explain' lists them"
        raise click.UsageError(f"there is no code '{code}'; {hint}")
    if as_json:
        print_json(ok=True, codes={code: CODES[code].paragraph})
    else:
        echo("\n".join(_paragraph(CODES[code], min(text_width(), 88))))
    return 0


def _paragraph(code: Code, width: int) -> Iterator[str]:
    """Give what a code means, and the first example that is seeds as one would write them."""
    yield textwrap.fill(code.paragraph, width)
    for broken, good, file, _ in code.examples:
        if file or _SHORTHAND.search(broken) or _SHORTHAND.search(good):
            continue
        yield ""
        for head, seeds in (("refused", broken), ("accepted", good)):
            yield from (f"{head + ':':<10}{line}" for line in seeds.splitlines()[:1])
            yield from (f"{'':<10}{line}" for line in seeds.splitlines()[1:])
        return


def _overview(width: int) -> Iterator[str]:
    """Give one line for each code, under the headings of the manual."""
    longest = max(map(len, CODES))
    for number, (heading, codes) in enumerate(GROUPS.items()):
        yield from ("",) * (number > 0)
        yield heading
        for code, _, text, _ in codes:
            first = text.split(". ")[0].rstrip(".")
            if width < longest + 30:  # too narrow for two columns
                yield f"  {code}"
                yield f"    {textwrap.shorten(first, width - 4, placeholder=' …')}"
                continue
            left = width - longest - 4
            yield f"  {code:<{longest}}  {textwrap.shorten(first, left, placeholder=' …')}"
