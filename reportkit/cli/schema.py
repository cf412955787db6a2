"""``reportkit schema``."""

from __future__ import annotations

import json
from pathlib import Path

import click

from reportkit.cli.shell import echo, json_option, print_json, print_status, series_folder
from reportkit.files import disk
from reportkit.files.rewrite import rewrite
from reportkit.problems import counted, did_you_mean
from reportkit.reference.json_schema import FOLDER, NAMES, schema_text, stale_schemas

STALE = 1


@click.command(short_help="Print or write the JSON Schemas by which editors check and complete.")
@click.argument("name", required=False)
@click.option(
    "--write", "writes", is_flag=True, help=f"Write all four into {FOLDER}/ of the series."
)
@click.option(
    "--check",
    "checks",
    is_flag=True,
    help=f"Tell whether those in {FOLDER}/ are up to date; leave with 1 where they are not.",
)
@json_option
@click.pass_obj
def schema(
    named: Path | None, name: str | None, *, writes: bool, checks: bool, as_json: bool
) -> int:
    """Print the JSON Schema of NAME: records, brief, edition or distribution.

    Without NAME: records. A file of seeds names its schema in the first line, and an
    editor with a YAML language server then completes and checks it while you type.
    """
    if writes and checks:
        raise click.UsageError("--write and --check exclude each other")
    if (writes or checks) and name:
        raise click.UsageError("--write and --check take all four schemas: leave out the name")
    if writes or checks:
        series = series_folder(named)
        stale = stale_schemas(series)
        return _write(series, stale, as_json=as_json) if writes else _tell(stale, as_json=as_json)
    text = schema_text(_known(name or NAMES[0]))
    if as_json:
        print_json(ok=True, schema=json.loads(text))
    else:
        echo(text.rstrip("\n"))
    return 0


def _known(name: str) -> str:
    """Take the name of a schema, or of the file that it is for."""
    asked = name.removeprefix("seeds/").removesuffix(".yaml").removesuffix(".schema.json")
    if asked not in NAMES:
        hint = did_you_mean(asked, NAMES) or f"known: {', '.join(NAMES)}"
        raise click.UsageError(f"there is no schema '{name}'; {hint}")
    return asked


def _write(series: Path, stale: dict[str, bytes], *, as_json: bool) -> int:
    if stale:
        disk.ensure_folder(series / FOLDER)
    for path, content in stale.items():
        rewrite(series / path, content)
    if as_json:
        print_json(ok=True, written=list(stale))
    elif stale:
        echo("\n".join(stale))
    else:
        print_status(f"{FOLDER}/ is up to date; nothing was written", kind="done")
    return 0


def _tell(stale: dict[str, bytes], *, as_json: bool) -> int:
    if as_json:
        print_json(ok=not stale, stale=list(stale))
    elif stale:
        echo("\n".join(stale))
        told = f"{counted(len(stale), 'schema')} missing or out of date"
        print_status(f"{told}; 'reportkit schema --write' renews them", kind="error")
    else:
        print_status(f"{FOLDER}/ is up to date", kind="done")
    return STALE if stale else 0
