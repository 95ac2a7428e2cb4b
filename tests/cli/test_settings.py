"""`mwslink settings`."""

from __future__ import annotations

from mwslink.config import load_config


def test_without_flags_it_shows_and_changes_nothing(program, config_file):
    """Looking is safe."""
    before = config_file.read_text()
    ran = program("settings", "amazon-it")

    assert ran.code == 0
    assert "Tienda Ñandú IT" in ran.out
    assert "never" in ran.out
    assert config_file.read_text() == before


def test_flags_change_the_file_in_place_and_show_before_and_after(program, config_file):
    """Comments stay, other connections stay, and one sees what was changed."""
    ran = program("settings", "amazon-it", "--import-weight", "--update-status", "processed", "--name", " Italia  2 ")
    changed = load_config(config_file).connections["amazon-it"]

    assert ran.code == 0
    assert (changed.name, changed.import_weight, changed.update_status) == ("Italia 2", True, "processed")
    assert "Tienda Ñandú IT → Italia 2" in ran.out
    assert "no → yes" in ran.out
    assert "never → processed by the carrier" in ran.out
    assert "# from Seller Central" in config_file.read_text()


def test_setting_what_is_set_says_so(program, config_file):
    """Running a script twice is no error."""
    ran = program("settings", "amazon-es", "--update-status", "announced")

    assert ran.code == 0
    assert "nothing changed" in ran.out


def test_json_tells_what_changed(program, config_file):
    """Before and after by key, beside the whole connection."""
    data = program("settings", "amazon-es", "--no-import-weight", "--json").data

    assert data["connection"] == "amazon-es"
    assert data["import_weight"] is False
    assert data["changed"] == {"import_weight": {"before": True, "after": False}}


def test_an_unknown_connection_names_the_nearest(program, config_file):
    """Exit 3, as everywhere."""
    ran = program("settings", "amazon-i")

    assert ran.code == 3
    assert "amazon-it" in ran.err


def test_an_empty_name_is_refused(program, config_file):
    """A connection keeps a name one can see."""
    ran = program("settings", "amazon-es", "--name", "  ")

    assert ran.code == 2
    assert load_config(config_file).connections["amazon-es"].name == "Amazon ES"
