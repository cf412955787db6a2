"""What the parties say and want, side by side: a column for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.translate import direction_of, gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.diplomacy import Demand
from reportkit.model.evidence import Actor, Claim, Fact
from reportkit.model.vocabulary.events import DatePrecision, Modality
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.view_model import Anchor, ChangeMark, Side, Sides, Statement
from reportkit.page.labels import actor, capital, short_day, state_of, stop
from reportkit.page.parties import parties, party_css
from reportkit.phrasing.claims import SILENCE, Speaker, actor_in_sentence, claim_clause, speaker_of

_OTHERS = "Others"  # no id: those have no capitals
_ON = gettext_noop("{claim} (said on {day})")
_UNTIL = gettext_noop("{claim} (said on or before {day})")
_UNHEARD = {
    Modality.NO_COMMENT: gettext_noop("No comment from {speaker} was found."),
    Modality.NOT_AVAILABLE: gettext_noop("No statement by {speaker} was available."),
}


def sides_of(book: Book, claims: Sequence[Claim], citations: Citations, fact: Fact) -> Sides:
    """Set claims side by side under their fact: a column for each party, one for all others.

    Who was asked and did not comment has said nothing: that stands under the charge it belongs
    to, and makes no column. What a reader has read of the fact, its day and that it is new, is
    not said again of each claim.
    """
    spoken = sorted(
        (claim for claim in claims if claim.modality not in SILENCE), key=lambda claim: claim.date
    )
    silences = _under_their_charges(book, claims, spoken)
    by_party: dict[str, list[Claim]] = defaultdict(list)
    among_parties = any(book.party_of(claim.speaker) for claim in spoken)
    for claim in spoken:
        # Where no party speaks, those who do have a column each.
        other = _OTHERS if among_parties else claim.speaker
        by_party[book.party_of(claim.speaker) or other].append(claim)
    known = parties(book)
    order = [*(p for p in known if p in by_party), *(p for p in by_party if p not in known)]
    columns = tuple(
        Side(
            party=gettext("Others") if party == _OTHERS else actor(book, party),
            css=party_css(book, party),
            statements=tuple(
                _said(book, claim, silences.get(claim.id, ()), citations, fact)
                for claim in by_party[party]
            ),
        )
        for party in order
    )
    return Sides(columns=columns)


def _under_their_charges(
    book: Book, claims: Sequence[Claim], spoken: Sequence[Claim]
) -> dict[str, list[Claim]]:
    """Give the silences by the claim that they leave without comment: by id of the claim."""
    silences: dict[str, list[Claim]] = defaultdict(list)
    for silence in claims:
        if silence.modality not in SILENCE:
            continue
        side = book.party_of(silence.speaker) or silence.speaker
        charges = [c for c in spoken if (book.party_of(c.speaker) or c.speaker) != side]
        charges = [c for c in charges if c.id in silence.about] or [
            *(c for c in charges if set(c.about).intersection(silence.about)),
            *charges,
        ]
        if charges:
            silences[charges[0].id].append(silence)
    return silences


def _said(
    book: Book,
    claim: Claim,
    silences: Sequence[Claim],
    citations: Citations,
    fact: Fact,
) -> Statement:
    """Say a claim in one sentence, with its day where the fact above it is of another."""
    text = claim_clause(claim, book)
    known = claim.date_precision is DatePrecision.DAY
    if not known or claim.date != fact.date:
        dated = _ON if known else _UNTIL
        year = book.edition.period.end.year
        text = gettext(dated, claim=text, day=short_day(claim.date, year))
    return replace(
        _unmarked(statement_of(book, claim, citations), citations.mark(fact.id)),
        lead="",
        text=stop(capital(text)),
        silences=tuple(_silence(book, each, citations, fact) for each in silences),
    )


def _silence(book: Book, claim: Claim, citations: Citations, fact: Fact) -> Statement:
    """Say that nothing was found; on what stands above it."""
    text = gettext(_UNHEARD[claim.modality], speaker=speaker_of(claim, book).name)
    statement = _unmarked(statement_of(book, claim, citations), citations.mark(fact.id))
    return replace(statement, lead="", text=text)


def _unmarked(statement: Statement, above: ChangeMark | None) -> Statement:
    """Take the mark off what became of a claim where its fact has the same one."""
    mark = statement.anchor.mark
    if mark is None or above is None or mark.css != above.css:
        return statement
    return replace(statement, anchor=replace(statement.anchor, mark=None))


def demands_of(book: Book, demands: Sequence[Demand], citations: Citations) -> Sides | None:
    """Set what each side wants beside what the other wants."""
    if not demands:
        return None
    by_party: dict[str, list[Demand]] = defaultdict(list)
    for demand in demands:
        by_party[demand.party].append(demand)
    order = sorted(by_party, key=lambda party: actor(book, party))
    columns = tuple(
        Side(
            party=_wants(book, party),
            css=party_css(book, book.party_of(party)),
            statements=tuple(
                Statement(
                    anchor=Anchor("", ""),
                    lead="",
                    text=_demand(demand),
                    cites=citations.cite(demand.source_refs),
                )
                for demand in by_party[party]
            ),
        )
        for party in order
    )
    return Sides(columns=columns, headed=True)


def statement_of(book: Book, claim: Claim, citations: Citations) -> Statement:
    """Attribute a claim in the sentence itself; nobody spoke on the day of a silence."""
    quote = claim.quote
    if quote and quote.text.casefold() in without_marks(claim.statement).casefold():
        quote = None  # the statement has the words already
    language = quote.language if quote else ""
    year = book.edition.period.end.year
    return Statement(
        anchor=citations.anchor(claim.id),
        lead="" if claim.modality in SILENCE else capital(_claim_day(claim, year)),
        text=claim_sentence(book, claim),
        quote=quote.text if quote else "",
        language=language,
        direction=direction_of(language),
        translation=(quote.translation or "") if quote else "",
        cites=citations.of(claim),
        state=state_of(claim),
        struck=claim.status is Status.WITHDRAWN,
    )


def claim_sentence(book: Book, claim: Claim) -> str:
    """Say a claim as a sentence: who says it, in which mood, what."""
    return stop(capital(claim_clause(claim, book)))


def named_in_sentence(book: Book, id: str) -> Speaker:
    """Name an actor in full as a sentence does, with its article and its number."""
    return actor_in_sentence(book.get(Actor, id), id, full=True)


def _wants(book: Book, party: str) -> str:
    who = named_in_sentence(book, party)
    wants = gettext_noop("{party} want") if who.plural else gettext_noop("{party} wants")
    return capital(gettext(wants, party=who.name))


def _claim_day(claim: Claim, year: int) -> str:
    day = short_day(claim.date, year)
    known = claim.date_precision is DatePrecision.DAY
    return day if known else gettext("on or before {day}", day=day)


def _demand(demand: Demand) -> str:
    wanted = stop(capital(demand.demand))
    if not demand.red_line:
        return wanted
    red_line = gettext("Red line: {demand}", demand=stop(demand.red_line))
    return f"{wanted} {red_line}"
