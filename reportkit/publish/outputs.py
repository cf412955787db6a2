"""The files in which an edition is published, beside its facts and its change log.

A further one, such as a brief in plain text, is one file that makes an ``Output`` and one entry
in ``OUTPUTS``; sealing, drafts, lower markings, the search for leaks, rebuilding and verifying
take whatever stands there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import PurePath

from reportkit.model.vocabulary.mail import Profile
from reportkit.publish import readings
from reportkit.publish.output import Form, Output

PDF = Output(".pdf", lambda form: form.rendered.pdf, readings.of_pdf)
#: The one file that a browser shows alone.
HTML = Output(
    ".html",
    lambda form: form.rendered.screen.encode(),
    readings.of_html,
    profiles=frozenset({Profile.FULL}),
)

OUTPUTS: tuple[Output, ...] = (PDF, HTML)

#: Of the files that every edition has, and of the pages that it was set from.
_OTHERS = {
    ".json": readings.of_json,
    ".md": readings.of_markdown,
    ".html": readings.of_html,
}


def files_of(stem: str, form: Form) -> dict[str, bytes]:
    """Make every file that a form has, by name."""
    return {
        output.file(stem, form.profile): output.make(form)
        for output in OUTPUTS
        if output.is_made_of(form.profile)
    }


def names_of(stem: str, profile: str, files: Collection[str]) -> dict[str, str]:
    """Name the files of a form that are among ``files``, by their suffix."""
    named = {output.suffix: output.file(stem, profile) for output in OUTPUTS}
    return {suffix: name for suffix, name in named.items() if name in files}


def readings_of(file: str, content: bytes) -> Iterator[str]:
    """Read a file of an edition in every way in which a reader's program could."""
    read = next((each.readings for each in OUTPUTS if file.endswith(each.suffix)), None)
    yield from (read or _OTHERS.get(PurePath(file).suffix, readings.of_text))(content)


def not_sealed_then(files: Collection[str], sealed: Collection[str]) -> set[str]:
    """Name those of ``files`` whose output no file of a sealed edition has: it came later."""
    later = [
        output.suffix
        for output in OUTPUTS
        if not any(name.endswith(output.suffix) for name in sealed)
    ]
    return {name for name in files if name.endswith(tuple(later))}
