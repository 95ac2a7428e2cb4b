"""Requests to MWS, signed by a signature of their own: from the text of the developer guide, not from a library."""

from __future__ import annotations

import base64
import hashlib
import hmac
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx2
from amazon import Amazon, text

SELLER = "A1SANDBOX00001"
TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"
KEY, SECRET = "AKIASANDBOX000000000", "sandbox-secret-key"
SHOPS = ("A1RKKUPIHCS9HS", "APJ6JRA9NG5V4", "A1PA6795UKMFR9", "A13V1IB3VIYZZH", "A1F83G8C2ARO7P")
ALL_SHOPS = {f"MarketplaceId.Id.{n}": id_ for n, id_ in enumerate(SHOPS, 1)}
SECTIONS = {
    "Sellers": ("/Sellers/2011-07-01", "2011-07-01"),
    "Orders": ("/Orders/2013-09-01", "2013-09-01"),
    "Products": ("/Products/2011-10-01", "2011-10-01"),
    "Documents": ("/", "2009-01-01"),
}


def signature(verb: str, host: str, path: str, given: dict[str, str], secret: str = SECRET) -> str:
    algorithm = hashlib.sha1 if given["SignatureMethod"] == "HmacSHA1" else hashlib.sha256
    canonical = "&".join(f"{quote(k, safe='-_.~')}={quote(v, safe='-_.~')}" for k, v in sorted(given.items()))
    signed = "\n".join((verb, host, path, canonical))
    return base64.b64encode(hmac.new(secret.encode(), signed.encode(), algorithm).digest()).decode()


def ask(amazon: Amazon, section: str, action: str, *, verb: str = "GET", form: bool = False, **changed: Any) -> Any:
    """The answer to a well-signed request; `changed` replaces parameters, None leaves one out."""
    path, version = SECTIONS[section]
    host = changed.pop("host", "") or amazon.url.removeprefix("http://")
    secret = changed.pop("secret", SECRET)
    given: dict[str, Any] = {
        "AWSAccessKeyId": KEY,
        "Action": action,
        "MWSAuthToken": TOKEN,
        "SellerId": SELLER,
        "SignatureMethod": "HmacSHA256",
        "SignatureVersion": "2",
        "Timestamp": text(amazon.now()),
        "Version": version,
        **changed.pop("more", {}),
        **changed,
    }
    kept = {name: str(value) for name, value in given.items() if value is not None and name != "Signature"}
    kept["Signature"] = given.get("Signature") or signature(verb, host, path, kept, secret)
    encoded = "&".join(f"{quote(k, safe='')}={quote(v, safe='')}" for k, v in kept.items())
    if form:
        kind = {"content-type": "application/x-www-form-urlencoded"}
        return amazon.http.request(verb, path, content=encoded, headers=kind)
    return amazon.http.request(verb, f"{path}?{encoded}")


def tree(answer: httpx2.Response) -> ET.Element:
    """The answer without namespaces."""
    root = ET.fromstring(answer.content)
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    return root


def code(answer: httpx2.Response) -> tuple[int, str]:
    """Status, and the code of the error."""
    return answer.status_code, tree(answer).findtext("Error/Code") or ""
