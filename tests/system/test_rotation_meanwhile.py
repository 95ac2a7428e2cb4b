"""The store key is rotated while an import is under way: both end well, and everything opens."""

from __future__ import annotations

from pathlib import Path

import pytest

from system.shop import SEARCH, assert_whole, calm_scene

pytestmark = pytest.mark.slow


def test_an_import_goes_on_while_the_key_changes(tmp_path: Path) -> None:
    """It began with the old key in memory, and is held at a page in between."""
    with calm_scene(tmp_path, orders=65) as scene:
        shop = scene.shop.copy(tmp_path / "shop")
        scene.amazon.forget()
        scene.amazon.misbehave(f"{SEARCH}:4:slow:8")
        importing = shop.start("import")
        scene.amazon.wait_for(SEARCH, 4)
        before = shop.secrets.read_text()
        rotated = shop.run_here("privacy", "rotate-key", "--json")
        out, err = importing.communicate(timeout=60)

        assert rotated.code == 0, rotated.told
        assert rotated.document["data"]["is_finished"] is True
        assert rotated.document["data"]["renewed"] > 20
        assert importing.returncode == 0, out + err
        assert shop.secrets.read_text() != before
        assert_whole(shop, scene.undisturbed)
