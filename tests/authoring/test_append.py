"""A record at the end of its list; every byte that stood there stays."""

from __future__ import annotations

import pytest

from reportkit.authoring import append as append_module
from reportkit.authoring import append as appending
from reportkit.authoring.append import New, append, append_all
from reportkit.authoring.edits import Edit
from reportkit.authoring.written import Value
from reportkit.authoring.yaml_nodes import Text
from reportkit.authoring.yaml_text import Unwritable, read_text
from reportkit.loading.yaml_reader import Sequence, read_yaml
from reportkit.model.evidence import Event, Fact, Figure

NEW: dict[str, Value] = {"id": "new", "statement": "It rained.", "source_refs": ["wire", "paper"]}


def appended(before: str, **more: str) -> str:
    return append(before.encode(), Fact, {**NEW, **more}, section="north").content.decode()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (
            "facts:\n  - id: a\n    about: [x]\n\nclaims: []\n",
            (
                "facts:\n  - id: a\n    about: [x]\n"
                "  - id: new\n    statement: It rained.\n    source_refs: [wire, paper]\n"
                "\nclaims: []\n"
            ),
        ),
        (  # dashes under the key, lists behind dashes
            "facts:\n- id: a\n  about:\n  - x\n",
            (
                "facts:\n- id: a\n  about:\n  - x\n"
                "- id: new\n  statement: It rained.\n  source_refs:\n  - wire\n  - paper\n"
            ),
        ),
        (  # wide dashes
            "facts:\n  -   id: a\n",
            (
                "facts:\n  -   id: a\n"
                "  -   id: new\n      statement: It rained.\n      source_refs: [wire, paper]\n"
            ),
        ),
        (  # a comment of the last record, one of the file, blank lines between records
            "facts:\n  - id: a\n\n  - id: b  # of b\n    # low: 3\n\n# end\n",
            (
                "facts:\n  - id: a\n\n  - id: b  # of b\n    # low: 3\n"
                "\n  - id: new\n    statement: It rained.\n    source_refs: [wire, paper]\n"
                "\n# end\n"
            ),
        ),
        (  # no line feed at the end, behind a folded text
            "facts:\n  - id: a\n    statement: >-\n      It\n\n      snowed.",
            (
                "facts:\n  - id: a\n    statement: >-\n      It\n\n      snowed."
                "\n  - id: new\n    statement: It rained.\n    source_refs: [wire, paper]"
            ),
        ),
        (  # other lists stand apart
            "claims:\n  - id: x\n\nevents:\n  - id: e\n",
            (
                "claims:\n  - id: x\n\nevents:\n  - id: e\n"
                "\nfacts:\n  - id: new\n    statement: It rained.\n    source_refs: [wire, paper]\n"
            ),
        ),
        (
            "facts:  # none yet\nclaims: []\n",
            (
                "facts:  # none yet\n"
                "  - id: new\n    statement: It rained.\n    source_refs: [wire, paper]\n"
                "claims: []\n"
            ),
        ),
        (
            "# Facts of the week\n",
            (
                "# Facts of the week\nsection: north\n"
                "facts:\n  - id: new\n    statement: It rained.\n    source_refs: [wire, paper]\n"
            ),
        ),
        (
            "facts: [{id: a}, {id: b}]  # two\n",
            (
                "facts: [{id: a}, {id: b},"
                " {id: new, statement: It rained., source_refs: [wire, paper]}]  # two\n"
            ),
        ),
        (
            "facts: [\n  {id: a},\n  {id: b}, # last\n]\n",
            (
                "facts: [\n  {id: a},\n  {id: b}, # last\n"
                "  {id: new, statement: It rained., source_refs: [wire, paper]},\n]\n"
            ),
        ),
        (
            "facts: [\n  {id: a} # last\n]\n",
            (
                "facts: [\n  {id: a}, # last\n"
                "  {id: new, statement: It rained., source_refs: [wire, paper]}\n]\n"
            ),
        ),
    ],
)
def test_it_stands_at_the_end_of_its_list_in_the_manner_of_the_file(
    before: str, after: str
) -> None:
    assert after == appended(before)


def test_an_empty_list_in_brackets_gives_way_to_a_dash() -> None:
    after = appended("facts: []  # none yet\n")

    assert after.startswith("facts:  # none yet\n  - id: new\n")


def test_windows_line_ends_and_a_byte_order_mark_stay() -> None:
    before = "\ufefffacts:\r\n  - id: a\r\n"

    after = appended(before)

    assert after.startswith(before)
    assert after.count("\r\n") == after.count("\n")


@pytest.mark.parametrize(
    "text",
    [
        "no",
        "12:30",
        "#1 of two",
        "a, b",
        'He said: "No."',
        "It's",
        "- dash",
        "x: y",
        "ends with:",
        "{brace}",
        "null",
        "back\\slash",
        "1,200",
        "'quoted'",
        "a # b",
        "Ünïcode, «x»: [y]",
        "long " * 40,
    ],
)
@pytest.mark.parametrize("before", ["facts:\n  - id: a\n", "facts: [{id: a}]\n"])
def test_whatever_a_text_holds_is_read_back(before: str, text: str) -> None:
    root = read_yaml(appended(before, statement=text).encode(), "").root
    records = root.get("facts") if root else None

    assert isinstance(records, Sequence)
    assert " ".join(text.split()) == records.items[1].get("statement").text  # type: ignore[union-attr]


