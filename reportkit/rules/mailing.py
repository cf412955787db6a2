"""Does the mail go to whom it should?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.base import Located
from reportkit.model.book import Book
from reportkit.model.redaction import lower_markings
from reportkit.model.vocabulary.mail import Enclosure, Profile
from reportkit.problems import Code, Example, Level, Mark, Part, Problem, did_you_mean
from reportkit.rules.rule import rule
from reportkit.rules.texts import unfit_for_header

#: How examples begin.
_LISTS = (
    "transport: {sender: brief@example.org}\n"
    "lists:\n  - {id: desk, name: Desk, max_tlp: TLP:CLEAR}\n"
)


@rule(
    Code(
        "list-below-marking",
        "TLP 2.0",
        "An edition never goes to a list that is cleared for less than its label. Under "
        "'releases:' brief.yaml names the lower markings at which it also appears, "
        "abridged; each list gets the highest that it may have.",
        (
            Example(
                "lists: [{id: press, name: Press, max_tlp: TLP:CLEAR}]",
                "lists: [{id: press, name: Press, max_tlp: TLP:AMBER}]",
                "distribution",
                given=(Part("tlp: TLP:AMBER", "brief", "tlp: TLP:CLEAR"),),
            ),
        ),
    )
)
def lists_may_have_the_edition(book: Book) -> Iterator[Problem]:
    """Each list is cleared for the edition, or for an abridged one (TLP 2.0)."""
    lowest = min((*lower_markings(book), book.tlp), key=lambda each: each.rank)
    for mailing in book.distribution.lists:
        if mailing.max_tlp.rank < lowest.rank:
            yield Problem(
                "list-below-marking",
                f"the list '{mailing.id}' may have {mailing.max_tlp}, the edition is {lowest}",
                mailing.at("max_tlp"),
                f"add {mailing.max_tlp} to 'releases:' in brief.yaml for an abridged edition, "
                "raise the list's max_tlp, or lower the edition's marking",
            )


@rule(
    Code(
        "list-profile",
        "house rule: nothing is guessed",
        "An edition is sealed with the forms that 'profiles:' in brief.yaml names, and "
        "mail carries sealed files only. A list that wants changes gets changes.md where "
        "the PDF is not made.",
        (
            Example(
                "lists: [{id: desk, name: Desk, max_tlp: TLP:CLEAR, profile: one-page}]",
                "lists: [{id: desk, name: Desk, max_tlp: TLP:CLEAR, profile: full}]",
                "distribution",
            ),
        ),
    )
)
def lists_want_forms_that_are_made(book: Book) -> Iterator[Problem]:
    """A list asks for a form that the brief makes."""
    made = (Profile.FULL, *book.brief.profiles)
    for mailing in book.distribution.lists:
        if mailing.profile in made or mailing.enclosure is Enclosure.TEXT_ONLY:
            continue
        text_instead = mailing.profile is Profile.CHANGES
        yield Problem(
            "list-profile",
            f"the list '{mailing.id}' wants the form '{mailing.profile}', which this brief does "
            f"not make{'; it gets changes.md' if text_instead else ''}",
            mailing.at("profile"),
            f"in seeds/brief.yaml: 'profiles: [{', '.join(dict.fromkeys(made))}, "
            f"{mailing.profile}]'",
            Level.WARNING if text_instead else Level.ERROR,
        )


@rule(
    Code(
        "list-unknown",
        "house rule: nothing is guessed",
        "A recipient is on lists that distribution.yaml defines; a misspelt list would "
        "mean no mail.",
        (
            Example(
                f"{_LISTS}recipients: [{{address: ann@example.org, lists: [dsk]}}]",
                f"{_LISTS}recipients: [{{address: ann@example.org, lists: [desk]}}]",
                "distribution",
            ),
        ),
    ),
    Code(
        "list-none",
        "house rule: nothing is guessed",
        "A recipient on no list would get nothing.",
        (
            Example(
                f"{_LISTS}recipients: [{{address: ann@example.org, lists: []}}]",
                f"{_LISTS}recipients: [{{address: ann@example.org, lists: [desk]}}]",
                "distribution",
            ),
        ),
    ),
    Code(
        "list-repeated",
        "house rule: each thing once",
        "Each list of distribution.yaml has its own id.",
        (
            Example(
                f"{_LISTS}  - {{id: desk, name: Press, max_tlp: TLP:CLEAR}}",
                f"{_LISTS}  - {{id: press, name: Press, max_tlp: TLP:CLEAR}}",
                "distribution",
            ),
        ),
    ),
)
def recipients_are_on_known_lists(book: Book) -> Iterator[Problem]:
    """Every recipient is on a list of distribution.yaml, and every list has one id."""
    known = [mailing.id for mailing in book.distribution.lists]
    for index, mailing in enumerate(book.distribution.lists):
        if mailing.id in known[:index]:
            yield Problem(
                "list-repeated",
                f"the list '{mailing.id}' is defined twice",
                mailing.at("id"),
                "keep one",
            )
    for recipient in book.distribution.recipients:
        if not recipient.lists:
            yield Problem(
                "list-none",
                f"{recipient.address} is on no list",
                recipient.at("lists"),
                f"known: {', '.join(known)}" if known else "",
            )
        for index, named in enumerate(recipient.lists):
            if named not in known:
                yield Problem(
                    "list-unknown",
                    f"{recipient.address} is on '{named}', no list known here",
                    recipient.at(f"lists.{index}"),
                    did_you_mean(named, known) or f"known: {', '.join(known)}",
                )


@rule(
    Code(
        "address-repeated",
        "house rule: each thing once",
        "An address stands once, in whatever case, or somebody would get an edition "
        "twice. One recipient can be on several lists.",
        (
            Example(
                f"{_LISTS}recipients:\n  - {{address: ann@example.org, lists: [desk]}}\n"
                "  - {address: Ann@example.org, lists: [desk]}",
                f"{_LISTS}recipients:\n  - {{address: ann@example.org, lists: [desk]}}\n"
                "  - {address: bob@example.org, lists: [desk]}",
                "distribution",
            ),
        ),
    )
)
def addresses_are_written_once(book: Book) -> Iterator[Problem]:
    """No address stands twice, in whatever case: nobody gets an edition twice."""
    first: dict[str, Mark] = {}
    for recipient in book.distribution.recipients:
        mark = recipient.at("address")
        earlier = first.setdefault(recipient.address.casefold(), mark)
        if earlier != mark:
            yield Problem(
                "address-repeated",
                f"{recipient.address} is written twice",
                mark,
                f"the first is at {earlier.file}:{earlier.line}; "
                "one recipient can be on several lists",
            )


@rule(
    Code(
        "header-text",
        "RFC 5322, RFC 2047",
        "A title or name that is printed in a mail's head holds no control characters, no "
        "direction overrides and no '=?', which could smuggle another line into the head.",
        (
            Example(
                'lists: [{id: desk, name: "=?utf-8?q?Desk?=", max_tlp: TLP:CLEAR}]',
                "lists: [{id: desk, name: Desk, max_tlp: TLP:CLEAR}]",
                "distribution",
            ),
        ),
    )
)
def what_stands_in_the_head_of_a_mail_is_plain(book: Book) -> Iterator[Problem]:
    """Titles, names and the bottom line can stand in a mail's head and hide nothing there."""
    brief, transport = book.brief, book.distribution.transport
    texts: list[tuple[str, Located, str, str | None]] = [
        ("the title", brief, "title", brief.title),
        ("the producer", brief, "producer", brief.producer),
        ("the bottom line", book.edition.bottom_line, "text", book.edition.bottom_line.text),
        *(("the list's name", each, "name", each.name) for each in book.distribution.lists),
        *(("the name", each, "name", each.name) for each in book.distribution.recipients),
    ]
    if transport:
        texts.append(("the sender's name", transport, "sender_name", transport.sender_name))
    for what, owner, field, text in texts:
        if why := unfit_for_header(text or ""):
            yield Problem(
                "header-text",
                f"{what} cannot stand in a mail: {why}",
                owner.at(field),
                "write it in plain letters",
            )


