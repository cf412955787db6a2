"""Questions to a person at the terminal: explained, with a default, asked until answered."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import click

from reportkit.authoring.answers import (
    MAX_PARTIES,
    Unfit,
    read_email,
    read_language,
    read_marking,
    read_name,
    read_parties,
    read_sections,
    read_zone,
)
from reportkit.cli.shell import print_status


class Question(NamedTuple):
    """One question: what it is called, what it is for, and how an answer is read."""

    name: str
    purpose: str
    read: Callable[[Any], Any]  # a text, or the parts of a list
    shown: Callable[[Any], str] = str  # the default as a person would type it
    split: Callable[[str], Any] = str  # what a person types, to what is read


def _split(written: str) -> tuple[str, ...]:
    return tuple(part for part in (each.strip() for each in written.split(";")) if part)


def _split_unless_none(written: str) -> tuple[str, ...]:
    return () if written == "none" else _split(written)


QUESTIONS: Mapping[str, Question] = {
    "title": Question(
        "Title", "of the series; stands in the masthead and names the files", read_name
    ),
    "producer": Question("Producer", "who publishes it", read_name),
    "email": Question("Contact", "a mail address for questions and for errors found", read_email),
    "timezone": Question(
        "Time zone", "of the desk, named by a city: Asia/Kabul, Africa/Khartoum", read_zone
    ),
    "sections": Question(
        "Sections",
        "the headings of the body, in their order, with ; between them",
        read_sections,
        "; ".join,
        _split,
    ),
    "parties": Question(
        "Parties",
        "to the conflict, with short forms: the North Council (NC); South Front (SF); "
        f"at most {MAX_PARTIES}",
        read_parties,
        lambda parties: "; ".join(party.name for party in parties) or "none",
        _split_unless_none,
    ),
    "tlp": Question(
        "Marking",
        "who may read it, unless a record says otherwise: CLEAR, GREEN, AMBER, AMBER+STRICT, RED",
        read_marking,
    ),
    "language": Question("Language", "of headings, labels and dates: en, ur", read_language),
}


def ask(question: Question, default: Any) -> Any:
    """Ask on the terminal until an answer can be one. Raises Abort when nobody answers."""
    offered = question.shown(default)
    print_status(f"\n{question.name}: {question.purpose}")
    while True:
        written = _line(f"  [{offered}] ").strip() or offered
        try:
            return question.read(question.split(written))
        except Unfit as error:
            print_status(f"  {error}", kind="warning")


def _line(prompt: str) -> str:
    """Read a line; asked on stderr, so that stdout holds the result alone."""
    click.echo(prompt, nl=False, err=True)
    written = sys.stdin.readline()
    if not written:
        print_status("")
        raise click.Abort
    return written
