"""A name is understood as a person would call it."""

from __future__ import annotations

import pytest

from reportkit.reference.lookup import look_up, nearest


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("figure", "figure"),
        ("figures", "figure"),
        ("figures:", "figure"),
        ("brief", "brief"),
        ("brief.yaml", "brief"),
        ("seeds/edition.yaml", "edition"),
        ("record", "record"),
    ],
)
def test_a_type_or_a_file(name: str, path: str) -> None:
    entry = look_up(name).entry

    assert entry
    assert path == entry.path


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("figure.operator", "figure.operator"),
        ("figures[3].operator", "figure.operator"),
        ("event.actors.0.role", "event.actors.role"),
        ("judgement.likelihood.term", "judgement.likelihood.term"),
        ("brief.yaml.cadence", "brief.cadence"),
        ("figure.tlp", "figure.tlp"),
        ("figure.operator.at_least", "figure.operator"),
        ("operator", "figure.operator"),
    ],
)
def test_a_key_by_its_path_or_alone(name: str, path: str) -> None:
    key = look_up(name).key

    assert key
    assert path == key.path


def test_a_key_of_several_types_is_shown_with_all() -> None:
    keys = [key.path for key in look_up("modality").keys + look_up("linked").keys]
    kinds = [key.path for key in look_up("kind").keys]

    assert [] == keys  # of one type each
    assert {"source.kind", "actor.kind", "place.kind", "measure.kind"} < set(kinds)


@pytest.mark.parametrize(
    ("name", "word", "path"),
    [
        ("de_facto_authority", "de_facto_authority", "actor.kind"),
        ("tlp:green", "TLP:GREEN", "record.tlp"),
        ("almost certain", "almost certain", "judgement.likelihood.term"),
        ("killed", "killed", "figure.metric"),
        ("7", "7", "place.geo_precision"),
    ],
)
def test_a_word_tells_where_it_may_stand(name: str, word: str, path: str) -> None:
    answer = look_up(name)

    assert word == answer.word
    assert path in {key.path for key in answer.holders}


def test_a_name_of_several_things_tells_of_all() -> None:
    answer = look_up("claim")

    assert answer.entry
    assert ("claim", ["figure.method"]) == (
        answer.entry.path,
        [key.path for key in answer.holders],
    )


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("figur", "did you mean 'figure'?"),
        ("figure.operater", "did you mean 'figure.operator'?"),
        ("figurs.operator", "did you mean 'figures.operator'?"),
        ("judgement.likelihood.trem", "did you mean 'judgement.likelihood.term'?"),
        ("oprator", "did you mean 'operator'?"),
        ("de_fakto_authority", "did you mean 'de_facto_authority'?"),
        ("figure-oprator", "did you mean 'figure-operator'?"),
        ("figure.best.high", "'figure.best' has no keys of its own"),
        ("judgement.confidence.xyzzy", "known keys: level, basis, text"),
        ("xyzzy", ""),
    ],
)
def test_a_slip_is_answered_with_the_nearest(name: str, hint: str) -> None:
    assert not look_up(name).known
    assert hint == nearest(name, ["figure-operator"])
