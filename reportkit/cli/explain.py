"""``reportkit explain``."""

from __future__ import annotations

import textwrap

import click

from reportkit.cli.shell import json_option, print_json, text_width
from reportkit.problems import did_you_mean
from reportkit.rules.explain import EXPLANATIONS


@click.command(short_help="Explain a problem's code.")
@click.argument("code", required=False)
@json_option
def explain(code: str | None, *, as_json: bool) -> int:
    """Explain a problem's CODE and the standard it comes from; without CODE, list all."""
    if code is None:
        if as_json:
            print_json(ok=True, codes=dict(EXPLANATIONS))
        else:
            click.echo("\n".join(EXPLANATIONS))
        return 0
    if code not in EXPLANATIONS:
        hint = did_you_mean(code, EXPLANATIONS) or "'reportkit explain' lists them"
        raise click.UsageError(f"there is no code '{code}'; {hint}")
    if as_json:
        print_json(ok=True, codes={code: EXPLANATIONS[code]})
    else:
        click.echo(textwrap.fill(EXPLANATIONS[code], min(text_width(), 88)))
    return 0
