"""Who may see it, and does it go to nobody else?"""

from __future__ import annotations

from collections.abc import Iterator

from reportkit.facts.book import Book
from reportkit.facts.words import Tlp
from reportkit.problems import Level, Problem, did_you_mean


def the_edition_is_marked_as_its_records(book: Book) -> Iterator[Problem]:
    """The edition's label is at least the highest of what it holds (TLP 2.0)."""
    for record in book:
        if record.tlp is not None and record.tlp.rank > book.tlp.rank:
            yield Problem(
                "tlp-above-edition",
                f"{record.id} is {record.tlp}, the edition {book.tlp}",
                record.at("tlp"),
                f"set tlp: {record.tlp} in edition.yaml, or leave the record out",
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
    """No list is cleared for less than the edition's label (TLP 2.0)."""
    for mailing in book.distribution.lists:
        if mailing.max_tlp.rank < book.tlp.rank:
            yield Problem(
                "list-below-marking",
                f"the list '{mailing.id}' may have {mailing.max_tlp}, the edition is {book.tlp}",
                mailing.at("max_tlp"),
                "raise the list's max_tlp, or lower the edition's marking",
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
    first: dict[str, int] = {}
    for recipient in book.distribution.recipients:
        mark = recipient.at("address")
        line = first.setdefault(recipient.address.casefold(), mark.line)
        if line != mark.line:
            yield Problem(
                "address-repeated",
                f"{recipient.address} is written twice",
                mark,
                f"the first is on line {line}; one recipient can be on several lists",
            )


RULES = (
    the_edition_is_marked_as_its_records,
    green_names_its_community,
    lists_may_have_the_edition,
    recipients_are_on_known_lists,
    addresses_are_written_once,
)
