"""Who may see it, and does it go to nobody else?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from reportkit.model.base import Located
from reportkit.model.book import Book
from reportkit.model.evidence import Claim, Source
from reportkit.model.folding import folded
from reportkit.model.redaction import lower_markings
from reportkit.model.sensitive_terms import SensitiveTerms, passages
from reportkit.model.vocabulary import AttributionRule, Enclosure, MailSecurity, Profile, Tlp
from reportkit.model.withholding import names_kept_back, without_withheld_names
from reportkit.problems import Level, Mark, Problem, did_you_mean
from reportkit.rules.texts import unfit_for_header

#: Hosts that a connection reaches without leaving this machine.
LOOPBACK = ("localhost", "127.0.0.1", "::1")

_TELLING = 4  # letters from which on a word of a name can be known again
_WORDS = re.compile(r"\w+")
_SENTENCES = re.compile(r"(?<=[.!?:])\s+")


def the_edition_is_marked_as_its_records(book: Book) -> Iterator[Problem]:
    """The edition's label is at least the highest of what it holds (TLP 2.0)."""
    if book.edition.hold_back:
        return
    for record in book:
        if record.tlp is not None and record.tlp.rank > book.tlp.rank:
            yield Problem(
                "tlp-above-edition",
                f"{record.id} is {record.tlp}, the edition {book.tlp}",
                record.at("tlp"),
                f"set tlp: {record.tlp} in edition.yaml; 'hold_back: true' there publishes without "
                "what is marked above it",
            )


def green_names_its_community(book: Book) -> Iterator[Problem]:
    """TLP:GREEN says for which community it is green (TLP 2.0)."""
    if book.tlp is Tlp.GREEN and book.brief.tlp_community is None:
        yield Problem(
            "tlp-community",
            "TLP:GREEN without a community",
            book.brief.at("tlp"),
            "add 'tlp_community:' to brief.yaml",
            Level.WARNING,
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


def no_text_names_who_is_not_to_be_named(book: Book) -> Iterator[Problem]:
    """A name that a rule of attribution keeps back stands in no other text (Chatham House)."""
    wanted = SensitiveTerms(names_kept_back(book))
    if not wanted:
        return
    printed = without_withheld_names(book)
    for value in (printed.brief, printed.edition, *printed, *book.distribution.lists):
        for passage in passages(value, slugs=True):
            if found := next(wanted.found_in(passage.text), None):
                yield Problem(
                    "withheld-named",
                    f"'{found.text[:60]}' names {found.record}, and its rule of attribution keeps "
                    "that back",
                    passage.mark,
                    "word it without, and choose another id if it is one; if everybody may read "
                    "the name, set attribution_rule: open",
                )


def names_are_kept_back_where_they_stand(book: Book) -> Iterator[Problem]:
    """A rule of attribution stands at a source or a claim: elsewhere it would keep nothing back."""
    for record in book:
        if record.attribution_rule is AttributionRule.OPEN or isinstance(record, Source | Claim):
            continue
        yield Problem(
            "attribution-rule-idle",
            f"{record.id} has an attribution_rule, which keeps no name back at a record of the "
            f"type {record.type}",
            record.at("attribution_rule"),
            "set it at the source or at the claim whose name is to be kept back",
        )


def a_description_names_nobody(book: Book) -> Iterator[Problem]:
    """What is said of a source that is not to be named does not lead to it (Chatham House)."""
    for source in book.all(Source):
        text = source.descriptor or ""
        if source.attribution_rule is AttributionRule.OPEN or not text:
            continue
        if odd := _leading(source, text):
            yield Problem(
                "withheld-described",
                f"the descriptor of {source.id} is printed though its name is withheld, and "
                f"'{odd}' may lead to it",
                source.at("descriptor"),
                "say what a reader must know of it and no more: 'a clerk who saw the order'",
                Level.WARNING,
            )


def _leading(source: Source, text: str) -> str:
    """Give a word that few sources share: a name, a number, a word of its own name."""
    own = " ".join(filter(None, (source.publisher, source.author, source.title)))
    shared = {folded(word) for word in own.split() if len(word) >= _TELLING}
    for sentence in _SENTENCES.split(text):
        words: list[str] = _WORDS.findall(sentence)
        for place, word in enumerate(words):
            name = place > 0 and word[0].isupper()
            if name or word.isdigit() or folded(word) in shared:
                return word
    return ""


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


RULES = (
    the_edition_is_marked_as_its_records,
    green_names_its_community,
    lists_may_have_the_edition,
    lists_want_forms_that_are_made,
    recipients_are_on_known_lists,
    addresses_are_written_once,
    what_stands_in_the_head_of_a_mail_is_plain,
    mail_leaves_protected,
    no_text_names_who_is_not_to_be_named,
    names_are_kept_back_where_they_stand,
    a_description_names_nobody,
    the_way_can_be_opened,
)
