"""The open slots of a run: each becomes an edition, is skipped, waits, or fails out loud."""

from __future__ import annotations

from dataclasses import dataclass, replace

from reportkit.autopilot.report import (
    awaited,
    places,
)
from reportkit.autopilot.steps import CHECK, RUNS, VERIFY, Make, Steps
from reportkit.editions.journal import (
    Fate,
    Outcome,
    SlotDecision,
)
from reportkit.model.vocabulary.series import Unchanged
from reportkit.periods import Slot
from reportkit.problems import (
    Busy,
    IntegrityBroken,
    ReportkitError,
    SeedsRejected,
    counted,
    errors_in,
)
from reportkit.publish.built import Built, Options
from reportkit.schedule.assignment import Target
from reportkit.schedule.due import Due


@dataclass(frozen=True)
class Publishing(Steps):
    """Publishes what is due."""

    def publish_all(self, slots: Due) -> list[SlotDecision]:
        """Publish the open slots, oldest first; each edition names the gaps before it."""
        published: list[SlotDecision] = []
        gaps = list(slots.gaps)
        for slot in slots.open:
            try:
                decisions = self._publish(slot, tuple(gaps))
            except SeedsRejected as rejected:
                if slot != slots.newest:  # as the seeds are now, it never can be
                    codes = sorted({problem.code for problem in errors_in(rejected.problems)})
                    decisions = SlotDecision(slot.key, slot.due, Fate.MISSED, why=", ".join(codes))
                    self.report.note(f"{slot.key} {self.words.is_missed} ({decisions.why})")
                else:
                    self._refused(slot, rejected)
                    break
            except Busy:
                raise
            except ReportkitError as error:
                self.failed(error, f"{slot.key} is not published", about=slot.key)
                break
            self.report.decisions.append(decisions)
            if decisions.fate is Fate.DONE:
                gaps = []
                published.append(decisions)
            else:
                gaps.append(decisions)
        return published

    def _publish(self, slot: Slot, gaps: tuple[SlotDecision, ...]) -> SlotDecision:
        options = Options(target=Target(slot, self.call.now, gaps), dry=self.call.asked.dry)
        built = build_due(self.call.make, options, self.brief.schedule.unchanged)
        if built.reason:
            self.report.note(f"{slot.key} {self.words.is_skipped}: no record changed")
            return SlotDecision(slot.key, slot.due, Fate.SKIPPED, why="no record changed")
        number = built.edition.lstrip("0")
        pages = f"{built.pages} page{'' if built.pages == 1 else 's'}, " if built.pages else ""
        changes = built.summary or "no record changed"
        lower = "".join(f", abridged at {each}" for each in built.lower)
        aside = f"; {built.aside.words}" if built.aside.words else ""
        self.report.note(
            f"{self.words.published} No. {number} for {slot.key}: {pages}{changes}{lower}{aside}"
        )
        return SlotDecision(slot.key, slot.due, Fate.DONE, number)

    def _refused(self, slot: Slot, rejected: SeedsRejected) -> None:
        """Say why the newest slot has no edition; the owner hears of it once."""
        errors = errors_in(rejected.problems)
        lines = [*places(errors), *filter(None, [rejected.aside.remark])]
        self.report.problems += places(errors)
        if found := awaited(errors):
            what, code = found
            self.report.note(f"{slot.key} {what}", Outcome.WAITING, code)
            if code:
                self.owner.notify(f"review {slot.key}", f"{slot.key} {what}", lines, ask=CHECK)
            return
        headline = f"{slot.key} is not published: {counted(len(errors), 'problem')} in the series"
        aside = f" ({rejected.aside.words})" if rejected.aside.words else ""
        self.report.note(f"{headline}{aside}", Outcome.FAILED, 1)
        self.owner.notify(slot.key, headline, lines, ask=CHECK)

    def failed(self, error: ReportkitError, headline: str, *, about: str) -> None:
        """Note that nothing more is published, and let the owner hear why."""
        self.report.note(f"{headline}: {error}", Outcome.FAILED, error.exit_code)
        ask = VERIFY if isinstance(error, IntegrityBroken) else RUNS
        self.owner.notify(f"{about} {type(error).__name__}", headline, [str(error)], ask=ask)


def build_due(make: Make, options: Options, unchanged: Unchanged) -> Built:
    """Build the edition of a slot; one in which no record changed as the policy has it.

    The result's ``reason`` is not empty where it is skipped.
    """
    built = make(options)
    if not built.reason or unchanged is Unchanged.SKIP or options.target is None:
        return built
    note = unchanged is Unchanged.NOTE
    return make(replace(options, target=options.target._replace(note=note), unchanged=True))
