"""What a caller gets who asked for JSON or another form, where a command ended with an error."""

from __future__ import annotations

import os
from pathlib import Path

from reportkit.cli.format.check import NAMES, check_form
from reportkit.cli.format.report import CheckReport
from reportkit.cli.shell import echo, place_in_repository, print_json


def print_failed(arguments: list[str], error: BaseException, code: int) -> None:
    """Print the error in the form asked for; nothing to a person who reads text."""
    form = "json" if "--json" in arguments else _value_of("--format", arguments)
    problems = tuple(getattr(error, "problems", ()))
    if form == "json":
        print_json(ok=False, problems=problems, error=str(error))
    elif form in NAMES and "check" in arguments:
        named = _value_of("-C", arguments) or os.environ.get("REPORTKIT_SERIES") or "."
        folder = place_in_repository(Path(named))
        report = CheckReport(problems, folder=folder, error=_words(error), exit_code=code)
        echo(check_form(form)(report))


def _value_of(option: str, arguments: list[str]) -> str:
    """Find the value of an option among words that click may have refused."""
    joined = f"{option}=" if option.startswith("--") else option
    value, before = "", ""
    for word in arguments:
        if before == option:
            value = word
        elif word != option and word.startswith(joined):
            value = word.removeprefix(joined)
        before = word
    return value


def _words(error: BaseException) -> str:
    """Say what happened; an error without words by its kind."""
    return str(error) or type(error).__name__
