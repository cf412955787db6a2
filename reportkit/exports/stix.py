"""An edition for threat intelligence platforms: a bundle of STIX 2.1. Needs the extra ``stix``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime

from reportkit.changes.edition_view import EditionView
from reportkit.exports.export import Export
from reportkit.exports.stix_objects import Given, StixBook, objects_of
from reportkit.exports.stix_terms import (
    TLP_IDS,
    StixObject,
    extension_definition,
    marking_definition,
)
from reportkit.exports.versions import Version, ids_of, versions
from reportkit.i18n.translate import use_language
from reportkit.model.vocabulary.series import Status
from reportkit.problems import MachineUnable

#: What must stand in an object of each type that is taken back, in place of its words.
_TAKEN_BACK: Mapping[str, StixObject] = {
    "identity": {"name": "Withdrawn"},
    "location": {"name": "Withdrawn", "region": "unknown"},
    "incident": {"name": "Withdrawn"},
    "note": {"content": "Withdrawn"},
    "opinion": {"opinion": "neutral"},
}
_ID = re.compile(r"[a-z-]+--[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")
#: Of an object that is taken back this is left.
_HEAD = ("type", "spec_version", "id", "created_by_ref", "object_marking_refs")


def bundle_of(export: Export) -> bytes:
    """Give the wanted records of an export as a bundle; of a choice nothing else is revoked."""
    wanted = frozenset(record.id for record in export.records)
    is_whole = wanted >= export.book.by_id.keys()
    return bundle(
        export.view,
        export.earlier(),
        draft=export.draft,
        wanted=None if is_whole else wanted,
    )


def bundle(
    view: EditionView,
    earlier: Sequence[EditionView] = (),
    *,
    draft: bool = False,
    wanted: AbstractSet[str] | None = None,
) -> bytes:
    """Give an edition as a bundle; ``earlier`` are those before it that its readers had.

    Objects keep their ids from edition to edition; one that says something else has a later
    `modified`, one that the brief no longer stands behind is `revoked`. With ``wanted`` only
    these records are given; the report of such a choice is another than that of the whole.
    Raises MachineUnable if the library is not there.
    """
    issues = (*earlier, view)
    ids = ids_of([issue.book for issue in issues])
    books = [StixBook(issue, of) for issue, of in zip(issues, ids, strict=True)]
    now = books[-1]
    given = [_given(book, wanted, draft=draft and book is now) for book in books]
    moments = [issue.book.edition.published for issue in issues]
    dated = versions(zip(moments, given, strict=True))
    gone = (id for id in dated if id not in given[-1])
    shown = (dated[id] for id in (*given[-1], *gone))
    objects = [
        plain
        for version in shown
        if _is_wanted(version.content, wanted)
        if (plain := _in_version(version, now))
    ]
    markings = {ref for plain in objects for ref in plain.get("object_marking_refs", ())}
    id = now.ids.of("", "bundle", view.name, view.tlp, "draft" * draft, *_choice(wanted))
    return _spelt(
        f"bundle--{id}",
        [
            *(marking_definition(tlp) for tlp, id in TLP_IDS.items() if id in markings),
            *extension_definition(),
            *objects,
        ],
    )


def readings(content: bytes) -> Iterator[str]:
    """Give the texts of a bundle, without the escapes of JSON.

    Ids are left out: chance may have spelt a number in them.
    """
    texts = _texts(json.loads(content))
    yield from (f'"{text}"' for text in texts if not _ID.fullmatch(text))


def _texts(value: object) -> Iterator[str]:
    match value:
        case str() | int() | float():
            yield str(value)
        case list():
            for item in value:
                yield from _texts(item)
        case dict():
            for key, held in value.items():
                yield key
                yield from _texts(held)


# What an edition gives ----------------------------------------------------------------------


def _given(stix: StixBook, wanted: AbstractSet[str] | None, *, draft: bool) -> dict[str, Given]:
    """Give all objects of an edition, and its report, which names the wanted ones."""
    brief = stix.book.brief
    with use_language(brief.written_in):  # which `lang` names, whatever the pages speak
        of_records = [*objects_of(stix)]
    restriction = _restriction(stix)
    first = [Given("", _producer(stix)), *([Given("", restriction)] if restriction else [])]
    named = [given for given in (*first, *of_records) if _is_wanted(given, wanted)]
    report = Given("", _report(stix, named, restriction, wanted, draft=draft))
    return {given.plain["id"]: given for given in (*first, report, *of_records)}


def _is_wanted(given: Given, wanted: AbstractSet[str] | None) -> bool:
    return wanted is None or not given.record or given.record in wanted


def _producer(stix: StixBook) -> StixObject:
    brief = stix.book.brief
    plain = stix.head("identity", stix.producer, stix.book.tlp)
    return {
        **plain,
        "name": brief.producer,
        "identity_class": "organization",
        "contact_information": f"{brief.contact.name}, {brief.contact.email}",
    }


def _restriction(stix: StixBook) -> StixObject | None:
    """Give what stands beside the label: for whom it is, and what else restricts its use."""
    brief = stix.book.brief
    text = " ".join(part for part in (brief.tlp_community, brief.tlp_restrictions) if part)
    if not text:
        return None
    return {
        "type": "marking-definition",
        "spec_version": "2.1",
        "id": f"marking-definition--{stix.ids.of('', 'restriction', text)}",
        "created_by_ref": stix.producer,
        "definition_type": "statement",
        "definition": {"statement": text},
    }


def _choice(wanted: AbstractSet[str] | None) -> tuple[str, ...]:
    """Name a choice of records, in the id of what holds it."""
    return () if wanted is None else ("of", *sorted(wanted))


def _report(
    stix: StixBook,
    given: Sequence[Given],
    restriction: StixObject | None,
    wanted: AbstractSet[str] | None,
    *,
    draft: bool,
) -> StixObject:
    """Give the edition itself; a revision is a newer version of its number."""
    number = stix.view.name.partition("-")[0]
    id = f"report--{stix.ids.of('', 'report', number, *_choice(wanted))}"
    brief, edition = stix.book.brief, stix.book.edition
    plain = stix.head("report", id, stix.book.tlp)
    if restriction:
        plain["object_marking_refs"].append(restriction["id"])
    page_one = (edition.bottom_line, *edition.highlights)
    return {
        **plain,
        "name": f"{'DRAFT ' * draft}{brief.title}, No. {stix.view.name}",
        "description": " ".join(statement.text for statement in page_one),
        "labels": ["situation-report", *(["draft"] if draft else [])],
        "published": _moment(edition.published),
        "object_refs": [
            each.plain["id"] for each in given if each.plain["type"] != "marking-definition"
        ],
    }


# In which version ---------------------------------------------------------------------------


def _in_version(version: Version[Given], now: StixBook) -> StixObject | None:
    """Give an object with its moments; None of what is not in this edition and stays true."""
    plain = version.content.plain
    created = {"created": _moment(version.created)}
    if plain["type"] == "marking-definition":
        return None if version.gone else plain | created
    moments = created | {"modified": _moment(version.modified)}
    if not version.gone:
        return plain | moments
    record = now.book.by_id.get(version.content.record)
    if plain["type"] == "report" or (record and record.status is Status.DROPPED):
        return None
    return _taken_back(plain, now.producer) | moments


def _taken_back(plain: StixObject, producer: str) -> StixObject:
    """Revoke an object and repeat none of its words: they may not be read any more."""
    type_ = plain["type"]
    left = {key: plain[key] for key in _HEAD} | _TAKEN_BACK.get(type_, {}) | {"revoked": True}
    if type_ == "relationship":
        left |= {key: plain[key] for key in ("relationship_type", "source_ref", "target_ref")}
    if "object_refs" in plain:
        left["object_refs"] = [producer]
    return left


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.000Z")


def _spelt(id: str, objects: Sequence[StixObject]) -> bytes:
    """Spell a bundle, an object on each line, as the library has checked and ordered it."""
    try:
        from stix2 import parse  # type: ignore[import-untyped]
    except ImportError:
        raise MachineUnable(
            "STIX needs a library: install reportkit with its extra, 'reportkit[stix]'"
        ) from None
    lines = ",\n".join(parse(plain).serialize(ensure_ascii=False) for plain in objects)
    head = json.dumps({"type": "bundle", "id": id})
    return f'{head.removesuffix("}")}, "objects": [\n{lines}\n]}}\n'.encode()
