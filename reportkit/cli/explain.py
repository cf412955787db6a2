"""``reportkit explain``."""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.shell import (
    echo,
    json_option,
    print_json,
    print_lines,
    series_folder,
    text_width,
)
from reportkit.cli.suggestions import suggest_names
from reportkit.problems import Code, Part, ReportkitError

if TYPE_CHECKING:
    from reportkit.model.overruling import RuleSetting

#: A key that an example of the tests leaves out, where a series would have one.
_LEFT_OUT = re.compile(r", \w+: -(?=[,}])|(?<={)\w+: -(?:, |(?=}))")
#: A line as long shows that a text is too long, which the explanation says in a few words.
_LONGEST = 120
#: Columns in which a table is still read along its rows.
MOST = 110


@click.command(short_help="Explain a record type, a key, a word, a file or a problem's code.")
@click.argument("name", required=False, shell_complete=suggest_names)
@json_option
@click.pass_obj
def explain(series: Path | None, *, name: str | None, as_json: bool) -> int:
    """Explain what may be written in the seeds, and what the rules ask.

    NAME is a type of record (figure), a file (brief.yaml), a key (figure.operator, or operator
    alone), a word (at_least), or the code of a problem (figure-operator). Without NAME, all
    types, files and codes are listed with a line each; of a code, its level and standard too.

    Of a code it tells the level, the thresholds, whether a series may set it otherwise, and
    whether the series of this folder does.
    """
    if name is None:
        _print_all(as_json=as_json)
    elif not _print_answer(name, as_json=as_json):
        _print_code(name, series, as_json=as_json)
    return 0


def _print_all(*, as_json: bool) -> None:
    from reportkit.cli.codes import CODES
    from reportkit.cli.format.reference import overview
    from reportkit.cli.format.rules import rule_json, rule_rows
    from reportkit.reference.comments import plain
    from reportkit.reference.entries import FILES, ROOTS, entry_at

    if not as_json:
        print_lines(overview(text_width()))
        echo("\n".join(rule_rows(text_width())))
        return
    names = {name: plain(entry_at(name).meaning) for name in ROOTS}
    print_json(
        ok=True,
        records={name: meaning for name, meaning in names.items() if name not in FILES},
        files={name: meaning for name, meaning in names.items() if name in FILES},
        codes={code.code: code.paragraph for code in CODES.values()},
        rules=[rule_json(code) for code in CODES.values()],
    )


def _print_answer(name: str, *, as_json: bool) -> bool:
    """Print what a name stands for in the seeds; tell whether it stands for anything."""
    from reportkit.reference.lookup import look_up

    answer = look_up(name)
    if not answer.known:
        return False
    from reportkit.cli.format.reference import answer_json, answer_lines

    if as_json:
        print_json(ok=True, **answer_json(answer))
    else:
        width = min(text_width(), MOST)
        print_lines(answer_lines(answer, width), width)
    return True


def _print_code(name: str, series: Path | None, *, as_json: bool) -> None:
    from reportkit.cli.codes import CODES
    from reportkit.cli.format.rules import rule_json, rule_lines
    from reportkit.reference.lookup import nearest

    if name not in CODES:
        hint = nearest(name, CODES) or "'reportkit explain' lists all"
        raise click.UsageError(f"there is no record type, key, word or code '{name}'; {hint}")
    settings = [each for each in _settings_of(series) if each.rule == name]
    if as_json:
        rule = rule_json(CODES[name], settings)
        print_json(ok=True, codes={name: CODES[name].paragraph}, rules=[rule])
    else:
        width = min(text_width(), 88)
        echo("\n".join(_paragraph(CODES[name], width)))
        echo("")
        print_lines(rule_lines(CODES[name], settings), width)


def _settings_of(series: Path | None) -> tuple[RuleSetting, ...]:
    """Give the rules that the series of this folder sets otherwise; none where there is none."""
    from reportkit.loading.loader import load_brief

    try:
        brief, _ = load_brief(series_folder(series))
    except ReportkitError:
        return ()
    return brief.rules if brief else ()


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
