"""The pages of docs/ that tell what may be written: the same text as ``explain`` has. Pure."""

from __future__ import annotations

import textwrap
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from reportkit.i18n.sentences import capital, stop
from reportkit.model.base import Located
from reportkit.model.metrics import METRICS, POPULATIONS
from reportkit.model.scales import LIKELIHOOD
from reportkit.problems import Code
from reportkit.reference.entries import (
    EVERY,
    FILES,
    TYPES,
    Entry,
    Key,
    Word,
    entry_at,
    holds,
    inner,
)
from reportkit.reference.examples import SERIES, Piece, example_for, example_of
from reportkit.reference.printed import printed, printed_words

_GENERATED = "<!-- Written by tools/reference; change {} instead. -->\n"
#: Words or mappings that were explained further up, with the key under which.
_Explained = dict[object, str]


def seeds_reference() -> str:
    """Give the reference of everything that may stand in seeds/."""
    return "\n".join(_seeds_reference()) + "\n"


def rules_manual(groups: Mapping[str, Sequence[Code]], fixed: Collection[str]) -> str:
    """Give the manual of all codes, with an anchor each; ``fixed`` ones cannot be overruled."""
    return "\n".join(_rules(groups, fixed)) + "\n"


def _seeds_reference() -> Iterator[str]:
    yield _GENERATED.format("the model (reportkit/model) or examples/starter")
    yield "# Reference of the seeds\n"
    yield (
        "Every key that may stand in `seeds/`. *Needed* says what the model asks for; the rules\n"
        "ask for more where it matters ([rules](rules.md)). A key without a default says nothing\n"
        "when it is left out. All examples are from `examples/starter`, an invented series that\n"
        "`check` finds no fault with. [Writing seeds](writing-seeds.md) explains by example,\n"
        "`reportkit explain figure` and `explain figure.operator` tell the same in the terminal,\n"
        "[editors](editors.md) show it while you type.\n"
    )
    yield f"**Records**: {', '.join(f'[{name}](#{name})' for name in TYPES)}.  "
    yield f"**Files**: {', '.join(f'[{n}.yaml](#{n}yaml)' for n in FILES)}.  "
    yield "**Words**: [metrics and populations](#metrics-and-populations), "
    yield "[terms of likelihood](#terms-of-likelihood).\n"
    explained: _Explained = {}
    yield "## every record\n"
    every = entry_at(EVERY)
    yield every.meaning + "\n"
    yield "These keys may stand in every record, beside those of its type.\n"
    yield from _table(every.keys)
    yield from _words(every.keys, explained)
    for name, kind in TYPES.items():
        yield f"## {name}\n"
        entry = entry_at(name)
        section = " Printed in a section: it, or its file, names one." if kind.in_section else ""
        yield f"In a list under `{kind.plural}:`.{section} {entry.meaning}\n"
        yield from _entry(entry, explained)
    for name in FILES:
        entry = entry_at(name)
        yield f"## {entry.file}\n"
        yield entry.meaning + "\n"
        yield from _entry(entry, explained)
    yield from _counted_and_terms()


def _entry(entry: Entry, explained: _Explained) -> Iterator[str]:
    own = [key for key in entry.keys if key.own]
    yield from _table(own)
    piece = example_of(entry)
    if piece:
        where = f", from `examples/{SERIES}/{piece.file}`" if entry.record else ""
        yield f"An example{where}:\n\n```yaml\n{piece.text.rstrip()}\n```\n"
        if piece.id:
            yield f"It is printed as:\n\n> {_escaped(printed(piece.id))}\n"
    yield from _words(own, explained)
    yield from _nested(entry, own, explained)


def _nested(entry: Entry, keys: Iterable[Key], explained: _Explained) -> Iterator[str]:
    """Give a table for each mapping inside a model, and for those inside of these; each once."""
    for key in keys:
        within = inner(key)
        if within is None:
            continue
        here = key.path.partition(".")[2]
        begin = f"{'Each entry of' if key.spec.many else 'What stands under'} `{here}`:"
        model: type[Located] = within.model
        if model in explained:
            yield f"{begin} the same keys as in `{explained[model]}`.\n"
            continue
        explained[model] = key.path
        yield f"{begin} {within.meaning}\n"
        yield from _table(within.keys)
        yield from _words(within.keys, explained)
        yield from _nested(entry, within.keys, explained)


