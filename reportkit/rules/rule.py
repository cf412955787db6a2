"""One rule: the question it asks, and the codes that it may give."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from reportkit.problems import Code, Problem

Asked = TypeVar("Asked")  # a Book, or its Records where no Book could be read


@dataclass(frozen=True)
class Rule(Generic[Asked]):
    """A question to the facts, with the codes that it may give."""

    ask: Callable[[Asked], Iterator[Problem]]
    codes: tuple[Code, ...]

    def __call__(self, asked: Asked) -> Iterator[Problem]:
        """Give the problems that stand in a book."""
        return self.ask(asked)

    @property
    def name(self) -> str:
        """The statement that should hold, as the function is called."""
        return self.ask.__name__


def rule(*codes: Code) -> Callable[[Callable[[Asked], Iterator[Problem]]], Rule[Asked]]:
    """Make a rule of a function; a code that several rules give is explained at the first."""

    def made(ask: Callable[[Asked], Iterator[Problem]]) -> Rule[Asked]:
        return Rule(ask, codes)

    return made
