"""How mail would leave, as far as that can be known without asking anybody."""

from __future__ import annotations

import shlex

from reportkit.delivery.message.dkim import Signer
from reportkit.delivery.recipients import PREFIX, recipients_of
from reportkit.delivery.transports.registry import chosen_by
from reportkit.delivery.transports.server import COMMAND, PASSWORD, SERVER
from reportkit.delivery.transports.transport import Opening
from reportkit.doctor.context import Context
from reportkit.doctor.row import Check, Row, failure, good, skip, warning
from reportkit.loading.loader import DISTRIBUTION
from reportkit.model.series import Transport
from reportkit.model.vocabulary.mail import MailSecurity
from reportkit.problems import ReportkitError, counted

UNABLE = 3
_PLAIN_PORT = 25
#: Stands where a secret would, so that no command which prints one is run.
_NO_SECRET = "not asked for"  # noqa: S105
#: Types a password unseen, and leaves it in no history.
TYPE_PASSWORD = f"read -rs {PASSWORD} && export {PASSWORD}"


def lists(context: Context) -> Row:
    """There are lists, and somebody on each."""
    if not has_mail(context):
        return not_mailed(context)
    distribution = context.distribution
    today = context.now.date()
    counts = {
        mailing.id: len(recipients_of(distribution, today, [mailing.id]))
        for mailing in distribution.lists
    }
    sizes = ", ".join(f"{name}: {counted(count, 'reader')}" for name, count in counts.items())
    if not counts:
        return warning(f"{DISTRIBUTION} has no list", context.say("explain list-unknown"))
    if not all(counts.values()):
        return warning(f"a list has no reader today ({sizes})", context.say("check"))
    return good(sizes)


def transport(context: Context) -> Row:
    """The way that mail takes is set up whole; it is not tried."""
    if not has_mail(context):
        return not_mailed(context)
    settings = settings_of(context)
    kind = chosen_by(settings)
    if kind is SERVER and settings.host is None:
        return no_server()
    environment = dict(context.environment)
    secret = _secret_source(context) if settings.login else "no login"
    if settings.login and not secret:
        return warning(
            f"{settings.host}: no password for {settings.login} in this environment; a timer has "
            "one of its own",
            TYPE_PASSWORD,
        )
    if environment.get(COMMAND) and not environment.get(PASSWORD):
        environment[PASSWORD] = _NO_SECRET
    opening = Opening(settings, context.folder / "seeds", environment)
    try:
        kind.open(opening).close()
        if settings.dkim_key:
            Signer(settings, opening.seeds)
    except ReportkitError as error:
        return refused(error, settings, context)
    signed = f", signed for {settings.dkim_domain or domain_of(settings)}" * bool(settings.dkim_key)
    if kind is not SERVER:
        return good(f"{kind.name}: {kind.where(opening)}{signed}")
    return good(f"{settings.host}, {settings.security}, {secret}{signed}; not tried")


def has_mail(context: Context) -> bool:
    """Tell whether the series says anything of mail."""
    return (context.folder / "seeds" / DISTRIBUTION).exists()


def not_mailed(context: Context) -> Row:
    """Say that the series is not mailed."""
    return skip(
        f"no seeds/{DISTRIBUTION}: it is mailed to nobody", context.say("explain transport-missing")
    )


def no_server() -> Row:
    """Say that mail goes into files alone."""
    return skip(
        "no server is named: mail goes into files alone (send --to-folder, --maildir)",
        f"export {PREFIX}HOST=mail.example.org",
    )


def refused(error: ReportkitError, settings: Transport, context: Context) -> Row:
    """Say why the way to the server cannot be opened, and what to set for it."""
    remedy = _binding(settings, context)
    if not remedy:
        remedy = TYPE_PASSWORD if settings.login else context.say("explain transport-missing")
    return failure(str(error), remedy, error.exit_code if error.exit_code == UNABLE else 0)


def settings_of(context: Context) -> Transport:
    """Give the transport; that there is one was asked when it was read."""
    settings = context.distribution.transport
    if settings is None:
        raise LookupError("no transport")
    return settings


def domain_of(settings: Transport) -> str:
    """Give the domain for which a server or a signature vouches."""
    return settings.sender.rpartition("@")[2]


def _binding(settings: Transport, context: Context) -> str:
    """Give the command that names, beside the password, the server which it is for."""
    wanted = {f"{PREFIX}HOST": settings.host, f"{PREFIX}CA_FILE": settings.ca_file}
    if settings.security is MailSecurity.NONE and settings.port not in (None, _PLAIN_PORT):
        wanted[f"{PREFIX}PORT"] = str(settings.port)  # nothing proves who listens there
    lacking = {
        name: value
        for name, value in wanted.items()
        if settings.login and value and context.environment.get(name, "").strip() != value
    }
    exports = (f"{name}={shlex.quote(value)}" for name, value in lacking.items())
    return f"export {' '.join(exports)}" if lacking else ""


def _secret_source(context: Context) -> str:
    if context.environment.get(PASSWORD):
        return f"password from {PASSWORD}"
    return f"password from the command of {COMMAND}" if context.environment.get(COMMAND) else ""


CHECKS = (
    Check("lists", lists, "check"),
    Check("transport", transport, "explain transport-missing"),
)
