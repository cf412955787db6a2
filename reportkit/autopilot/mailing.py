"""The mail of a run: what was deferred, what is new, and who has not got it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from reportkit.autopilot.mailer import SendCounts
from reportkit.autopilot.report import (
    PARTLY,
    in_brief,
)
from reportkit.autopilot.steps import RUNS, Steps
from reportkit.editions.journal import (
    Outcome,
    SlotDecision,
)
from reportkit.editions.sealed import Sealed
from reportkit.problems import (
    Busy,
    ReportkitError,
)
from reportkit.schedule.due import Due
from reportkit.zones import zone_named


@dataclass(frozen=True)
class Mailing(Steps):
    """Mails what was published."""

    def mail(self, slots: Due, published: Sequence[SlotDecision]) -> None:
        """Mail what was deferred, then what is new; an old edition comes as no surprise."""
        if not self.brief.schedule.send_to or not self.call.asked.mail:
            return
        with self._mail_may_fail("the retry"):  # first: what is queued below is tried below
            self._retry()
        sent = {name.partition("-r")[0] for name in self.journal.sent}
        if self.call.asked.dry and published:  # there is nothing to hand over yet
            for each in published:
                self._would_mail(int(each.edition))
        else:
            for sealed in self._new(slots, published):
                if str(sealed.name.number) not in sent:  # a revision: whoever made it mails it
                    self._send(sealed)
        with self._mail_may_fail("the ledger"):
            self._report_unsent(slots.unsent)
            self._report_mail()

    def _new(self, slots: Due, published: Sequence[SlotDecision]) -> Iterator[Sealed]:
        """Give what this run published, else the edition of the newest slot."""
        numbers = {each.edition for each in published}
        if numbers:
            yield from (
                self.store.edition(name) for name in self.store.names() if name.spoken in numbers
            )
        elif slots.edition:
            yield slots.edition

    def _retry(self) -> None:
        mailer, now = self.call.mailer, self.call.now
        if not self.call.asked.dry:
            self._count(self.words.tried_again, mailer.retry(now))
        elif waiting := mailer.waiting(now):
            self.report.note(f"{self.words.tried_again}: {waiting} deferred")

    def _send(self, sealed: Sealed) -> None:
        name, mailer = sealed.name.spoken, self.call.mailer
        if self.call.asked.dry:
            self._would_mail(sealed.name.number)
            return
        with self._mail_may_fail(f"No. {name}"):
            try:
                posted = mailer.send(sealed, self.brief.schedule.send_to, self.call.now)
                self._count(f"{self.words.mailed} No. {name}", posted)
            finally:
                if mailer.has(sealed):  # queued: the retries see to the rest
                    self.report.sent.append(name)

    def _would_mail(self, number: int) -> None:
        lists = self.brief.schedule.send_to
        here = self.call.now.astimezone(zone_named(self.brief.cadence.zone))
        with self._mail_may_fail(f"No. {number}"):
            if count := self.call.mailer.recipients_to_come(number, lists, here):
                recipients = f"{count} reader{'' if count == 1 else 's'}"
                self.report.note(
                    f"{self.words.mailed} No. {number} to {', '.join(lists)}: {recipients}"
                )

    def _report_unsent(self, unsent: Sequence[Sealed]) -> None:
        for sealed in unsent:
            key = f"unsent {sealed.name.spoken}"
            if key not in self.journal.owner_knows and not self.call.mailer.has(sealed):
                headline = f"No. {sealed.name.spoken} was published and never mailed"
                self.report.note(f"{headline}; 'send' does it", Outcome.PARTLY, PARTLY)
                why = "its period is over, so the schedule does not mail it"
                ask = f"'reportkit send {sealed.name.spoken}' mails it."
                self.owner.notify(key, headline, [why], ask=ask)

    def _report_mail(self) -> None:
        """Tell of everybody who has not got what was sent under the schedule."""
        first = self.journal.runs[0].at if self.journal.runs else self.call.now
        troubles = self.call.mailer.troubles(first.replace(microsecond=0), self.call.now)
        for trouble in troubles:
            if trouble.about in self.journal.owner_knows:
                continue
            if not any(trouble.why in said for said in self.report.steps):
                self.report.note(f"{trouble.message} ({trouble.why})", Outcome.PARTLY, PARTLY)
            n = trouble.edition
            ask = (
                f"'reportkit deliveries {n}' lists them; once it is mended, "
                f"'reportkit send {n} --only-failed' mails those who were refused."
            )
            since = f"sent since {trouble.since.isoformat(sep=' ', timespec='minutes')}"
            self.owner.notify(trouble.about, trouble.message, [trouble.why, since], ask=ask)

    @contextmanager
    def _mail_may_fail(self, what: str) -> Iterator[None]:
        """The edition stands whatever the mail does; the next run tries again."""
        try:
            yield
        except Busy:
            self.report.note(f"{what} waits: somebody else is mailing")
        except ReportkitError as error:
            why = in_brief(error)
            self.report.note(f"{what} could not be mailed ({why})", Outcome.PARTLY, PARTLY)
            self.owner.notify(f"mail {what}: {why}", f"{what} could not be mailed", [why], ask=RUNS)

    def _count(self, what: str, posted: SendCounts) -> None:
        if any(posted):
            outcome, code = (Outcome.PARTLY, PARTLY) if posted.wrong else (Outcome.DONE, 0)
            self.report.note(f"{what}: {posted.summary}", outcome, code)
