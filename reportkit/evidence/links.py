"""The addresses of sources looked at anew: what to note, and what to mend."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple
from urllib.parse import quote

from reportkit.evidence.online import Answer, Manners, State, look
from reportkit.model.evidence import Source
from reportkit.model.vocabulary.sources import LinkStatus
from reportkit.problems import Level, Problem

#: Answers with the newest copy that the Internet Archive has of an address.
WAYBACK = "https://archive.org/wayback/available?url="


class Seen(NamedTuple):
    """What became of the addresses of a source."""

    source: Source
    page: Answer | None  # None: it has no address
    archive: Answer | None  # None: no copy is noted
    offered: str = ""  # the address of a copy that somebody keeps

    def values(self, day: str) -> Mapping[str, str]:
        """Give what can be noted in the seeds without a person; of what was not seen, nothing."""
        if self.page is None or self.page.state is State.UNKNOWN:
            return {}
        opened = {"accessed": day} if self.page.state is State.LIVE else {}
        return {"link_status": str(self.page.state), **opened}


def look_at(source: Source, manners: Manners, *, archives: str = "") -> Seen:
    """Look at the page of a source and at its copy; without one ``archives`` is asked."""
    page = look(source.url, manners) if source.url else None
    archive = look(source.archive_url, manners) if source.archive_url else None
    lost = archive is None or archive.state is not State.LIVE
    offered = _copy_of(source.url, archives, manners) if archives and source.url and lost else ""
    return Seen(source, page, archive, offered)


def link_problems(seen: Iterable[Seen]) -> Iterator[Problem]:
    """Warn of what opens no more, moved, or could not be seen, with what to write."""
    for one in seen:
        source = one.source
        offer = f"archive_url: {one.offered}" if one.offered else ""
        if one.page:
            yield from _of_page(source, one.page, offer)
        if one.archive and one.archive.state is not State.LIVE:
            message = f"the archived copy of {source.id} does not open: {one.archive.why}"
            yield _warning(source, "archive-lost", message, "archive_url", offer or "name another")
        elif offer and (one.page is None or one.page.state is State.LIVE):
            message = f"somebody keeps a copy of {source.id}, and it is not noted"
            yield _warning(source, "archive-offered", message, "url", f"paste {offer}")


def _of_page(source: Source, page: Answer, offer: str) -> Iterator[Problem]:
    also = f" and {offer}" if offer else ""
    if page.state is State.DEAD and source.link_status is not LinkStatus.DEAD:
        message = f"{source.id} opens no more: {page.why}"
        yield _warning(source, "link-dead", message, "url", f"paste link_status: dead{also}")
    elif page.state is State.CHANGED and source.link_status is not LinkStatus.CHANGED:
        message = f"{source.id} shows something else: {page.why}"
        yield _warning(source, "link-changed", message, "url", f"paste link_status: changed{also}")
    elif page.state is State.UNKNOWN:
        message = f"{source.id} could not be seen: {page.why}"
        yield _warning(source, "link-unseen", message, "url", "open it in a browser")
    elif page.moved_to:
        message = f"{source.id} has moved for good"
        yield _warning(source, "link-moved", message, "url", f"paste url: {page.moved_to}")
    elif source.link_status is LinkStatus.DEAD and page.state is State.LIVE:
        message = f"{source.id} is noted as dead, and opens"
        yield _warning(source, "link-alive", message, "link_status", "paste link_status: live")


def _copy_of(url: str, service: str, manners: Manners) -> str:
    """Ask a service that keeps pages for its newest copy; "" where it has none or is not there."""
    answer = look(f"{service}{quote(url, safe='')}", manners, read=True)
    try:
        held = json.loads(answer.content)["archived_snapshots"]["closest"]
        address = held["url"] if held["available"] is True else ""
    except (ValueError, KeyError, TypeError, RecursionError):  # brackets in brackets
        return ""
    if not isinstance(address, str) or not address.isprintable() or " " in address:
        return ""
    secure = address.replace("http://web.archive.org/", "https://web.archive.org/", 1)
    return secure if secure.startswith(("http://", "https://")) else ""


def _warning(source: Source, code: str, message: str, field: str, hint: str) -> Problem:
    return Problem(code, message, source.at(field), hint, Level.WARNING)
