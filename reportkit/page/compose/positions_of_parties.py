"""What the parties say and want, side by side: a column for each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from reportkit.i18n.bidi import without_marks
from reportkit.i18n.translate import direction_of, gettext, gettext_noop
from reportkit.model.book import Book
from reportkit.model.diplomacy import Demand
from reportkit.model.evidence import Actor, Claim
from reportkit.model.vocabulary.events import DatePrecision
from reportkit.model.vocabulary.series import Status
from reportkit.page.compose.citations import Citations
from reportkit.page.compose.view_model import Anchor, Side, Sides, Statement
from reportkit.page.labels import actor, capital, short_day, state_of, stop
from reportkit.page.parties import parties, party_css
from reportkit.phrasing.claims import SILENCE, Speaker, actor_in_sentence, claim_clause

_OTHERS = "Others"  # no id: those have no capitals


def sides_of(book: Book, claims: Sequence[Claim], citations: Citations) -> Sides:
    """Set claims side by side: a column for each party that speaks, one for all others."""
    by_party: dict[str, list[Claim]] = defaultdict(list)
    for claim in sorted(claims, key=lambda claim: claim.date):
        by_party[book.party_of(claim.speaker) or _OTHERS].append(claim)
    order = [*(p for p in parties(book) if p in by_party), *(p for p in by_party if p == _OTHERS)]
    columns = tuple(
        Side(
            party=gettext("Others") if party == _OTHERS else actor(book, party),
            css=party_css(book, party),
            statements=tuple(statement_of(book, claim, citations) for claim in by_party[party]),
        )
        for party in order
    )
    return Sides(columns=columns)


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
    return Sides(columns=columns)


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
