"""Planned readers to frozen messages, each proved by reading it back."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import wraps
from html import unescape
from typing import Concatenate, ParamSpec, TypeVar

from reportkit.delivery.change_summary import ChangeSummary, change_summary
from reportkit.delivery.message.colours import mail_colours
from reportkit.delivery.message.content import (
    MessageContent,
    MessageFormat,
    format_of,
    message_content,
)
from reportkit.delivery.message.dkim import Signer
from reportkit.delivery.message.logo import mail_logo
from reportkit.delivery.message.mime import (
    Addressee,
    body_of,
    enclosed_of,
    head_of,
    message_id,
    nothing_enclosed,
    token_of,
)
from reportkit.delivery.message.proof import Intended, check_bytes, check_head, check_parts
from reportkit.delivery.message.templates import Texts, language_of, write
from reportkit.delivery.message_records import RenderedMessage
from reportkit.delivery.outgoing_edition import OutgoingEdition
from reportkit.delivery.plan import Planned
from reportkit.editions.manifest import EditionName
from reportkit.i18n.translate import current_locale, use_language
from reportkit.model.sensitive_terms import SensitiveTerm
from reportkit.model.series import Transport
from reportkit.model.vocabulary.mail import Profile
from reportkit.model.vocabulary.series import Tlp
from reportkit.page.assets import Design
from reportkit.page.compose.language_isolation import isolated
from reportkit.problems import Mark, Problem, SeedsRejected

_TAG = re.compile(r"<[^>]*>")
P = ParamSpec("P")
T = TypeVar("T")


def _in_the_recipients_language(
    made: Callable[Concatenate[MessageComposer, MessageFormat, P], T],
) -> Callable[Concatenate[MessageComposer, MessageFormat, P], T]:
    """Let what is worded for a form speak its language, around records in their own."""

    @wraps(made)
    def speaks(
        composer: MessageComposer, format_: MessageFormat, /, *args: P.args, **kwargs: P.kwargs
    ) -> T:
        brief = composer.outgoing.book.brief
        language = language_of(composer.design, format_.language, brief.language)
        with use_language(language, brief.written_in):
            return made(composer, format_, *args, **kwargs)

    return speaks


@dataclass(kw_only=True)
class MessageComposer:
    """Makes the messages of one edition; what readers share is made once and kept."""

    outgoing: OutgoingEdition
    design: Design
    settings: Transport
    secret: bytes  # of the unsubscribe words and of the keyed part of Message-IDs
    now: datetime
    signer: Signer | None = None
    test: bool = False  # marked as one
    _since: dict[tuple[Tlp, EditionName | None, bool, bool, str], ChangeSummary] = field(
        default_factory=dict
    )
    _contents: dict[
        tuple[MessageFormat, EditionName | None, bool], tuple[MessageContent, bytes]
    ] = field(default_factory=dict)
    _files: dict[str, bytes] = field(default_factory=dict)
    _versions: dict[Tlp, OutgoingEdition] = field(default_factory=dict)

    def render(self, planned: Iterable[Planned]) -> Iterator[RenderedMessage]:
        """Make the messages one by one.

        Raises SeedsRejected if a template, a form or the size will not do, UnsafeMessage if
        one does not read back as it was meant.
        """
        for each in planned:
            yield self._rendered(each)

    @_in_the_recipients_language
    def content(
        self, format_: MessageFormat, last: EditionName | None, *, misled: bool = False
    ) -> tuple[MessageContent, bytes]:
        """Give the letter to readers of one form and one last edition, and it encoded.

        ``misled`` are those who had what a correction puts right, if it does so at their marking.
        """
        if (format_, last, misled) not in self._contents:
            outgoing = self._version(format_.marking)
            wrong = misled and outgoing.corrects(last)
            outgoing = replace(outgoing, book=isolated(outgoing.book))
            found = self._changes_since(outgoing, last, format_.profile, misled=wrong)
            language = language_of(self.design, format_.language, outgoing.book.brief.language)
            made = message_content(
                outgoing, format_, found, self.settings, language=language,
                colours=mail_colours(self.design, outgoing.book),
                logo=mail_logo(self.design, outgoing.book), misled=wrong, test=self.test,
            )  # fmt: skip
            texts = write(self.design, made)
            self._refuse_leaks(outgoing, made, texts)
            body = body_of(outgoing, texts.text, texts.html, made.logo)
            check_bytes(body)
            self._contents[format_, last, misled] = made, body
            self._prove_parts(made, body)
        return self._contents[format_, last, misled]

    def enclosed(self, made: MessageContent) -> bytes:
        """Give the encoded file of a letter, proved; without one, what closes the message."""
        name = made.attached.name if made.attached else ""
        if name not in self._files:
            self._files[name] = (
                enclosed_of(self.outgoing, name, self.outgoing.content(name))
                if name
                else nothing_enclosed(self.outgoing)
            )
            check_bytes(self._files[name])
        return self._files[name]

    def _rendered(self, planned: Planned) -> RenderedMessage:
        recipient = planned.recipient
        format_ = format_of(self.outgoing, recipient.mailing)
        misled = self.outgoing.is_correction and (planned.misled or self.test)
        made, body = self.content(format_, planned.last, misled=misled)
        _refuse_withheld_names(
            self._version(format_.marking), recipient.mailing.name, self.settings.sender_name or ""
        )
        addressee = Addressee(
            address=recipient.address,
            name=recipient.name,
            mailing=recipient.mailing.id,
            mailing_name=recipient.mailing.name,
            message_id=message_id(
                self.outgoing,
                recipient.address,
                self.settings,
                self.secret,
                prefix=self._prefix(recipient.mailing.id),
            ),
            token=token_of(self.secret, recipient.address),
            in_reply_to=planned.in_reply_to,
        )
        head = head_of(self.outgoing, made, addressee, self.settings, self.now)
        enclosed = self.enclosed(made)
        if self.signer:
            head = self.signer.signature(b"".join((head, body, enclosed))) + head
        check_bytes(head)  # what it shares with others was proved when it was made
        check_head(head, Intended(recipient.address, made.subject))
        self._refuse_too_large(len(head) + len(body) + len(enclosed))
        return RenderedMessage(
            address=recipient.address,
            name=recipient.name,
            mailing=recipient.mailing.id,
            marking=format_.marking,
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

    def _version(self, marking: Tlp) -> OutgoingEdition:
        if marking not in self._versions:
            self._versions[marking] = self.outgoing.at(marking)
        return self._versions[marking]

    def _changes_since(
        self, outgoing: OutgoingEdition, last: EditionName | None, profile: Profile, *, misled: bool
    ) -> ChangeSummary:
        key = outgoing.marking, last, profile is Profile.CHANGES, misled, current_locale().language
        if key not in self._since:
            self._since[key] = change_summary(outgoing, last, profile, misled=misled)
        return self._since[key]

    def _refuse_leaks(self, outgoing: OutgoingEdition, made: MessageContent, texts: Texts) -> None:
        """Look for what its readers must not learn in all that a mail says."""
        attached = made.attached.name if made.attached else ""
        html = unescape(texts.html)
        _refuse_withheld_names(
            outgoing, made.subject, texts.text, html, _TAG.sub(" ", html), attached
        )

    def _prove_parts(self, made: MessageContent, body: bytes) -> None:
        """Read back what many messages share, once: texts, structure, the sealed file."""
        nobody = Addressee(
            address=made.contact_address,
            name="",
            mailing="proof",
            mailing_name="",
            message_id="<proof@localhost>",
            token="0",  # noqa: S106  # nobody's
        )
        head = head_of(self.outgoing, made, nobody, self.settings, self.now)
        logo = made.logo.content if made.logo else b""
        intended = Intended(nobody.address, made.subject, logo=logo)
        if made.attached:
            intended = intended._replace(attachment=made.attached.name, sha256=made.attached.sha256)
        check_parts(head + body + self.enclosed(made), intended)

    def _refuse_too_large(self, size: int) -> None:
        most = self.settings.max_bytes
        if size > most:
            raise SeedsRejected(
                [
                    Problem(
                        "mail-too-large",
                        f"a message would have {size:,} bytes; at most {most:,} are sent",
                        self.settings.at("max_bytes"),
                        "make the PDF smaller, or set enclosure: text_only for the list",
                    )
                ]
            )


def _refuse_withheld_names(outgoing: OutgoingEdition, *texts: str) -> None:
    for text in texts:
        for found in outgoing.kept_back.found_in(text):
            raise SeedsRejected([_leak(outgoing, found)])


def _leak(outgoing: OutgoingEdition, term: SensitiveTerm) -> Problem:
    above = term in outgoing.hidden.words.all
    why = f"which is not for readers at {outgoing.marking}" if above else "who is not to be named"
    return Problem(
        "above-ceiling" if above else "withheld-named",
        f"a mail of No. {outgoing.name.spoken} holds '{term.text[:60]}': it tells of "
        f"{term.record}, {why}",
        Mark("templates/mail.txt.j2", 1, 1),
        "word the templates of the mail, or seeds/distribution.yaml, without it",
    )
