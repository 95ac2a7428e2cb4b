"""`mwslink renew`: record that a seller renewed its authorization, once Amazon confirms it."""

from __future__ import annotations

import sys
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from mwslink import clock
from mwslink.cli.consent_options import FILE, browser_options, consent_options
from mwslink.cli.conversation import Conversation, read_secret
from mwslink.cli.moments import PAST_DAY
from mwslink.cli.words import argument, command, json_option, option
from mwslink.messages import N_, _

if TYPE_CHECKING:
    from mwslink.cli.renewing import Renewal
    from mwslink.cli.session import Session
    from mwslink.connections import Account


@command("renew", help=N_("Record that a seller renewed its authorization, with the new token where there is one."))
@argument("name", metavar=N_("NAME"))
@option("--on", type=PAST_DAY, metavar=N_("DATE"), help=N_("Day of the renewal (today)."))
@option("--token", metavar="Atzr|…", help=N_("The new token, or a reference such as env:NAME."))
@option("--token-file", type=FILE, metavar=N_("FILE"), help=N_("File with the new token; - is standard input."))
@option("--keep-token", is_flag=True, help=N_("The token has stayed the same, or its new one is in place already."))
@consent_options
@browser_options
@option("--no-input", is_flag=True, help=N_("Never ask anything."))
@json_option
@click.pass_obj
def renew(session: Session, /, name: str, on: date | None, no_input: bool, **flags: Any) -> None:
    from mwslink.cli.consenting import telling_of_consent
    from mwslink.cli.renewing import account_named, renew_account
    from mwslink.present.renewals import renewal_answer

    _require_lasting(on)
    may_ask = session.is_talkative and sys.stdin.isatty() and not no_input
    renewal = _renewal(account_named(session.config, name), on, flags)
    with telling_of_consent(session):
        done, warnings = renew_account(session, Conversation(may_ask=may_ask), renewal)
    session.show(
        renewal_answer(done.account, done.connections, is_token_replaced=done.is_token_replaced, warnings=warnings)
    )


def _require_lasting(day: date | None) -> None:
    """A day of which an authorization still lasts in some zone. Raises BadParameter."""
    from mwslink.authorization.clocks import ZONES_APART, one_year_after

    if day and one_year_after(day) + ZONES_APART <= clock.today():
        text = _("An authorization of {day} ended on {end}. Give the day on which the seller authorized last.")
        raise click.BadParameter(text.format(day=day, end=one_year_after(day)), param_hint="--on")


def _renewal(account: Account, day: date | None, flags: dict[str, Any]) -> Renewal:
    """What was asked for; of the ways to a token only one. Raises UsageError."""
    from mwslink.cli.consenting import Way
    from mwslink.cli.renewing import Renewal

    token = read_secret(flags["token"], flags["token_file"], flag="--token")
    redirect = read_secret(flags["redirect"], flags["redirect_file"], flag="--redirect")
    said = {"--token": token, "--keep-token": flags["keep_token"], "--consent": redirect or flags["consent"]}
    ways = [flag for flag, is_said in said.items() if is_said]
    if len(ways) > 1:
        text = _("Give either {flag} or {other}, not both.")
        raise click.UsageError(text.format(flag=ways[0], other=ways[1]))
    way = Way(redirect, flags["max_wait"], flags["browser"])
    return Renewal(account, day, token, keeps_token=flags["keep_token"], asks_consent=flags["consent"], way=way)
