"""Whose token it is: only an answer about this seller's own things proves or disproves it."""

from __future__ import annotations

from datetime import date

import pytest

from mwslink.authorization.diagnosis import Verdict
from mwslink.authorization.ownership import judge_listings
from mwslink.authorization.parts import Part, Tried
from mwslink.authorization.roles import Place
from mwslink.errors import AuthorizationError, NetworkError, RejectedError
from mwslink.marketplaces import BY_COUNTRY

HERE = Place(BY_COUNTRY["ES"], date(2026, 11, 27))
NO = AuthorizationError("HTTP 403", code="Unauthorized")
TYPES = Tried(Part.PRODUCT_TYPES)


@pytest.mark.parametrize(
    ("listings", "types", "verdict"),
    [
        (Tried(Part.LISTINGS), None, Verdict.GOOD),
        (Tried(Part.LISTINGS, NO), TYPES, Verdict.BAD),
        (Tried(Part.LISTINGS, is_empty=True), None, None),
        (Tried(Part.LISTINGS, RejectedError("HTTP 404")), None, None),
        (Tried(Part.LISTINGS, NetworkError("silence")), None, None),
        (Tried(Part.LISTINGS, NO), Tried(Part.PRODUCT_TYPES, NO), None),
    ],
)
def test_listings_tell_only_where_amazon_shows_or_refuses_them(listings, types, verdict):
    """An empty answer, or none, may be that of another seller's token; a missing role is the application's."""
    finding = judge_listings("A2EXAMPLE12345", listings, HERE, types)

    assert (finding and finding.verdict) == verdict
