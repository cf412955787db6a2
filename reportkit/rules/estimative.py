"""Does a sentence say how likely something is, in words of its own? English only.

What stands between quotation marks, and what a sentence lets somebody else say, is not its own.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from reportkit.rules.texts import without_quotes
from reportkit.rules.written_chances import chance_in

#: With these somebody says or thinks what follows; "we" among them is the desk itself.
_SAYS = (
    r"(?:(?:says?|said|saying|announc(?:es?|ed)|warn(?:s|ed)?|den(?:y|ies|ied)|claim(?:s|ed)"
    r"|argu(?:es?|ed)|predict(?:s|ed)?|told|tells?|stat(?:es|ed)|reported|reports that"
    r"|believes?|believed|thinks?|thought|fears?|feared|insist(?:s|ed)?|add(?:s|ed)? that"
    r"|heard whether|ask(?:s|ed) whether|threaten(?:s|ed)?|promis(?:es?|ed)|found that"
    r"|call(?:s|ed) (?:it|this|that)|expects|"
    # "is expected to" says nobody's name
    r"(?<!is )(?<!are )(?<!was )(?<!were )(?<!be )(?<!been )expected"
    r"|(?:does|did|do) not rule out)\b)"
)
_SPEAKER = re.compile(rf"(?<!\bwe )(?<!\bnothing ){_SAYS}", re.IGNORECASE)
_ACCORDING = re.compile(r"\b(?:according to|in the (?:words|view) of)\s+(?!us\b)", re.IGNORECASE)
#: "..., the warden said." at the end: what precedes is the speaker's.
_SAYS_LAST = re.compile(
    r",\s+(?!we\b)(?:[\w’'-]+\s+){1,8}(?:say|says|said|reports|reported|warns|warned)\.?\s*$",
    re.IGNORECASE,
)
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z])")

#: A fact with one of these assesses, whatever else it says.
_PLAINLY = re.compile(
    r"\b(?:likely|unlikely|(?<!lists the )(?<!list the )likelihood (?:of|that)"
    r"|in all (?:likelihood|probability)|(?<!had )(?<!have )(?<!has )probable|improbable"
    r"|probably|improbably|presumably|apparently|seemingly|arguably|doubtful"
    r"|almost certain(?:ly)?|seem(?:s|ed)?|signals? (?:that|an?|its|their)"
    r"|appear(?:s|ed)? (?:designed |intended |set |unable |ready |likely )?to"
    r"|looks? set to|poised to|bound to|suggests? that|points? to an?"
    r"|we (?:assess|judge|believe|expect|think|estimate|doubt)"
    r"|in our (?:view|judgement|opinion|assessment))\b",
    re.IGNORECASE,
)
#: These stand on no scale: a reader cannot tell 20% from 60%.
_LOOSELY = re.compile(
    r"\b(?:possibly|perhaps|conceivabl[ey]|potentially|cannot (?:be )?rule[d]? out"
    r"|(?:is|are|was|were|be) (?:also |still |widely )?expected to|it is possible(?= that)"
    r"|(?:is|are|remains?|seems?) (?:\w+ )?possible"
    r"|(?:the )?(?:odds|chances) (?:are|of|that)"
    r"|(?:an?|the|some|no|little) (?:\w+ )?chance (?:of|that)"
    r"|risks? (?:\w+ )?\w+ing"
    r"|(?:at|a|the|great|high|little) risk (?:of|that)(?=.*\b(?:is|are|remains?|grows?|rises?)\b)"
    r"|there is (?:a|some|the) risk (?:of|that))\b",
    re.IGNORECASE,
)
#: "May" the month, and "may ... only", which is leave, are no hedges.
_MAY = re.compile(r"\b(?:may(?! only\b)(?!(?: [\w-]+){1,4} only\b)|might)\b(?=\s+[a-z])")
#: "could not", "nobody could", "so that they could" tell what somebody was able to do.
_COULD = re.compile(
    r"(?<!\bnobody )(?<!\bno one )(?<!\bnone )(?<!\bneither )(?<!\bwho )(?<!\bthey )"
    r"\bcould\b(?! (?:not|no longer|neither|only|hardly|barely|then|once)\b)",
    re.IGNORECASE,
)
#: What an assessment says that has its scale: "could not" and "risk of" leave its chance open.
_HEDGES = re.compile(
    r"\b(?:could|risk of|expected to|presumably|apparently|seemingly|arguably|doubtful|seems?"
    r"|bound to|poised to|looks? set to)\b",
    re.IGNORECASE,
)
#: A part of a word of each pattern above: most texts have none, and are not looked at further.
_IN_ANY = re.compile(
    r"likel|prob|presum|appar|seem|arguab|doubt|certain|signal|appear|looks? set|poised|bound to"
    r"|suggest|points? to|\bwe |\bour |possib|perhaps|conceiv|potential|rule|expected|odds|chance"
    r"|risk|\bmay\b|might|could|%|per ?cent|\bp ?[=≈~]",
    re.IGNORECASE,
)


class Estimate(NamedTuple):
    """The words with which a sentence says how likely something is."""

    words: str
    plainly: bool  # as an assessment is said; else it only hedges
    typed: bool = False  # as a number


@lru_cache(maxsize=4_096)  # several rules ask of the same text, and of it again after a save
def own_words(text: str) -> str:
    """Blank quotations, and what a sentence gives as somebody else's; the length stays."""
    text, kept, at = without_quotes(text), list[str](), 0
    for end in (*(match.start() for match in _SENTENCE_END.finditer(text)), len(text)):
        kept.append(_without_speech(text[at:end]))
        at = end
    return "".join(kept)


def estimate_in(text: str) -> Estimate | None:
    """Give the first words of a text's own that say how likely something is."""
    if not _IN_ANY.search(text):
        return None
    own = own_words(text)
    if chance := chance_in(own):
        return Estimate(chance, plainly=True, typed=True)
    if match := _PLAINLY.search(own):
        return Estimate(match[0], plainly=True)
    words = _first(own, _LOOSELY, _MAY, _COULD)
    return Estimate(words, plainly=False) if words else None


def hedge_in(text: str) -> str:
    """Give the first words with which an assessment says "how likely" off its scale; "" if none.

    The scale's own terms are to be taken out of the text before.
    """
    return _first(own_words(text), _LOOSELY, _MAY, _HEDGES)


def _first(text: str, *forms: re.Pattern[str]) -> str:
    return next((match[0] for form in forms if (match := form.search(text))), "")


def _without_speech(sentence: str) -> str:
    if _ACCORDING.search(sentence) or _SAYS_LAST.search(sentence):
        return " " * len(sentence)
    match = _SPEAKER.search(sentence)
    if match is None:
        return sentence
    return sentence[: match.end()] + " " * (len(sentence) - match.end())
