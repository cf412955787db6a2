"""What the rules about forecasts, charges and the sentences of page one mean."""

from __future__ import annotations

from reportkit.rules.explanation import Explanation, table

ANALYSIS = table(
    "Forecasts",
    Explanation(
        "likelihood-sum",
        "ICD 203, standards 2 and 4",
        "A forecast and its alternatives exclude each other, so that their chances can total "
        "100 %. Very unlikely (5-20 %) beside unlikely (20-45 %) leaves more than a third "
        "unnamed; almost certain (95-99 %) beside unlikely is more than everything. An "
        "alternative that is a part of the forecast event is none.",
    ),
    Explanation(
        "judgement-days",
        "ICD 203, standard 8",
        "Question, statement, alternatives and criteria name the day of the horizon, so that "
        'everybody decides the same forecast. "By 30 November" counts that day in; days are '
        "found in English texts.",
    ),
    Explanation(
        "likelihood-typed",
        "ICD 203, PHIA",
        "The percent band stands beside each term because the tool prints it. A percent that "
        "is typed goes stale with the next change of the term, and contradicts the band.",
    ),
    Explanation(
        "judgement-decided",
        "ICD 203, standard 8",
        "A forecast that was decided belongs to the record of how the desk did. It is no key "
        "judgement any more: write what the question is now.",
    ),
    Explanation(
        "alert-unassessed",
        "CrisisWatch; ICD 203, standard 5",
        "An alert on page one raises the reader's first question: how likely is it? The key "
        "judgement that answers it names the alert ('alert: conflict_risk') and stands first.",
    ),
    "Charges and answers",
    Explanation(
        "charge-unanswered",
        "equal treatment of parties",
        "What one party charges the other with stands beside the other's answer. A charge is a "
        "claim about an event that the other is held to have begun, or about an actor of the "
        "other party. The answer is any claim of the accused that contradicts it or is about "
        "it; where you looked and found none, a claim with modality no_comment and "
        "'about: [the charge]' says so. It is asked of both sides alike.",
    ),
    Explanation(
        "silence-of-nothing",
        "equal treatment of parties",
        "A search without result belongs to what was said of a party: a claim with modality "
        "no_comment names the claim, figure or event that was left unanswered.",
    ),
    "Page 1",
    Explanation(
        "trend-reason-old",
        "CrisisWatch",
        "The arrow tells what became better or worse in the period. Its reasons are records of "
        "the period; what came before was the last edition's news.",
    ),
    Explanation(
        "number-unsupported",
        "ICD 206",
        "Each number in the bottom line, a highlight or a trend's reason is in a record that "
        "the sentence rests on, exactly or rounded, in digits or in words. Numbers below 10, "
        "years and days are not looked at.",
    ),
    Explanation(
        "day-unsupported",
        "ICD 206",
        "Each day that the bottom line, a highlight or a trend's reason names is in a record "
        "that the sentence rests on: as its day, within its first and last, or in its words.",
    ),
    Explanation(
        "fact-runs-ahead",
        "time of the record",
        "A fact, a claim and an event are dated on the last day that they tell of. A fact of 7 "
        "November that says what had not happened by 16 November would stand in the wrong week. "
        "What was planned or promised for a later day says so.",
    ),
)
