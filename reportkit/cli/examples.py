"""The last lines of each ``--help``: commands as one types them."""

from __future__ import annotations

from collections.abc import Mapping

import click

#: By command. Real ones: tests type those that mail nothing and set no timer.
EXAMPLES: Mapping[str, tuple[str, ...]] = {
    "init": (
        "reportkit init roads",
        "reportkit init roads --title 'Roads of the north' --yes",
        "reportkit init durand-line --example",
    ),
    "add": (
        "reportkit add source",
        "reportkit add actor --set name=Guild --set kind=business",
    ),
    "import": (
        "reportkit import events.csv",
        "reportkit import events.csv --write --section front",
        "reportkit import places.xlsx --place AF27",
        "reportkit import 3w.xlsx --profile 3w --json",
        "reportkit import refs.bib --write",
    ),
    "fmt": ("reportkit fmt", "reportkit fmt --diff seeds/sources.yaml", "reportkit fmt --check"),
    "next": ("reportkit next", "reportkit next --list"),
    "check": (
        "reportkit check",
        "reportkit check --strict",
        "reportkit check --due",
        "reportkit check --balance",
        "reportkit check --silenced",
        "reportkit check --format sarif > check.sarif",
    ),
    "preview": (
        "reportkit preview",
        "reportkit preview --open --editor cursor",
    ),
    "review": (
        "reportkit review",
        "reportkit review --by 'B. Reader' --role 'Head of desk'",
    ),
    "build": (
        "reportkit build",
        "reportkit build --draft --profile one-page",
        "pdf=$(reportkit build --unchanged)",
        "reportkit build --all . --workers 2",
    ),
    "editions": ("reportkit editions", "reportkit editions --json"),
    "show": (
        "reportkit show",
        "reportkit show 1",
        "reportkit show --as-known 2026-01-10",
        "reportkit show --seeds",
    ),
    "log": ("reportkit log bridge.closed",),
    "diff": (
        "reportkit diff",
        "reportkit diff 1 2",
        "reportkit diff --format md > changes.md",
        "reportkit diff --exit-code --json",
    ),
    "search": (
        "reportkit search bridge",
        "reportkit search 'opened the bridge' --facts",
        "reportkit search 'clos*' --edition 1.. --type fact",
        "reportkit search --class CORRECTED --json",
    ),
    "export": (
        "reportkit export --format csv --types fact",
        "reportkit export --format jsonl --edition 1 > facts.jsonl",
        "reportkit export -o tables.xlsx --hxl",
        "reportkit export -o places.geojson --types place --force",
        "reportkit export --format csv --changes --edition 2",
    ),
    "verify": (
        "reportkit verify",
        "reportkit verify 1",
        "reportkit verify reports/001/tarn-001.pdf",
    ),
    "rebuild": ("reportkit rebuild 1",),
    "sources": (
        "reportkit sources",
        "reportkit sources --unused",
        "reportkit sources clinic-2026-01-09",
    ),
    "sources list": ("reportkit sources list --weak --sort alone",),
    "sources keep": ("reportkit sources keep clinic-2026-01-09 page.pdf",),
    "sources check": (
        "reportkit sources check --weeks 4",
        "reportkit sources check --online --write",
    ),
    "impact": (
        "reportkit impact clinic-2026-01-09",
        "reportkit impact clinic-2026-01-09 --draft-notice",
    ),
    "resolve": (
        "reportkit resolve",
        "reportkit resolve example.truce-holds",
        "reportkit resolve example.truce-holds --dry-run",
    ),
    "scorecard": (
        "reportkit scorecard",
        "reportkit scorecard --until 2026-01-31",
        "reportkit scorecard --format csv > forecasts.csv",
    ),
    "schedule": ("reportkit schedule status",),
    "schedule install": (
        "reportkit schedule install --print",
        "reportkit schedule install --as cron",
    ),
    "schedule remove": ("reportkit schedule remove",),
    "schedule status": ("reportkit schedule status --json",),
    "run": (
        "reportkit run --dry-run",
        "reportkit run --draft --now 2026-01-19",
        "reportkit run --quiet",
        "reportkit run --dry-run --all .",
    ),
    "runs": ("reportkit runs --last 5",),
    "send": (
        "reportkit send 1 --dry-run",
        "reportkit send 1 --test me@example.org",
        "reportkit send 1 --to-folder outbox",
        "reportkit send 1 --yes",
    ),
    "deliveries": ("reportkit deliveries 1",),
    "deliveries list": ("reportkit deliveries list 1 --csv > who.csv",),
    "deliveries resolve": (
        "reportkit deliveries resolve 1 a@example.org --resend",
        "reportkit deliveries resolve 1 --all --delivered",
    ),
    "deliveries start": ("reportkit deliveries start",),
    "deliveries bounces": ("reportkit deliveries bounces ~/Maildir",),
    "deliveries suppress": ("reportkit deliveries suppress a@example.org --reason left",),
    "deliveries allow": ("reportkit deliveries allow a@example.org",),
    "explain": (
        "reportkit explain",
        "reportkit explain figure",
        "reportkit explain figure.operator",
        "reportkit explain figure-unsourced",
    ),
    "schema": ("reportkit schema --write", "reportkit schema records > records.schema.json"),
    "doctor": ("reportkit doctor", "reportkit doctor --online"),
    "completion": (
        'eval "$(reportkit completion bash)"',
        'eval "$(reportkit completion zsh)"',
        "reportkit completion fish | source",
    ),
}


def show_examples(command: click.Command, name: str) -> None:
    """Let the help of a command end with its examples, under a heading of their own."""
    lines = EXAMPLES.get(name, ())

    def write(_: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Examples"):
            for line in lines:
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")

    if lines:
        command.format_epilog = write  # type: ignore[method-assign, assignment]
