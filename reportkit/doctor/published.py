"""What was published and mailed: the chain, the tools that made it, the ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from importlib.metadata import PackageNotFoundError, version

from reportkit import __version__
from reportkit.delivery.ledger import REMEDY, is_gone, pending, read_ledger
from reportkit.delivery.ledger_lost import forgotten
from reportkit.delivery.message_records import PENDING, Delivery, State
from reportkit.delivery.paths import LEDGER
from reportkit.delivery.reconcile import lost_editions
from reportkit.delivery.schema import refuse_damaged
from reportkit.doctor.context import Context
from reportkit.doctor.remedies import pip_install
from reportkit.doctor.row import Check, Row, failure, good, skip, warning
from reportkit.editions.verify import verify
from reportkit.problems import counted

ALTERED = 7
#: Of the tools in a manifest the one that pip does not bring.
_OF_SYSTEM = "pango"
_NONE = "none"
PACKAGE = "reportkit"


def chain(context: Context) -> Row:
    """Nothing that was published is altered or missing."""
    verification = verify(context.store)
    lost = dict.fromkeys(loss.finding for loss in lost_editions(context.store))
    findings = (*verification.findings, *lost)
    if findings:
        more = f"; {len(findings) - 1} more" if len(findings) > 1 else ""
        return failure(f"{findings[0]}{more}", context.say("verify"), ALTERED)
    if not verification.editions_checked:
        return skip("nothing was published yet")
    return good(f"{counted(verification.editions_checked, 'edition')}, every byte as it was sealed")


def tools(context: Context) -> Row:
    """The newest edition was made with what is here, so that it can be made again."""
    latest = context.store.latest()
    if latest is None:
        return skip("nothing was published yet")
    number, then = latest.name.spoken, latest.manifest.tools
    if not then:
        return skip(f"No. {number} does not name what it was made with")
    here = {tool: _version(tool, context) for tool in then}
    others = [tool for tool in then if here[tool] != then[tool]]
    if not others:
        return good(f"the same as made No. {number}: {_listed(then, then)}")
    listed, now = _listed(others, then), _listed(others, here)
    wanted = [f"{tool}=={then[tool]}" for tool in others if tool != _OF_SYSTEM]
    return warning(
        f"No. {number} was made with {listed}; here is {now}: made again, its bytes may differ",
        pip_install(context.machine, *wanted) if wanted else context.say(f"rebuild {number}"),
    )


def ledger(context: Context) -> Row:
    """The ledger of the mail can be read, is whole, and knows all that was mailed."""
    reports = context.store.reports
    if is_gone(reports):
        return failure(f"{LEDGER} is gone, and mail was sent: {REMEDY}", _begin(context), ALTERED)
    refuse_damaged(reports / LEDGER)
    with read_ledger(reports) as opened:
        if missing := forgotten(opened, context.journal):
            names = ", ".join(f"No. {name}" for name in missing)
            return failure(
                f"runs.jsonl says that {names} was mailed, and the ledger does not: {REMEDY}",
                _begin(context),
                ALTERED,
            )
        if opened is None:
            return skip("nothing was mailed yet")
        lines = opened.deliveries()
        waiting = pending(lines)
        for line in waiting:
            opened.message(line)  # raises what is not as it was queued
    proved = f", {len(waiting)} of them proved, for they wait" if waiting else ""
    return good(f"SQLite finds no damage; {counted(len(lines), 'message')} in it{proved}")


def unsettled(context: Context) -> Row:
    """Of every message it is known what became of it."""
    with read_ledger(context.store.reports) as opened:
        lines = opened.deliveries() if opened else ()
    if not lines:
        return skip("nothing was mailed yet")
    unknown = Counter(line.edition for line in lines if line.state is State.UNKNOWN)
    if unknown:
        edition = max(unknown)
        listed = ", ".join(f"{count} of No. {name.spoken}" for name, count in unknown.items())
        return warning(
            f"of {listed} nobody knows whether they arrived: ask the readers, then "
            "'deliveries resolve' notes it",
            context.say(f"deliveries {edition.spoken}"),
        )
    return good(f"none is unknown{_waiting(lines)}")


def _version(tool: str, context: Context) -> str:
    """Give the version that is here of a tool that a manifest names."""
    if tool == _OF_SYSTEM:
        seen = context.engine.tried.steps.get("libraries", {}).get(tool, {})
        return str(seen.get("version", _NONE))
    if tool == PACKAGE:
        return __version__  # as rebuild has it
    try:
        return version(tool)
    except PackageNotFoundError:
        return _NONE


def _listed(tools: Iterable[str], versions: Mapping[str, str]) -> str:
    return ", ".join(f"{tool} {versions[tool]}" for tool in tools)


def _begin(context: Context) -> str:
    return context.say("deliveries start")


def _waiting(lines: tuple[Delivery, ...]) -> str:
    waiting = sum(line.state in PENDING for line in lines)
    return f", {waiting} wait to be sent" if waiting else ""


CHECKS = (
    Check("chain", chain, "verify", seconds=120),
    Check("tools", tools, "verify", seconds=60),
    Check("ledger", ledger, "deliveries"),
    Check("deliveries", unsettled, "deliveries"),
)
