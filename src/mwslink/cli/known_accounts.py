"""Which account of the configuration a new connection belongs to, if any."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from mwslink.connections import SP_API, Account
from mwslink.errors import ConfigError
from mwslink.marketplaces import Marketplace
from mwslink.messages import _

if TYPE_CHECKING:
    from mwslink.cli.conversation import Conversation
    from mwslink.cli.wishes import Wishes
    from mwslink.config import Config


def known_account(config: Config, talk: Conversation, wishes: Wishes, marketplace: Marketplace) -> Account | None:
    """The account that already covers the region, if it is the one meant. Raises ConfigError."""
    if wishes.account and wishes.account in config.accounts:
        return _covering(config.accounts[wishes.account], wishes, marketplace)
    candidates = _candidates(config, wishes, marketplace)
    if wishes.account or not candidates:
        return None
    found = candidates[0] if wishes.seller_id else _offered(candidates, talk, wishes)
    return _covering(found, wishes, marketplace) if found else None


def _candidates(config: Config, wishes: Wishes, marketplace: Marketplace) -> list[Account]:
    """The accounts that could be meant, those of SP-API first; where nothing tells the API, SP-API is meant."""
    api = wishes.implied_api
    found = [
        account
        for account in config.accounts.values()
        if account.region == marketplace.region
        and api in (None, account.api)
        and wishes.seller_id in (None, account.seller_id)
        and wishes.endpoint in (None, account.endpoint)
    ]
    return sorted(found, key=lambda account: account.api != SP_API)


def _offered(candidates: list[Account], talk: Conversation, wishes: Wishes) -> Account | None:
    if not talk.may_ask:
        return None if wishes.token else _only_one(candidates)
    choices: dict[str, Account | None] = {_described(one): one for one in candidates}
    choices[_("another seller")] = None
    return talk.choose(None, question=_("Connect"), choices=choices, default=candidates[0])


def _only_one(candidates: list[Account]) -> Account:
    """The account meant without a word about it. Raises ConfigError where that could be several."""
    meant = [one for one in candidates if one.api == candidates[0].api]
    if len(meant) > 1:
        names = ", ".join(account.name for account in meant)
        raise ConfigError(_("Several accounts cover this region; choose with --account: {names}").format(names=names))
    return meant[0]


def _described(account: Account) -> str:
    text = (
        _("account {name} (seller {seller}), which covers this country")
        if account.api == SP_API
        else _("account {name} (seller {seller}, by MWS), which covers this country")
    )
    return text.format(name=account.name, seller=account.seller_id)


def _covering(account: Account, wishes: Wishes, marketplace: Marketplace) -> Account:
    """The account named, if it can serve this country. Raises ConfigError."""
    if account.region != marketplace.region:
        raise ConfigError(
            _("Account {name} is of region {region}; {country} is in {wanted}.").format(
                name=account.name, region=account.region, country=marketplace.country, wanted=marketplace.region
            ),
            hint=_("Each region has accounts of its own: choose another --account name."),
        )
    if wishes.seller_id and wishes.seller_id != account.seller_id:
        raise ConfigError(
            _("Account {name} belongs to seller {seller}.").format(name=account.name, seller=account.seller_id),
            hint=_("Choose another --account name for the other seller."),
        )
    if wishes.implied_api not in (None, account.api):
        raise ConfigError(
            _("Account {name} uses {api}.").format(name=account.name, api=account.api),
            hint=_("Choose another --account name, or move the account from MWS to SP-API: mwslink migrate"),
        )
    return replace(
        account,
        endpoint=account.endpoint if wishes.endpoint is None else wishes.endpoint,
        authorized_on=wishes.authorized_on or account.authorized_on,
    )


def free_name(config: Config, wanted: str) -> str:
    """The name for a new account: as wanted, or with a number."""
    names = (wanted, *(f"{wanted}-{number}" for number in range(2, len(config.accounts) + 3)))
    return next(name for name in names if name not in config.accounts)
