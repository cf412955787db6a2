"""A record by questions: one key after the other, each answer checked at once."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from enum import Enum, auto

import click

from reportkit.authoring.keys_to_ask import asked, is_given, is_sourced, missing, required_paths
from reportkit.authoring.proposed_id import proposed_id
from reportkit.authoring.question import Question, keys_left, question, read_answer
from reportkit.authoring.settings import WrongSetting
from reportkit.authoring.written import Value
from reportkit.cli.shell import print_status, text_width
from reportkit.loading.loader import Loaded
from reportkit.loading.scalars import SLUG
from reportkit.model.envelope import Record
from reportkit.model.metrics import LOSSES
from reportkit.problems import did_you_mean

#: More ids than these are listed only when asked for.
_FEW = 12
_WIDEST = 88
_ROOM = 20  # columns that a meaning needs beside its word


class Answer(Enum):
    """What becomes of a record that was shown."""

    WRITE = auto()
    MEND = auto()  # a key was answered anew
    NO = auto()


class Interview:
    """Asks a person for what a record of one type says."""

    def __init__(
        self,
        model: type[Record],
        loaded: Loaded,
        values: dict[str, Value],
        *,
        section_known: bool,
    ) -> None:
        self.model = model
        self.loaded = loaded
        self.values = values
        self.section_known = section_known  # there is no doubt about it

    def hold(self) -> None:
        """Ask for all that is needed and for what is usual; Ctrl-C and Ctrl-D end it."""
        first = (self.model.__doc__ or "").strip().split("\n")[0]
        _say(f"A new {self.model.type}: {first[:1].lower()}{first[1:]}")
        _say("Enter skips a key shown in [brackets], ? explains more, Ctrl-C ends without writing.")
        for path in asked(self.model, section_known=self.section_known):
            if not is_given(self.values, path) and not self._goes_without(path):
                self.ask(path)
        if "low" in self.values and "best" not in self.values and "operator" not in self.values:
            self.values["operator"] = "at_least"
            _say('  operator: at_least, printed as "at least"')
        self._more()
        self._ask_id()

    def _goes_without(self, path: str) -> bool:
        """Pass over what an earlier answer made idle."""
        if path == "low":
            return "best" in self.values or "high" in self.values
        return path == "relation" and not self._counts_losses()

    def _counts_losses(self) -> bool:
        provider = str(self.values.get("provider", ""))
        party = bool(provider) and self.loaded.records.party_of(provider)
        return bool(party) and self.values.get("metric") in LOSSES

    def ask(self, path: str) -> None:
        """Ask for one key until the answer is good."""
        needed = self._is_needed(path)
        one = question(path, self.model, self.loaded, needed=needed)
        for line in _question_lines(one):
            _say(line)
        label = path if needed else f"[{path}]"
        while True:
            answer = _prompt(f"{label}: ")
            if answer == "?":
                for line in _choice_lines(one, all_of_them=True):
                    _say(line)
            elif not answer:
                if not needed:
                    return
                _say("  this key is needed; you can correct the answer in the file later")
            else:
                values, fault = read_answer(one, answer)
                if values is not None:
                    _set(self.values, path, values)
                    return
                _say(f"  {fault}")

    def _is_needed(self, path: str) -> bool:
        if path in ("best", "low"):  # a bound may stand in the place of the number
            return path == "low"
        if path == "relation":  # a party's count of losses says whose
            return self._counts_losses()
        if path == "source_refs":
            return not is_sourced(self.model, self.values)
        return path in missing(self.model, self.values, section_known=self.section_known)

    def ask_to_write(self) -> Answer:
        """Ask whether the record is to be written as it was shown; a key is asked again."""
        while True:
            answer = _prompt("Write it? (Enter: yes, n: no, or a key to answer again): ")
            if answer.lower() in ("", "y", "yes"):
                return Answer.WRITE
            if answer.lower() in ("n", "no"):
                return Answer.NO
            before = self.values.pop(answer.split(".")[0], None)
            try:
                self._ask_again(answer)
            except WrongSetting as wrong:
                _say(f"  {wrong}")
            else:
                return Answer.MEND
            if before is not None:
                self.values[answer.split(".")[0]] = before

    def _ask_again(self, path: str) -> None:
        if path == "id":
            self._ask_id()
            return
        inner = [one for one in required_paths(self.model) if one.startswith(f"{path}.")]
        for one in inner or [path]:
            self.ask(one)

    def _more(self) -> None:
        """Let the person name further keys."""
        while True:
            key = _prompt("another key (Enter: none, ? lists them): ")
            if not key:
                return
            left = keys_left(self.model, self.values)
            if key == "?":
                _say(textwrap.fill(f"  {', '.join(left)}", _width(), subsequent_indent="  "))
                continue
            try:
                self.ask(key)
            except WrongSetting as wrong:
                hint = did_you_mean(key, left)
                _say(f"  {wrong}" if not hint else f"  there is no key '{key}'; {hint}")

    def _ask_id(self) -> None:
        if "id" in self.values:
            return
        proposal = proposed_id(self.model, self.values, self.loaded.records)
        _say("id: the name of the record for good; the change log follows it")
        while True:
            id = _prompt(f"id [{proposal}]: ") or proposal
            if id in self.loaded.records.defined:
                _say(f"  another record is called '{id}'; ids are never shared")
            elif not SLUG.match(id):
                _say("  write lower-case letters and digits, joined by . - or _")
            else:
                self.values["id"] = id
                return


def _set(values: dict[str, Value], path: str, value: Value) -> None:
    *outer, last = path.split(".")
    for key in outer:
        inner = values.setdefault(key, {})
        if not isinstance(inner, dict):
            return
        values = inner
    values[last] = value


# -- at the terminal -------------------------------------------------------------------------


def _prompt(label: str) -> str:
    """Ask on stderr: stdout has the result alone."""
    try:
        answer: str = click.prompt(
            label, prompt_suffix="", default="", show_default=False, err=True
        )
    except click.Abort:
        click.echo(err=True)  # what comes next begins a line
        raise
    return answer.strip()


def _say(text: str) -> None:
    for line in text.split("\n"):
        depth = len(line) - len(line.lstrip())
        folded = textwrap.wrap(line, _width(), subsequent_indent=" " * depth) or [""]
        print_status("\n".join(folded))


def _width() -> int:
    return max(min(text_width() - 1, _WIDEST), 24)


def _question_lines(one: Question) -> Iterator[str]:
    """Give what is said before an answer is asked for."""
    yield ""
    parts = [part for part in (one.meaning, one.form) if part]
    yield f"{one.path}: {'; '.join(parts)}" if parts else one.path
    if one.field.many and one.choices:
        yield "  several: separate them with commas"
    yield from _choice_lines(one, all_of_them=False)


def _choice_lines(one: Question, *, all_of_them: bool) -> Iterator[str]:
    """List words or ids with their numbers; of many ids only some, unless all are asked for."""
    choices = one.choices
    if not choices:
        if all_of_them:
            yield "  there is nothing to choose from: answer in your own words"
        elif one.field.refers_to is not None:
            yield f"  there is no {' or '.join(one.field.refers_to.types) or 'record'} yet"
        return
    words = one.field.refers_to is None
    shown = choices if all_of_them or words or len(choices) <= _FEW else choices[:3]
    if one.first and not all_of_them:
        shown = choices[: one.first]
    numbered = not any(choice.word.isdigit() for choice in choices)
    if words and not any(choice.meaning for choice in choices) and numbered:
        yield "  " + "  ".join(f"{n} {choice.word}" for n, choice in enumerate(choices, 1))
        return
    widest = max(len(choice.word) for choice in shown)
    for number, (word, meaning) in enumerate(shown, 1):
        begin = f"  {number:>2} {word:<{widest}}  " if numbered else f"  {word:<{widest}}  "
        yield from _beside(begin, meaning, whole=words)
    if len(shown) < len(choices):
        which = "the parties" if one.first else "the newest"
        yield f"  {which} of {len(choices)}; ? lists all, part of an id finds it"


def _beside(begin: str, meaning: str, *, whole: bool) -> Iterator[str]:
    """Set a meaning beside its word, folded below each other; a title of a record is cut."""
    room = _width() - len(begin)
    if not meaning or room < _ROOM:
        yield begin.rstrip()
        if meaning and whole:
            yield f"      {meaning}"
        return
    if not whole:
        yield begin + textwrap.shorten(meaning, room, placeholder=" …")
        return
    first, *rest = textwrap.wrap(meaning, room)
    yield begin + first
    yield from (" " * len(begin) + line for line in rest)
