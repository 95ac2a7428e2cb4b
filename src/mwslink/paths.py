"""Where mwslink's files are: the XDG rules in a few lines, since platformdirs costs every start 16 ms."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path


def config_path(explicit: Path | None, environ: Mapping[str, str]) -> Path:
    """The configuration file: `--config`, else `$MWSLINK_CONFIG`, else in `$XDG_CONFIG_HOME/mwslink/`."""
    if explicit:
        return expanded(explicit)
    if named := environ.get("MWSLINK_CONFIG"):
        return expanded(Path(named))
    return _home(environ, "XDG_CONFIG_HOME", ".config") / "mwslink" / "config.toml"


def data_folder(environ: Mapping[str, str]) -> Path:
    """Where the store is kept: `$XDG_DATA_HOME/mwslink/`."""
    return _home(environ, "XDG_DATA_HOME", ".local/share") / "mwslink"


def cache_folder(environ: Mapping[str, str]) -> Path:
    """Where things are kept that can be made again: `$XDG_CACHE_HOME/mwslink/`."""
    return _home(environ, "XDG_CACHE_HOME", ".cache") / "mwslink"


def expanded(path: Path) -> Path:
    """`~` is home; an unknown user's home is left as it was written, for whoever opens it to complain about."""
    try:
        return path.expanduser()
    except RuntimeError:
        return path


def _home(environ: Mapping[str, str], variable: str, default: str) -> Path:
    """The XDG folder; a relative one in the environment is ignored, as the specification asks."""
    named = Path(environ.get(variable, ""))
    return named if named.is_absolute() else Path.home() / default
