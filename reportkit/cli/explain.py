"""``reportkit explain``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator

import click

from reportkit.cli.codes import CODES, GROUPS
from reportkit.cli.shell import echo, json_option, print_json, text_width
from reportkit.cli.suggestions import suggest_codes
from reportkit.problems import Code, Part, did_you_mean

#: A key that an example of the tests leaves out, where a series would have one.
_LEFT_OUT = re.compile(r", \w+: -(?=[,}])|(?<={)\w+: -(?:, |(?=}))")
#: A line as long shows that a text is too long, which the explanation says in a few words.
_LONGEST = 120


@click.command(short_help="Explain a problem's code.")
@click.argument("code", required=False, shell_complete=suggest_codes)
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
    """Give what a code means, and its first example: what is refused, and what is accepted."""
    yield textwrap.fill(code.paragraph, width)
    for example in code.examples[:1]:
        given = [_written(part) for part in example.given if part.text]
        texts = [_written(Part(text, example.file)) for text in (example.broken, example.good)]
        lines = [line for lines in (*given, *texts) for line in lines]
        if max(map(len, lines)) > _LONGEST:
            continue
        yield ""
        heads = ["given:"] * len(given) + ["refused:", "accepted:"]
        for head, lines in zip(heads, (*given, *texts), strict=True):
            yield f"{head:<10}{lines[0]}"
            yield from (f"{'':<10}{line}" for line in lines[1:])


def _written(part: Part) -> list[str]:
    """Give the lines of a part as one would write them, with its file where it is a certain one."""
    seeds = _LEFT_OUT.sub("", part.text).splitlines()
    return [f"# {part.file}.yaml", *seeds] if part.file else seeds


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
