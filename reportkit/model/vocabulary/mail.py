"""The words of forms and the mail."""

from __future__ import annotations

from enum import StrEnum


class Profile(StrEnum):
    FULL = "full"
    ONE_PAGE = "one-page"
    CHANGES = "changes"


class Enclosure(StrEnum):
    """What a mail carries."""

    ATTACHMENT = "attachment"
    TEXT_ONLY = "text_only"


class MailSecurity(StrEnum):
    """How the connection to the mail server is protected; the certificate is always proved."""

    STARTTLS = "starttls"
    TLS = "tls"  # from the first byte, usually port 465
    NONE = "none"  # only for a server on this machine
