"""What the rules about references, the edition, its days and its records’ ends mean."""

from __future__ import annotations

from reportkit.rules.explanation import Explanation, table

EDITION = table(
    "References",
    Explanation(
        "ref-unknown",
        "ICD 206",
        "A record names another that is not defined in the seeds, so a reader could not "
        "follow it to its source.",
    ),
    Explanation(
        "ref-type",
        "ICD 206",
        "A record is named where one of another type belongs, such as an actor where a "
        "source is asked for.",
    ),
    Explanation(
        "ref-circle",
        "ICD 206",
        "A record stands on itself, directly or in a circle: a text cannot originate from "
        "its own copy.",
    ),
    Explanation(
        "ref-ended",
        "ICD 206",
        "A current record rests on one that was superseded, withdrawn or dropped. Name what "
        "stands in its place, or review the record.",
    ),
    Explanation(
        "source-withdrawn",
        "ICD 206, ODNI citation metadata",
        "Citations exist so that what rests on rescinded reporting can be found. Each "
        "record that cites a withdrawn source is changed, or set to under_review until it "
        "is decided.",
    ),
    Explanation(
        "source-disputed",
        "ICD 206, ODNI citation metadata",
        "The record cites a source that is disputed; cite another, or set the record to "
        "under_review.",
    ),
    Explanation(
        "section-unknown",
        "OCHA",
        "Sections are the headings of brief.yaml, the same in every edition.",
    ),
    Explanation(
        "section-missing",
        "OCHA",
        "Facts, measures, rounds and commitments are printed in a section; without one a "
        "reader would never see them. A file can say 'section:' once for all its records.",
    ),
    "Edition",
    Explanation(
        "format-unknown",
        "",
        "The seeds say of which format they are; a newer one than this version knows is not "
        "guessed at.",
    ),
    Explanation(
        "sections-none",
        "OCHA",
        "A brief has at least one section, and shows at least one.",
    ),
    Explanation(
        "section-hidden-changed",
        "W3C Process",
        "A section with 'shown: false' has changes since the last edition. They are in the change "
        "log and in the annexes, and no reader of the body sees them.",
    ),
    Explanation(
        "note-changed",
        "W3C Process",
        "An edition of the kind note says that nothing changed since the one before, so there "
        "is one before and no record changed since.",
    ),
    Explanation(
        "page-one-full",
        "OCHA",
        "Masthead, bottom line, trend, what changed, key figures and highlights stand on page 1 "
        "together, on the paper of the brief. Shorten the text that is named, or have fewer "
        "highlights or key figures.",
    ),
    Explanation(
        "one-page-full",
        "OCHA",
        "The form of one page has one page. Key judgements, highlights, sentences on what "
        "changed and key figures leave it in this order, and the page says so; what is left is "
        "too long still.",
    ),
    Explanation(
        "body-shortened",
        "OCHA",
        "The body had more pages than max_pages, so the least important records moved to the "
        "annex of the earlier record: first what only stands, then what is new, then what "
        "changed; last what key judgements rest on. What page 1 rests on never moves.",
    ),
    Explanation(
        "body-too-long",
        "OCHA",
        "The body has more pages than max_pages though all that may move to the annex is "
        "there. Judgements, boards, open measures, commitments and questions do not move.",
    ),
    Explanation(
        "brief-repeated",
        "",
        "Each section, metric and population of brief.yaml has its own id.",
    ),
    Explanation(
        "bottom-line-long",
        "ICD 203, standard 6",
        "The main message comes first and is short: at most 60 words.",
    ),
    Explanation(
        "highlights-count",
        "OCHA",
        "A situation report opens with two to five highlights.",
    ),
    Explanation(
        "key-figures-count",
        "OCHA",
        "Page one shows one to six key figures.",
    ),
    Explanation(
        "key-figure-ended",
        "OCHA",
        "A key figure is one that the desk stands behind: not superseded, withdrawn or dropped.",
    ),
    Explanation(
        "key-figure-repeated",
        "",
        "A key figure is shown once.",
    ),
    Explanation(
        "trend-reason",
        "CrisisWatch",
        "An arrow without its reason cannot be argued with: a trend comes with a sentence.",
    ),
    Explanation(
        "trend-repeated",
        "CrisisWatch",
        "A section has one trend.",
    ),
    Explanation(
        "statement-baseless",
        "ICD 206",
        "Every sentence of page one names the records it rests on, so that it can be traced "
        "to sources and re-examined when one of them changes.",
    ),
    Explanation(
        "review-missing",
        "EUAA and ACCORD, two-person rule",
        "The series asks for a review; a final edition names who read it before release and when.",
    ),
    Explanation(
        "review-author",
        "EUAA and ACCORD, two-person rule",
        "Whoever wrote an edition does not review it.",
    ),
    "Schedule",
    Explanation(
        "schedule-list",
        "",
        "What a schedule may mail, and to whom, is written down: each name under 'send_to' is "
        "a list of distribution.yaml.",
    ),
    Explanation(
        "edition-ahead",
        "",
        "edition.yaml speaks of a later period than the one that is due. Its words cannot stand "
        "over the earlier one: publish that by hand, or let it be missed.",
    ),
    Explanation(
        "edition-later",
        "",
        "edition.yaml names an hour of publication that has not come; the scheduled run waits "
        "for it.",
    ),
    Explanation(
        "edition-not-moved",
        "",
        "The schedule waits until the author has written the edition of the period that is due: "
        "always for the first edition, later where the series asks for it ('dates: written').",
    ),
    Explanation(
        "bottom-line-old",
        "ICD 203, standard 6",
        "The main message is that of the edition before although records have changed since. A "
        "person writes the new one; a series fed by machines may allow it ('bottom_line: any').",
    ),
    "Days and periods",
    Explanation(
        "revision-undated",
        "W3C Process",
        "A revision has its own moment of publication, later than that of the edition that it "
        "replaces; the period and the cut-off are those of that edition.",
    ),
    Explanation(
        "period-order",
        "",
        "An end lies before its start.",
    ),
    Explanation(
        "record-after-cut-off",
        "ISW",
        "The edition says that information received after the cut-off is not included; a "
        "record dated later waits for the next edition.",
    ),
    Explanation(
        "cut-off-outside-period",
        "OCHA, WHO",
        "The reference period holds the day of the cut-off, or the masthead contradicts itself.",
    ),
    Explanation(
        "published-before-cut-off",
        "OCHA, WHO",
        "An edition cannot be published before the last moment from which it took information.",
    ),
    Explanation(
        "next-due-past",
        "OCHA",
        "The next edition comes after this one; left out, its day is computed from the cadence.",
    ),
    Explanation(
        "cadence-day",
        "",
        "A weekly or fortnightly series names its weekday.",
    ),
    Explanation(
        "cadence-first",
        "",
        "'first' is a day on which an edition appears; fortnights are counted from it, so it "
        "falls on the weekday of the cadence.",
    ),
    Explanation(
        "zone-unknown",
        "IANA time zones",
        "Cut-offs and slots are told in the series' own zone, whatever the machine's; the "
        "zone has to exist.",
    ),
    Explanation(
        "record-stale",
        "OCHA",
        "The record's own stale_after has passed: confirm it and move the day, or drop it. "
        "Old news that looks fresh misleads.",
    ),
    Explanation(
        "indicator-unchecked",
        "ICD 203, standard 2",
        "An indicator that nobody looked at in this period is no indicator; check it or set "
        "not_monitored.",
    ),
    Explanation(
        "forecast-due",
        "ICD 203, standard 8",
        "The day on which the forecast was to be resolved has passed: say whether it occurred.",
    ),
    Explanation(
        "commitment-due",
        "",
        "The day of a promise has passed and it still stands as promised: set met, overdue, "
        "lapsed or breach_alleged.",
    ),
    "What was ended",
    Explanation(
        "status-reason",
        "COPE, CSAF",
        "A record that is superseded, withdrawn or dropped says why; nothing goes silently.",
    ),
    Explanation(
        "source-status-reason",
        "COPE, CSAF",
        "Readers are told on page 1 that a source was withdrawn or is disputed, and why: "
        "'status_reason' of the source says it.",
    ),
    Explanation(
        "status-successor",
        "W3C Process, CSAF",
        "A superseded record names what replaces it, and only a superseded one does; "
        "withdrawn and dropped are different ends.",
    ),
    Explanation(
        "formerly-in-use",
        "STIX",
        "'formerly' follows a record through a change of its id. That old id cannot be a "
        "record of its own.",
    ),
    Explanation(
        "formerly-repeated",
        "STIX",
        "Two records cannot both be the continuation of one; split it with superseded_by.",
    ),
    Explanation(
        "correction-editions",
        "ICMJE",
        "A correction names the first and last edition that carried the error: [2, 4] for No. 2 "
        "to 4, [2] or [2, 2] for one alone.",
    ),
    Explanation(
        "correction-unfilled",
        "ICMJE",
        "A pasted correction still holds the words that stand where its author writes why it was "
        "wrong and who approved the correction.",
    ),
    Explanation(
        "correction-same",
        "ICMJE",
        "A correction says what was wrong and what is right; here they are the same.",
    ),
)
