"""The commands that prove what was published: verify, rebuild."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from reportkit.cli.shell import (
    Progress,
    describe,
    echo,
    json_option,
    print_json,
    print_status,
    series_folder,
)
from reportkit.cli.suggestions import suggest_editions, suggest_editions_and_files
from reportkit.editions.store import Store
from reportkit.problems import SeedsRejected, in_file_order

if TYPE_CHECKING:
    from reportkit.editions.manifest import EditionName
    from reportkit.editions.verify import Origin, Verification
    from reportkit.publish.rebuild import Rebuilt

ALTERED = 7


@click.command(short_help="Prove that nothing was altered.")
@click.argument(
    "what", required=False, metavar="[N or FILE]", shell_complete=suggest_editions_and_files
)
@click.option(
    "--accept-loss", is_flag=True, help="What was published and is lost is given up for good."
)
@json_option
@click.pass_obj
def verify(series: Path | None, *, what: str | None, accept_loss: bool, as_json: bool) -> int:
    """Prove that nothing published was altered: every file, the chain, the designs, kept copies.

    With N, proves that one edition. With FILE, such as a PDF from a mail, tells which edition
    it is, whatever its name, and whether a revision has taken its place. Leaves with 7 when
    something sealed was altered, or when no edition holds this file; also when the ledger or
    the log of the runs knows an edition that is not here any more. Bring it back, or give it
    up with --accept-loss, which runs.jsonl keeps: its number can be given again.
    """
    from reportkit.delivery import reconcile
    from reportkit.editions import verify as proof
    from reportkit.editions.sealed import Finding
    from reportkit.evidence.copies import altered
    from reportkit.queries.listing import edition_named, read_name

    store = Store(series_folder(series) / "reports")
    if accept_loss and what is not None:
        raise click.UsageError("--accept-loss is of the whole series: leave the edition out")
    if what is None:
        for lost in reconcile.accept_loss(store, datetime.now(UTC)) if accept_loss else ():
            print_status(f"{lost.finding}: given up")
        missing = tuple(dict.fromkeys(lost.finding for lost in reconcile.lost_editions(store)))
        verification = proof.verify(store)
        if missing:
            print_status(f"lost editions: {reconcile.REMEDY}", kind="error")
        copies = tuple(Finding("", *fault) for fault in altered(store.reports.parent))
        return _print_verification(
            verification._replace(findings=(*verification.findings, *missing, *copies)),
            as_json=as_json,
        )
    if read_name(what):
        name = edition_named(store, what)
        return _print_verification(proof.verify_edition(store, name), as_json=as_json)
    file = Path(what)
    if not file.is_file():
        raise click.UsageError(f"'{what}' is neither the number of an edition nor a file here")
    return _print_origin(file, proof.verify_file(store, file), as_json=as_json)


def _print_verification(verification: Verification, *, as_json: bool) -> int:
    checked, findings, passed_over = verification
    if as_json:
        told = [finding._asdict() for finding in findings]
        print_json(
            ok=not findings, editions_checked=checked, findings=told, passed_over=list(passed_over)
        )
        return ALTERED if findings else 0
    for finding in findings:
        echo(str(finding))
    if passed_over:
        print_status(f"passed over, for a system put it there: {', '.join(passed_over)}")
    editions = f"{checked} edition{'' if checked == 1 else 's'}"
    if findings:
        many = f"{len(findings)} finding{'' if len(findings) == 1 else 's'}"
        print_status(f"{many} in {editions}: this is not what was sealed", kind="error")
        return ALTERED
    echo(f"{editions} checked; nothing was altered" if checked else "nothing published yet")
    return 0


def _print_origin(file: Path, origin: Origin, *, as_json: bool) -> int:
    edition, revised_by = origin.edition, origin.revised_by
    code = 0 if edition else ALTERED
    if as_json:
        print_json(
            ok=not code,
            editions_checked=int(edition is not None),
            findings=[]
            if edition
            else [{"edition": "", "file": str(file), "what": "is in no edition"}],
            file=str(file),
            sha256=origin.sha256,
            edition=edition.spoken if edition else None,
            published_as=origin.file or None,
            revised_by=revised_by.spoken if revised_by else None,
        )
        return code
    if edition is None:
        print_status(
            f"{file} is in no edition of this series: it was altered, or is another's", kind="error"
        )
        return code
    echo(f"{file} is {origin.file} of No. {edition.spoken}, as it was sealed")
    if revised_by:
        echo(f"it is superseded: No. {revised_by.spoken} has taken its place")
    return code


@click.command(short_help="Make an old edition again.")
@click.argument("edition", metavar="N", shell_complete=suggest_editions)
@json_option
@click.pass_obj
def rebuild(series: Path | None, *, edition: str, as_json: bool) -> int:
    """Make edition N again from its own facts and design, and compare every byte.

    Changes nothing. Leaves with 7 when a file differs, and names the tools that are other
    than they were then; with 1 when the design that was kept does not do for this reportkit.
    """
    from reportkit.publish.rebuild import rebuild as make_again
    from reportkit.queries.listing import edition_named

    folder = series_folder(series)
    name = edition_named(Store(folder / "reports"), edition)
    progress = Progress()
    try:
        rebuilt = make_again(folder, name, progress=progress)
    except SeedsRejected as rejected:
        progress.abandon()
        return _print_not_made(rejected, name, as_json=as_json)
    except BaseException:
        progress.abandon()
        raise
    timings = progress.close()
    if as_json:
        print_json(
            ok=rebuilt.same,
            edition=rebuilt.edition,
            same=rebuilt.same,
            differs=list(rebuilt.differs),
            tools=list(rebuilt.tools),
            pages=rebuilt.pages,
            timings=timings,
        )
    else:
        _print_rebuilt(rebuilt)
    return 0 if rebuilt.same else ALTERED


def _print_not_made(rejected: SeedsRejected, name: EditionName, *, as_json: bool) -> int:
    """Show what is wrong with the kept design; today's files of that name are not quoted."""
    if as_json:
        print_json(ok=False, problems=rejected.problems, edition=name.spoken)
        return rejected.exit_code
    for problem in in_file_order(rejected.problems):
        for line in describe(problem, ()):
            echo(line)
    print_status(
        f"No. {name.spoken} cannot be made again from the design kept with it", kind="error"
    )
    return rejected.exit_code


def _print_rebuilt(rebuilt: Rebuilt) -> None:
    if rebuilt.same:
        echo(f"No. {rebuilt.edition} came out the same, byte for byte")
    for file in rebuilt.differs:
        echo(f"{file} differs")
    for tool in rebuilt.tools:
        print_status(f"  made then with {tool}")
    if not rebuilt.same:
        why = "the tools above are others" if rebuilt.tools else "with the very same tools"
        print_status(f"No. {rebuilt.edition} came out otherwise: {why}", kind="error")
