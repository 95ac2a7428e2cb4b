"""Amazon's marketplaces: id, country, region, endpoints, Seller Central page.

Source: "Marketplace IDs", "SP-API Endpoints" and "Seller Central URLs" of Amazon's SP-API documentation,
November 2026; MWS hosts from the MWS developer guide of September 2022. Currency, domain and language are what
Amazon shows by default; the ones that bind come from the Sellers API.
"""

from __future__ import annotations

from dataclasses import dataclass

from mwslink.errors import ConfigError
from mwslink.messages import N_, _

SP_API_ENDPOINTS = {
    "na": "https://sellingpartnerapi-na.amazon.com",
    "eu": "https://sellingpartnerapi-eu.amazon.com",
    "fe": "https://sellingpartnerapi-fe.amazon.com",
}
LWA_ENDPOINT = "https://api.amazon.com"


@dataclass(frozen=True)
class Marketplace:
    """One country's shop: `id` is Amazon's marketplace id, `country` the ISO code, `region` na, eu or fe."""

    country: str
    name: str
    id: str
    region: str
    seller_central: str
    domain: str
    currency: str
    language: str
    mws_endpoint: str

    @property
    def label(self) -> str:
        """The country's name in the language in use."""
        return _(self.name)

    @property
    def endpoint(self) -> str:
        """The SP-API endpoint of its region."""
        return SP_API_ENDPOINTS[self.region]


_EUROPE = "https://sellercentral-europe.amazon.com"
_MWS_EU = "https://mws-eu.amazonservices.com"
_ROWS = (
    # country, name, marketplace id, region, Seller Central, domain, currency, language, MWS host
    ("CA", N_("Canada"), "A2EUQ1WTGCTBG2", "na", "https://sellercentral.amazon.ca", "www.amazon.ca", "CAD", "en_CA", "https://mws.amazonservices.ca"),
    ("US", N_("United States"), "ATVPDKIKX0DER", "na", "https://sellercentral.amazon.com", "www.amazon.com", "USD", "en_US", "https://mws.amazonservices.com"),
    ("MX", N_("Mexico"), "A1AM78C64UM0Y8", "na", "https://sellercentral.amazon.com.mx", "www.amazon.com.mx", "MXN", "es_MX", "https://mws.amazonservices.com.mx"),
    ("BR", N_("Brazil"), "A2Q3Y263D00KWC", "na", "https://sellercentral.amazon.com.br", "www.amazon.com.br", "BRL", "pt_BR", "https://mws.amazonservices.com"),
    ("IE", N_("Ireland"), "A28R8C7NBKEWEA", "eu", "https://sellercentral.amazon.ie", "www.amazon.ie", "EUR", "en_IE", _MWS_EU),
    ("ES", N_("Spain"), "A1RKKUPIHCS9HS", "eu", _EUROPE, "www.amazon.es", "EUR", "es_ES", _MWS_EU),
    ("GB", N_("United Kingdom"), "A1F83G8C2ARO7P", "eu", _EUROPE, "www.amazon.co.uk", "GBP", "en_GB", _MWS_EU),
    ("FR", N_("France"), "A13V1IB3VIYZZH", "eu", _EUROPE, "www.amazon.fr", "EUR", "fr_FR", _MWS_EU),
    ("BE", N_("Belgium"), "AMEN7PMS3EDWL", "eu", "https://sellercentral.amazon.com.be", "www.amazon.com.be", "EUR", "fr_BE", _MWS_EU),
    ("NL", N_("Netherlands"), "A1805IZSGTT6HS", "eu", "https://sellercentral.amazon.nl", "www.amazon.nl", "EUR", "nl_NL", _MWS_EU),
    ("DE", N_("Germany"), "A1PA6795UKMFR9", "eu", _EUROPE, "www.amazon.de", "EUR", "de_DE", _MWS_EU),
    ("IT", N_("Italy"), "APJ6JRA9NG5V4", "eu", _EUROPE, "www.amazon.it", "EUR", "it_IT", _MWS_EU),
    ("SE", N_("Sweden"), "A2NODRKZP88ZB9", "eu", "https://sellercentral.amazon.se", "www.amazon.se", "SEK", "sv_SE", _MWS_EU),
    ("ZA", N_("South Africa"), "AE08WJ6YKNBMC", "eu", "https://sellercentral.amazon.co.za", "www.amazon.co.za", "ZAR", "en_ZA", ""),
    ("PL", N_("Poland"), "A1C3SOZRARQ6R3", "eu", "https://sellercentral.amazon.pl", "www.amazon.pl", "PLN", "pl_PL", _MWS_EU),
    ("EG", N_("Egypt"), "ARBP9OOSHTCHU", "eu", "https://sellercentral.amazon.eg", "www.amazon.eg", "EGP", "ar_AE", _MWS_EU),
    ("TR", N_("Türkiye"), "A33AVAJ2PDY3EV", "eu", "https://sellercentral.amazon.com.tr", "www.amazon.com.tr", "TRY", "tr_TR", _MWS_EU),
    ("SA", N_("Saudi Arabia"), "A17E79C6D8DWNP", "eu", "https://sellercentral.amazon.sa", "www.amazon.sa", "SAR", "ar_AE", _MWS_EU),
    ("AE", N_("United Arab Emirates"), "A2VIGQ35RCS4UG", "eu", "https://sellercentral.amazon.ae", "www.amazon.ae", "AED", "en_AE", "https://mws.amazonservices.ae"),
    ("IN", N_("India"), "A21TJRUUN4KGV", "eu", "https://sellercentral.amazon.in", "www.amazon.in", "INR", "en_IN", "https://mws.amazonservices.in"),
    ("SG", N_("Singapore"), "A19VAU5U5O7RUS", "fe", "https://sellercentral.amazon.sg", "www.amazon.sg", "SGD", "en_SG", "https://mws-fe.amazonservices.com"),
    ("AU", N_("Australia"), "A39IBJ37TRP1C6", "fe", "https://sellercentral.amazon.com.au", "www.amazon.com.au", "AUD", "en_AU", "https://mws.amazonservices.com.au"),
    ("JP", N_("Japan"), "A1VC38T7YXB528", "fe", "https://sellercentral.amazon.co.jp", "www.amazon.co.jp", "JPY", "ja_JP", "https://mws.amazonservices.jp"),
)  # fmt: skip
MARKETPLACES = tuple(Marketplace(*row) for row in _ROWS)
BY_COUNTRY = {marketplace.country: marketplace for marketplace in MARKETPLACES}
BY_ID = {marketplace.id: marketplace for marketplace in MARKETPLACES}
_ALIASES = {"UK": "GB"}


