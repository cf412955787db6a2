"""``reportkit review``."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import click

from reportkit.cli.moment import DAY, zone_of
from reportkit.cli.shell import (
    cache_folder,
    echo,
    json_option,
    print_json,
    print_lines,
    print_status,
    series_folder,
    show_problems,
    summary,
)
from reportkit.problems import Problem, ReportkitError, errors_in

if TYPE_CHECKING:
    from reportkit.model.series import Review
    from reportkit.publish.candidate import Candidate
    from reportkit.publish.check import Checked

_EDITION = Path("seeds") / "edition.yaml"
#: What a review mends.
_OF_THE_REVIEW = frozenset(
    {"review-missing", "review-author", "review-early", "review-late", "review-outdated"}
)


@click.command(short_help="Show what a second person reads before release.")
@click.option("--by", metavar="NAME", help="Who has read it: write the review down.")
@click.option("--role", metavar="ROLE", help="With --by: as what, such as 'Head of desk'.")
@click.option("--on", "on", type=DAY, metavar="DATE", help="With --by: the day; else today.")
@click.option("--dry-run", is_flag=True, help="With --by: say what would be written.")
@json_option
@click.pass_obj
def review(  # noqa: PLR0913  # one parameter for each option
    series: Path | None,
    *,
    by: str | None,
    role: str | None,
    on: datetime | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Show what a second person reads before the edition is released.

    That is who wrote it, whether somebody else has read it, and what changed since the last
    edition. With --by the review is written into seeds/edition.yaml, where every other letter
    stays: who, on which day, and the digest of what the seeds say now. What is changed later is
    then an error until it is read again, and neither 'build' nor the timer publishes it.

    'review_required: true' in brief.yaml asks for a review of each edition; else it is optional.
    """
    if by is None and (role or on or dry_run):
        raise click.UsageError("--role, --on and --dry-run go with --by NAME")
    if by is not None and not by.strip():
        raise click.UsageError("--by names who has read the edition")
    folder = series_folder(series)
    checked = _checked(folder)
    if checked.candidate is None:
        return _refused(checked.problems, "the seeds cannot be read whole", folder, as_json=as_json)
    state = _State(checked.candidate, _reviews(checked))
    latest = checked.candidate.latest
    if by is not None and latest is not None and checked.candidate.published:
        raise NothingToReview(
            f"nothing has changed since No. {latest.name.spoken}, which is published: "
            "'reportkit next' begins the next edition"
        )
    if by is None:
        _print_state(state, as_json=as_json)
        return 0
    others = [each for each in errors_in(checked.problems) if each.code not in _OF_THE_REVIEW]
    if others:
        return _refused(others, "a review is of what can be published", folder, as_json=as_json)
    day = on.date() if on else datetime.now(zone_of(folder)).date()
    return _give(folder, state, _review(by, role, day, state), dry_run=dry_run, as_json=as_json)


class NothingToReview(ReportkitError):
    """What the seeds say is published already."""


class _State(NamedTuple):
    """The edition in work and what is wrong with its review."""

    candidate: Candidate
    faults: tuple[Problem, ...]


def _checked(folder: Path) -> Checked:
    """Check the edition of edition.yaml; once its period is published, as it is carried on."""
    from reportkit.autopilot.forecast import check_carried
    from reportkit.problems import SeedsRejected
    from reportkit.publish.check import check_series

    now = datetime.now(UTC)
    checked = check_series(folder, cache=cache_folder(), today=now.date())
    try:
        return check_carried(folder, checked, now, cache=cache_folder()) or checked
    except SeedsRejected:  # nobody knows what is due
        return checked


def _reviews(checked: Checked) -> tuple[Problem, ...]:
    return tuple(each for each in checked.problems if each.code in _OF_THE_REVIEW)


