"""Where archives are looked for: the place of the configuration, those of earlier ones, and one that is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.archive.places import Place, parse_place, place_of
from mwslink.store.archives import KEPT

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store


def named_place(session: Session, name: str) -> Place:
    """A folder, or a bucket of the S3 that the configuration names. Raises ConfigError."""
    settings = session.config.archive
    return parse_place(name, settings.s3 if settings else None)


def places_of(session: Session, store: Store) -> list[Place]:
    """That of the configuration first, and those where earlier ones put bundles."""
    settings = session.config.archive
    here = [place_of(settings)] if settings else []
    kept = store.archives.all(*KEPT)
    earlier = {one.place for one in kept} - {one.title for one in here}
    return here + [named_place(session, title) for title in sorted(earlier)]
