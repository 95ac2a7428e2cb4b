"""Consent to a public application: the address a seller opens, and what the browser brings back from there.

"Website authorization workflow": Seller Central sends the browser to the application's redirect URI with a code, which
is good for five minutes and one exchange, and with the state we made up, which tells that the answer belongs to this
question and nobody slipped us another one. Amazon's own wish is a short life for it: ours lasts an hour.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import SplitResult, parse_qs, urlencode, urlsplit

from mwslink.config import Application
from mwslink.config.rules import is_loopback
from mwslink.credentials import Secret, clean_token
from mwslink.errors import AuthorizationError, ConfigError
from mwslink.messages import N_, _

PATH = "/apps/authorize/consent"
CODE_LIFETIME = timedelta(minutes=5)
STATE_LIFETIME = timedelta(hours=1)
_BARE_CODE = re.compile(r"[A-Za-z0-9_-]{12,512}")
_SELLER_ID = re.compile(r"A[0-9A-Z]{9,20}")
_OTHERS = ("Atzr|", "Atza|", "amzn1.", "amzn.mws.")
_KEYS = ("spapi_oauth_code", "state", "selling_partner_id", "error")
# What the consent page shows in place of itself ("Authorization errors").
PAGE_ERRORS = {
    "MD1000": N_("The application is still a draft: draft = true belongs into [application]."),
    "MD5101": N_("redirect_uri is not registered for the application exactly as it stands in [application]."),
    "MD5110": N_("redirect_uri has a fragment (#)."),
    "MD9010": N_("The address was changed on its way, or it has expired: begin again."),
    "MD9100": N_("The address was changed on its way, or it has expired: begin again."),
    "SPDC8143": N_("Only the primary user of the seller account can consent."),
    "SPSA0404": N_("Amazon knows no application with the id in [application]."),
    "CONSENT_LIMIT_REACHED": N_("A draft can be used by 25 sellers; publish the application."),
}


@dataclass(frozen=True)
class Asked:
    """A consent that was asked for: of whom, when, and where its answer comes to. `subject`: what it is for."""

    subject: str
    asked_at: datetime
    redirect_uri: str = ""


@dataclass(frozen=True)
class Redirect:
    """What the browser brought back; without a `state` only the code was copied."""

    code: Secret
    state: str = field(default="", repr=False)
    seller_id: str = ""
    error: str = ""


def consent_address(application: Application, origin: str, state: str) -> str:
    """The page on which the seller consents; `origin` is the country's Seller Central. Raises ConfigError."""
    if not application.id:
        raise ConfigError(
            _("The consent page needs the application's ID: id in [application]."),
            hint=_("It begins with amzn1.sp.solution. and stands in Develop Apps; or give --application-id."),
        )
    query = {"application_id": application.id, "state": state}
    if application.draft:
        query["version"] = "beta"
    if application.redirect_uri:
        query["redirect_uri"] = application.redirect_uri
    return f"{origin.rstrip('/')}{PATH}?{urlencode(query)}"


def loopback_address(redirect_uri: str) -> SplitResult | None:
    """The redirect URI where it leads to a port of this computer that can be listened on; else None."""
    url = urlsplit(redirect_uri)
    return url if url.scheme == "http" and is_loopback(url.hostname or "") else None


def read_redirect(text: str, redirect_uri: str = "") -> Redirect:
    """What was pasted: the address the browser was sent to, or the code alone.

    Raises ConfigError telling what it is instead; what it holds is never quoted.
    """
    pasted = clean_token(text).strip("<>").replace("&amp;", "&")
    _refuse_other_things(pasted)
    if not re.search(r"[?&=/]", pasted):
        return _bare_code("" if re.search(r"\s", text.strip()) else pasted)
    address, question, query = pasted.partition("?")
    if question and redirect_uri:
        _check_host(address, redirect_uri)
    found = parse_qs((query if question else pasted).partition("#")[0])
    if any(len(found.get(key, [])) > 1 for key in _KEYS):
        raise ConfigError(_("That address names the same thing twice; copy it from the browser once more."))
    values = {key: found.get(key, [""])[0] for key in _KEYS}
    return _redirect(values, address)


