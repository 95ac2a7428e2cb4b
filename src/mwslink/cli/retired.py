"""Calls to Amazon's own MWS, which was switched off: whatever comes of one but an answer, that is the reason."""

from __future__ import annotations

from mwslink.authorization.retirement import switched_off
from mwslink.errors import NetworkError
from mwslink.gateways.http import Network, Request, Response


class RetiredNetwork(Network):
    """The process's network, borrowed. Raises SwitchedOffError in place of every failure, which it is no use to retry.

    A silence would look like a passing trouble and a refusal like wrong credentials, and neither is to be acted on.
    """

    def __init__(self, network: Network) -> None:
        super().__init__(network.timeout, total=network.total)
        self._lender = network

    def send(self, request: Request) -> Response:
        try:
            response = self._lender.send(request)
        except NetworkError:
            raise switched_off() from None
        if not response.is_success or response.is_page:
            raise switched_off()
        return response
