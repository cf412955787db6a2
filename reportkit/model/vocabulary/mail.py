"""The words of forms and the mail."""

from __future__ import annotations

from enum import StrEnum


class Profile(StrEnum):
    FULL = "full"  # the whole brief
    ONE_PAGE = "one-page"  # page 1, complete in itself
    CHANGES = "changes"  # what changed since the last edition


class Enclosure(StrEnum):
    """What a mail carries."""

    ATTACHMENT = "attachment"  # the PDF, beside a short text
    TEXT_ONLY = "text_only"  # the text alone


class MailSecurity(StrEnum):
    """How the connection to the mail server is protected; the certificate is always proved."""

    #: begins in the open and is protected before anything is said, usually port 587
    STARTTLS = "starttls"
    TLS = "tls"  # from the first byte, usually port 465
    NONE = "none"  # only for a server on this machine