def find_marketplace(country: str) -> Marketplace:
    """The marketplace of a country given by code (`ES`, `es`, `UK`) or name, in English or the language in use.

    Raises ConfigError naming the nearest countries when there is no such marketplace.
    """
    wanted = country.strip().upper()
    code = _ALIASES.get(wanted, wanted)
    if code in BY_COUNTRY:
        return BY_COUNTRY[code]
    by_name = {name.upper(): one for one in MARKETPLACES for name in (one.name, one.label)}
    if wanted in by_name:
        return by_name[wanted]
    raise ConfigError(
        _("Amazon has no marketplace for {country!r}.").format(country=country.strip()),
        hint=_("Nearest: {countries}").format(countries=", ".join(_nearest(wanted))),
    )


def _nearest(wanted: str) -> list[str]:
    """Countries whose code or name looks like what was typed; all codes when nothing does."""
    import difflib  # late: every start knows the marketplaces, few misspell one

    labels = {f"{one.country} {one.name} {one.label}".upper(): one for one in MARKETPLACES}
    words = {word: marketplace for label, marketplace in labels.items() for word in (label, *label.split())}
    found = [words[word] for word in difflib.get_close_matches(wanted, words, n=6, cutoff=0.5)]
    unique = {marketplace.country: marketplace for marketplace in found}
    return [f"{code} ({marketplace.label})" for code, marketplace in unique.items()][:3] or sorted(BY_COUNTRY)
