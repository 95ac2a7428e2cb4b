"""The application's client secret and the one before it, which Amazon takes for seven days after a rotation.

"Rotate your application's client secret": a secret lasts 180 days; no API tells its age, only the message that brings a
new one says when it ends.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from mwslink.authorization.clocks import SECRET_DAYS, SECRET_GRACE_DAYS
from mwslink.config import Application
from mwslink.credentials import Secret


@dataclass(frozen=True)
class NewSecret:
    """A client secret that Amazon made; `ends_at` where it says when it is switched off, `receipt` to let it go."""

    secret: Secret
    made_at: datetime
    ends_at: datetime | None = None
    receipt: str = field(default="", repr=False)

    @property
    def made_on(self) -> date:
        """The day its 180 days are counted from."""
        made_at = self.ends_at - timedelta(days=SECRET_DAYS) if self.ends_at else self.made_at
        return made_at.astimezone().date()


def is_previous_good(application: Application, today: date) -> bool:
    """Whether the secret before the present one may still be taken."""
    made_on = application.client_secret_rotated_on
    return bool(application.previous_client_secret and made_on and today <= previous_ends_on(made_on))


def previous_ends_on(made_on: date) -> date:
    """The day on which Amazon ceases to take the secret before one that was made then."""
    return made_on + timedelta(days=SECRET_GRACE_DAYS)
