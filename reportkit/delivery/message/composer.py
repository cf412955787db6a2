"""Planned readers to frozen messages, each proved by reading it back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from html import unescape
from typing import Concatenate, ParamSpec, TypeVar

from reportkit.delivery.change_summary import Since, since
from reportkit.delivery.message.content import Form, Letter, form_of, letter
from reportkit.delivery.message.dkim import Signer
from reportkit.delivery.message.inks import inks_of
from reportkit.delivery.message.mime import (
    Addressee,
    body_of,
    enclosed_of,
    head_of,
    message_id,
    nothing_enclosed,
    token_of,
)
from reportkit.delivery.message.proof import Intended, guard_bytes, guard_head, guard_parts
from reportkit.delivery.message.templates import Texts, language_of, write
from reportkit.delivery.message_records import Frozen
from reportkit.delivery.outgoing_edition import Issue
from reportkit.delivery.plan import Planned
from reportkit.editions.manifest import EditionName
from reportkit.i18n.translate import speaking, spoken
from reportkit.model.sensitive_terms import Telltale
from reportkit.model.series import Transport
from reportkit.model.vocabulary import Profile, Tlp
from reportkit.page.assets import Design
from reportkit.page.compose.language_isolation import voiced
from reportkit.problems import Mark, Problem, SeedsRejected

_TAG = re.compile(r"<[^>]*>")
P = ParamSpec("P")
T = TypeVar("T")


def _in_the_readers_language(
    made: Callable[Concatenate[Maker, Form, P], T],
) -> Callable[Concatenate[Maker, Form, P], T]:
    """Let what is worded for a form speak its language, around records in their own."""

    @wraps(made)
    def speaks(maker: Maker, form: Form, /, *args: P.args, **kwargs: P.kwargs) -> T:
        brief = maker.issue.book.brief
        language = language_of(maker.design, form.language, brief.language)
        with speaking(language, brief.written_in):
            return made(maker, form, *args, **kwargs)

    return speaks


@dataclass(kw_only=True)
class Maker:
    """Makes the messages of one edition; what readers share is made once and kept."""

    issue: Issue
    design: Design
    way: Transport
    secret: bytes  # of the unsubscribe words and of the keyed part of Message-IDs
    now: datetime
    signer: Signer | None = None
    test: bool = False  # marked as one
    _since: dict[tuple[Tlp, EditionName | None, bool, bool, str], Since] = field(
        default_factory=dict
    )
    _letters: dict[tuple[Form, EditionName | None, bool], tuple[Letter, bytes]] = field(
        default_factory=dict
    )
    _files: dict[str, bytes] = field(default_factory=dict)
    _versions: dict[Tlp, Issue] = field(default_factory=dict)

    def freeze(self, planned: Iterable[Planned]) -> Iterator[Frozen]:
        """Make the messages one by one.

        Raises SeedsRejected if a template, a form or the size will not do, UnsafeMessage if
        one does not read back as it was meant.
        """
        for each in planned:
            yield self._frozen(each)

    @_in_the_readers_language
    def letter(
        self, form: Form, last: EditionName | None, *, misled: bool = False
    ) -> tuple[Letter, bytes]:
        """Give the letter to readers of one form and one last edition, and it encoded.

        ``misled`` are those who had what a correction puts right, if it does so at their marking.
        """
        if (form, last, misled) not in self._letters:
            issue = self._version(form.marking)
            wrong = misled and issue.corrects(last)
            issue = replace(issue, book=voiced(issue.book))
            found = self._since_of(issue, last, form.profile, misled=wrong)
            language = language_of(self.design, form.language, issue.book.brief.language)
            made = letter(
                issue, form, found, self.way, language=language,
                inks=inks_of(self.design, issue.book), misled=wrong, test=self.test,
            )  # fmt: skip
            texts = write(self.design, made)
            self._refuse_leaks(issue, made, texts)
            body = body_of(issue, texts.text, texts.html)
            self._letters[form, last, misled] = made, body
            self._prove_parts(made, body)
        return self._letters[form, last, misled]

    def enclosed(self, made: Letter) -> bytes:
        """Give the encoded file of a letter."""
        if made.attached is None:
            return nothing_enclosed(self.issue)
        name = made.attached.name
        if name not in self._files:
            self._files[name] = enclosed_of(self.issue, name, self.issue.content(name))
        return self._files[name]

    def _frozen(self, planned: Planned) -> Frozen:
        reader = planned.reader
        form = form_of(self.issue, reader.mailing)
        misled = self.issue.is_correction and (planned.misled or self.test)
        made, body = self.letter(form, planned.last, misled=misled)
        _refuse_told(self._version(form.marking), reader.mailing.name, self.way.sender_name or "")
        addressee = Addressee(
            address=reader.address,
            name=reader.name,
            mailing=reader.mailing.id,
            mailing_name=reader.mailing.name,
            message_id=message_id(
                self.issue,
                reader.address,
                self.way,
                self.secret,
                prefix=self._prefix(reader.mailing.id),
            ),
            token=token_of(self.secret, reader.address),
            in_reply_to=planned.in_reply_to,
        )
        head = head_of(self.issue, made, addressee, self.way, self.now)
        enclosed = self.enclosed(made)
        message = b"".join((head, body, enclosed))
        if self.signer:
            signature = self.signer.signature(message)
            head, message = signature + head, signature + message
        guard_bytes(message)
        guard_head(head, Intended(reader.address, made.subject))
        self._refuse_too_large(message)
        return Frozen(
            address=reader.address,
            name=reader.name,
            mailing=reader.mailing.id,
            marking=form.marking,
            message_id=addressee.message_id,
            head=head,
            body=body,
            enclosed=enclosed,
            withheld=planned.withheld,
            subject=made.subject,
            attachment=made.attached.name if made.attached else "",
        )

    def _prefix(self, mailing: str) -> str:
        return f"test.{mailing}.{self.now:%Y%m%d%H%M%S}." if self.test else ""

    def _version(self, marking: Tlp) -> Issue:
        if marking not in self._versions:
            self._versions[marking] = self.issue.at(marking)
        return self._versions[marking]

    def _since_of(
        self, issue: Issue, last: EditionName | None, profile: Profile, *, misled: bool
    ) -> Since:
        key = issue.marking, last, profile is Profile.CHANGES, misled, spoken().language
        if key not in self._since:
            self._since[key] = since(issue, last, profile, misled=misled)
        return self._since[key]

    def _refuse_leaks(self, issue: Issue, made: Letter, texts: Texts) -> None:
        """Look for what its readers must not learn in all that a mail says."""
        attached = made.attached.name if made.attached else ""
        html = unescape(texts.html)
        _refuse_told(issue, made.subject, texts.text, html, _TAG.sub(" ", html), attached)

    def _prove_parts(self, made: Letter, body: bytes) -> None:
        """Read back what many messages share, once: texts, structure, the sealed file."""
        nobody = Addressee(
            address=made.contact_address,
            name="",
            mailing="proof",
            mailing_name="",
            message_id="<proof@localhost>",
            token="0",  # noqa: S106  # nobody's
        )
        head = head_of(self.issue, made, nobody, self.way, self.now)
        file = (made.attached.name, made.attached.sha256) if made.attached else ("", "")
        guard_parts(
            head + body + self.enclosed(made), Intended(nobody.address, made.subject, *file)
        )

    def _refuse_too_large(self, message: bytes) -> None:
        most = self.way.max_bytes
        if len(message) > most:
            raise SeedsRejected(
                [
                    Problem(
                        "mail-too-large",
                        f"a message would have {len(message):,} bytes; at most {most:,} are sent",
                        self.way.at("max_bytes"),
                        "make the PDF smaller, or set enclosure: text_only for the list",
                    )
                ]
            )


def _refuse_told(issue: Issue, *texts: str) -> None:
    for text in texts:
        for found in issue.kept_back.found_in(text):
            raise SeedsRejected([_leak(issue, found)])


def _leak(issue: Issue, found: Telltale) -> Problem:
    above = found in issue.hidden.words.all
    why = f"which is not for readers at {issue.marking}" if above else "who is not to be named"
    return Problem(
        "above-ceiling" if above else "withheld-named",
        f"a mail of No. {issue.name.spoken} holds '{found.text[:60]}': it tells of "
        f"{found.record}, {why}",
        Mark("templates/mail.txt.j2", 1, 1),
        "word the templates of the mail, or seeds/distribution.yaml, without it",
    )