@rule(
    Code(
        "schedule-list",
        "house rule: nothing is guessed",
        "What a schedule may mail, and to whom, is written down: each name under "
        "'send_to' is a list of distribution.yaml.",
        (
            Example(
                "schedule: {send_to: [dsk]}",
                "schedule: {send_to: [desk]}",
                "brief",
                "authors: [A. Writer]",
                (Part(_LISTS, "distribution"),),
            ),
        ),
    )
)
def the_schedule_mails_known_lists(book: Book) -> Iterator[Problem]:
    """A schedule mails lists that distribution.yaml has, each named once."""
    policy = book.brief.schedule
    known = [mailing.id for mailing in book.distribution.lists]
    for index, named in enumerate(policy.send_to):
        mark = policy.at(f"send_to.{index}")
        if named not in known:
            hint = did_you_mean(named, known) or "define it in seeds/distribution.yaml"
            yield Problem("schedule-list", f"there is no list '{named}' to mail to", mark, hint)
        elif named in policy.send_to[:index]:
            yield Problem("schedule-list", f"the list '{named}' is named twice", mark, "keep one")


RULES = (
    lists_may_have_the_edition,
    lists_want_forms_that_are_made,
    recipients_are_on_known_lists,
    addresses_are_written_once,
    what_stands_in_the_head_of_a_mail_is_plain,
    the_schedule_mails_known_lists,
)
