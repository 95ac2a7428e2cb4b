"""MWS after its end: what an account that still uses Amazon's own MWS address can expect, which is nothing."""

from __future__ import annotations

from mwslink.connections import MWS, Account
from mwslink.errors import ConfigError
from mwslink.messages import _


class SwitchedOffError(ConfigError):
    """Amazon's MWS was called, which is no more: the configuration has to change, waiting does not help."""


def is_switched_off(account: Account) -> bool:
    """Whether the account uses MWS at Amazon's own address, and no stand-in with an endpoint of its own."""
    return account.api == MWS and not account.endpoint


def switched_off() -> SwitchedOffError:
    """The error for a call to Amazon's own MWS that did not succeed."""
    return SwitchedOffError(
        _("MWS was switched off: since 31 March 2024 Amazon answers no calls to it."),
        hint=_(
            "Use SP-API: mwslink connect --api sp-api, or mwslink migrate for an account that exists. "
            "A stand-in for MWS, such as the sandbox, is named by endpoint."
        ),
    )
