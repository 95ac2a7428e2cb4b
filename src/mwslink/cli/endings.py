"""Which sellers have gone: no account of the configuration is theirs any more, or Amazon refuses all that are.

A refusal counts where it cannot be a slip of ours: the very token was accepted before, or its year is over. Amazon
answers a damaged token in the same words as a withdrawn authorization.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from mwslink import clock
from mwslink.authorization.clocks import NEVER_ASKED, one_year_after
from mwslink.authorization.roster import authorization_key
from mwslink.cli.knowledge import known_of
from mwslink.connections import SP_API

if TYPE_CHECKING:
    from datetime import datetime

    from mwslink.authorization.clocks import LastAnswer
    from mwslink.cli.session import Session
    from mwslink.config import Config
    from mwslink.connections import Account
    from mwslink.store import Store

REMOVED, REFUSED = "removed", "refused"


def note_endings(session: Session, store: Store) -> None:
    """Keep which sellers of the store have gone, and since when; forget it of those that are back."""
    answers = store.answers.all()
    for seller in store.demands.sellers():
        accounts = [account for account in session.config.accounts.values() if account.seller == seller]
        if not accounts:
            store.demands.end(seller, REMOVED, clock.now())
        elif all(_is_no_slip(session, account, store) for account in accounts) and (
            refused_at := _refused_at(session.config, accounts, answers)
        ):
            store.demands.end(seller, REFUSED, refused_at)
        else:
            store.demands.resume(seller)


def _is_no_slip(session: Session, account: Account, store: Store) -> bool:
    """Whether Amazon's refusal of the account can only mean that its authorization has ended."""
    ends_on = one_year_after(account.authorized_on) if account.authorized_on else None
    if ends_on and ends_on < clock.today():
        return True
    known = known_of(session, account, store)
    return bool(known.token_worked_at if account.api == SP_API else known.accepted_at)


def _refused_at(config: Config, accounts: Sequence[Account], answers: dict[str, LastAnswer]) -> datetime | None:
    """Since when all of them are refused; one renewed after that has not been asked again yet."""
    moments = []
    for account in accounts:
        refused_at = answers.get(authorization_key(config, account), NEVER_ASKED).refused_at
        if refused_at is None or _is_renewed(account, refused_at):
            return None
        moments.append(refused_at)
    return max(moments)


def _is_renewed(account: Account, refused_at: datetime) -> bool:
    """Recorded for a later day that is not to come; a renewal that mwslink makes ends the refusal itself.

    In doubt he was: `auth-status` wants the day to be later in every zone, for nothing is erased there.
    """
    renewed_on, tomorrow = account.authorized_on, clock.today() + timedelta(days=1)
    return renewed_on is not None and refused_at.astimezone().date() < renewed_on <= tomorrow