def _table(keys: Iterable[Key]) -> Iterator[str]:
    yield "| key | needed | holds | default | meaning |"
    yield "|---|---|---|---|---|"
    for key in keys:
        needed = "yes" if key.needed else ""
        default = f"`{key.default}`" if key.default else ""
        cells = (f"`{key.name}`", needed, _linked(key), default, _escaped(key.meaning))
        yield f"| {' | '.join(cells)} |"
    yield ""


def _linked(key: Key) -> str:
    """Say what a key holds, with links to the types that it refers to."""
    held = holds(key.spec)
    for kind in key.spec.refers_to.types if key.spec.refers_to else ():
        held = held.replace(f" {kind}", f" [{kind}](#{kind})")
    return held


def _words(keys: Iterable[Key], explained: _Explained) -> Iterator[str]:
    """Explain the words of each key; a list of words once."""
    for key in keys:
        if not (key.words and key.fixed) or key.name == "term":
            continue
        here = key.path.partition(".")[2] if key.own else key.name
        if before := explained.get(key.spec.item):
            yield f"The words of `{here}` are those of `{before}`.\n"
            continue
        explained[key.spec.item] = key.path
        about = f" {stop(key.about_words)}" if key.about_words else ""
        yield f"The words of `{here}`:{about}\n"
        yield from _listed(key.words, key, example_for(key))
        yield ""


def _listed(words: Iterable[Word], key: Key, piece: Piece | None) -> Iterator[str]:
    said = {one.word: one for one in printed_words(key, piece.id if piece else "")}
    for word in words:
        meaning = f": {_escaped(word.meaning)}" if word.meaning else ""
        one = said.get(word.word)
        given = f"`{one.beside}` " if one and one.beside else ""
        prints = f"; {given}prints as: {_escaped(one.text)}" if one else ""
        yield f"- `{word.word}`{meaning}{prints}"


# -- words ------------------------------------------------------------------------------------


def _counted_and_terms() -> Iterator[str]:
    yield "## metrics and populations\n"
    yield "What a figure may count without a word in `brief.yaml`; `metrics:` and `populations:`"
    yield "there add others.\n"
    for name, words in ("Metrics", METRICS), ("Populations", POPULATIONS):
        yield f"{name}: " + ", ".join(f"`{word.id}`" for word in words.values()) + ".\n"
    yield "## terms of likelihood\n"
    yield "`scales: {likelihood: ...}` in `brief.yaml` chooses the scale. The tool prints the band"
    yield "in percent beside each term; nobody types it.\n"
    yield "| scale | row | term | percent |\n|---|---|---|---|"
    for scale, terms in LIKELIHOOD.items():
        for term in terms:
            yield f"| `{scale.value}` | {term.row} | `{term.term}` | {term.low} to {term.high} |"


# -- rules ------------------------------------------------------------------------------------


def _rules(groups: Mapping[str, Sequence[Code]], fixed: Collection[str]) -> Iterator[str]:
    yield _GENERATED.format("the explanations in reportkit/rules")
    yield "# Rules and errors\n"
    yield (
        "Every code that a command may print, in the words of `reportkit explain CODE`. Where a\n"
        "public standard asks for it, the standard is named; [standards](standards.md) says what\n"
        "each one is. An error stops publication, a warning does so under `--strict` alone; a\n"
        "series may set otherwise what [can be overruled](overruling.md).\n"
    )
    for heading in groups:
        yield f"- [{heading}](#{_anchor(heading)})"
    for heading, codes in groups.items():
        yield f"\n## {heading}"
        for code in codes:
            filled = textwrap.fill(_escaped(code.paragraph), 100, break_on_hyphens=False)
            yield f"\n### {code.code}\n\n{filled}\n\n{_level(code, fixed)}"


def _level(code: Code, fixed: Collection[str]) -> str:
    """Say at which level a rule is told, whether it can be overruled, and from which numbers on."""
    level = f"*{capital(code.level.value)}{'' if code.code in fixed else ', can be overruled'}.*"
    numbers = (
        f"Threshold `{each.name}`: {each.default} {each.unit}, {each.least} to {each.most} may be "
        f"set; {each.meaning}."
        for each in code.thresholds
    )
    return " ".join((level, *numbers))


def _anchor(heading: str) -> str:
    kept = (c for c in heading.lower() if c.isalnum() or c in " -_")
    return "".join(kept).replace(" ", "-")


def _escaped(text: str) -> str:
    for sign in "\\<|*":
        text = text.replace(sign, f"\\{sign}")
    return text
