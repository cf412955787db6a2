"""Each trap of the contested figures, laid in the good series, and what catches it.

``test_contested.py`` has the table, and shows that without a trap nothing is found.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from reportkit.publish.check import check_series
from tests.building import made_once
from tests.contested.contested_series import Swaps, codes, publish, write

NIGHT = "event: border-night, as_of: 2025-10-12, source_refs: [arab-news-2025-10-12]"
KILLED = "metric: killed, population: mixed, provider: desk"
LINE = "metric: killed, place: durand-line, method: claim, source_refs: [arab-news-2025-10-12]"
UNAMA = "population: civilian, provider: unama, method: count"
FIRST = f"{UNAMA}, source_refs: [unama-2025-10-16]"
MORE = (
    "class: UPDATED,\n     reason: The mission's own report came out and counts more.,"
    " evidence: [unama-2026-02-08]}\n"
)
REPORT = f"{UNAMA}, as_of: 2026-02-08, source_refs: [unama-2026-02-08]"


def figures(*added: str) -> Swaps:
    """Add figures, each by its fields."""
    listed = "".join(f"  - {{id: trap-{n}, {fields}}}\n" for n, fields in enumerate(added))
    return {"more": f"section: militancy\nfigures:\n{listed}"}


def fact(statement: str) -> Swaps:
    """Add a fact of the night of 11 to 12 October, in the desk's own voice."""
    rest = "date: 2025-10-12, verification: unverified, source_refs: [arab-news-2025-10-12]"
    return {
        "more": f"section: militancy\nfacts:\n  - {{id: trap, statement: {statement}, {rest}}}\n"
    }


def said(file: str, *pairs: tuple[str, str]) -> Swaps:
    """Let a file say other texts in the place of some."""
    return {file: pairs}


FIRST_EDITION = {
    "the mean of both sides' counts": (
        {"toll-merged"},
        figures(f"{KILLED}, best: 40.5, unit: soldiers, method: estimate, {NIGHT}"),
    ),
    "the mean, rounded": (
        {"toll-merged"},
        figures(f"{KILLED}, best: 41, method: estimate, {NIGHT}"),
    ),
    "the sum of both sides' own dead": (
        {"toll-merged"},
        figures(f"{KILLED}, best: 32, method: count, {NIGHT}"),
    ),
    "the same sum by its parts": (
        {"toll-merged"},
        figures(
            f"{KILLED}, best: 32, method: count, {NIGHT},"
            " parts: [border-night.pk-own-killed, border-night.dfa-own-killed]"
        ),
    ),
    "one side's own and enemy losses added up": (
        {"losses-merged"},
        figures(
            "metric: killed, population: mixed, provider: ispr, relation: third_party, low: 223,"
            f" operator: more_than, method: claim, {NIGHT},"
            " parts: [border-night.pk-own-killed, border-night.pk-enemy-killed]"
        ),
    ),
    "an enemy's loss under the name of one's own": (
        {"losses-merged", "range-unattributed"},
        said(
            "militancy",
            ("dfa-defence-ministry, relation: enemy", "dfa-defence-ministry, relation: own"),
        ),
    ),
    "own and enemy losses in one series": (
        {"series-mixed"},
        figures(
            f"{LINE}, provider: ispr, relation: own, best: 23, series: s, as_of: 2025-10-12",
            f"{LINE}, provider: ispr, relation: enemy, best: 200, series: s, as_of: 2025-10-13",
        ),
    ),
    "both sides' counts of the same dead in one series": (
        {"series-mixed"},
        figures(
            f"{LINE}, provider: ispr, relation: own, best: 23, series: s, as_of: 2025-10-12",
            f"{LINE}, provider: dfa, relation: own, best: 58, series: s, as_of: 2025-10-13",
        ),
    ),
    "a range that does not say that it is a reported one": (
        {"range-unattributed"},
        said("militancy", (" range_kind: reported_min_max,", "")),
    ),
    "a range without who gives which end": (
        {"range-unattributed"},
        said("militancy", ("Of Pakistan's soldiers ISPR gives 23 and the DFA 58.", "As reported.")),
    ),
    "a range from the one side's dead to the other's": (
        {"range-unattributed"},
        said("militancy", ("low: 23, high: 58", "low: 9, high: 58")),
    ),
    "a bare range in a sentence": (
        {"counts-merged-in-text"},
        fact("Between 23 and 58 soldiers were killed in the night."),
    ),
    "a bare range with a dash": (
        {"counts-merged-in-text"},
        fact("Some 23–58 soldiers were killed in the night."),
    ),
    "an average in a sentence": (
        {"counts-merged-in-text"},
        fact("On average 41 soldiers were reported killed in the night."),
    ),
    "a sum in a sentence": (
        {"counts-merged-in-text"},
        fact("In all 32 members of both forces were killed in the night."),
    ),
    "one side's number alone on page 1": (
        {"key-figure-one-sided"},
        said("edition", (", border-night.dfa-enemy-killed]", "]")),
    ),
    "'admits' of one side alone": (
        {"verb-unearned"},
        fact("The DFA defence ministry admitted that it attacked."),
    ),
    "a word that takes a side": (
        {"word-loaded"},
        fact("ISPR says that 4 posts were liberated."),
    ),
    "a toll of casualties copied as one of the killed": (
        {"killed-are-casualties"},
        figures(f"metric: killed, best: 16, place: four-provinces, as_of: 2025-10-17, {FIRST}"),
    ),
    "killed and injured added up as killed": (
        {"count-twice", "parts-mixed"},
        said(
            "militancy",
            ("metric: casualties, population: civilian", "metric: killed, population: civilian"),
        ),
    ),
    "casualties in a series of the killed": (
        {"series-casualties"},
        figures(
            f"metric: killed, best: 2, place: urgun, series: s, as_of: 2025-10-15, {FIRST}",
            f"metric: casualties, best: 9, place: urgun, series: s, as_of: 2025-10-16, {FIRST}",
        ),
    ),
    "an agency cited, and not the mission that it repeats": (
        {"copy-cited"},
        said(
            "militancy",
            (
                "about: [provinces.unama-casualties], source_refs: [unama-2025-10-16]",
                "about: [provinces.unama-casualties], source_refs: [wam-2025-10-17]",
            ),
        ),
    ),
    "'at least' lost beside the first count": (
        {"count-twice"},
        figures(f"metric: killed, best: 17, event: spin-boldak-15-oct, as_of: 2025-10-16, {FIRST}"),
    ),
    "the ceasefire of Doha dated by the outlet": (
        {"ceasefires-overlap", "copy-cited"},
        said(
            "mediation",
            ("class: unknown, start: 2025-10-19", "class: unknown, start: 2025-10-16"),
            (
                "start: 2025-10-16},\n     source_refs: [qatar-2025-10-19]",
                "start: 2025-10-16},\n     source_refs: [outlet-16-oct]",
            ),
        ),
    ),
}