def check_state(redirect: Redirect, asked: Asked | None, *, subject: str, now: datetime) -> None:
    """Whether the redirect answers the consent that was asked for `subject`, and that it gives a code.

    Raises ConfigError for another one or a late one, AuthorizationError when the seller did not consent.
    """
    if redirect.state:
        if asked is None:
            raise ConfigError(
                _("That address does not belong to a consent that was asked for here: its state is unknown."),
                hint=_("Open the address that mwslink prints, and paste where it leads. Each can be used once."),
            )
        if asked.subject != subject:
            raise ConfigError(_("That address answers another question: {subject}.").format(subject=asked.subject))
        if now - asked.asked_at > STATE_LIFETIME:
            raise ConfigError(_("That consent was asked for more than an hour ago."), hint=_("Begin again."))
    if redirect.error:
        raise _not_given(redirect.error)


def check_seller(redirect: Redirect, seller_id: str) -> None:
    """Whether it is the seller we meant. Raises AuthorizationError."""
    if redirect.seller_id and seller_id and redirect.seller_id != seller_id:
        raise AuthorizationError(
            _("Seller {other} consented, and not {seller}.").format(other=redirect.seller_id, seller=seller_id),
            hint=_("Sign out of Seller Central, sign in as the right seller, and open the address again."),
        )


def _redirect(values: dict[str, str], address: str) -> Redirect:
    code, state, seller_id, error = (values[key].strip() for key in _KEYS)
    if error:
        return Redirect(Secret(""), state, seller_id, error)
    if not code:
        raise ConfigError(_no_code(address))
    if not _BARE_CODE.fullmatch(code):
        raise ConfigError(_("The code in that address is damaged; copy the whole address again."))
    if not state:
        raise ConfigError(_("There is no state in that address; copy all of it."))
    if seller_id and not _SELLER_ID.fullmatch(seller_id):
        raise ConfigError(_("The seller ID in that address is damaged; copy the whole address again."))
    return Redirect(Secret(code), state, seller_id)


def _no_code(address: str) -> str:
    if address.rstrip("/").endswith(PATH):
        return _("That is the address of the consent page. Needed is the one it leads to once the seller confirms.")
    return _("There is no code in that address: it is not the one that the consent page leads to.")


def _bare_code(pasted: str) -> Redirect:
    if not _BARE_CODE.fullmatch(pasted):
        raise ConfigError(
            _("That is neither the address that the consent page leads to, nor the code in it (spapi_oauth_code).")
        )
    return Redirect(Secret(pasted))


def _refuse_other_things(pasted: str) -> None:
    code = pasted.upper()
    if code in PAGE_ERRORS:
        raise AuthorizationError(
            _("The consent page refuses with {code}. {what}").format(code=code, what=_(PAGE_ERRORS[code])), code=code
        )
    if pasted.startswith("Atzr|"):
        raise ConfigError(_("That is a refresh token; give it with --token. No consent is needed then."))
    if pasted.startswith(_OTHERS):
        raise ConfigError(_("That is another of Amazon's credentials, and not the address of the browser."))
    if _SELLER_ID.fullmatch(pasted):
        raise ConfigError(_("That is a seller ID, and not the address of the browser."))


def _check_host(address: str, redirect_uri: str) -> None:
    """The page may have led on to another path; another host is not the application's."""
    wanted = urlsplit(redirect_uri)
    scheme, slashes, rest = address.rpartition("://")
    host = rest.partition("/")[0].lower()
    if host == wanted.netloc.lower() and (not slashes or scheme.lower() == wanted.scheme):
        return
    raise ConfigError(
        _no_code(address)
        if address.rstrip("/").endswith(PATH)
        else _("That address is not on {host}, where redirect_uri leads.").format(host=wanted.netloc)
    )


def _not_given(error: str) -> AuthorizationError:
    code = error.upper()
    if code in PAGE_ERRORS:
        return AuthorizationError(_(PAGE_ERRORS[code]), code=code)
    if error == "access_denied":
        return AuthorizationError(_("The seller did not consent."), code=error)
    shown = error if re.fullmatch(r"[A-Za-z0-9_]{1,40}", error) else _("no reason given")
    return AuthorizationError(_("Amazon gave no consent: {error}.").format(error=shown), code=shown)
