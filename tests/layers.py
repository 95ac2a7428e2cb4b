"""Checks that imports go only in the directions of the layers; run by `make check`.

A module may import from the layers before its own. Imports inside functions count as well, those under
`if TYPE_CHECKING:` too: the direction is about who knows whom.
"""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCE = Path(__file__).parents[1] / "src" / "mwslink"
# Names in one row do not know each other.
LAYERS = (
    ("messages", "clock", "paths", "disk"),
    ("errors",),
    ("marketplaces", "logs"),
    ("connections",),
    ("credentials",),
    ("config",),
    ("config_file",),
    ("orders",),
    ("listings",),
    ("addresses",),
    ("shipping",),
    ("authorization",),
    ("gateways",),
    ("store",),
    ("archive",),
    ("retention",),
    ("sinks",),
    ("present",),
    ("cli",),
    ("__main__",),
)
SANDBOX_MAY_IMPORT = {"sandbox", "marketplaces"}
# Only the command that serves the sandbox, and the tour, may know it.
MAY_IMPORT_SANDBOX = {"cli/sandbox.py", "cli/demo.py"}
RANK = {name: rank for rank, row in enumerate(LAYERS) for name in row}


def imported_layers(path: Path) -> Iterator[tuple[int, str]]:
    """Line and top-level name of everything of mwslink that the file imports."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        names = []
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module == "mwslink":
            names = [f"mwslink.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.level == 0:
            names = [node.module or ""]
        yield from ((node.lineno, name.split(".")[1]) for name in names if name.startswith("mwslink."))


def fault_of(path: Path, imported: str) -> str:
    """What is wrong with this file importing that layer; empty when nothing is."""
    place = path.relative_to(SOURCE)
    own = place.parts[0].removesuffix(".py")
    if imported in {own, "__version__"} or own == "__init__":
        return ""
    if own == "sandbox":
        return "" if imported in SANDBOX_MAY_IMPORT else "the sandbox may not know it"
    if imported == "sandbox":
        return "" if place.as_posix() in MAY_IMPORT_SANDBOX else "only the sandbox command and the tour may know it"
    if own not in RANK or imported not in RANK:
        return f"{own if own not in RANK else imported} has no layer yet (tests/layers.py)"
    return "" if RANK[imported] < RANK[own] else "it is not a layer before its own"


def main() -> int:
    faults = 0
    for path in sorted(SOURCE.rglob("*.py")):
        for line, imported in imported_layers(path):
            if fault := fault_of(path, imported):
                print(f"{path.relative_to(SOURCE.parents[1])}:{line}: imports {imported}: {fault}")
                faults += 1
    print(f"layers: {faults} fault(s)")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
