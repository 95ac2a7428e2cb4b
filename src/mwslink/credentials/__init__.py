"""Secrets, and the references that say where they are; nothing is fetched before it is used."""

from __future__ import annotations

from mwslink.credentials.reference import KINDS, MissingSecretError, Reference, parse_reference
from mwslink.credentials.secret import Secret, clean_token, fault_of_secret
from mwslink.credentials.sources import resolve

__all__ = [
    "KINDS",
    "MissingSecretError",
    "Reference",
    "Secret",
    "clean_token",
    "fault_of_secret",
    "parse_reference",
    "resolve",
]
