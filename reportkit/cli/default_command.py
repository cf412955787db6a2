"""A group of commands that lists when none of them is named."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem

from reportkit.cli.suggestions import Suggest


class ListsByDefault(click.Group):
    """``deliveries 5`` lists; ``deliveries resolve`` and its like do more."""

    suggest: Suggest  # what may stand behind the name of the group to be listed

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Read what is no command of the group as the arguments of the list."""
        if ctx.resilient_parsing and not args:  # a shell completes: commands and what is listed
            return super().parse_args(ctx, args)
        series, rest = (args[:2], args[2:]) if args[:1] == ["-C"] else ([], args)
        if not rest or (rest[0] not in self.commands and rest[0] not in ctx.help_option_names):
            args = [*series, "list", *rest]
        return super().parse_args(ctx, args)

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem[str]]:
        """Offer what may follow: a command of the group, or what can be listed."""
        listed = self.commands["list"].params[0]
        suggest = type(self).suggest
        return [*super().shell_complete(ctx, incomplete), *suggest(ctx, listed, incomplete)]
