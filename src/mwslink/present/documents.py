"""The one versioned JSON document that `--json` prints, also on failure."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from mwslink import __version__
from mwslink.errors import AttentionError, ConfigError, MwslinkError, PartialError
from mwslink.present.answer import Answer

DOCUMENT_VERSION = 1


def render_document(command: str, answer: Answer | None, error: MwslinkError | None) -> str:
    """The document as text; `status` is success, partial or error (docs/reference/json.md)."""
    document = {
        "version": DOCUMENT_VERSION,
        "mwslink": __version__,
        "command": command,
        "status": _status(error),
        "exit_code": error.exit_code if error else 0,
        "data": dict(answer.data) if answer else {},
        "warnings": list(answer.warnings) if answer else [],
        "errors": [_describe(one) for one in _flatten(error)],
    }
    return msgspec.json.format(msgspec.json.encode(document, enc_hook=str), indent=2).decode()


def _status(error: MwslinkError | None) -> str:
    if error is None or isinstance(error, AttentionError):
        return "success"
    return "partial" if isinstance(error, PartialError) else "error"


def _flatten(error: MwslinkError | None) -> Sequence[MwslinkError]:
    if error is None:
        return []
    return error.failures if isinstance(error, PartialError) and error.failures else [error]


def _describe(error: MwslinkError) -> dict[str, object]:
    described: dict[str, object] = {
        "type": type(error).__name__,
        "exit_code": error.exit_code,
        "message": error.message,
    }
    if error.hint:
        described["hint"] = error.hint
    if error.connection:
        described["connection"] = error.connection
    if isinstance(error, ConfigError) and error.problems:
        described["problems"] = [
            {"key": problem.key, "line": problem.line, "text": problem.text} for problem in error.problems
        ]
    return described
