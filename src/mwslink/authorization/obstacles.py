"""What keeps this computer from an answer: nothing about the credentials, and nothing that Amazon refuses."""

from __future__ import annotations

from mwslink.authorization.causes import Cause, Refused
from mwslink.errors import NetworkError, Obstacle, TemporaryError, ThrottledError
from mwslink.messages import _

# what stood in the way -> which check, and what may be behind it
_OBSTACLES = {
    Obstacle.NAME: ("network", (Cause.NAME_NOT_FOUND,)),
    Obstacle.SILENCE: ("network", (Cause.NOBODY_ANSWERS,)),
    Obstacle.PROXY: ("network", (Cause.PROXY,)),
    Obstacle.PAGE: ("network", (Cause.PROXY, Cause.AMAZON_TROUBLE)),
    Obstacle.CERTIFICATE: ("tls", (Cause.TLS_UNTRUSTED, Cause.PROXY)),
    Obstacle.CERTIFICATE_DATE: ("tls", (Cause.CLOCK_WRONG, Cause.PROXY)),
    Obstacle.TLS: ("tls", (Cause.PROXY, Cause.AMAZON_TROUBLE)),
    Obstacle.BROKEN: ("network", (Cause.CONNECTION_BROKE, Cause.AMAZON_TROUBLE)),
    Obstacle.SERVICE: ("access", (Cause.AMAZON_TROUBLE,)),
}


def obstacle_of(error: TemporaryError) -> Refused:
    """Why nothing could be found out now."""
    if isinstance(error, ThrottledError):
        return Refused("access", error, causes=(Cause.THROTTLED,))
    if not isinstance(error, NetworkError):
        return Refused("access", error)
    check, causes = _OBSTACLES[error.reason]
    said = (_("The system says: {text}").format(text=error.details),) if error.details else ()
    return Refused(check, error, causes=causes, evidence=said)
