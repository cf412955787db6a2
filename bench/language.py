"""How well the rules tell a sentence that assesses from one that states."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from bench.bars import row
from bench.measure import ROOT
from bench.table import Result
from reportkit.rules.estimative import estimate_in

CORPUS = ROOT / "bench" / "corpus" / "language.txt"
#: The rules were written upon the first; the second says what they are worth elsewhere.
HALVES = ("tuned", "aside")


class Labelled(NamedTuple):
    """A sentence, and whether a person calls it estimative."""

    is_estimative: bool
    half: str
    text: str


class Scored(NamedTuple):
    """How a half of the corpus came out."""

    right: int  # estimative, and so called
    alarms: tuple[str, ...]  # plain, and called estimative
    missed: tuple[str, ...]  # estimative, and called plain

    @property
    def precision(self) -> float:
        """Give the share of the alarms that is right."""
        called = self.right + len(self.alarms)
        return self.right / called if called else 0.0

    @property
    def recall(self) -> float:
        """Give the share of the estimative sentences that is found."""
        there = self.right + len(self.missed)
        return self.right / there if there else 0.0


def corpus(file: Path = CORPUS) -> Iterator[Labelled]:
    """Read the labelled sentences."""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            label, half, text = (part.strip() for part in line.split("|"))
            yield Labelled(label == "estimative", half, text)


def score(half: str) -> Scored:
    """Ask the rules of each sentence of a half."""
    right, alarms, missed = 0, list[str](), list[str]()
    for sentence in corpus():
        if sentence.half != half:
            continue
        called = estimate_in(sentence.text) is not None
        if called and sentence.is_estimative:
            right += 1
        elif called:
            alarms.append(sentence.text)
        elif sentence.is_estimative:
            missed.append(sentence.text)
    return Scored(right, tuple(alarms), tuple(missed))


def measure_language(_folder: Path, _rounds: int) -> Iterator[Result]:
    """Count once: the same sentences always come out alike."""
    for half in HALVES:
        scored = score(half)
        yield Result(
            row=row(f"language-{half}-precision"),
            shares=[scored.precision],
            note="; ".join(f"wrongly called estimative: {text}" for text in scored.alarms),
        )
        yield Result(
            row=row(f"language-{half}-recall"),
            shares=[scored.recall],
            note="; ".join(f"not called estimative: {text}" for text in scored.missed),
        )
