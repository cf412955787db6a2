"""What page 1 says beside its texts, as lines of a mail: what is expected, and the numbers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from reportkit.changes.edition_view import EditionView
from reportkit.i18n.sentences import unstopped
from reportkit.i18n.translate import gettext, gettext_noop
from reportkit.model.analysis import Judgement
from reportkit.model.evidence import Figure
from reportkit.model.scales import find_term
from reportkit.model.vocabulary.analysis import Degree
from reportkit.page import labels
from reportkit.page.selection import is_carried
from reportkit.phrasing.counted import people_counted, valued
from reportkit.phrasing.quantity import quantity
from reportkit.phrasing.titles import title_of

_CONFIDENCE: Mapping[Degree, str] = {
    Degree.LOW: gettext_noop("low confidence"),
    Degree.MODERATE: gettext_noop("moderate confidence"),
    Degree.HIGH: gettext_noop("high confidence"),
}


def alert_lines(view: EditionView) -> Iterator[str]:
    """Give each alert with what it means."""
    for alert in view.book.edition.alerts:
        name, meaning = map(gettext, labels.ALERTS[alert])
        yield gettext("{alert} – {meaning}.", alert=name, meaning=meaning)


def expectation_lines(view: EditionView) -> Iterator[str]:
    """Give each open key judgement with the percent that its term stands for."""
    scale = view.book.brief.scales.likelihood
    for judgement in view.book.all(Judgement):
        decided = judgement.resolution and judgement.resolution.outcome
        if not judgement.key or decided or not is_carried(judgement):
            continue
        known = find_term(scale, judgement.likelihood.term)
        yield gettext(
            "{judgement} ({details}).",
            judgement=unstopped(judgement.statement),
            details=labels.commas([
                *([labels.band_of(known)] if known else []),
                gettext(_CONFIDENCE[judgement.confidence.level]),
            ]),
        )  # fmt: skip


def key_figure_lines(view: EditionView) -> Iterator[str]:
    """Give each key figure: its value, what it counts, who says so, as of which day."""
    edition = view.book.edition
    for id in edition.key_figures:
        figure = view.book.get(Figure, id)
        if figure is None:
            continue
        if people_counted(view.book, figure):  # "5: civilians killed" is how a table says it
            yield valued([figure], view)
            continue
        line = gettext("{value}: {title}", value=quantity(figure), title=title_of(figure, view))
        if figure.as_of:
            day = labels.short_day(figure.as_of, edition.period.end.year)
            line = labels.commas([line, gettext("as of {day}", day=day)])
        yield line
