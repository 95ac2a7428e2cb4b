"""What a secret reference says: `env:NAME`, `file:PATH`, `secrets:KEY`, … or the secret itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from mwslink.errors import ConfigError
from mwslink.messages import _

LITERAL = "literal"
KINDS = ("env", "file", "secrets", "keyring", "command", "aws")
# Words people write for a kind that no comparison of letters finds.
_OTHER_WORDS = {"cmd": "command", "exec": "command", "arn": "aws", "environment": "env", "path": "file"}
_SCHEME = re.compile(r"\s*([A-Za-z][\w-]{0,15})\s*:")


class MissingSecretError(ConfigError):
    """There is nothing where the reference points: no such variable, file, key or entry."""


@dataclass(frozen=True)
class Reference:
    """Where a secret is; of kind `literal`, `target` is the secret."""

    kind: str
    target: str

    def __str__(self) -> str:
        """The reference as messages may show it: no literal, and of a command only the program."""
        if self.kind == LITERAL:
            return _("the value in the file")
        if self.kind == "command":
            program, *arguments = self.target.split(maxsplit=1)
            return f"command:{program}" + (" …" if arguments else "")
        return f"{self.kind}:{self.target}"

    __repr__ = __str__


def parse_reference(text: str) -> Reference:
    """The reference a text stands for; whatever begins with no known kind is a literal.

    Raises ConfigError for a kind that looks misspelt and for a reference that points nowhere.
    """
    scheme, colon, target = text.partition(":")
    if not colon or scheme not in KINDS:
        _refuse_misspelt(text)
        return Reference(LITERAL, text)
    reference = Reference(scheme, target.strip())
    if not reference.target:
        raise ConfigError(_("{kind}: names nothing; write {example}").format(kind=scheme, example=_example(scheme)))
    if scheme == "keyring":
        _check_keyring(reference.target)
    return reference


def _refuse_misspelt(text: str) -> None:
    """The rest of the text is not shown: it may be a secret after all."""
    found = _SCHEME.match(text)
    if not found:
        return
    import difflib

    written = found[1].lower()
    near = [_OTHER_WORDS[written]] if written in _OTHER_WORDS else difflib.get_close_matches(written, KINDS, 1)
    if near:
        raise ConfigError(
            _("{scheme}: is no kind of reference; did you mean {example}?").format(
                scheme=found[1], example=_example(near[0])
            ),
            hint=_("A secret that really begins like this goes into secrets.toml."),
        )


def _check_keyring(target: str) -> None:
    service, slash, user = target.rpartition("/")
    if not (service and slash and user):
        raise ConfigError(
            _("{reference} has no user; write {example}").format(
                reference=f"keyring:{target}", example=_example("keyring")
            )
        )


def _example(kind: str) -> str:
    return {
        "env": "env:NAME",
        "file": "file:PATH",
        "secrets": "secrets:KEY",
        "keyring": "keyring:SERVICE/USER",
        "command": "command:LINE",
        "aws": "aws:SECRET_ID#KEY",
    }[kind]
