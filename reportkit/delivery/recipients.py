"""Who is on the lists today: distribution.yaml and the file of real addresses beside it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import NamedTuple

from reportkit.delivery.paths import named_file
from reportkit.files.disk import is_there
from reportkit.files.plain import TooLarge, read_plain
from reportkit.loading.binder import Binder, T
from reportkit.loading.loader import DISTRIBUTION
from reportkit.loading.scalars import Unreadable, read_scalar
from reportkit.loading.yaml_reader import MAX_BYTES, read_yaml, too_large
from reportkit.model.base import Located
from reportkit.model.book import Book
from reportkit.model.fields import spec_of
from reportkit.model.series import Distribution, MailingList, Recipient, Transport
from reportkit.problems import (
    Mark,
    Problem,
    ReportkitError,
    SeedsRejected,
    did_you_mean,
    errors_in,
)
from reportkit.rules.book import HANDLING, MAILING
from reportkit.rules.transport import LEAST

#: Before the name of a field of ``transport`` in the environment.
PREFIX = "REPORTKIT_SMTP_"


class MailRecipient(NamedTuple):
    """One person on a list."""

    address: str
    name: str
    mailing: MailingList
    also: tuple[str, ...] = ()  # other lists that they are on, of those asked for


class MailRecipients(Located):
    """The file of real addresses: the same entries as in distribution.yaml."""

    recipients: tuple[Recipient, ...]


class NoList(ReportkitError):
    """A list was named that there is not."""

    exit_code = 2


def read_distribution(series: Path, environment: Mapping[str, str]) -> Distribution:
    """Read lists, readers and transport, the file of real addresses included.

    Raises SeedsRejected with what cannot be read or has no sense.
    """
    binder = Binder()
    folder = series / "seeds"
    distribution = _read(folder / DISTRIBUTION, f"seeds/{DISTRIBUTION}", Distribution, binder)
    if distribution is None:
        raise SeedsRejected(binder.problems)
    distribution, settings = _with_beside(series, distribution, binder), None
    if distribution.transport:
        settings = _over(distribution.transport, environment, binder)
    if distribution.transport is None:
        binder.report(
            "transport-missing",
            "distribution.yaml does not say how mail leaves",
            distribution.at(),
            LEAST,
        )
    if binder.problems:
        raise SeedsRejected(binder.problems)
    return distribution.replace(transport=settings)


def recipients_beside(series: Path, distribution: Distribution) -> Distribution:
    """Add the readers of the file of real addresses; one that is not there yet has none.

    Raises SeedsRejected where it cannot be read.
    """
    named = distribution.recipients_file
    if not named or not is_there(named_file(series / "seeds", named)):
        return distribution
    binder = Binder()
    distribution = _with_beside(series, distribution, binder)
    if binder.problems:
        raise SeedsRejected(binder.problems)
    return distribution


def refuse_unsound(book: Book, distribution: Distribution, lists: Collection[str]) -> None:
    """Ask the rules of handling about a sealed edition and today's lists.

    Only the lists that are to be sent to must be cleared for the edition. Raises
    SeedsRejected; NoList for a list that is not there.
    """
    known = [mailing.id for mailing in distribution.lists]
    for named in lists:
        if named not in known:
            hint = did_you_mean(named, known) or f"known: {', '.join(known) or 'none'}"
            raise NoList(f"there is no list '{named}'; {hint}")
    today = replace(book, distribution=distribution)
    rules = (*HANDLING.rules, *MAILING.rules)
    problems = [problem for rule in rules for problem in rule(today)]
    unused = {
        mailing.at("max_tlp") for mailing in distribution.lists if lists and mailing.id not in lists
    }
    stopping = [problem for problem in errors_in(problems) if problem.mark not in unused]
    if stopping:
        raise SeedsRejected(stopping)


def recipients_of(
    distribution: Distribution, today: date, lists: Collection[str] = ()
) -> tuple[MailRecipient, ...]:
    """Give everybody on some lists, or on any, whose time has not run out.

    Who is on several gets the form of the one that distribution.yaml names first.
    """
    chosen = [mailing for mailing in distribution.lists if not lists or mailing.id in lists]
    return tuple(
        MailRecipient(
            recipient.address,
            recipient.name or "",
            own[0],
            tuple(mailing.id for mailing in own[1:]),
        )
        for recipient in distribution.recipients
        if (own := [mailing for mailing in chosen if mailing.id in recipient.lists])
        and (recipient.until is None or today <= recipient.until)
    )


def _with_beside(series: Path, distribution: Distribution, binder: Binder) -> Distribution:
    if not distribution.recipients_file:
        return distribution
    beside = named_file(series / "seeds", distribution.recipients_file)
    reading = Binder()
    more = _read(beside, f"seeds/{distribution.recipients_file}", MailRecipients, reading)
    if not beside.resolve().is_relative_to(series.resolve()):
        reading.problems = [_unquoted(problem) for problem in reading.problems]
    binder.problems += reading.problems
    beyond = more.recipients if more else ()
    return distribution.replace(recipients=distribution.recipients + beyond)


def _read(path: Path, file: str, model: type[T], binder: Binder) -> T | None:
    mark = Mark(file, 1, 1)
    try:
        content = read_plain(path, MAX_BYTES)
    except FileNotFoundError:
        binder.report("file-missing", f"there is no {file}", mark)
        return None
    except TooLarge as error:
        binder.problems.append(too_large(file, error.size))
        return None
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        binder.report("file-unreadable", f"{file} cannot be read: {reason}", mark)
        return None
    document = read_yaml(content, file)
    binder.problems.extend(document.problems)
    return binder.bind(model, document.root, "distribution") if document.root else None


def _unquoted(problem: Problem) -> Problem:
    """Keep the words of a file outside the series to oneself: it may be no list of recipients.

    Whoever writes distribution.yaml could otherwise have any file of the machine read out.
    """
    if problem.code in ("file-missing", "file-too-large", "file-unreadable"):
        return problem
    hint = f"its text is not shown; 'reportkit explain {problem.code}' tells what is asked for"
    message = "a file of recipients outside the series cannot be read here"
    return replace(problem, message=message, hint=hint)


def _over(settings: Transport, environment: Mapping[str, str], binder: Binder) -> Transport:
    """Lay REPORTKIT_SMTP_HOST and its like over what distribution.yaml says."""
    overrides: dict[str, object] = {}
    for field in spec_of(Transport).values():
        text = environment.get(PREFIX + field.key.upper())
        if text is None:
            continue
        try:
            overrides[field.name] = _scalar(field.item, field.text_format, text, settings.at())
        except Unreadable as error:
            named = f"{PREFIX}{field.key.upper()} {error.message}"
            binder.report(error.code, named, settings.at(), error.hint)
    return settings.replace(**overrides)


def _scalar(kind: type, form: object, text: str, mark: Mark) -> object:
    from reportkit.loading.yaml_reader import Scalar
    from reportkit.model.envelope import TextFormat

    text_format = form if isinstance(form, TextFormat) else None
    return read_scalar(kind, text_format, Scalar(text, plain=False, mark=mark))
