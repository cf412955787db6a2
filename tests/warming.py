"""What each child that sets type would make anew, made once before they are forked."""

from __future__ import annotations

import importlib.metadata
import re
from functools import cache
from pathlib import Path
from typing import Any

#: What is imported only where a page is set.
_LATE = ("PIL.ImageChops", "email.policy", "encodings.ascii", "jinja2.sandbox", "pickle")
_C_TYPE = re.compile(r"ffi\.(?:new|cast)\(\s*'([^']+)'")
_GLYPHS = 128  # a font of a small page has fewer


def warm_all() -> None:
    """Load the engine, what it loads late, the C types it names, its versions, our templates.

    It reads a C type with a parser of C where it first needs it, for each font the array of its
    glyphs too; with the versions that takes as long as the rest of a small page.
    """
    import weasyprint
    from weasyprint.text.ffi import ffi

    from reportkit.page.pdf import engine, typesetter

    for name in _LATE:
        importlib.import_module(name)
    for file in Path(weasyprint.__file__).parent.rglob("*.py"):
        for name in _C_TYPE.findall(file.read_text(encoding="utf-8")):
            ffi.typeof(name)
    for number in range(1, _GLYPHS):
        ffi.typeof(f"hb_codepoint_t[{number}]")
    setattr(typesetter, "version", cache(importlib.metadata.version))  # noqa: B010  # imported
    typesetter.tool_versions()
    _compile_the_shipped_templates()
    engine.warm_engine()  # nothing of all this is garbage either


def _compile_the_shipped_templates() -> None:
    """Keep the code of the shipped templates: it follows from the text, and cannot be changed."""
    from reportkit.page.assets import read_design
    from reportkit.page.html.sandbox import environment_of

    design, _ = read_design(Path(__file__).parent)  # a folder without a design of its own
    environment = environment_of(design)
    sandbox: Any = type(environment)
    compile_anew = sandbox.compile
    kept = {
        (escapes, source, name, f"templates/{name}"): environment.overlay(
            autoescape=escapes
        ).compile(source, name, f"templates/{name}")
        for name, source in design.templates().items()
        for escapes in ((True, False) if ".txt." in name else (True,))  # a text of a mail does not
    }

    def compile_(
        self: Any, source: Any, name: Any = None, filename: Any = None, **more: Any
    ) -> Any:
        code = None if more else kept.get((self.autoescape, source, name, filename))
        return code or compile_anew(self, source, name, filename, **more)

    sandbox.compile = compile_
