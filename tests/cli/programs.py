"""The installed program, and what a run of it left behind."""

from __future__ import annotations

import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest


@dataclass(frozen=True)
class Ran:
    """What a run of the program left behind."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document."""
        return json.loads(self.out)

    @property
    def data(self) -> Any:
        return self.document["data"]


def installed_program() -> str:
    """The path of `mwslink` beside the Python that runs the tests."""
    path = Path(sys.executable).with_name("mwslink")
    if not os.access(path, os.X_OK):
        pytest.skip(f"there is no installed program at {path}")
    return str(path)
