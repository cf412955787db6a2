"""What was read of a value, for values that recur from row to row."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

K = TypeVar("K")
T = TypeVar("T")
_MOST = 20_000


class Remembered(dict[K, T]):
    """What was read of each value; it forgets all before it grows large."""

    def __init__(self, read: Callable[[K], T]) -> None:
        super().__init__()
        self._of = read

    def __missing__(self, key: K) -> T:
        if len(self) >= _MOST:
            self.clear()
        held = self[key] = self._of(key)
        return held