def _review(by: str, role: str | None, day: date, state: _State) -> Review:
    from reportkit.loading.scalars import as_bound
    from reportkit.model.series import Review

    return Review(
        by=as_bound(by),
        on=day,
        role=as_bound(role) if role and role.strip() else None,
        of=state.candidate.for_review,
    )


def _give(folder: Path, state: _State, given: Review, *, dry_run: bool, as_json: bool) -> int:
    """Write a review that the rules take; else say what is wrong with it and write nothing."""
    from reportkit.authoring.review_text import with_review
    from reportkit.files.rewrite import rewrite
    from reportkit.rules.review import another_person_reviewed_it

    book = state.candidate.book
    reviewed = replace(book, edition=book.edition.replace(review=given))
    faults = [
        replace(fault, mark=book.edition.at()) for fault in another_person_reviewed_it(reviewed)
    ]
    if faults:
        return _refused(faults, "no review was written", folder, as_json=as_json)
    path = folder / _EDITION
    content = path.read_bytes()
    written = with_review(content, given)
    if not dry_run:
        rewrite(path, written, instead_of=content)
    after = _State(replace(state.candidate, book=reviewed), ())
    if as_json:
        _print_json(after, wrote=not dry_run)
    else:
        what = "would be reviewed" if dry_run else "is reviewed"
        echo(f"No. {state.candidate.name.spoken} {what} by {given.by} on {given.on}: {given.of}")
    return 0


# -- what is printed -------------------------------------------------------------------------


def _refused(problems: Sequence[Problem], why: str, folder: Path, *, as_json: bool) -> int:
    if as_json:
        print_json(ok=False, problems=problems)
    else:
        show_problems(problems, folder)
        print_status(f"{summary(problems)}; {why}", kind="error")
    return 1


def _print_state(state: _State, *, as_json: bool) -> None:
    if as_json:
        _print_json(state, wrote=False)
        return
    from reportkit.model.authorship import authors_of

    candidate = state.candidate
    edition = candidate.book.edition
    echo(f"No. {candidate.name.spoken}, {edition.period.start} to {edition.period.end}")
    echo(f"written by  {', '.join(authors_of(candidate.book))}")
    echo(f"review      {_standing(state)}")
    echo(f"to read     {candidate.for_review}")
    _print_changes(candidate)
    if state.faults or edition.review is None:
        print_status("when it is read: 'reportkit review --by NAME'")


def _standing(state: _State) -> str:
    given = state.candidate.book.edition.review
    required = state.candidate.book.brief.review_required
    if given is None:
        return "none yet, and one is required" if required else "none; this series requires none"
    reader = f"{given.by}, {given.role}" if given.role else given.by
    read = f"{reader}, on {given.on}"
    if state.faults:
        return f"{read}, does not hold: {state.faults[0].message}"
    return read if given.of else f"{read}; it does not say which seeds were read"


def _print_changes(candidate: Candidate) -> None:
    """Tell what is new since the last edition, as 'reportkit diff' does."""
    from reportkit.cli.format.diff import diff_lines
    from reportkit.queries.diff import EditionDiff
    from reportkit.queries.listing import SEEDS

    echo("")
    if candidate.latest is None:
        echo("the first edition: all of it is new")
        return
    history = candidate.history
    latest = candidate.latest.name.spoken
    print_lines(diff_lines(EditionDiff(latest, SEEDS, history.step, history.now)))


def _print_json(state: _State, *, wrote: bool) -> None:
    from reportkit.model.authorship import authors_of
    from reportkit.publish.built import classes_of

    candidate = state.candidate
    book, given = candidate.book, candidate.book.edition.review
    print_json(
        ok=True,
        problems=state.faults,
        edition=candidate.name.spoken,
        authors=list(authors_of(book)),
        required=book.brief.review_required,
        review={"by": given.by, "on": str(given.on), "role": given.role, "of": given.of}
        if given
        else None,
        holds=given is not None and not state.faults,
        for_review=candidate.for_review,
        changes=dict(classes_of(candidate)),
        wrote=wrote,
    )
