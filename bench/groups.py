"""Every group of the benchmark, in the order in which they are measured."""

from __future__ import annotations

from collections.abc import Sequence

from bench.archive import measure_archive, measure_history
from bench.building import measure_build, measure_pictures
from bench.checking import measure_check, measure_growth, measure_texts
from bench.counted import measure_large
from bench.delivery import measure_mail
from bench.importing import measure_import
from bench.language import measure_language
from bench.many import measure_many, measure_markings
from bench.peers import measure_peers
from bench.preview import measure_preview
from bench.starting import measure_start
from bench.table import Group
from bench.upstream import measure_upstream

GROUPS: tuple[Group, ...] = (
    Group("build", "the shipped No. 5, check to sealed", measure_build),
    Group("check", "the shipped series before No. 5", measure_check),
    Group("start", "what must feel immediate", measure_start),
    Group("many", "24 small series in one command", measure_many),
    Group("markings", "one edition for several readers", measure_markings),
    Group("preview", "from a save to what is seen", measure_preview),
    Group("mail", "500 readers, 400 kB each, over loopback", measure_mail),
    Group("archive", "ten years of weekly editions", measure_archive),
    Group("peers", "what a user would pick instead, on the content of No. 5", measure_peers),
    Group("pictures", "drawing, beside the engine", measure_pictures),
    Group("growth", "check of many records", measure_growth),
    Group("texts", "check of one text at its limit, signs that are hard to read", measure_texts),
    Group("import", "50,000 rows of 31 columns previewed, 2,000 written", measure_import),
    Group("language", "40 sentences that assess, 40 that state", measure_language),
    Group("upstream", "the engine with the patches of docs/upstream", measure_upstream),
    Group("large", "an edition of 1,500 events of a data set", measure_large),
    Group("history", "what a build reads of the editions before it", measure_history),
)


def chosen(names: Sequence[str]) -> tuple[Group, ...]:
    """Give the groups of these names, all where none is named.

    Raises ValueError for a name that no group has.
    """
    known = [group.name for group in GROUPS]
    if unknown := sorted(set(names) - {*known}):
        raise ValueError(f"no group {', '.join(unknown)}; there are {', '.join(known)}")
    return tuple(group for group in GROUPS if not names or group.name in names)
