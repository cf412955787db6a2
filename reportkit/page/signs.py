"""The signs of the page, each with one meaning; a word stands beside each, for no sign is enough.

The marks of change are in ``reportkit/page/compose/change_marks.py`` and use none of these. A
picture draws the same signs as shapes (``reportkit/page/charts/shapes.py``).
"""

from __future__ import annotations

from reportkit.model.vocabulary.analysis import IndicatorStatus
from reportkit.model.vocabulary.diplomacy import CommitmentStatus, MeasureStatus
from reportkit.model.vocabulary.series import Trend

BETTER, SAME, WORSE = "↗", "→", "↘"  # of a trend
UP, DOWN = "▲", "▼"  # of a number
#: Of what is promised, ordered or closed: not yet, whole, in part, no more.
ANNOUNCED, IN_FORCE, PARTLY, OVER = "△", "■", "▬", "□"
MET, NOT_KEPT, OVERDUE = "✓", "✗", "▽"
CONTESTED = "◆"  # contested: accounts differ
HAPPENED, NOT_OBSERVED, RECEDED = "●", "○", "◌"

TREND_SIGNS = {Trend.DETERIORATED: WORSE, Trend.UNCHANGED: SAME, Trend.IMPROVED: BETTER}
MEASURE_SIGNS = {
    MeasureStatus.THREATENED: ANNOUNCED,
    MeasureStatus.ANNOUNCED: ANNOUNCED,
    MeasureStatus.IN_FORCE: IN_FORCE,
    MeasureStatus.EASED: PARTLY,
    MeasureStatus.LIFTED: OVER,
    MeasureStatus.EXPIRED: OVER,
}
COMMITMENT_SIGNS = {
    CommitmentStatus.ANNOUNCED: ANNOUNCED,
    CommitmentStatus.AGREED_IN_PRINCIPLE: ANNOUNCED,
    CommitmentStatus.IN_FORCE: IN_FORCE,
    CommitmentStatus.PARTLY_MET: PARTLY,
    CommitmentStatus.MET: MET,
    CommitmentStatus.OVERDUE: OVERDUE,
    CommitmentStatus.BREACH_ALLEGED: CONTESTED,
    CommitmentStatus.BREACH_CONFIRMED: NOT_KEPT,
    CommitmentStatus.LAPSED: OVER,
    CommitmentStatus.NOT_CONCLUDED: NOT_KEPT,
}
INDICATOR_SIGNS = {
    IndicatorStatus.NOT_OBSERVED: NOT_OBSERVED,
    IndicatorStatus.EMERGING: PARTLY,
    IndicatorStatus.OBSERVED: HAPPENED,
    IndicatorStatus.RECEDED: RECEDED,
    IndicatorStatus.NOT_MONITORED: "",
}