def test_its_lines_are_those_of_the_record() -> None:
    done = append(b"section: x\nfacts:\n  - id: a\nclaims: []\n", Fact, NEW)

    assert (4, 6) == (done.first, done.last)
    assert "  - id: new" == done.block.splitlines()[0]


@pytest.mark.parametrize("before", ["{facts: []}\n", "facts: word\n", "? facts\n: []\n"])
def test_a_file_in_an_odd_form_is_not_written(before: str) -> None:
    with pytest.raises(Unwritable):
        appended(before)


def test_a_record_that_would_change_another_is_not_written(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever a mistake of ours would do: the file is read again before it is written."""
    before = "facts:\n  - id: rain\n    statement: It rained.\n"
    lines = "      And it snowed.\n  - id: snow\n    statement: S.\n"
    monkeypatch.setattr(
        appending, "_edits", lambda *_: iter([Edit(len(before), len(before), lines)])
    )

    with pytest.raises(Unwritable, match="what stands there would be read otherwise"):
        append(before.encode(), Fact, {"id": "snow", "statement": "S."})


def test_many_records_are_appended_in_one_pass_each_under_its_list() -> None:
    file = b"section: front\nfacts: []\nevents:\n  - id: a\n\n  - id: b\n# end\n"
    records: list[New] = [
        (Event, {"id": "c", "summary": "Shots: three"}),
        (Figure, {"id": "d", "best": "3", "source_refs": ["wire"]}),
        (Event, {"id": "e", "source_notes": [{"text": "it's " * 30, "source": "wire"}]}),
    ]

    after = append_all(file, records).decode()

    line = " ".join(["it's"] * 17)
    assert after == (
        "section: front\nfacts: []\nevents:\n  - id: a\n\n  - id: b\n\n"
        '  - id: c\n    summary: "Shots: three"\n\n'
        "  - id: e\n    source_notes:\n      - text: >-\n"
        f"          {line}\n          {line[20:]}\n        source: wire\n# end\n"
        "figures:\n  - id: d\n    best: 3\n    source_refs: [wire]\n"
    )


def test_a_file_is_searched_once_for_the_places_of_all_its_lists(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """To look for places takes seconds in a long file."""
    searched: list[str] = []

    def search(text: str) -> Text:
        searched.append(text)
        return read_text(text)

    monkeypatch.setattr(append_module, "read_text", search)
    file = b"events:\n  - id: a\nfigures:\n  - id: b"

    after = append_all(file, [(Event, {"id": "c"}), (Figure, {"id": "d"})])

    assert after == b"events:\n  - id: a\n  - id: c\nfigures:\n  - id: b\n  - id: d"
    assert len(searched) == 1


def test_of_a_long_file_the_ends_of_its_lists_are_searched_and_all_of_it_stays(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    searched: list[str] = []

    def search(text: str) -> Text:
        searched.append(text)
        return read_text(text)

    monkeypatch.setattr(append_module, "read_text", search)
    events = "".join(
        f"  # no. {at}\n  - id: e{at}\n    summary: {'Shots ' * 99}.\n\n" for at in range(200)
    )
    figures = "".join(f"- {{id: f{at}, best: {at}}}\n" for at in range(200))
    file = f"events:\n{events}figures:\n{figures}# end\nfacts: [{{id: a}}, {{id: b}}]\n"

    after = append_all(
        file.encode(), [(Event, {"id": "c"}), (Figure, {"id": "d"}), (Fact, {"id": "g"})]
    )

    assert after.decode() == (
        f"events:\n{events.rstrip()}\n\n  - id: c\n\n"
        f"figures:\n{figures}- id: d\n# end\nfacts: [{{id: a}}, {{id: b}}, {{id: g}}]\n"
    )
    assert len(searched) == 1
    assert len(searched[0]) < len(file) / 3


def test_two_lists_that_begin_at_the_end_of_a_file_stand_in_their_order() -> None:
    after = append_all(b"facts: []", [(Figure, {"id": "d"}), (Event, {"id": "c"})])

    assert after == b"facts: []\nfigures:\n  - id: d\nevents:\n  - id: c"


def test_many_records_begin_a_file_that_names_their_section() -> None:
    records: list[New] = [(Event, {"id": "c"}), (Figure, {"id": "d"})]

    after = append_all(None, records, section="front")

    assert after == b"section: front\n\nevents:\n  - id: c\n\nfigures:\n  - id: d\n"


def test_a_record_that_would_not_be_read_as_given_is_refused() -> None:
    with pytest.raises(Unwritable, match="would not be read as it is meant"):
        append_all(None, [(Event, {"id": "c"}), (Event, {"id": "d", "summary": "a\x07b"})])
