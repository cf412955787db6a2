"""What a rule of attribution keeps back is in no file of an edition."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from reportkit.editions.manifest import EditionName
from reportkit.model.sensitive_terms import SensitiveTerm, SensitiveTerms
from reportkit.publish.build import build
from reportkit.publish.rebuild import rebuild
from tests import tiny
from tests.variants.test_sealed_releases import readings

MORE = """\
      - {id: said.shut, statement: The road stays shut until spring., date: 2026-01-08,
         claims: [said], verification: single_origin, source_refs: [whisper]}
    claims:
      - {id: said, speaker: elder, spokesperson: Orla Finch, venue: the Heron Inn,
         modality: asserts, statement: the road stays shut, date: 2026-01-08,
         attribution_rule: chatham_house, source_refs: [whisper]}
    """
NAMES = ("Gannet Notes", "Silas Pike", "gannet.example", "Elder of Tarn", "Orla Finch", "Heron Inn")


@pytest.fixture(scope="module")
def series(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A claim under the Chatham House rule, from a source that may not be named."""
    source = """\
      - {id: whisper, publisher: Gannet Notes, author: Silas Pike, kind: research,
         url: "https://gannet.example/1", access: primary, published: 2026-01-08,
         attribution_rule: no_source_name}
    figures:
"""
    actor = "      - {id: elder, name: Elder of Tarn, kind: civilian}\n    sources:\n"
    records = tiny.RECORDS.replace("    figures:\n", source).replace("    sources:\n", actor)
    made = tiny.write(tmp_path_factory.mktemp("withheld"), records=records, more=MORE)
    build(made, now=datetime(2026, 3, 1, tzinfo=UTC))
    return made


def test_names_that_are_kept_back_are_in_no_file(series: Path) -> None:
    """Neither printed nor in the facts and the change log that travel with the page."""
    leaks = {
        (path.name, name)
        for path in (series / "reports" / "001").iterdir()
        for reading in readings(path)
        for name in NAMES
        if name in reading
    }
    html = (series / "reports" / "001" / "valley-001.html").read_text()

    assert set() == leaks
    assert "A speaker who may not be named says that" in html
    assert "Name withheld" in html


def test_such_an_edition_can_be_made_again(series: Path) -> None:
    assert () == rebuild(series, EditionName(1)).differs


@pytest.mark.parametrize(
    ("text", "ids"), [('id="rec-envoy"', ["envoy"]), ('id="rec-envoy.visit"', [])]
)
def test_an_id_that_begins_another_ones_is_not_found_in_it(text: str, ids: list[str]) -> None:
    """A speaker ``envoy`` is kept back, and a fact ``envoy.visit`` is printed."""
    wanted = SensitiveTerms([SensitiveTerm("envoy", "envoy", is_id=True)])

    assert ids == [each.record for each in wanted.found_in(text)]
