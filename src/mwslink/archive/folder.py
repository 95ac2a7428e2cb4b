"""Bundles in a folder, such as a drive that is taken away: written beside, on the disk, then given their name."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import BinaryIO

from mwslink.archive.manifest import BUNDLE, MANIFEST
from mwslink.archive.places import Expected, MissingFileError, digest_of, require_same
from mwslink.disk import new_private_file, sync_folder
from mwslink.errors import ConfigError
from mwslink.messages import _


@dataclass(frozen=True)
class Folder:
    """A folder that exists: one that does not is taken for a drive that is not there (implements `places.Place`)."""

    path: Path

    @property
    def title(self) -> str:
        return str(self.path)

    def put(self, path: Path, expected: Expected, _keep_until: date) -> None:
        self._require()
        target = self.path / expected.name
        part = target.with_name(f".{target.name}.part")
        with self._translated():
            part.unlink(missing_ok=True)  # of a run that was killed
            try:
                _copy(path, part)
                with suppress(FileExistsError):  # ours, from such a run: `check` will tell
                    os.link(part, target)
            except PermissionError:
                if not part.exists() or target.exists():
                    raise
                part.rename(target)  # a drive whose file system has no links
            part.unlink(missing_ok=True)
            sync_folder(self.path)

    def check(self, expected: Expected, *, is_new: bool = False) -> None:  # noqa: ARG002  (all are kept alike)
        with self.open(expected.name) as file:
            require_same(expected, *digest_of(file))

    def names(self) -> list[str]:
        self._require()
        with self._translated():
            return sorted(path.name for path in self.path.iterdir() if path.name.endswith((BUNDLE, MANIFEST)))

    def open(self, name: str) -> BinaryIO:
        self._require()
        with self._translated():
            try:
                return (self.path / name).open("rb")
            except FileNotFoundError:
                raise MissingFileError(_("{name}: it is not there any more.").format(name=name)) from None

    def thaw(self, _name: str, *, tier: str) -> datetime | None:  # noqa: ARG002  (a folder has none)
        return None

    def delete(self, name: str) -> None:
        self._require()
        with self._translated():
            (self.path / name).unlink(missing_ok=True)
            sync_folder(self.path)

    def _require(self) -> None:
        if not self.path.is_dir():
            raise ConfigError(
                _("The archive's folder {path} is not there.").format(path=self.path),
                hint=_("Is the drive connected? A new folder is made by hand: mkdir -m 700 {path}").format(
                    path=self.path
                ),
            )

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            raise ConfigError(
                _("The archive's folder {path} cannot be used: {why}.").format(
                    path=self.path, why=error.strerror or type(error).__name__
                )
            ) from None


def _copy(source: Path, target: Path) -> None:
    with source.open("rb") as reader, new_private_file(target) as writer:
        shutil.copyfileobj(reader, writer, 1024 * 1024)