@pytest.mark.parametrize("trap", FIRST_EDITION)
def test_a_trap_of_the_first_edition_is_caught(tmp_path: Path, trap: str) -> None:
    expected, swaps = FIRST_EDITION[trap]

    assert expected == codes(write(tmp_path, 1, swaps))


LATER_EDITIONS = {
    "no search for Kabul's word": (
        2,
        {"losses-one-sided"},
        said(
            "october",
            (
                "[{actor: pakistan, role: other}]",
                "[{actor: pakistan, role: other}, {actor: dfa, role: other}]",
            ),
            ("speaker: dfa, modality: no_comment", "speaker: unama, modality: no_comment"),
        ),
    ),
    "the board's new number called an error of ours": (
        2,
        {"correction-missing"},
        said(
            "edition",
            (
                "{record: urgun.board-killed, class: SOURCE-REVISED",
                "{record: urgun.board-killed, class: CORRECTED",
            ),
        ),
    ),
    "the toll of the day given to the district": (
        3,
        {"toll-place-doubtful"},
        figures(f"metric: killed, best: 35, place: spin-boldak, {REPORT}"),
    ),
    "a slip of a copy as a second count": (
        3,
        {"count-twice"},
        figures(
            f"metric: injured, best: 477, place: afghanistan, {REPORT},"
            " period: {start: 2025-10-01, end: 2025-12-31}"
        ),
    ),
    "a tally that grew in silence": (
        3,
        {"change-unexplained"},
        said("edition", (f"  - {{record: unama-week.killed, {MORE}", "")),
    ),
    "newer knowledge called a correction": (
        3,
        {"correction-immediate", "correction-newer"},
        {
            **said(
                "edition",
                (
                    "{record: unama-week.killed, class: UPDATED",
                    "{record: unama-week.killed, class: CORRECTED",
                ),
            ),
            "more": "section: militancy\ncorrections:\n  - {id: trap, record: unama-week.killed,"
            " field: best, editions_affected: [2, 2], was: 37, now: 47,\n     cause: omission,"
            " because: The mission counts more., found_by: source, severity: serious,"
            " approved_by: Editor, date: 2026-02-08}\n",
        },
    ),
    "a mechanism still told as announced": (
        3,
        {"commitment-due"},
        {
            **said("istanbul", ("status: not_concluded", "status: announced")),
            **said("edition", ("class: STATUS-MOVED", "class: UPDATED")),
        },
    ),
}


@pytest.fixture(scope="module")
def two_published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made_once(tmp_path_factory, "contested-2", lambda folder: publish(folder, 2))


@pytest.mark.parametrize("trap", LATER_EDITIONS)
def test_a_trap_of_a_later_edition_is_caught(
    tmp_path: Path, two_published: Path, trap: str
) -> None:
    week, expected, swaps = LATER_EDITIONS[trap]
    shutil.copytree(two_published / "reports", tmp_path / "reports")
    if week == 2:
        shutil.rmtree(tmp_path / "reports" / "002")

    assert expected == codes(write(tmp_path, week, swaps))


@pytest.mark.parametrize(
    ("trap", "way_out"),
    [
        (
            "a range that does not say that it is a reported one",
            "set 'range_kind: reported_min_max'",
        ),
        ("a range without who gives which end", "name in 'note:' who gives each end"),
        ("a range from the one side's dead to the other's", "leave the range out"),
    ],
)
def test_the_hint_on_a_range_asks_for_what_is_missing_alone(
    tmp_path: Path, trap: str, way_out: str
) -> None:
    _, swaps = FIRST_EDITION[trap]
    (problem,) = check_series(write(tmp_path, 1, swaps)).problems

    assert problem.hint.startswith(way_out)
