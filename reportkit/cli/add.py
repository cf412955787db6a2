"""``reportkit add``."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

import click

from reportkit.authoring.file_for_record import Target, file_for, holds_records, target_at
from reportkit.authoring.keys_to_ask import missing
from reportkit.authoring.new_record import Draft, about, draft, problems_of
from reportkit.authoring.proposed_id import proposed_id
from reportkit.authoring.settings import WrongSetting, values_of
from reportkit.authoring.written import Style, Value, below
from reportkit.authoring.yaml_text import Unwritable, decoded, read_text
from reportkit.cli.interview import Answer, Interview
from reportkit.cli.shell import (
    cache_folder,
    describe,
    echo,
    json_option,
    print_json,
    print_status,
    series_folder,
    show_problems,
)
from reportkit.files.rewrite import held, rewrite
from reportkit.loading.loader import Loaded, load
from reportkit.model.book import RECORD_TYPES
from reportkit.model.envelope import Record
from reportkit.problems import (
    Problem,
    ReportkitError,
    SeedsRejected,
    did_you_mean,
    errors_in,
    with_article,
)

_TYPES = {kind.type: kind for kind in RECORD_TYPES}
_SEVERAL = 2
#: What an example command shows for a key.
_SHOWN = {
    "source_refs": "reuters-2025-10-17",
    "section": "SECTION",
    "as_of": "2025-10-19",
    "date": "2025-10-19",
    "best": "17",
    "statement": "'One sentence.'",
}


class _Type(click.ParamType[type[Record]]):
    """A type of record."""

    name = "type"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> type[Record]:
        """Know a type by its name, or by that of its list."""
        word = str(value)
        for kind in RECORD_TYPES:
            if word in (kind.type, kind.plural):
                return kind
        hint = did_you_mean(word, _TYPES) or f"one of: {', '.join(_TYPES)}"
        return self.fail(f"there is no type of record '{word}'; {hint}", param, ctx)


@click.command(short_help="Append a record to the seeds.")
@click.argument("model", metavar="TYPE", type=_Type())
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="A key; repeatable.")
@click.option("--file", "named", metavar="FILE", help="A file of seeds/; else that of its kind.")
@click.option("--dry-run", is_flag=True, help="Print what would be written, and write nothing.")
@json_option
@click.pass_obj
def add(  # noqa: PLR0913  # options of a command
    series: Path | None,
    *,
    model: type[Record],
    settings: tuple[str, ...],
    named: str | None,
    dry_run: bool,
    as_json: bool,
) -> int:
    """Append one record of a TYPE to the seeds: source, event, claim, figure, fact, ...

    On a terminal it asks for what is needed, explains each key and checks each answer. Otherwise
    everything comes from --set: 'likelihood.term=likely' sets a nested key, 'source_refs=a,b' or
    the option again a list. Without 'id' one is made in the manner of the series.

    The record goes to the end of its list in the file that holds most records of its type and
    section; all that stands there stays as it is. Then the series is checked, and what is wrong
    with the new record is shown.
    """
    folder = series_folder(series)
    try:
        values = values_of(settings, model)
    except WrongSetting as wrong:
        raise click.UsageError(str(wrong)) from None
    loaded = load(folder)
    _refuse_taken(values.get("id"), loaded)
    target = _target(folder, model, loaded, values, named)
    if sys.stdin.isatty() and sys.stderr.isatty() and not as_json:
        if not _ask(folder, model, loaded, values, target, named):
            print_status("nothing was written")
            return 0
    else:
        _complete(model, loaded, values, target)
    with held(folder / "seeds"):  # as it is now: questions take time, and others add too
        loaded = load(folder)
        _refuse_taken(values.get("id"), loaded)
        target = _target(folder, model, loaded, values, named)
        written = _draft(target, model, values)
        if refused := _refused(written, values, loaded):
            return _refuse(written, refused, as_json=as_json)
        return _finish(folder, written, loaded, dry_run=dry_run, as_json=as_json)


def _refused(written: Draft, values: dict[str, Value], loaded: Loaded) -> tuple[Problem, ...]:
    """Give what keeps a record from being written; an unknown section would begin a file."""
    if written.record is None:
        return written.problems
    if "section" not in values:
        return ()
    problems = problems_of(written, loaded)
    return tuple(problem for problem in problems if problem.code == "section-unknown")


def _ask(  # noqa: PLR0913, PLR0917  # what is known before the first question
    folder: Path,
    model: type[Record],
    loaded: Loaded,
    values: dict[str, Value],
    target: Target,
    named: str | None,
) -> bool:
    """Ask for what a record says; tell whether the person lets it be written."""
    known = _section_is_settled(model, loaded, target, named)
    interview = Interview(model, loaded, values, section_known=known)
    interview.hold()
    answer = Answer.MEND
    while answer is Answer.MEND:
        written = _draft(_target(folder, model, loaded, values, named), model, values)
        print_status(f"\n{written.target.path}:\n{written.appended.block}\n")
        _show(written, problems_of(written, loaded))
        answer = interview.ask_to_write()
    return answer is Answer.WRITE


def _target(
    folder: Path, model: type[Record], loaded: Loaded, values: dict[str, Value], named: str | None
) -> Target:
    section = values.get("section")
    name = file_for(model, loaded.records, section if isinstance(section, str) else None)
    if named is not None:
        name = Path(named).name
        if Path(named).parent.name not in ("", "seeds") or not holds_records(name):
            raise click.UsageError(
                f"'{named}' is no file for records; name one in seeds/ such as {model.plural}.yaml"
            )
    target = target_at(folder, name)
    if target.problems:
        show_problems(target.problems, folder)
        raise SeedsRejected(target.problems)
    try:
        read_text(decoded(target.content or b"")[0])
    except Unwritable as reason:
        raise ReportkitError(f"no record is put into {target.path}: {reason}") from None
    return target


def _refuse_taken(id: Value | None, loaded: Loaded) -> None:
    """Refuse a second record of an id, with the place of the first."""
    if not isinstance(id, str) or id not in loaded.records.defined:
        return
    first = loaded.records.by_id.get(id)
    mark = first.at("id") if first else None
    place = f" at {mark.file}:{mark.line}" if mark else ""
    kind = loaded.records.defined[id]
    raise ReportkitError(
        f"there is {with_article(kind)} '{id}' already{place}; ids are never shared"
    )


def _complete(
    model: type[Record], loaded: Loaded, values: dict[str, Value], target: Target
) -> None:
    """Refuse what lacks a key, all at once; without an id give it one."""
    lacks = missing(model, values, section_known=_section_is_clear(loaded, target))
    if lacks:
        given = [f"--set {key}=..." for key in values]
        example = [f"--set {path}={_SHOWN.get(path, '...')}" for path in lacks]
        command = " ".join(["reportkit add", model.type, *given, *example])
        raise click.UsageError(
            f"{with_article(model.type)} needs {', '.join(lacks)}; for example:\n"
            f"  {command}\n"
            f"  'reportkit explain {model.type}' tells what each key means"
        )
    if "id" not in values:
        values["id"] = proposed_id(model, values, loaded.records)


def _section_is_clear(loaded: Loaded, target: Target) -> bool:
    """Tell whether there is no doubt about the section: one in the brief, or one of the file."""
    sections = loaded.book.brief.sections if loaded.book else ()
    return target.section is not None or len(sections) < 1


def _section_is_settled(
    model: type[Record], loaded: Loaded, target: Target, named: str | None
) -> bool:
    """Tell whether a person need not be asked: by the file that was named, or of its kind."""
    if model.in_section:
        return named is not None and target.section is not None
    sections = loaded.book.brief.sections if loaded.book else ()
    return target.section is not None or len(sections) < _SEVERAL


def _draft(target: Target, model: type[Record], values: dict[str, Value]) -> Draft:
    try:
        return draft(target, model, values)
    except Unwritable as reason:  # the answers are not lost
        lines = "\n".join(f"    {line}" for line in below(values, Style(), 4))
        raise ReportkitError(
            f"{target.path} was not changed: {reason}; this is the record, to be pasted:\n"
            f"{model.plural}:\n  -{lines[3:]}"
        ) from None


def _show(written: Draft, problems: tuple[Problem, ...]) -> None:
    for problem in problems:
        own = problem.mark.file == written.target.path
        for line in describe(problem, written.lines if own else [], sys.stderr):
            click.echo(line, err=True)


def _refuse(written: Draft, problems: tuple[Problem, ...], *, as_json: bool) -> int:
    if as_json:
        print_json(ok=False, problems=problems, record=None)
    else:
        _show(written, problems)
        print_status("nothing was written", kind="error")
    return 1


def _finish(folder: Path, written: Draft, loaded: Loaded, *, dry_run: bool, as_json: bool) -> int:
    if dry_run:
        problems = problems_of(written, loaded)
        if as_json:
            _print_json(written, problems, done=False)
        else:
            echo(written.appended.block)
            _show(written, problems)
            print_status(f"would stand at {written.place}; nothing was written")
        return int(bool(errors_in(problems)))
    rewrite(
        folder / "seeds" / written.target.name,
        written.appended.content,
        instead_of=written.target.content or b"",
    )
    problems = about(written, _check(folder))
    if as_json:
        _print_json(written, problems, done=True)
        return int(bool(errors_in(problems)))
    echo(f"{written.place}: added {written.type} {written.id}")
    show_problems(problems, folder)
    return int(bool(errors_in(problems)))


def _check(folder: Path) -> tuple[Problem, ...]:
    from reportkit.publish.check import check_series

    today = datetime.now().astimezone().date()
    return check_series(folder, cache=cache_folder(), today=today).problems


def _print_json(written: Draft, problems: tuple[Problem, ...], *, done: bool) -> None:
    print_json(
        ok=not errors_in(problems),
        problems=problems,
        record=written.id,
        type=written.type,
        file=written.target.path,
        line=written.appended.first,
        block=written.appended.block,
        written=done,
    )
