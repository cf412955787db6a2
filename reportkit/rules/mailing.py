"""Does the mail go to whom it should, and safely?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.base import Located
from reportkit.model.book import Book
from reportkit.model.redaction import lower_markings
from reportkit.model.vocabulary.mail import Enclosure, MailSecurity, Profile
from reportkit.problems import Code, Level, Mark, Problem, did_you_mean
from reportkit.rules.rule import rule
from reportkit.rules.texts import unfit_for_header

#: Hosts that a connection reaches without leaving this machine.
LOOPBACK = ("localhost", "127.0.0.1", "::1")


@rule(
    Code(
        "list-below-marking",
        "TLP 2.0",
        "An edition never goes to a list that is cleared for less than its label. Under "
        "'releases:' brief.yaml names the lower markings at which it also appears, "
        "abridged; each list gets the highest that it may have.",
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
        "",
        "An edition is sealed with the forms that 'profiles:' in brief.yaml names, and "
        "mail carries sealed files only. A list that wants changes gets changes.md where "
        "the PDF is not made.",
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
        "",
        "A recipient is on lists that distribution.yaml defines; a misspelt list would "
        "mean no mail.",
    ),
    Code("list-none", "", "A recipient on no list would get nothing."),
    Code("list-repeated", "", "Each list of distribution.yaml has its own id."),
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
        "",
        "An address stands once, in whatever case, or somebody would get an edition "
        "twice. One recipient can be on several lists.",
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
        "transport-unprotected",
        "RFC 8314",
        "Mail and login travel encrypted to any other machine, and the server's "
        "certificate is proved.",
    ),
    Code(
        "dkim-incomplete",
        "RFC 6376",
        "A signature needs the private key and the selector under which its public half "
        "is published. The key's file is readable by its owner alone.",
    ),
    Code(
        "unsubscribe-form",
        "RFC 8058",
        "The address for unsubscribing with one click begins with https:// and holds "
        "{token}, which stands for one reader. It is written in ASCII, as a mail's head "
        "is.",
    ),
)
def mail_leaves_protected(book: Book) -> Iterator[Problem]:
    """Mail to another machine goes encrypted, and what is switched on is whole."""
    way = book.distribution.transport
    if way is None:
        return
    if way.security is MailSecurity.NONE and way.host not in (None, *LOOPBACK):
        yield Problem(
            "transport-unprotected",
            f"mail to {way.host} would be sent unencrypted",
            way.at("security"),
            "set security: starttls or tls; none is for a server on this machine",
        )
    if (way.dkim_key is None) != (way.dkim_selector is None):
        yield Problem(
            "dkim-incomplete",
            "signing needs both dkim_key and dkim_selector",
            way.at("dkim_key" if way.dkim_key else "dkim_selector"),
            "give the other one too, or neither",
        )
    url = way.unsubscribe_url
    if url is not None and not (url.startswith("https://") and "{token}" in url and url.isascii()):
        yield Problem(
            "unsubscribe-form",
            "unsubscribe_url cannot tell who asks, or not in private, or no mail can carry it",
            way.at("unsubscribe_url"),
            "begin with https:// and put {token} where the reader's own word goes; write letters "
            "beyond ASCII with percent signs",
        )


@rule(
    Code(
        "transport-number",
        "",
        "A port is a number from 1 to 65535; a pace and a size are at least 1. None of "
        "them is needed: leave the key out for the usual value.",
    ),
    Code(
        "transport-login",
        "RFC 4954",
        "A login of SMTP is written in ASCII: other letters are read differently from "
        "server to server. The same holds for the password, which no file of the series "
        "may hold.",
    ),
    Code(
        "path-home",
        "",
        "A file outside the series is named from seeds/, by its whole path, or with ~/ "
        "from the home of whoever runs reportkit. The home of another account may not be "
        "there.",
    ),
)
def the_way_can_be_opened(book: Book) -> Iterator[Problem]:
    """Numbers, login and files of the transport are such that a connection can be tried."""
    distribution, way = book.distribution, book.distribution.transport
    files: list[tuple[Located, str, str | None]] = [
        (distribution, "recipients_file", distribution.recipients_file)
    ]
    if way is not None:
        files += [(way, "ca_file", way.ca_file), (way, "dkim_key", way.dkim_key)]
        most = (("port", way.port, 65535), ("per_minute", way.per_minute, 100_000),
                ("max_bytes", way.max_bytes, 1_000_000_000))  # fmt: skip
        for field, value, largest in most:
            if value is not None and not 1 <= value <= largest:
                yield Problem(
                    "transport-number",
                    f"{field} is {value}",
                    way.at(field),
                    f"write a number from 1 to {largest}",
                )
        if way.login and not way.login.isascii():
            yield Problem(
                "transport-login",
                f"the login '{way.login}' holds letters beyond ASCII, which servers do not take",
                way.at("login"),
                "ask the server's owner for another name",
            )
    for owner, field, named in files:
        if named and named.startswith("~") and not named.startswith("~/"):
            yield Problem(
                "path-home",
                f"{field} begins with the home of somebody else: '{named}'",
                owner.at(field),
                "begin with ~/ for the home of whoever runs reportkit, or write the whole path",
            )


@rule(
    Code(
        "schedule-list",
        "",
        "What a schedule may mail, and to whom, is written down: each name under "
        "'send_to' is a list of distribution.yaml.",
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
    mail_leaves_protected,
    the_way_can_be_opened,
    the_schedule_mails_known_lists,
)
