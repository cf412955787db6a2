"""Does mail leave safely, and can the way that it takes be opened?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.model.base import Located
from reportkit.model.book import Book
from reportkit.model.vocabulary.mail import MailSecurity
from reportkit.problems import Code, Example, Level, Problem
from reportkit.rules.rule import rule

#: Hosts that a connection reaches without leaving this machine.
LOOPBACK = ("localhost", "127.0.0.1", "::1")
#: How the examples begin.
_SENDER = "transport: {sender: brief@example.org, "
_READERS = (
    "lists: [{id: desk, name: Desk, max_tlp: TLP:CLEAR}]\n"
    "recipients: [{address: ann@example.org, lists: [desk]}]"
)
#: What a series of readers has to say before it can be mailed.
LEAST = (
    "paste into seeds/distribution.yaml:\ntransport:\n"
    "  sender: brief@example.org  # from which address\n"
    "  host: mail.example.org  # by which server"
)


@rule(
    Code(
        "transport-missing",
        "house rule: nothing is guessed",
        "distribution.yaml names readers and does not say how mail leaves: with "
        "'transport:', from which address and by which server. The secret is never "
        "written there: it comes from REPORTKIT_SMTP_PASSWORD or from the command that "
        "REPORTKIT_SMTP_SECRET_COMMAND names, and goes to the server that "
        "REPORTKIT_SMTP_HOST names beside it. A series that mails nothing need not have it.",
        (Example(_READERS, f"{_READERS}\n{_SENDER}host: mx.example.org}}", "distribution"),),
        level=Level.WARNING,
    )
)
def readers_can_be_reached(book: Book) -> Iterator[Problem]:
    """A distribution that names readers says how mail leaves; without it 'send' stops."""
    distribution = book.distribution
    readers = distribution.recipients or distribution.recipients_file
    if readers and distribution.lists and distribution.transport is None:
        yield Problem(
            "transport-missing",
            "distribution.yaml names readers and does not say how mail leaves",
            distribution.at(),
            LEAST,
            Level.WARNING,
        )


@rule(
    Code(
        "transport-unprotected",
        "RFC 8314",
        "Mail and login travel encrypted to any other machine, and the server's "
        "certificate is proved.",
        (
            Example(
                f"{_SENDER}host: mx.example.org, security: none}}",
                f"{_SENDER}host: mx.example.org, security: tls}}",
                "distribution",
            ),
        ),
    ),
    Code(
        "dkim-incomplete",
        "RFC 6376",
        "A signature needs the private key and the selector under which its public half "
        "is published. The key's file is readable by its owner alone.",
        (
            Example(
                f"{_SENDER}dkim_key: a.pem}}",
                f"{_SENDER}dkim_key: a.pem, dkim_selector: mail}}",
                "distribution",
            ),
        ),
    ),
    Code(
        "unsubscribe-form",
        "RFC 8058",
        "The address for unsubscribing with one click begins with https:// and holds "
        "{token}, which stands for one reader. It is written in ASCII, as a mail's head "
        "is.",
        (
            Example(
                f"{_SENDER}unsubscribe_url: 'https://example.org/out'}}",
                f"{_SENDER}unsubscribe_url: 'https://example.org/out/{{token}}'}}",
                "distribution",
            ),
        ),
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
        "house rule: nothing is guessed",
        "A port is a number from 1 to 65535; a pace and a size are at least 1. None of "
        "them is needed: leave the key out for the usual value.",
        (
            Example(
                f"{_SENDER}host: mx.example.org, port: 99999}}",
                f"{_SENDER}host: mx.example.org, port: 587}}",
                "distribution",
            ),
        ),
    ),
    Code(
        "transport-login",
        "RFC 4954",
        "A login of SMTP is written in ASCII: other letters are read differently from "
        "server to server. The same holds for the password, which no file of the series "
        "may hold.",
        (
            Example(
                f"{_SENDER}host: mx.example.org, login: büro}}",
                f"{_SENDER}host: mx.example.org, login: buero}}",
                "distribution",
            ),
        ),
    ),
    Code(
        "path-home",
        "house rule: nothing is guessed",
        "A file outside the series is named from seeds/, by its whole path, or with ~/ "
        "from the home of whoever runs reportkit. The home of another account may not be "
        "there.",
        (
            Example(
                f"{_SENDER}ca_file: ~ann/ca.pem}}", f"{_SENDER}ca_file: ~/ca.pem}}", "distribution"
            ),
        ),
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


RULES = (readers_can_be_reached, mail_leaves_protected, the_way_can_be_opened)
