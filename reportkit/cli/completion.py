"""``reportkit completion``."""

from __future__ import annotations

import click
from click.shell_completion import BashComplete, FishComplete, ShellComplete, ZshComplete

#: The variable through which the shells ask; click reads it before any command.
ASKED = "_REPORTKIT_COMPLETE"
_SHELLS: dict[str, type[ShellComplete]] = {
    "bash": BashComplete,
    "zsh": ZshComplete,
    "fish": FishComplete,
}


@click.command(short_help="Print what lets a shell complete the commands.")
@click.argument("shell", type=click.Choice(list(_SHELLS)))
def completion(*, shell: str) -> int:
    """Print the script with which SHELL completes commands, options and values at TAB.

    Completes the numbers of editions, the ids of records and sources, the codes of problems
    and the words of options. Changes no file: put the line of your shell, as below, into
    ~/.bashrc, into ~/.zshrc after compinit, or into ~/.config/fish/config.fish; it holds from
    the next shell on.
    """
    ctx = click.get_current_context().find_root()
    asked = _SHELLS[shell](ctx.command, {}, "reportkit", ASKED)
    click.echo(asked.source_template % asked.source_vars(), nl=False)
    return 0
