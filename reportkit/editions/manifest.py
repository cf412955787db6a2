"""What a sealed edition says of itself: manifest.json, the last file written and the proof.

Each manifest holds the digest of the manifest before it. This chain shows an altered, lost
or renumbered edition. It cannot show a store whose whole chain was computed anew, nor one
whose newest editions were taken away: against that helps only who remembers a later digest,
which is why each mail carries one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING, NamedTuple

from reportkit.editions.canonical import (
    canonical,
    count,
    items,
    mapping,
    read_json,
    sha256,
    text,
)
from reportkit.model.vocabulary.series import EditionKind, Tlp
from reportkit.problems import IntegrityBroken, MachineUnable
from reportkit.zones import YEARS

if TYPE_CHECKING:  # it imports yaml, which `verify` does without
    from reportkit.loading.serialize import Plain

#: Of manifest.json. Raise it when an older reportkit could no longer read it rightly.
FORMAT = 1
MANIFEST = "manifest.json"

#: So many editions without a gap are named by the first and the last.
_A_RUN = 3
_NAME = re.compile(r"([0-9]{3,9})(?:-r([1-9][0-9]{0,3}))?\Z", re.ASCII)
#: A key of the manifest itself stands one space in, and no text holds a line feed.
_SEAL = re.compile(rb'^ "seal": "[0-9a-f]{64}",\n', re.MULTILINE)


class EditionName(NamedTuple):
    """Number and revision; printed "005" and "007-r1", which is also the folder's name."""

    number: int  # from 1
    revision: int = 0  # 0 is the first issue

    def __str__(self) -> str:
        return f"{self.number:03d}" + (f"-r{self.revision}" if self.revision else "")

    @property
    def spoken(self) -> str:
        """As printed after "No.": "5", "7-r1"."""
        return f"{self.number}" + (f"-r{self.revision}" if self.revision else "")

    @staticmethod
    def parse(written: str) -> EditionName | None:
        """Read a folder's name; None if it names no edition."""
        if found := _NAME.match(written):
            name = EditionName(int(found[1]), int(found[2] or 0))
            return name if name.number and str(name) == written else None
        return None

    def follows(self, before: EditionName | None) -> bool:
        """Tell whether it may come next: numbers leave no gap, a revision is of the newest."""
        if before is None:
            return self == EditionName(1)
        return self in (EditionName(before.number + 1), before._replace(revision=before[1] + 1))


def spoken_names(names: Iterable[EditionName]) -> str:
    """Name several editions, as printed after "No.": "1 to 4, 6, 6-r1"."""
    runs: list[list[EditionName]] = []
    for name in sorted(names):
        goes_on = runs and not name.revision and runs[-1][-1] == EditionName(name.number - 1)
        runs[-1].append(name) if goes_on else runs.append([name])
    return ", ".join(
        f"{run[0].spoken} to {run[-1].spoken}"
        if len(run) >= _A_RUN
        else ", ".join(name.spoken for name in run)
        for run in runs
    )


class Period(NamedTuple):
    """The days an edition covers, both counted in."""

    start: date
    end: date


class FileDigest(NamedTuple):
    """One sealed file."""

    name: str
    size: int  # in bytes
    sha256: str


class Previous(NamedTuple):
    """The link of the chain: the edition before and the digest of its manifest's bytes."""

    edition: EditionName
    sha256: str


class Variant(NamedTuple):
    """An abridged edition at a lower marking: its own files stand beside the others."""

    marking: Tlp
    pages: int
    records: int
    changes: Mapping[str, int]  # count per class
    since: EditionName | None  # with which it is compared; None: a baseline at this marking
    profiles: Mapping[str, int]  # pages of each form but the full one


