"""What was installed: Python, the packages, the engine with its libraries, the fonts."""

from __future__ import annotations

import sys
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path

from reportkit import __version__
from reportkit.doctor.context import Context
from reportkit.doctor.remedies import install, install_libraries, pip_install
from reportkit.doctor.row import Check, Row, failure, good, skip, warning
from reportkit.doctor.versions import admits, requirements_of, spelt
from reportkit.files.package import package_folder
from reportkit.i18n.catalog import base_of, letters_of
from reportkit.page.assets import read_design
from reportkit.page.design.glyph_coverage import covers, known_glyphs
from reportkit.page.pdf.probe import WORD
from reportkit.problems import counted

PACKAGE = "reportkit"
_MOST_SHOWN = 8


def python(context: Context) -> Row:
    """The Python that runs this is one that reportkit is made for."""
    version = ".".join(map(str, sys.version_info[:3]))
    asked = _metadata("Requires-Python")
    if not asked:
        return skip(*_not_installed(context))
    fits = admits(asked, version)
    if fits is None:
        return skip(f"{version}; whether that is {asked} cannot be told")
    detail = f"{version}, {sys.executable}"
    if fits:
        return good(detail)
    remedy = install(context.machine, "python" if context.machine.manager == "brew" else "python3")
    return failure(f"{detail}; reportkit asks for {asked}", remedy)


def packages(context: Context) -> Row:
    """All packages that reportkit needs are there, as it asks for them."""
    try:
        needed = requirements_of(PACKAGE)
    except PackageNotFoundError:
        return skip(*_not_installed(context))
    if needed.unmet:
        wanted = {unmet.requirement.name: unmet.requirement.asked for unmet in needed.unmet}
        remedy = pip_install(
            context.machine, *(f"{name}{asked}" for name, asked in sorted(wanted.items()))
        )
        return failure(spelt(needed.unmet), remedy)
    if needed.unknown:
        names = ", ".join(needed.unknown)
        return warning(
            f"of an odd version, which cannot be compared: {names}",
            pip_install(context.machine, "--upgrade", *needed.unknown),
        )
    return good(f"reportkit {__version__} and the {len(needed.met)} packages that it needs")


def libraries(context: Context) -> Row:
    """The libraries of the system that set type are there."""
    tried = context.engine.tried
    seen = tried.steps.get("libraries")
    if seen is None:
        return failure(f"they could not be looked for: {tried.ended}", _python_again(context))
    missing = [name for name, library in seen.items() if "error" in library]
    if missing:
        reasons = dict.fromkeys(seen[name]["error"] for name in missing)
        return failure(
            f"cannot be opened: {', '.join(missing)} ({'; '.join(reasons)})",
            install_libraries(context.machine, missing),
        )
    return good(", ".join(f"{name} {library['version']}".strip() for name, library in seen.items()))


def engine(context: Context) -> Row:
    """WeasyPrint really sets a page, and what it set can be read again."""
    steps, ended = context.engine.tried
    remedy = pip_install(context.machine, "--force-reinstall", PACKAGE)
    seen, page = steps.get("engine", {}), steps.get("page", {})
    if "error" in seen:
        missing = [name for name, each in steps["libraries"].items() if "error" in each]
        if missing:
            remedy = install_libraries(context.machine, missing)
        return failure(f"WeasyPrint does not start: {seen['error']}", remedy)
    if not page:
        return failure(f"no page was set: {ended or 'the engine said nothing'}", remedy)
    if (page["pages"], page["text"]) != (1, WORD):
        return failure(
            f"one page with '{WORD}' was asked for; it set {page['pages']} with '{page['text']}'",
            remedy,
        )
    return good(
        f"WeasyPrint {seen['weasyprint']} and pydyf {seen['pydyf']} set a page in "
        f"{page['milliseconds']} ms, after {seen['milliseconds']} ms to start"
    )


def fonts(context: Context) -> Row:
    """The fonts are there, can be read, and have the letters of the page's language."""
    design, _ = read_design(context.series or package_folder("styles").parent)
    faces = [name for name in design.files if name.startswith("styles/fonts/")]
    known, unread = known_glyphs(design, context.cache)
    if unread:
        bad = ", ".join(problem.mark.file for problem in unread)
        return failure(f"cannot be read: {bad}", _design_again(context, unread[0].mark.file))
    if not faces:
        return failure("there is none", _python_again(context))
    brief = context.brief[0] if context.series else None
    language = base_of(brief.language if brief else "en")
    letters = letters_of(language)
    if missing := sorted(letter for letter in letters if not covers(known, ord(letter))):
        shown = " ".join(missing[:_MOST_SHOWN])
        return failure(
            f"{len(faces)} fonts, and none of them has {shown}, which the page's words in "
            f"'{language}' need",
            _python_again(context),
        )
    return good(
        f"{counted(len(faces), 'font')}; every letter of the page's words in '{language}' is there"
    )


def _design_again(context: Context, file: str) -> str:
    """Delete a broken font of the series; what came with reportkit is installed anew."""
    own = context.series / file if context.series else None
    shipped = package_folder("styles").parent / file
    if own is not None and own.is_file() and not (shipped.is_file() and own.samefile(shipped)):
        return f"rm '{own}'"
    return _python_again(context)


def _python_again(context: Context) -> str:
    return pip_install(context.machine, "--force-reinstall", PACKAGE)


def _not_installed(context: Context) -> tuple[str, str]:
    where = Path(__file__).resolve().parents[2]
    remedy = pip_install(context.machine, "--editable", str(where))
    return f"reportkit runs from {where} and was not installed, so that it tells nothing", remedy


def _metadata(key: str) -> str:
    try:
        return metadata(PACKAGE)[key] or ""
    except (PackageNotFoundError, KeyError):
        return ""


CHECKS = (
    Check("python", python),
    Check("packages", packages),
    Check("libraries", libraries, seconds=60),
    Check("engine", engine, seconds=60),
    Check("fonts", fonts),
)
