"""Compiles the message catalogues while the package is built (a hatchling hook) or on its own."""

from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run as a script, without the build backend
    BuildHookInterface = object

LOCALES = Path(__file__).parent / "src" / "mwslink" / "locales"


def compile_catalogues() -> None:
    """Write a `.mo` beside every `.po`."""
    for source in LOCALES.glob("*/LC_MESSAGES/*.po"):
        with source.open("rb") as text:
            catalogue = read_po(text)
        with source.with_suffix(".mo").open("wb") as compiled:
            write_mo(compiled, catalogue)


class MessagesHook(BuildHookInterface):
    """What hatchling calls before it packs the wheel."""

    def initialize(self, version: str, build_data: dict) -> None:
        compile_catalogues()


if __name__ == "__main__":
    compile_catalogues()
