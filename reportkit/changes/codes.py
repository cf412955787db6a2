"""The codes of this room: what may be wrong between two editions."""

from __future__ import annotations

from reportkit.problems import Code, Level

CODES = (
    Code(
        "record-vanished",
        "UCDP and ACLED practice; W3C Process",
        "A record of the last edition is not in the seeds any more. Nothing goes "
        "silently: keep it with status superseded, withdrawn or dropped and the reason, "
        "or follow its new id with 'formerly'.",
    ),
    Code(
        "record-retyped",
        "identity-based comparison",
        "An id names one record for ever; it cannot come back as a record of another type.",
    ),
    Code(
        "record-born-ended",
        "COPE, CSAF",
        "A record that no edition has carried cannot begin superseded, withdrawn or "
        "dropped; leave it out.",
    ),
    Code(
        "forecast-born-late",
        "ICD 203, standard 8",
        "A judgement that no edition has carried looks to a day before the cut-off, or is decided "
        "already: what it forecasts was over when readers first see it, and page 1 would count it "
        "as one of our forecasts. Write what happened, or look further ahead.",
    ),
    Code(
        "formerly-unknown",
        "STIX",
        "'formerly' names an id that the last edition does not have. Delete it once an "
        "edition with the new id is sealed.",
        level=Level.WARNING,
    ),
    Code(
        "formerly-taken",
        "STIX",
        "Two records cannot follow the same id of the last edition, and none can follow "
        "an id that is still in use.",
    ),
    Code(
        "change-unexplained",
        "ICD 203, standard 7",
        "A released value differs from the last edition and nothing says what that means: "
        "did the world change, the source, or were we wrong? The hint holds the note to "
        "paste into edition.yaml.",
    ),
    Code(
        "state-older-source",
        "ICD 206",
        "A state moved (a measure lifted, a truce broken) and the newest source that the "
        "record names was out before: before the day of the move, or before the cut-off of "
        "the edition that said otherwise. It cannot have told of it. States that come by "
        "time alone (expired, overdue, lapsed) are not asked.",
        level=Level.WARNING,
    ),
    Code(
        "source-unreviewed",
        "ICD 206, ODNI citation metadata; COPE",
        "A source was withdrawn or is disputed since the last edition, or turned out to repeat one "
        "that is. All that rests on it, or did so in that edition, directly or through claims, "
        "figures, facts and bases, and each sentence of page 1 that is printed again, is changed, "
        "ended, set to under_review, or named under 'source_reviews:' in edition.yaml with the "
        "reason why it stands; readers are told which were looked at again. The hint holds the "
        "block to paste. The next edition asks for no review again.",
    ),
    Code(
        "change-not-editorial",
        "W3C Process",
        "EDITORIAL is a change of wording that changes no meaning; in doubt it is not editorial.",
    ),
    Code(
        "change-reason-missing",
        "ICD 203, standard 7",
        "This class of change needs a reason that a reader of the change log understands: "
        "a source that is graded anew, another method, a fact that is no longer "
        "contested.",
    ),
    Code(
        "change-reason-short",
        "ICD 203, standard 7",
        "A changed judgement says in a full sentence what moved it.",
    ),
    Code(
        "change-reason-repeated",
        "ICD 203, standard 7",
        "The reason equals an earlier edition's: boilerplate explains nothing. Say what "
        "is new, and delete the notes of earlier editions.",
        level=Level.WARNING,
    ),
    Code(
        "change-evidence-missing",
        "ICD 203, standard 7",
        "A changed judgement and a number that its source revised name the records that show it. "
        "A forecast that did not come true, or that nobody can decide, needs none: its note says "
        "where was looked.",
    ),
    Code(
        "change-note-unused",
        "house rule: nothing is lost in silence",
        "A note in edition.yaml speaks of something that has not changed since the last "
        "edition; notes of earlier editions are deleted.",
    ),
    Code(
        "change-note-repeated",
        "house rule: each thing once",
        "Two notes speak of the same field of a record; one of them has to go.",
    ),
    Code(
        "change-class-wrong",
        "change-log taxonomy",
        "The class of a note does not fit what the comparison found.",
    ),
    Code(
        "change-kind-wrong",
        "ICD 203, standard 7",
        "The kind of a judgement's change is found by comparing likelihood, confidence "
        "and horizon; the note says another.",
    ),
    Code(
        "correction-missing",
        "ICMJE",
        "CORRECTED means that we were wrong when we published: a correction record tells "
        "what we wrote, what is right and why. The hint holds one to paste; what only its "
        "author knows stands there in brackets.",
    ),
    Code(
        "correction-unmatched",
        "ICMJE",
        "A correction speaks of a field that is not corrected in this edition.",
    ),
    Code(
        "correction-newer",
        "ICMJE, ISO/IEC",
        "The evidence for a correction is newer than the edition it corrects. What could "
        "not be known then is an update, no error; else say why it should have been "
        "known.",
        level=Level.WARNING,
    ),
)
