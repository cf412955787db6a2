"""A new series: the invented example with a person's answers in it, set in the week of today.

No invented deed is put on a party that somebody names: her parties are written down beside the
councils of the Tarn valley, which act in the examples until they are deleted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import NamedTuple

from reportkit import __version__
from reportkit.authoring.answers import Answers, Party, id_of_title
from reportkit.authoring.starter_text import as_comments, moved_days, with_plain, with_value
from reportkit.authoring.written import moment
from reportkit.loading.snippets import quoted
from reportkit.model.series import Cadence
from reportkit.model.vocabulary.series import Every, Weekday
from reportkit.page.selection import OUTLOOK
from reportkit.periods import Slot, slot_due

#: Of the examples as they are shipped.
_LAST_DAY = date(2026, 1, 11)
#: Files of records whose section is one of the brief's, in the order of its sections.
_IN_SECTIONS = ("fighting", "talks", "people")
_CORRECTIONS = "seeds/corrections.yaml"
_TAKEN = frozenset(
    {"brief", "edition", "distribution", "sources", "actors", "places", "assessment", "corrections"}
)
_HEAD = "# yaml-language-server: $schema=../.schemas/records.schema.json\n"
_ON_CORRECTIONS = """
# An error of yours in a published edition is put right in the record and said in the open.
# 'check' offers you the block, which looks like this:
#
"""


class _Section(NamedTuple):
    id: str
    title: str
    file: str  # its name without .yaml


def series_files(answers: Answers, shipped: Mapping[str, str], now: datetime) -> dict[str, str]:
    """Give every file of a new series by its path, made from those of the shipped starter.

    Its edition in work covers the last period that is over.
    """
    slot = slot_due(_cadence(answers.timezone), now)
    by = slot.end - _LAST_DAY
    files = {
        path: moved_days(text, by, _LAST_DAY.year) if path.startswith("seeds/") else text
        for path, text in shipped.items()
    }
    sections = sections_of(answers.sections)
    files["seeds/brief.yaml"] = _brief(files["seeds/brief.yaml"], answers, sections)
    files["seeds/edition.yaml"] = _edition(files["seeds/edition.yaml"], slot)
    files["seeds/actors.yaml"] = _actors(files["seeds/actors.yaml"], answers.parties)
    lists = files["seeds/distribution.yaml"]
    files["seeds/distribution.yaml"] = lists.replace('"TLP:CLEAR"', f'"{answers.tlp.value}"')
    files["README.md"] = files["README.md"].replace("The Tarn valley", answers.title, 1)
    for path in (path for path in files if path.startswith(".github/")):
        files[path] = re.sub(r"reportkit==[\w.]+", f"reportkit=={__version__}", files[path])
    _correction_as_comment(files)
    return dict(_in_sections(files, sections, slot))


def sections_of(titles: tuple[str, ...]) -> tuple[_Section, ...]:
    """Give each section an id and a file of its own, whatever script its title is in."""
    sections: list[_Section] = []
    for number, title in enumerate(titles, 1):
        id = _unlike(id_of_title(title, f"section-{number}"), {each.id for each in sections})
        file = _unlike(f"{id}-section" if id in _TAKEN else id, {each.file for each in sections})
        sections.append(_Section(id, title, file))
    return tuple(sections)


def _unlike(name: str, taken: set[str]) -> str:
    number, made = 2, name
    while made in taken:
        number, made = number + 1, f"{name}-{number}"
    return made


def _cadence(zone: str) -> Cadence:
    return Cadence(every=Every.WEEK, on=Weekday.MONDAY, at_="06:00", zone=zone)


# -- the files -------------------------------------------------------------------------------


def _brief(text: str, answers: Answers, sections: tuple[_Section, ...]) -> str:
    text = with_value(text, "id", answers.id).replace("tarn-001.pdf", f"{answers.id}-001.pdf")
    text = with_value(text, "title", answers.title)
    text = with_value(text, "producer", answers.producer)
    text = with_value(text, "  name", answers.producer)
    text = with_value(text, "  email", answers.email)
    text = with_plain(text, "tlp", f'"{answers.tlp.value}"')
    text = with_value(text, "tlp_community", f"partners of {answers.producer}")
    text = text.replace("zone: UTC}", f"zone: {quoted(answers.timezone)}}}", 1)
    if answers.language != "en":
        text = with_plain(text, "language", answers.language)
        written = (
            "text_language: en                      # of the records: the examples are English"
        )
        text = text.replace("\ntlp: ", f"\n{written}\ntlp: ", 1)
    listed = "".join(f"  - {{id: {each.id}, title: {quoted(each.title)}}}\n" for each in sections)
    return re.sub(r"(?:^  - \{id: .*\n)+", lambda _: listed, text, count=1, flags=re.MULTILINE)


def _edition(text: str, slot: Slot) -> str:
    text = with_plain(text, "cut_off", moment(slot.cut_off))
    return with_plain(text, "published", moment(slot.due))


def _actors(text: str, parties: tuple[Party, ...]) -> str:
    """Put the parties first: colours and columns go by the order of the file."""
    if not parties:
        return text
    taken: set[str] = set()
    lines = [
        "  # The parties to your conflict, without a deed yet: name them where the examples",
        "  # name the councils of the Tarn valley. kind: state, armed_group, state_force, ...",
    ]
    for number, party in enumerate(parties, 1):
        id = _unlike(id_of_title(party.short or party.name, f"party-{number}"), taken)
        taken.add(id)
        fields = [f"id: {id}", f"name: {quoted(party.name)}"]
        fields += [f"short: {quoted(party.short)}"] if party.short else []
        fields += ["article: true"] if party.article else []
        fields += ["kind: de_facto_authority", "party_to_conflict: true"]
        lines.append(f"  - {{{', '.join(fields)}}}")
    lines.append("  # The examples:")
    return text.replace("actors:\n", "actors:\n" + "".join(f"{line}\n" for line in lines), 1)


def _correction_as_comment(files: dict[str, str]) -> None:
    """There is nothing to correct before No. 1: show how, and say nothing."""
    _, _, body = files.pop(_CORRECTIONS).partition("corrections:\n")
    files["seeds/assessment.yaml"] += (
        "\n# An error of yours in a published edition is put right in the record and said in the\n"
        "# open. 'check' offers you the block, which looks like this:\n#\n"
        + as_comments(f"corrections:\n{body}")
    )


def _in_sections(
    files: dict[str, str], sections: tuple[_Section, ...], slot: Slot
) -> Iterator[tuple[str, str]]:
    """Share the examples out among the sections; one that is left gets a fact of its own."""
    body = [each for each in sections if each.id != OUTLOOK] or list(sections)
    shared = {f"seeds/{name}.yaml": number for number, name in enumerate(_IN_SECTIONS)}
    for path, text in files.items():
        if path not in shared:
            yield path, text
            continue
        number = shared[path]
        section = body[min(number, len(body) - 1)]
        name = section.file if number < len(body) else f"{section.file}-{_IN_SECTIONS[number]}"
        yield f"seeds/{name}.yaml", with_plain(text, "section", section.id)
    for section in body[len(_IN_SECTIONS) :]:
        yield f"seeds/{section.file}.yaml", _first_fact(section, slot)


def _first_fact(section: _Section, slot: Slot) -> str:
    statement = f"Example: the first fact of the section “{section.title}” stands here."
    day = slot.end.isoformat()
    return (
        f"{_HEAD}section: {section.id}\n"
        "facts:\n"
        f"  - id: example.{section.id}.first\n"
        f"    statement: {quoted(statement)}\n"
        f"    date: {day}\n"
        "    verification: single_origin        # one source says so\n"
        f"    source_refs: [example.weekly-{day}]\n"
    )
