"""``reportkit build``."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.format.set_aside import set_aside_json
from reportkit.cli.many import ManySeries, build_many, many_series_options
from reportkit.cli.marking import Marking
from reportkit.cli.rejected import print_rejected
from reportkit.cli.shell import (
    Progress,
    cache_folder,
    echo,
    json_option,
    print_json,
    print_status,
    series_folder,
    show_problems,
)
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp
from reportkit.problems import SeedsRejected

if TYPE_CHECKING:
    from reportkit.publish.built import Built
    from reportkit.publish.verdicts import BuildVerdict


@click.command(short_help="Check, compare, render and seal the next edition.")
@click.option("--draft", is_flag=True, help="Write a watermarked draft and seal nothing.")
@click.option(
    "--max-tlp", type=Marking(), metavar="TLP", help="With --draft: abridged to this marking."
)
@click.option("--revise", is_flag=True, help="Publish the newest number again, as a revision.")
@click.option("--unchanged", is_flag=True, help="Publish although no record changed.")
@click.option("--strict", is_flag=True, help="Let warnings stop it too.")
@click.option(
    "--profile",
    type=click.Choice([each.value for each in Profile]),
    help="With --draft: make this form alone.",
)
@json_option
@click.pass_obj
@many_series_options
def build(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    many: ManySeries | None,
    draft: bool,
    max_tlp: Tlp | None,
    revise: bool,
    unchanged: bool,
    strict: bool,
    profile: str | None,
    as_json: bool,
) -> int:
    """Check the seeds, render the brief and seal it as the next edition under reports/.

    Publishes a whole edition or none. The same seeds again publish nothing. Mails nothing.
    At each marking under 'releases:' in seeds/brief.yaml that is lower than its own, the
    edition also appears abridged; --draft --max-tlp TLP:CLEAR shows how.
    The path of the PDF is printed alone on stdout; everything else is talk on stderr.
    With --all it builds many series side by side, and prints a table of what became of each.
    """
    if max_tlp and not draft:
        raise click.UsageError(
            "--max-tlp shows a draft: add --draft; to publish it, name the marking under "
            "'releases:' in seeds/brief.yaml"
        )
    if profile and not draft:
        raise click.UsageError("--profile goes with --draft: an edition is sealed with every form")
    if many:
        wanted = {"draft": draft, "revise": revise, "unchanged": unchanged, "strict": strict}
        form = Profile(profile) if profile else None
        return build_many(many, as_json=as_json, max_tlp=max_tlp, only=form, **wanted)
    from reportkit.publish.verdicts import BuildVerdict, Question, verdict_of

    folder = series_folder(series)
    now = datetime.now(UTC)
    progress = Progress()

    def find() -> tuple[BuildVerdict, bool]:
        from reportkit.publish.build import build as build_edition
        from reportkit.publish.built import Options

        options = Options(
            draft=draft,
            revise=revise,
            unchanged=unchanged,
            strict=strict,
            max_tlp=max_tlp,
            only=Profile(profile) if profile else None,
        )
        built = build_edition(
            folder, now=now, cache=cache_folder(), options=options, progress=progress
        )
        return _verdict(built, folder), bool(built.reason)

    progress("checking")
    try:
        if draft or revise:  # there is always something to do
            verdict, _ = find()
        else:
            asked = ("unchanged" if unchanged else "", "strict" if strict else "")
            question = Question(folder, now.date(), ("build", *asked))
            verdict = verdict_of(question, cache_folder(), now, BuildVerdict, find)
    except SeedsRejected as rejected:
        progress.abandon()
        return print_unpublished(rejected, folder, as_json=as_json)
    except BaseException:
        progress.abandon()
        raise
    _print(verdict, folder, progress.close(), as_json=as_json)
    return 0


def print_unpublished(rejected: SeedsRejected, folder: Path, *, as_json: bool) -> int:
    """Show why nothing was made, and what the series set aside; give the exit code."""
    aside, outcome = rejected.aside, "nothing was published"
    code = print_rejected(
        rejected, folder, as_json=as_json, outcome=outcome, **set_aside_json(aside)
    )
    if aside.words and not as_json:
        print_status(aside.remark)
    return code


def print_built(built: Built, folder: Path, timings: dict[str, int], *, as_json: bool) -> None:
    """Show what was made: the path on stdout, or one object."""
    _print(_verdict(built, folder), folder, timings, as_json=as_json)


def _print(verdict: BuildVerdict, folder: Path, timings: dict[str, int], *, as_json: bool) -> None:
    if as_json:
        _print_json(verdict, folder, timings)
        return
    show_problems(verdict.problems, folder)
    print_status(_last_lines(verdict), kind="done")
    echo(_short(folder / verdict.pdf))


def _last_lines(verdict: BuildVerdict) -> str:
    """Say what there is now: edition, file, pages, size, records, warnings; what changed."""
    warnings = len(verdict.problems)
    parts = [
        verdict.reason
        or (f"No. {_edition_title(verdict.edition)}" if verdict.sealed else "draft, not sealed"),
        Path(verdict.pdf).name,
        _pages(verdict.pages),
        f"{verdict.bytes / 1000:,.0f} kB",
        f"{sum(verdict.records.values()):,} records",
        f"{warnings} warning{'' if warnings == 1 else 's'}",
    ]
    lines = [", ".join(parts)]
    if others := [f"{name} ({_pages(count)})" for name, count in verdict.profiles.items()]:
        lines.append(f"beside it: {', '.join(others)}")
    if verdict.sealed and verdict.releases:
        lower = (f"{each.marking}, {_pages(each.pages)}" for each in verdict.releases)
        lines.append(f"abridged beside it: {'; '.join(lower)}")
    if verdict.summary:
        since = f" since No. {verdict.previous}" if verdict.previous else ""
        lines.append(f"changes{since}: {verdict.summary}")
    if verdict.aside.words:
        lines.append(verdict.aside.remark)
    return "\n".join(lines)


def _print_json(verdict: BuildVerdict, folder: Path, timings: dict[str, int]) -> None:
    print_json(
        ok=True,
        problems=verdict.problems,
        edition=_edition_title(verdict.edition),
        sealed=verdict.sealed,
        folder=str(folder / verdict.folder),
        pdf=str(folder / verdict.pdf),
        html=str(folder / verdict.html) if verdict.html else None,
        pages=verdict.pages,
        profiles=verdict.profiles,
        bytes=verdict.bytes,
        records=verdict.records,
        changes=verdict.changes,
        releases=[release._asdict() for release in verdict.releases],
        previous=verdict.previous,
        timings=timings,
        **set_aside_json(verdict.aside),
    )


def _pages(count: int) -> str:
    return f"{count} page{'' if count == 1 else 's'}"


def _edition_title(edition: str) -> str:
    return edition.lstrip("0")


def _short(path: Path) -> str:
    """Name a path as a person in this folder would."""
    relative = os.path.relpath(path)
    return str(path) if relative.startswith("..") else relative


def _verdict(built: Built, folder: Path) -> BuildVerdict:
    """Take what is said of an edition, with its paths as they are from the series on."""
    from reportkit.publish.verdicts import Abridged, BuildVerdict

    def inner(path: Path) -> str:
        return path.relative_to(folder).as_posix()

    return BuildVerdict(
        edition=built.edition,
        sealed=built.sealed,
        reason=built.reason,
        folder=inner(built.folder),
        pdf=inner(built.pdf),
        html=inner(built.html) if built.html else None,
        pages=built.pages,
        bytes=built.bytes,
        records=dict(built.records),
        changes=dict(built.changes),
        profiles=dict(built.profiles),
        releases=tuple(
            Abridged(each.marking.value, each.pages, each.records, dict(each.changes))
            for each in built.releases
        ),
        summary=built.summary,
        previous=built.previous,
        problems=built.warnings,
        aside=built.aside,
    )
