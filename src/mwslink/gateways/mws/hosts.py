"""Which host serves which marketplace: some countries have one of their own, even within a region.

An endpoint of the account's own (the sandbox) serves all. Belgium, which the package `mws` does not know, is served by
Europe's host like its neighbours; Ireland and South Africa came after MWS, the latter without a host.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from mwslink.connections import Account
from mwslink.errors import ConfigError
from mwslink.gateways.mws.signature import split_origin
from mwslink.marketplaces import BY_ID, MARKETPLACES
from mwslink.messages import _

# A seller's account belongs to a region, and its first host is where most of them are; but India's, the Emirates',
# Japan's, Australia's and Singapore's accounts are answered by their own hosts alone.
_FIRST = {"na": "https://mws.amazonservices.com", "eu": "https://mws-eu.amazonservices.com"}


@dataclass(frozen=True)
class Hosts:
    """The addresses of one account: `endpoint` serves everything where there is one."""

    region: str
    endpoint: str = ""

    @classmethod
    def of(cls, account: Account) -> Hosts:
        """Those of an account. Raises ConfigError when its endpoint has a path or a query, which cannot be signed."""
        if not account.endpoint:
            return cls(account.region)
        parts = urlsplit(account.endpoint)
        if parts.path.strip("/") or parts.query or "@" in parts.netloc or not parts.netloc:
            raise ConfigError(
                _("The endpoint of {account} must be scheme, host and port alone.").format(account=account.name)
            )
        return cls(account.region, split_origin(account.endpoint)[0])

    def host_of(self, marketplace_id: str) -> str:
        """The host that serves a marketplace. Raises ConfigError where MWS never was."""
        if self.endpoint:
            return self.endpoint
        marketplace = BY_ID.get(marketplace_id)
        host = marketplace.mws_endpoint if marketplace else _FIRST.get(self.region, "")
        if not host:
            country = marketplace.label if marketplace else marketplace_id
            raise ConfigError(
                _("Amazon MWS never served {country}.").format(country=country),
                hint=_("Connect it with the Selling Partner API: mwslink connect --api sp-api."),
            )
        return host

    def groups(self, marketplace_ids: Sequence[str]) -> list[tuple[str, tuple[str, ...]]]:
        """The marketplaces by host, in the order given."""
        found: dict[str, list[str]] = {}
        for id_ in marketplace_ids:
            found.setdefault(self.host_of(id_), []).append(id_)
        return [(host, tuple(ids)) for host, ids in found.items()]

    def all(self) -> list[str]:
        """Every host that may know the seller, the likeliest first."""
        if self.endpoint:
            return [self.endpoint]
        known = [one.mws_endpoint for one in MARKETPLACES if one.region == self.region and one.mws_endpoint]
        return list(dict.fromkeys([_FIRST[self.region], *known] if self.region in _FIRST else reversed(known)))