class Reviewed(NamedTuple):
    """Who wrote an edition and who read it before release."""

    authors: tuple[str, ...]
    by: str
    on: date
    role: str = ""  # as what
    of: str = ""  # the digest of what was read


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """What whoever builds an edition knows of it before it is sealed."""

    series: str  # the brief's id
    kind: EditionKind
    period: Period
    cut_off: datetime  # with zone
    published: datetime  # with zone, from the seeds
    marking: Tlp
    facts: str  # digest of what the seeds say, at the edition's marking
    design: str  # digest of templates, styles and fonts
    inputs: str  # digest of facts, design and tools: the same inputs make no second edition
    tools: Mapping[str, str]  # what made it, and its version
    pages: int
    records: int
    changes: Mapping[str, int]  # count per class
    releases: tuple[Variant, ...] = ()  # highest marking first
    profiles: Mapping[str, int] = field(default_factory=dict)  # pages of each form but the full one
    review: Reviewed | None = None  # None: nobody but its authors read it before


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest(Imprint):
    """The imprint with what sealing adds: the name, the files and the edition before."""

    edition: EditionName
    files: tuple[FileDigest, ...]
    previous: Previous | None  # None only for 001

    @property
    def supersedes(self) -> EditionName | None:
        """What a revision takes the place of."""
        return self.previous.edition if self.edition.revision and self.previous else None


def inputs_digest(facts: str, design: str, tools: Mapping[str, str]) -> str:
    """Give the key by which a second run knows that the edition exists already."""
    return sha256(canonical({"facts": facts, "design": design, "tools": dict(tools)}))


def write_manifest(manifest: Manifest) -> bytes:
    """Spell a manifest, closed by a digest of itself: nothing newer vouches for the newest."""
    plain: dict[str, Plain] = {
        "format": FORMAT,
        "series": manifest.series,
        "edition": str(manifest.edition),
        "number": manifest.edition.number,
        "revision": manifest.edition.revision,
        "kind": manifest.kind.value,
        "period": {
            "start": manifest.period.start.isoformat(),
            "end": manifest.period.end.isoformat(),
        },
        "cut_off": manifest.cut_off.isoformat(),
        "published": manifest.published.isoformat(),
        "marking": manifest.marking.value,
        "facts": manifest.facts,
        "design": manifest.design,
        "inputs": manifest.inputs,
        "tools": dict(manifest.tools),
        "pages": manifest.pages,
        "records": manifest.records,
        "changes": dict(manifest.changes),
        "files": [
            {"name": file.name, "size": file.size, "sha256": file.sha256}
            for file in sorted(manifest.files)
        ],
    }
    if manifest.releases:  # a key of its own, so that older manifests keep their bytes
        plain["releases"] = [_variant_plain(release) for release in manifest.releases]
    if manifest.profiles:
        plain["profiles"] = dict(manifest.profiles)
    if manifest.review:
        plain["review"] = _review_plain(manifest.review)
    if manifest.previous:
        edition, digest = manifest.previous
        plain["previous"] = {"edition": str(edition), "sha256": digest}
    if manifest.supersedes:
        plain["supersedes"] = str(manifest.supersedes)
    return canonical({**plain, "seal": sha256(canonical(plain))})


def read_manifest(content: bytes) -> Manifest:
    """Read a manifest and prove its own digest.

    Raises IntegrityBroken if one byte differs, MachineUnable if a newer reportkit wrote it.
    The digest is asked first, in every format: a format can be a flipped bit too.
    """
    plain = read_json(content, MANIFEST)
    if canonical(plain) != content or plain.get("seal") != _own_digest(content):
        raise IntegrityBroken(f"{MANIFEST} is not what was sealed: its own digest differs")
    written_in = plain.get("format")
    if isinstance(written_in, int) and written_in > FORMAT:
        raise MachineUnable(
            f"{MANIFEST} has format {written_in}, this reportkit reads up to {FORMAT}: upgrade it"
        )
    try:
        return _bind(plain)
    except KeyError as error:
        raise IntegrityBroken(f"{MANIFEST} cannot be read: it has no {error}") from error
    except (TypeError, ValueError) as error:
        raise IntegrityBroken(f"{MANIFEST} cannot be read: {error}") from error


