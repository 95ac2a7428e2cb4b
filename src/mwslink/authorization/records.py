"""What our own records say about a refusal: facts with their dates, which narrow the causes down but never decide."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from mwslink.authorization.causes import Cause, Known
from mwslink.authorization.clocks import SECRET_GRACE_DAYS, one_year_after, secret_ends_on
from mwslink.messages import _


def of_authorization(known: Known) -> Iterator[str]:
    """When the token, or the account, was last accepted, and how long its year lasts."""
    if known.token_worked_at:
        text = _("Amazon accepted this very token on {day}, so it is no wrong one.")
        yield text.format(day=_day(known.token_worked_at))
    elif known.accepted_at:
        yield _("Amazon last accepted this account on {day}.").format(day=_day(known.accepted_at))
    yield from of_year(known)


def of_year(known: Known) -> Iterator[str]:
    """How long the authorization lasts by the recorded day."""
    if known.authorized_on is None:
        yield _("authorized_on is not recorded, so nobody knows whether its year is over.")
        return
    end = one_year_after(known.authorized_on)
    is_over = known.today is not None and known.today >= end
    text = (
        _("By authorized_on, {day}, its year ended on {end}.")
        if is_over
        else _("By authorized_on, {day}, its year lasts until {end}.")
    )
    yield text.format(day=known.authorized_on, end=end)


def causes_of_invalid_grant(known: Known) -> tuple[Cause, ...]:
    """Those that remain: a token that worked once is no wrong one. The date is ours and decides nothing."""
    ended = (Cause.AUTHORIZATION_WITHDRAWN, Cause.AUTHORIZATION_LAPSED)
    return ended if known.token_worked_at else (*ended, Cause.TOKEN_WRONG)


def of_client(known: Known) -> Iterator[str]:
    """When the client ID was last accepted, and how long the client secret lasts by the recorded day."""
    if known.client_worked_at:
        text = _("Amazon accepted this client ID on {day}, so it is no wrong one.")
        yield text.format(day=_day(known.client_worked_at))
    if known.previous_ends_on:
        text = _("The client secret before it, good until {day} by that record, is refused as well.")
        yield text.format(day=known.previous_ends_on)
    if known.secret_made_on is None:
        yield _("client_secret_rotated_on is not recorded, so nobody knows whether its 180 days are over.")
        return
    end = secret_ends_on(known.secret_made_on)
    if known.today is not None and known.today >= end:
        text = _("By client_secret_rotated_on, {day}, its 180 days ended on {end}.")
        yield text.format(day=known.secret_made_on, end=end)
        return
    text = _(
        "By client_secret_rotated_on, {day}, its 180 days last until {end}; a newer one ends it {count} days after "
        "that is made."
    )
    yield text.format(day=known.secret_made_on, end=end, count=SECRET_GRACE_DAYS)


def causes_of_invalid_client(known: Known) -> tuple[Cause, ...]:
    """Those that remain."""
    of_secret = (Cause.CLIENT_SECRET_WRONG, Cause.CLIENT_SECRET_EXPIRED)
    return of_secret if known.client_worked_at else (*of_secret, Cause.CLIENT_ID_WRONG)


def _day(at: datetime) -> str:
    return at.astimezone().date().isoformat()
