"""``reportkit preview``."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import click

from reportkit.cli.shell import cache_folder, echo, print_status, series_folder


@click.command(
    short_help="Show the brief in your browser, served from this machine alone; "
    "it follows each save."
)
@click.option("--port", type=click.IntRange(1, 65535), help="Default: any that is free.")
@click.option("--open", "open_", is_flag=True, help="Open the browser.")
@click.option(
    "--editor",
    default="vscode",
    show_default=True,
    metavar="NAME",
    envvar="REPORTKIT_EDITOR",
    help="What a click on a place opens: vscode, vscodium, cursor, zed, jetbrains, or a command "
    "such as 'code -g {file}:{line}:{column}'.",
)
@click.pass_obj
def preview(series: Path | None, *, port: int | None, open_: bool, editor: str) -> int:
    """Show the brief on a page of this machine; it follows each save in about a second.

    It shows the HTML edition or the pages of each PDF, all problems with their places, and all
    about a record. It changes nothing in the series and takes no lock. The address on stdout
    holds a token: whoever has it, on this machine, can read the brief. Ctrl-C ends it.
    """
    folder = series_folder(series)
    from reportkit.preview.editors import editor_of
    from reportkit.preview.server import Settings, run

    try:
        opens = editor_of(editor)
    except ValueError as error:
        raise click.BadParameter(str(error), param_hint="--editor") from None

    def ready(address: str) -> None:
        echo(address)
        print_status("Ctrl-C ends the preview")
        if open_:
            import webbrowser

            webbrowser.open(address)

    settings = Settings(
        series=folder,
        cache=cache_folder(),
        editor=opens,
        clock=lambda: datetime.now().astimezone(),
        port=port or 0,
    )
    run(settings, ready)
    print_status("the preview has ended")
    return 0
