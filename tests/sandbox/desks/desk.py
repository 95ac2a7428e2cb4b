"""What tests of reports and feeds ask for again and again."""

from __future__ import annotations

import base64
import gzip
import hashlib
import hmac
import json
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree as ET

import httpx2
from amazon import SPAIN, Amazon, text

from plain_http import http

REPORTS, FEEDS = "/reports/2021-06-30", "/feeds/2021-06-30"
ALL = "GET_MERCHANT_LISTINGS_ALL_DATA"
ITALY, GERMANY, FRANCE, BRITAIN = "APJ6JRA9NG5V4", "A1PA6795UKMFR9", "A13V1IB3VIYZZH", "A1F83G8C2ARO7P"
SELLER = "A1SANDBOX00001"
TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"
KEY, SECRET = "AKIASANDBOX000000000", "sandbox-secret-key"
XML = "text/xml; charset=UTF-8"
ENGLISH = {"reportOptions": {"preferredReportDocumentLocale": "en_US"}}


def create_report(amazon: Amazon, type_: str = ALL, place: str = SPAIN, **more: Any) -> str:
    answer = amazon.post(f"{REPORTS}/reports", {"reportType": type_, "marketplaceIds": [place], **more})
    assert answer.status_code == 202, answer.text
    return answer.json()["reportId"]


def report(amazon: Amazon, report_id: str) -> dict[str, Any]:
    return amazon.get(f"{REPORTS}/reports/{report_id}").json()


def report_document(amazon: Amazon, type_: str = ALL, place: str = SPAIN, **more: Any) -> dict[str, Any]:
    """The document of a new report that is done."""
    report_id = create_report(amazon, type_, place, **more)
    amazon.pass_time(seconds=60)
    return amazon.get(f"{REPORTS}/documents/{report(amazon, report_id)['reportDocumentId']}").json()


def download(document: dict[str, Any]) -> tuple[bytes, httpx2.Response]:
    """The bytes of a document, without credentials."""
    answer = http.get(document["url"], timeout=30)
    assert answer.status_code == 200, answer.text
    packed = document.get("compressionAlgorithm") == "GZIP" and "content-encoding" not in answer.headers
    return gzip.decompress(answer.content) if packed else answer.content, answer


def table(data: bytes, charset: str) -> list[dict[str, str]]:
    """Lines by column name; tabs separate, nothing is quoted."""
    header, *lines = data.decode(charset).removeprefix("\ufeff").splitlines()
    names = header.split("\t")
    return [dict(zip(names, line.split("\t"), strict=True)) for line in lines]


def upload(amazon: Amazon, body: bytes, content_type: str) -> str:
    made = amazon.post(f"{FEEDS}/documents", {"contentType": content_type}).json()
    answer = http.put(made["url"], content=body, headers={"content-type": content_type})
    assert answer.status_code == 200, answer.text
    return made["feedDocumentId"]


def create_feed(amazon: Amazon, type_: str, body: bytes, content_type: str, places: list[str] | None = None) -> str:
    document = upload(amazon, body, content_type)
    given = {"feedType": type_, "marketplaceIds": places or [SPAIN], "inputFeedDocumentId": document}
    answer = amazon.post(f"{FEEDS}/feeds", given)
    assert answer.status_code == 202, answer.text
    return answer.json()["feedId"]


def feed(amazon: Amazon, feed_id: str) -> dict[str, Any]:
    return amazon.get(f"{FEEDS}/feeds/{feed_id}").json()


def feed_result(amazon: Amazon, feed_id: str) -> bytes:
    """The processing report of a feed that is done."""
    document = amazon.get(f"{FEEDS}/documents/{feed(amazon, feed_id)['resultFeedDocumentId']}").json()
    return download(document)[0]


def listings_feed(*messages: dict[str, Any], seller: str = SELLER, included: list[str] | None = None) -> bytes:
    header: dict[str, Any] = {"sellerId": seller, "version": "2.0"}
    if included:
        header["report"] = {"includedData": included, "apiVersion": "2021-08-01"}
    return json.dumps({"header": header, "messages": list(messages)}).encode()


def weight_patch(number: int, sku: str, product_type: str, value: float, unit: str = "grams") -> dict[str, Any]:
    patch = {
        "op": "replace",
        "path": "/attributes/item_package_weight",
        "value": [{"value": value, "unit": unit, "marketplace_id": SPAIN}],
    }
    return {
        "messageId": number, "sku": sku, "operationType": "PATCH", "productType": product_type, "patches": [patch],
    }  # fmt: skip


def envelope(message_type: str, *messages: str, seller: str = SELLER) -> bytes:
    numbered = "".join(f"<Message><MessageID>{n}</MessageID>{one}</Message>" for n, one in enumerate(messages, 1))
    return (
        '<?xml version="1.0" encoding="UTF-8"?><AmazonEnvelope><Header><DocumentVersion>1.01</DocumentVersion>'
        f"<MerchantIdentifier>{seller}</MerchantIdentifier></Header><MessageType>{message_type}</MessageType>"
        f"{numbered}</AmazonEnvelope>"
    ).encode()


def mws(amazon: Amazon, section: str, action: str, *, body: bytes | None = None, **more: Any) -> httpx2.Response:
    """A well-signed request; a body is a feed, with its sum unless `md5` gives another (`-`: none)."""
    path, version = ("/Products/2011-10-01", "2011-10-01") if section == "Products" else ("/", "2009-01-01")
    sum_ = more.pop("md5", None) or base64.b64encode(hashlib.md5(body or b"").digest()).decode()
    given = {
        "AWSAccessKeyId": KEY, "Action": action, "MWSAuthToken": TOKEN, "SellerId": SELLER, "Version": version,
        "SignatureMethod": "HmacSHA256", "SignatureVersion": "2", "Timestamp": text(amazon.now()), **more,
    }  # fmt: skip
    query = "&".join(f"{quote(k, safe='-_.~')}={quote(str(v), safe='-_.~')}" for k, v in sorted(given.items()))
    verb, host = ("GET", "POST")[body is not None], amazon.url.removeprefix("http://")
    signed = "\n".join((verb, host, path, query))
    signature = base64.b64encode(hmac.new(SECRET.encode(), signed.encode(), hashlib.sha256).digest()).decode()
    headers = {} if body is None else {"content-type": "text/xml", "content-md5": sum_}
    if sum_ == "-":
        del headers["content-md5"]
    return amazon.http.request(
        verb, f"{path}?{query}&Signature={quote(signature, safe='')}", content=body, headers=headers
    )


def tree(answer: httpx2.Response) -> ET.Element:
    """The answer without namespaces."""
    root = ET.fromstring(answer.content)
    for node in root.iter():
        node.tag = node.tag.rpartition("}")[2]
    return root


def refusal(answer: httpx2.Response) -> tuple[int, str]:
    return answer.status_code, tree(answer).findtext("Error/Code") or ""
