"""Secrets as the user gave them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import chain, count
from typing import TYPE_CHECKING

from mwslink.config_file import store_secret
from mwslink.credentials import Secret, clean_token, parse_reference
from mwslink.errors import MwslinkError

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.config import Config


@dataclass(frozen=True)
class Typed:
    """A secret as the user gave it: a reference to where it is, or the secret itself, to be kept."""

    reference: str = ""
    secret: Secret | None = None


NOTHING = Typed()


def read_typed(text: str, check: Callable[[str], str]) -> Typed:
    """A reference as it is; a secret cleaned of what came along with copying, and of the right form."""
    if parse_reference(text.strip()).kind != "literal":
        return Typed(reference=text.strip())
    return Typed(secret=Secret(check(clean_token(text))))


def keep_typed(session: Session, typed: Typed, key: str) -> str:
    """The reference to write into the configuration, after keeping the secret if it is one."""
    if typed.secret is None:
        return typed.reference
    store_secret(session.config.secrets_file, key, typed.secret)
    return f"secrets:{key}"


def tokens_of(config: Config) -> list[str]:
    """The references to the tokens of all accounts; one that is being migrated has two."""
    accounts = config.accounts.values()
    return [one.token for one in accounts] + [one.migrated_from.token for one in accounts if one.migrated_from]


def token_key(config: Config, account: str, *, replaced: str = "", kind: str = "token") -> str:
    """Where in secrets.toml a new token of the account goes: over the one it replaces, if that is there.

    Never over one that is still referred to: an account renamed by hand keeps its token under its earlier name.
    """
    others = tokens_of(config)
    if replaced in others:
        others.remove(replaced)
    taken = [one.target for one in map(parse_reference, others) if one.kind == "secrets"]
    own, usual = parse_reference(replaced), f"accounts.{account}.{kind}"
    if own.kind == "secrets" and own.target not in taken:
        return own.target
    names = chain([usual], (f"{usual}_{number}" for number in count(2)))
    return next(name for name in names if name not in taken)


def opener(session: Session, typed: Typed) -> Callable[[], Secret]:
    """Gives the secret, written down or not."""
    secret = typed.secret
    return (lambda: secret) if secret is not None else (lambda: session.secret(typed.reference))


def brings_another(session: Session, typed: Typed, known: str) -> bool:
    """Whether what was given is another secret than the one behind this reference, wherever it is kept."""
    if not known or typed.reference == known:
        return not known
    try:
        return session.secret(known) != opener(session, typed)()
    except MwslinkError:  # the old one is gone already
        return True


def is_other_secret(session: Session, typed: Typed, known: str) -> bool:
    """Whether a secret was typed that is not the one behind this reference; an empty one has none."""
    return typed.secret is not None and brings_another(session, typed, known)
