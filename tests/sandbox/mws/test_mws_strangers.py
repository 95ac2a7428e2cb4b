"""Strangers' MWS clients, unmodified, import all orders, and fail as Amazon would fail them."""

from __future__ import annotations

import warnings
from collections.abc import Callable
from typing import Any

import mws
import pytest
from amazon import LONG_AGO, SPAIN, Amazon

from mwslink import clock

KEYS = {"access_key": "AKIASANDBOX000000000", "secret_key": "sandbox-secret-key"}
SELLER = "A1SANDBOX00001"
TOKEN = "amzn.mws.00000000-0000-4000-8000-000000000001"
SHOPS = [SPAIN, "APJ6JRA9NG5V4", "A1PA6795UKMFR9", "A13V1IB3VIYZZH", "A1F83G8C2ARO7P"]
pytestmark = pytest.mark.filterwarnings("ignore:.*utcnow:DeprecationWarning")  # both ask for it to sign

with warnings.catch_warnings():
    warnings.simplefilter("ignore", SyntaxWarning)  # pymws compares a text by `is`
    import pymws
    import pymws.exceptions


@pytest.fixture(autouse=True)
def _without_quotas(amazon: Amazon) -> None:
    """From its first second on in the computer's time, which strangers sign with."""
    amazon.control("POST", "/state", {"orders": 60, "quotas": False, "page_size": 25})
    amazon.pass_time(seconds=(clock.now() - amazon.now()).total_seconds())


def with_mws(amazon: Amazon, section: str, **changed: str) -> Any:
    given = {**KEYS, "account_id": SELLER, "domain": amazon.url, "auth_token": TOKEN, **changed}
    return getattr(mws, section)(**given)


def with_pymws(amazon: Amazon, **changed: str) -> Any:
    given = {
        "access_key_id": KEYS["access_key"],
        "secret_key": KEYS["secret_key"],
        "merchant_id": SELLER,
        "auth_token": TOKEN,
        **changed,
    }
    client = pymws.MWS(marketplace="ES", **given)
    client.marketplace = client.marketplace._replace(endpoint=amazon.url)
    return client


def expected_lines(amazon: Amazon) -> dict[str, set[str]]:
    """Order id -> ids of its lines, as SP-API shows the same seller's orders."""
    orders = amazon.orders(marketplaceIds=",".join(SHOPS), maxResultsPerPage=100)
    return {order["orderId"]: {item["orderItemId"] for item in order["orderItems"]} for order in orders}


def test_mws_imports_all_orders(amazon: Amazon) -> None:
    """Page by page, then the lines of each."""
    client = with_mws(amazon, "Orders")
    answer = client.list_orders(SHOPS, lastupdatedafter=LONG_AGO)
    ids = [order.AmazonOrderId for order in answer.parsed.Orders.Order]
    while token := answer.parsed.get("NextToken"):
        answer = client.list_orders(next_token=token)
        ids += [order.AmazonOrderId for order in answer.parsed.Orders.Order]
    lines = {id_: {item.OrderItemId for item in items_of(client, id_)} for id_ in ids}

    assert len(ids) == len(set(ids))
    assert lines == expected_lines(amazon)


def items_of(client: Any, order_id: str) -> Any:
    return client.list_order_items(order_id).parsed.OrderItems.OrderItem


def test_pymws_imports_all_orders(amazon: Amazon) -> None:
    """Another author, another signature, the same orders."""
    client = with_pymws(amazon)
    wanted = {f"MarketplaceId.Id.{n}": id_ for n, id_ in enumerate(SHOPS, 1)}
    answer = client.orders.list_orders(LastUpdatedAfter=LONG_AGO, **wanted)
    ids = [order.AmazonOrderId.text for order in answer.Orders.Order]
    while hasattr(answer, "NextToken"):
        answer = client.orders.list_orders_by_next_token(str(answer.NextToken))
        ids += [order.AmazonOrderId.text for order in answer.Orders.Order]
    lines = {
        id_: {item.OrderItemId.text for item in client.orders.list_order_items(id_).OrderItems.OrderItem} for id_ in ids
    }
    client.session.close()

    assert lines == expected_lines(amazon)


WRONG = {
    "key": ({"access_key": "AKIA0000000000000000"}, 403, "InvalidAccessKeyId"),
    "secret": ({"secret_key": "another-secret"}, 403, "SignatureDoesNotMatch"),
    "token": ({"auth_token": TOKEN[:-1] + "9"}, 401, "AuthToken is not valid for SellerId and AWSAccountId"),
    "no token": ({"auth_token": ""}, 401, "Missing required MWSAuthToken"),
    "token of another seller": ({"account_id": "A1SANDBOX00002"}, 401, "AuthToken is not valid"),
    "unknown seller": ({"account_id": "A1UNKNOWN00001"}, 401, "Access denied"),
    "malformed seller": ({"account_id": "nobody"}, 400, "Invalid seller id"),
}


@pytest.mark.parametrize("wrong", WRONG, ids=str)
def test_mws_fails_as_at_amazon(amazon: Amazon, wrong: str) -> None:
    changed, status, says = WRONG[wrong]
    with pytest.raises(mws.MWSError) as caught:
        with_mws(amazon, "Sellers", **changed).list_marketplace_participations()

    assert caught.value.response.status_code == status
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("changed", "kind", "says"),
    [
        ({"access_key_id": "AKIA0000000000000000"}, "MWSError", "InvalidAccessKeyId"),
        ({"secret_key": "another-secret"}, "MWSError", "SignatureDoesNotMatch"),
        ({"auth_token": TOKEN[:-1] + "9"}, "AccessDenied", "AuthToken is not valid"),
        ({"merchant_id": "A1SANDBOX00002"}, "AccessDenied", "AuthToken is not valid"),
    ],
)
def test_pymws_fails_as_at_amazon(amazon: Amazon, changed: dict[str, str], kind: str, says: str) -> None:
    client = with_pymws(amazon, **changed)

    with pytest.raises(getattr(pymws.exceptions, kind), match=says):
        client.orders.list_orders(LastUpdatedAfter=LONG_AGO)
    client.session.close()


def _ask_mws(amazon: Amazon) -> None:
    with_mws(amazon, "Orders").list_orders(["A1805IZSGTT6HS"], lastupdatedafter=LONG_AGO)


def _ask_pymws(amazon: Amazon) -> None:
    client = with_pymws(amazon)
    try:
        client.orders.list_orders(LastUpdatedAfter=LONG_AGO, **{"MarketplaceId.Id.1": "A1805IZSGTT6HS"})
    finally:
        client.session.close()


@pytest.mark.parametrize("ask", [_ask_mws, _ask_pymws])
def test_a_marketplace_of_somebody_else_is_refused(amazon: Amazon, ask: Callable[[Amazon], None]) -> None:
    """The Netherlands, where seller 1 has no shop."""
    with pytest.raises(Exception, match=r"does not have access to the given marketplace \[A1805IZSGTT6HS\]"):
        ask(amazon)


def test_a_region_that_is_not_the_host_s_is_refused(amazon: Amazon) -> None:
    """Amazon says no more than this."""
    amazon.control("POST", "/accounts/1/region", {"region": "na"})

    with pytest.raises(Exception, match="Access denied"):
        with_mws(amazon, "Sellers").list_marketplace_participations()
