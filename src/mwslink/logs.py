"""The log: text or JSON lines in a file of the user's choice; never order content, bodies, headers or tokens."""

from __future__ import annotations

import json
import logging
import os
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path

from mwslink.errors import ConfigError
from mwslink.messages import _

LEVELS = ("error", "warning", "info", "debug")
# Their DEBUG and INFO records hold URLs, headers or bodies; ours say what may be said.
_TALKATIVE = ("httpx2", "httpcore", "httpcore2", "botocore", "boto3", "urllib3", "requests", "keyring", "s3transfer")
_logger = logging.getLogger("mwslink")


def open_log(path: Path | None, *, level: str, as_json: bool) -> None:
    """Write mwslink's own records to `path` from now on (created with mode 0600); None: nowhere.

    Raises ConfigError when the file cannot be written.
    """
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    logging.getLogger().addHandler(logging.NullHandler())
    _logger.setLevel(level.upper())
    if path is None:
        return
    try:
        os.close(os.open(path, os.O_CREAT | os.O_APPEND | os.O_WRONLY, 0o600))
        handler = _File(path, encoding="utf-8")
    except OSError as error:
        raise ConfigError(_("Cannot write the log file {path}: {why}").format(path=path, why=error.strerror)) from None
    handler.setFormatter(_JsonLines() if as_json else _Lines())
    _logger.addHandler(handler)


def describe_crash(error: BaseException) -> str:
    """Where an unexpected error came from, without its text, which might quote what must not be written down."""
    lines = []
    cause: BaseException | None = error
    while cause is not None:
        lines.append(f"{type(cause).__module__}.{type(cause).__qualname__}")
        frames = traceback.extract_tb(cause.__traceback__)
        lines += [f"  {frame.filename}:{frame.lineno} in {frame.name}" for frame in frames]
        cause = cause.__cause__ or (None if cause.__suppress_context__ else cause.__context__)
    return "\n".join(lines)


class _File(logging.FileHandler):
    """Says once that the file cannot be written, in place of a traceback for every record."""

    is_failing = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002, N802  (logging's name)
        if self.is_failing:
            return
        self.is_failing = True
        error = sys.exception()
        why = (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
        text = _("Cannot write the log file {path}: {why}").format(path=self.baseFilename, why=why)
        sys.stderr.write(f"mwslink: {text}\n")


class _Lines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"{_at(record)} {record.levelname.lower()} {record.name} {record.getMessage()}"


class _JsonLines(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        line = {
            "at": _at(record),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        return json.dumps(line, ensure_ascii=False)


def _at(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
