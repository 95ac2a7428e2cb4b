"""Which refusal of the orders is one of the seller as such."""

from __future__ import annotations

import pytest

from mwslink.cli.answering import is_whole_refusal, require_access
from mwslink.errors import AuthorizationError, MwslinkError, NetworkError

SILENT = AuthorizationError("", code="Unauthorized")
REVOKED = AuthorizationError(
    "", code="Unauthorized", details="The access token you provided is revoked, malformed or invalid."
)
LAPSED = AuthorizationError("", code="invalid_grant")
MWS_TOKEN = AuthorizationError("", code="AccessDenied", details="AuthToken is not valid for SellerId and AWSAccountId")
MWS_SECTION = AuthorizationError("", code="AccessDenied", details="Access to Orders API is denied")


class Door:
    """An API that shows marketplaces and orders, or refuses to; it notes whether it was asked."""

    def __init__(self, marketplaces: MwslinkError | None = None, orders: MwslinkError | None = None) -> None:
        self.marketplaces, self.orders, self.asked = marketplaces, orders, 0

    def participations(self) -> list[object]:
        self.asked += 1
        if self.marketplaces:
            raise self.marketplaces
        return []

    def try_part(self, *_: object) -> bool:
        if self.orders:
            raise self.orders
        return True


@pytest.mark.parametrize("refusal", [REVOKED, LAPSED, MWS_TOKEN])
def test_a_refusal_of_the_token_needs_no_second_question(refusal: AuthorizationError) -> None:
    door = Door()

    assert is_whole_refusal(refusal, door)  # type: ignore[arg-type]
    assert door.asked == 0


@pytest.mark.parametrize("refusal", [SILENT, MWS_SECTION])
@pytest.mark.parametrize(
    ("other", "is_whole"), [(None, False), (SILENT, True), (LAPSED, True), (NetworkError(""), False)]
)
def test_one_without_a_reason_counts_where_the_marketplaces_are_refused_too(
    refusal: AuthorizationError, other: MwslinkError | None, is_whole: bool
) -> None:
    assert is_whole_refusal(refusal, Door(other)) is is_whole  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("marketplaces", "orders", "raised"),
    [
        (None, SILENT, None),
        (SILENT, None, None),
        (SILENT, SILENT, SILENT),
        (LAPSED, None, LAPSED),
        (REVOKED, None, REVOKED),
    ],
)
def test_either_of_the_two_lets_a_seller_in(
    marketplaces: MwslinkError | None, orders: MwslinkError | None, raised: MwslinkError | None
) -> None:
    door = Door(marketplaces, orders)
    if raised is None:
        require_access(door, ["A1"])  # type: ignore[arg-type]
        return
    with pytest.raises(AuthorizationError) as told:
        require_access(door, ["A1"])  # type: ignore[arg-type]
    assert told.value is raised


def test_where_one_is_refused_and_the_other_not_reached_nobody_knows() -> None:
    with pytest.raises(NetworkError):
        require_access(Door(SILENT, NetworkError("")), ["A1"])  # type: ignore[arg-type]
