"""What MWS, or something in front of it, answers when a fault was asked for."""

from __future__ import annotations

from mwslink.sandbox.exchange import Call, Reply
from mwslink.sandbox.mws.answers import XML, MwsRefusalError, front_refusal

_REFUSALS = {
    "429": front_refusal(503, "RequestThrottled", "Request is throttled"),
    "500": MwsRefusalError(
        500, "InternalError", "We encountered an internal error. Please try again.", kind="Receiver"
    ),
    "503": MwsRefusalError(503, "ServiceUnavailable", "Service is temporarily unavailable.", kind="Receiver"),
}
_BOMB = b"""<?xml version="1.0"?>
<!DOCTYPE lolz [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">
<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;"><!ENTITY f "&e;&e;&e;&e;&e;&e;&e;&e;">]>
<ListOrdersResponse><ListOrdersResult><Orders>&f;</Orders></ListOrdersResult></ListOrdersResponse>
"""
_PAGE = b"<!DOCTYPE html><html><head><title>Welcome</title></head><body><p>Please log in.</p></body></html>\n"
_SPOILED = {
    "doctype": Reply(200, _BOMB, content_type=XML),
    "html200": Reply(200, _PAGE, content_type="text/html"),
}


def refuse_on_request(call: Call) -> None:
    """Refuse what is right, because a fault was asked for; costs nothing of any quota. Raises MwsRefusalError."""
    kind = call.fault.kind if call.fault else ""
    if kind in _REFUSALS or kind == "error200":
        raise _REFUSALS.get(kind, _REFUSALS["500"])


def spoiled_reply(call: Call) -> Reply | None:
    """What comes in place of the right answer; None for the right one."""
    return _SPOILED.get(call.fault.kind) if call.fault else None
