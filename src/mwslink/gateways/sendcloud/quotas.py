"""Sendcloud's limits as buckets: by class of call, for all keys of one customer together.

Published are 1000 reads and 100 writes a minute, of the latter 15 a second at most; for reads about shipping a help
page says 420. How the minute is counted is not said, so a bucket is drawn that keeps to it however it is: what it lets
go at once, and what it refills in a minute, are together no more than the limit.
"""

from __future__ import annotations

from mwslink.gateways.throttle import Quota, Throttle

READ, WRITE, READ_SHIPPING = "read", "write", "read-shipping"
QUOTAS = {
    READ: Quota(15, 100),
    WRITE: Quota(1.45, 13),
    READ_SHIPPING: Quota(6, 60),
}


class SendcloudThrottle(Throttle):
    """The limits of one Sendcloud customer."""

    provider = "Sendcloud"
