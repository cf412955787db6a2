"""Which reader takes which file."""

from pathlib import Path

from reportkit.imports.intake import Intake, Measured
from reportkit.imports.options import Options
from reportkit.loading.loader import Loaded


def intake_of(path: Path, file: Measured, loaded: Loaded, options: Options) -> Intake:
    """Give the records of a file by its ending."""
    raise NotImplementedError