def _own_digest(content: bytes) -> str:
    """Give the digest of a canonical manifest without the line of its seal, never its last."""
    return sha256(_SEAL.sub(b"", content, count=1))


def _bind(plain: Mapping[str, Plain]) -> Manifest:
    edition = _edition(plain["edition"])
    if edition != (count(plain["number"]), count(plain["revision"])):
        raise ValueError("edition and number differ")
    period = mapping(plain["period"])
    previous = plain.get("previous")
    return Manifest(
        series=text(plain["series"]),
        edition=edition,
        kind=EditionKind(text(plain["kind"])),
        period=Period(*(date.fromisoformat(text(period[end])) for end in ("start", "end"))),
        cut_off=_moment(plain["cut_off"]),
        published=_moment(plain["published"]),
        marking=Tlp(text(plain["marking"])),
        facts=text(plain["facts"]),
        design=text(plain["design"]),
        inputs=text(plain["inputs"]),
        tools={name: text(version) for name, version in mapping(plain["tools"]).items()},
        pages=count(plain["pages"]),
        records=count(plain["records"]),
        changes=_counts(plain["changes"]),
        profiles=_counts(plain.get("profiles", {})),
        releases=tuple(_variant(mapping(each)) for each in items(plain.get("releases", []))),
        review=_review(mapping(plain["review"])) if "review" in plain else None,
        files=tuple(_file(item) for item in items(plain["files"])),
        previous=None if previous is None else _previous(mapping(previous)),
    )


def _variant_plain(release: Variant) -> dict[str, Plain]:
    return {
        "marking": release.marking.value,
        "pages": release.pages,
        "records": release.records,
        "changes": dict(release.changes),
        **({"since": str(release.since)} if release.since else {}),
        **({"profiles": dict(release.profiles)} if release.profiles else {}),
    }


def _variant(plain: Mapping[str, Plain]) -> Variant:
    return Variant(
        marking=Tlp(text(plain["marking"])),
        pages=count(plain["pages"]),
        records=count(plain["records"]),
        changes=_counts(plain["changes"]),
        since=_edition(plain["since"]) if "since" in plain else None,
        profiles=_counts(plain.get("profiles", {})),
    )


def _review_plain(review: Reviewed) -> dict[str, Plain]:
    return {
        "authors": list(review.authors),
        "by": review.by,
        "on": review.on.isoformat(),
        **({"role": review.role} if review.role else {}),
        **({"of": review.of} if review.of else {}),
    }


def _review(plain: Mapping[str, Plain]) -> Reviewed:
    return Reviewed(
        authors=tuple(text(author) for author in items(plain["authors"])),
        by=text(plain["by"]),
        on=date.fromisoformat(text(plain["on"])),
        role=text(plain.get("role", "")),
        of=text(plain.get("of", "")),
    )


def _counts(plain: Plain) -> dict[str, int]:
    return {name: count(number) for name, number in mapping(plain).items()}


def _file(item: Plain) -> FileDigest:
    plain = mapping(item)
    return FileDigest(text(plain["name"]), count(plain["size"]), text(plain["sha256"]))


def _previous(plain: Mapping[str, Plain]) -> Previous:
    return Previous(_edition(plain["edition"]), text(plain["sha256"]))


def _edition(value: Plain) -> EditionName:
    name = EditionName.parse(text(value))
    if name is None:
        raise ValueError(f"{value!r} names no edition")
    return name


def _moment(value: Plain) -> datetime:
    moment = datetime.fromisoformat(text(value))
    if moment.tzinfo is None:
        raise ValueError(f"{value!r} has no time zone")
    if not YEARS[0] <= moment.year <= YEARS[1]:
        raise ValueError(f"{value!r} is no year of a report")
    return moment
