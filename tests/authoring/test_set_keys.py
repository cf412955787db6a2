"""A key of a record in the seeds gets another value; every other byte of the file stays."""

from __future__ import annotations

import pytest

from reportkit.authoring.set_keys import with_keys
from reportkit.authoring.yaml_text import Unwritable

FILE = """\
# sources of the week
sources:
  - id: wire  # the agency
    descriptor: >-
      Long
      text.
    link_status: live   # opened on Monday
  # the next one
  - {id: daily, kind: wire, title: "a, b"}
  - id: bare
    url:
actors:
  - id: wire
"""


def test_a_value_is_changed_and_its_comment_stays() -> None:
    after = with_keys(FILE.encode(), "sources", "wire", {"link_status": "dead"}).decode()

    assert after == FILE.replace("link_status: live ", "link_status: dead ")


def test_a_file_whose_lines_do_not_end_alike_is_refused() -> None:
    mixed = FILE.replace("\n", "\r\n", 3).encode()

    with pytest.raises(Unwritable, match="end alike"):
        with_keys(mixed, "sources", "wire", {"link_status": "dead"})


def test_a_new_key_comes_last_in_its_record() -> None:
    after = with_keys(FILE.encode(), "sources", "wire", {"accessed": "2026-01-09"}).decode()

    monday = "link_status: live   # opened on Monday\n"
    assert after == FILE.replace(monday, f"{monday}    accessed: 2026-01-09\n")


def test_a_record_in_braces_stays_in_braces() -> None:
    after = with_keys(FILE.encode(), "sources", "daily", {"kind": "dataset", "language": "ur"})

    assert '{id: daily, kind: dataset, title: "a, b", language: ur}' in after.decode()


def test_a_key_without_a_value_gets_one() -> None:
    after = with_keys(FILE.encode(), "sources", "bare", {"url": "https://example.org/a"})

    assert '    url: "https://example.org/a"\nactors:' in after.decode()


def test_a_key_without_a_value_gets_one_in_braces_too() -> None:
    file = FILE.replace("kind: wire", "kind: ")
    after = with_keys(file.encode(), "sources", "daily", {"kind": "dataset"})

    assert "{id: daily, kind: dataset , title" in after.decode()


def test_a_new_key_follows_one_that_says_nothing() -> None:
    after = with_keys(FILE.encode(), "sources", "bare", {"language": "ur"})

    assert "    url:\n    language: ur\nactors:" in after.decode()


def test_the_ends_of_lines_and_a_mark_at_the_beginning_stay() -> None:
    content = b"\xef\xbb\xbf" + FILE.replace("\n", "\r\n").encode()
    after = with_keys(content, "sources", "wire", {"link_status": "dead"})

    assert after == content.replace(b"live ", b"dead ")


@pytest.mark.parametrize(
    ("text", "why"),
    [
        (FILE.replace("id: wire  #", "id: other  #"), "there is no wire under sources"),
        (FILE.replace("live ", "&a live "), "anchor"),
        (FILE.replace("id: bare", "id: wire"), "wire is not once under sources"),
    ],
)
def test_what_cannot_be_written_is_left_with_the_reason(text: str, why: str) -> None:
    with pytest.raises(Unwritable, match=why):
        with_keys(text.encode(), "sources", "wire", {"link_status": "dead"})
