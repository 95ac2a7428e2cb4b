"""Sendcloud's messages: only signed ones count, and of their content only the parcel's number."""

from __future__ import annotations

import hashlib
import hmac
import json

import pytest

from mwslink.credentials import Secret
from mwslink.errors import AuthorizationError, RejectedError
from mwslink.gateways.sendcloud.webhooks import read_webhook

KEY = Secret("secretkey")


def signed(content: object) -> tuple[bytes, str]:
    body = json.dumps(content).encode()
    return body, hmac.new(b"secretkey", body, hashlib.sha256).hexdigest()


def changed(**more: object) -> dict[str, object]:
    return {"action": "parcel_status_changed", "timestamp": 1_763_900_000_000, "parcel": {"id": 383700001}, **more}


def test_sendclouds_own_example_is_accepted() -> None:
    """The vector of its documentation: the signature fits; the body is none of its messages."""
    signature = "1eed4b3d41f4653ac64fd56f1bf1cbfd349e4482cbc11dff7134bd93e5da4b0a"

    with pytest.raises(RejectedError):
        read_webhook(b'{"key": "value"}', signature, KEY)
    with pytest.raises(AuthorizationError):
        read_webhook(b'{"key":"value"}', signature, KEY)


def test_a_changed_parcel_is_named() -> None:
    hint = read_webhook(*signed(changed()), KEY)

    assert hint
    assert (hint.parcel_id, hint.cause) == ("383700001", "webhook")


@pytest.mark.parametrize("signature", ["", "0" * 64, "é", "not hexadecimal"])
def test_any_other_signature_is_refused(signature: str) -> None:
    with pytest.raises(AuthorizationError):
        read_webhook(signed(changed())[0], signature, KEY)


def test_a_signature_in_capitals_is_one() -> None:
    body, signature = signed(changed())

    assert read_webhook(body, f" {signature.upper()} ", KEY)


@pytest.mark.parametrize("action", ["integration_updated", "return_created", "something_new"])
def test_messages_about_other_things_name_nothing(action: str) -> None:
    assert read_webhook(*signed({"action": action, "timestamp": 1}), KEY) is None


@pytest.mark.parametrize("content", [[], "text", {}, {"action": 1}, changed(parcel={"id": "x"})])
def test_what_is_no_message_is_refused(content: object) -> None:
    with pytest.raises(RejectedError):
        read_webhook(*signed(content), KEY)


def test_later_messages_sort_after_earlier_ones_in_either_unit() -> None:
    """Examples give no unit for `timestamp`."""
    seconds = read_webhook(*signed(changed(timestamp=1_763_900_001)), KEY)
    milliseconds = read_webhook(*signed(changed(timestamp=1_763_900_000_500)), KEY)

    assert seconds
    assert milliseconds
    assert milliseconds.version < seconds.version


def test_nothing_of_the_buyer_is_kept() -> None:
    hint = read_webhook(*signed(changed(parcel={"id": 1, "name": "Canary", "tracking_number": "CANARY"})), KEY)

    assert "canary" not in repr(hint).lower()
