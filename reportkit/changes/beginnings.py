"""Long values beside each other in a message, from shortly before where they differ."""

from __future__ import annotations

from collections.abc import Sequence

from reportkit.loading.serialize import Plain

_WHOLE = 40  # so many letters may be alike before anything is left out
_KEPT = 20  # letters before the first that differs, so that a reader finds the place


def without_common_beginning(values: Sequence[Plain]) -> list[Plain]:
    """Leave out of texts, also within lists and keys, the long beginning that all have.

    A message shows the first words of a value: of a note in which a source changed its last
    sentence it would show the same words twice.
    """
    texts = [value for value in values if isinstance(value, str)]
    lists = [value for value in values if isinstance(value, list)]
    keyed = [value for value in values if isinstance(value, dict)]
    if len(texts) == len(values):
        cut = _cut(texts)
        return [f"… {text[cut:].lstrip()}" if cut else text for text in texts]
    if len(lists) == len(values) and len(set(map(len, lists))) == 1:
        columns = [without_common_beginning(column) for column in zip(*lists, strict=True)]
        return [[*row] for row in zip(*columns, strict=True)]
    if len(keyed) == len(values) and len(set(map(frozenset, keyed))) == 1:
        by_key = {key: without_common_beginning([one[key] for one in keyed]) for key in keyed[0]}
        return [{key: by_key[key][at] for key in one} for at, one in enumerate(keyed)]
    return list(values)


def _cut(texts: Sequence[str]) -> int:
    """Tell where to begin: with a word, where one begins shortly before the first difference."""
    if len(set(texts)) == 1:
        return 0
    shortest = min(map(len, texts))
    letters = enumerate(zip(*texts, strict=False))
    alike = next((at for at, here in letters if len(set(here)) > 1), shortest)
    if alike <= _WHOLE:
        return 0
    word = texts[0].find(" ", alike - _KEPT, alike)
    return word if word >= 0 else alike - _KEPT
