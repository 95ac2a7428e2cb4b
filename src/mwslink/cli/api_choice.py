"""Which of Amazon's APIs a new account uses, and the truth about MWS before it is that one."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from mwslink.connections import MWS, SP_API, Account
from mwslink.errors import ConfigError
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.wishes import Wishes


def choose_api(talk: Conversation, wishes: Wishes) -> str:
    """The API said or implied; else a person chooses, and where there is none it is SP-API."""
    choices = {
        _("SP-API, the Selling Partner API: what Amazon offers today"): SP_API,
        _("MWS, what came before it: switched off, good for a stand-in such as the sandbox"): MWS,
    }
    return talk.choose(wishes.implied_api, question=_("Amazon's API"), choices=choices, default=SP_API)


def goes_on_with_mws(
    talk: Conversation, wishes: Wishes, marketplace: Marketplace, *, endpoint: str, known: Account | None
) -> bool:
    """Whether it stays with MWS; False: SP-API, for an account that is new.

    Raises ConfigError where MWS never was; without an endpoint UsageError where nobody can be asked, and Exit where
    somebody was and declined.
    """
    if not marketplace.mws_endpoint:
        raise ConfigError(
            _("Amazon MWS never served {country}.").format(country=marketplace.label),
            hint=_("Connect it with the Selling Partner API: mwslink connect --api sp-api."),
        )
    if endpoint or wishes.mws_anyway:
        return True
    told = _(
        "Amazon switched MWS off on 31 March 2024: {host} answers nobody any more, and its credentials were deleted.\n"
        "Connect by SP-API instead (--api sp-api). MWS is of use only with a stand-in (--endpoint URL, --sandbox)."
    ).format(host=marketplace.mws_endpoint.removeprefix("https://"))
    if not talk.may_ask:
        anyway = _("To try it all the same: --mws-anyway")
        raise click.UsageError(f"{told}\n{anyway}")
    talk.tell(told)
    return _confirmed(talk, known)


def _confirmed(talk: Conversation, known: Account | None) -> bool:
    if known is None:
        choices = {_("Connect by SP-API, which works"): True, _("Try MWS all the same"): False}
        return not talk.choose(None, question=_("How to go on"), choices=choices, default=True)
    talk.tell(_("Account {name} can move to SP-API: mwslink migrate").format(name=known.name))
    if talk.confirm(_("Try MWS all the same?"), default=False, silent=False):
        return True
    talk.tell(_("Nothing was written."))
    raise click.exceptions.Exit(0)
