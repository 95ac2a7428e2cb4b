"""Misbehaviour on request: rules such as `searchOrders:3:503` or `*:5%:reset`.

A rule is OPERATION:WHEN:KIND. OPERATION is Amazon's or Sendcloud's name (`token` for LWA) or `*`; WHEN is the number
of the call, counted from when the rule was set, or a percentage drawn from the sandbox's seed; KIND is one of KINDS.
OPERATION@WORD is for calls that hold the word in their address or body: `getOrder@902-1000001-1000001:100%:503`.
"""

from __future__ import annotations

import random
import re
from dataclasses import dataclass, field

from mwslink.sandbox.settings import SandboxError

KINDS = {
    "429": "quota used up",
    "500": "internal error",
    "503": "service unavailable",
    "html500": "an HTML page with status 500, as a proxy would send",
    "reset": "the connection is reset before any answer",
    "truncate": "the answer breaks off in the middle",
    "slow": "slow:SECONDS, a right answer, late",
    "hang": "no answer until the client goes away",
    "expired-token": "the access token is said to have expired",
    "revoked-token": "the access token is said to be revoked, malformed or invalid",
    "duplicate": "an order appears twice on the page",
    "stale-page-token": "a good page token is refused",
    "lost": "Sendcloud: orders are accepted and never saved",
    "quota": "MWS: the hourly quota is used up",
    "error200": "MWS: status 200 on an answer that carries an error",
    "doctype": "MWS: an answer with a DOCTYPE and nested entities",
    "html200": "MWS: a web page with status 200, as the log-in of a network would send",
    "wrong-md5": "MWS: a report or a feed's result whose Content-MD5 does not fit",
}
_WHEN = re.compile(r"(?P<number>[1-9]\d*)|(?P<percent>\d+(\.\d+)?)%")


@dataclass(frozen=True)
class Fault:
    """What goes wrong with one request; `seconds` only for slow."""

    kind: str
    seconds: float = 0.0


@dataclass
class Rule:
    """One parsed rule and what it has done so far."""

    text: str
    operation: str
    fault: Fault
    word: str = ""
    number: int = 0
    percent: float = 0.0
    draw: random.Random = field(default_factory=random.Random)
    seen: int = 0
    fired: int = 0

    def strikes(self, operation: str, asked: str) -> bool:
        """Count a call of `operation`, `asked` being its address and body; True when this one is to fail."""
        if self.operation not in ("*", operation) or self.word not in asked:
            return False
        self.seen += 1
        hit = self.seen == self.number if self.number else self.draw.random() * 100 < self.percent
        self.fired += hit
        return hit


class Faults:
    """The rules in force; the first that strikes decides."""

    def __init__(self, text: str, *, seed: int) -> None:
        self._seed = seed
        self.rules: list[Rule] = []
        self.replace(text)

    def replace(self, text: str) -> None:
        """Let these rules be in force instead; raises SandboxError, changing nothing, when one is wrong."""
        self.rules = parse_faults(text, seed=self._seed)

    def strike(self, operation: str, asked: str = "") -> Fault | None:
        """Count this call for every rule and say what goes wrong with it; `asked`: its address and body."""
        struck = [rule.fault for rule in self.rules if rule.strikes(operation, asked)]
        return struck[0] if struck else None


def parse_faults(text: str, *, seed: int = 0) -> list[Rule]:
    """Rules separated by commas or spaces; raises SandboxError naming the rule and the kinds."""
    return [_parse_rule(part, seed=seed) for part in re.split(r"[,\s]+", text) if part]


def _parse_rule(text: str, *, seed: int) -> Rule:
    operation, when, kind, *rest = [*text.split(":"), "", ""][: max(3, text.count(":") + 1)]
    matched = _WHEN.fullmatch(when)
    if not operation.partition("@")[0] or matched is None:
        raise SandboxError(
            f"{text!r} is not a fault rule: write OPERATION:WHEN:KIND with the number of the call or a percentage, "
            f"for example searchOrders:3:503 or *:5%:reset; kinds: {_kinds()}"
        )
    percent = float(matched["percent"] or 0)
    if percent > 100:
        raise SandboxError(f"{text!r}: a percentage is at most 100")
    return Rule(
        text=text,
        operation=operation.partition("@")[0],
        word=operation.partition("@")[2],
        fault=_parse_fault(text, kind, rest),
        number=int(matched["number"] or 0),
        percent=percent,
        draw=random.Random(f"{seed}:{text}"),
    )


def _parse_fault(text: str, kind: str, rest: list[str]) -> Fault:
    if kind not in KINDS:
        raise SandboxError(f"{text!r}: there is no fault {kind!r}; kinds: {_kinds()}")
    if kind != "slow":
        if rest:
            raise SandboxError(f"{text!r}: {kind} takes nothing after it")
        return Fault(kind)
    if len(rest) != 1 or not re.fullmatch(r"\d+(\.\d+)?", rest[0]) or float(rest[0]) > 600:
        raise SandboxError(f"{text!r}: slow needs seconds, at most 600, for example slow:2.5")
    return Fault(kind, seconds=float(rest[0]))


def _kinds() -> str:
    return ", ".join("slow:SECONDS" if kind == "slow" else kind for kind in KINDS)
