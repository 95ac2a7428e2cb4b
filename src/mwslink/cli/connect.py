"""`mwslink connect`: from a country to a connection that Amazon has accepted."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import click

from mwslink.cli.consent_options import FILE, browser_options, consent_options
from mwslink.cli.conversation import Conversation, read_secret
from mwslink.cli.moments import PAST_DAY
from mwslink.cli.wishes import DEFAULT_SANDBOX, UPDATE_STATUSES, Wishes, sandbox_wishes
from mwslink.cli.words import command, json_option, option
from mwslink.connections import MWS, SP_API
from mwslink.messages import N_, _
from mwslink.present.answer import Answer

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.connections import Connection


@command("connect", help=N_("Connect a seller's marketplace in one country."))
@option("--country", metavar=N_("CODE"), help=N_("Country of the marketplace, such as ES."))
@option("--api", type=click.Choice([SP_API, MWS]), help=N_("Amazon's API; MWS was switched off in 2024."))
@option("--account", metavar=N_("NAME"), help=N_("Account to use, or name for a new one."))
@option("--name", metavar=N_("TEXT"), help=N_("Name of the connection, such as “Amazon ES”."))
@option("--seller-id", metavar="A…", help=N_("Seller ID (merchant token)."))
@option("--token", metavar=N_("TOKEN"), help=N_("Refresh token, at MWS authorization token; or env:NAME or the like."))
@option("--token-file", type=FILE, metavar=N_("FILE"), help=N_("File with the token; - is standard input."))
@consent_options
@option("--application-id", metavar="amzn1…", help=N_("Consent: ID of your application; asked for once."))
@option("--redirect-uri", metavar="URL", help=N_("Consent: where its page leads, as it is registered."))
@option("--draft/--no-draft", default=None, help=N_("Consent: whether the application is not published yet."))
@browser_options
@option("--client-id", metavar="amzn1…", help=N_("Client ID of your application; asked for once."))
@option("--client-secret", metavar="amzn1…", help=N_("Its client secret, or a reference such as env:NAME."))
@option("--client-secret-file", type=FILE, metavar=N_("FILE"), help=N_("File with the client secret."))
@option("--developer-id", metavar=N_("DIGITS"), help=N_("MWS: ID of your developer, 12 digits; asked for once."))
@option("--developer-name", metavar=N_("TEXT"), help=N_("MWS: its name, which the seller enters with the ID."))
@option("--access-key-id", metavar="AKIA…", help=N_("MWS: its access key ID, or a reference such as env:NAME."))
@option("--secret-key", metavar=N_("KEY"), help=N_("MWS: its secret key, or a reference such as env:NAME."))
@option("--secret-key-file", type=FILE, metavar=N_("FILE"), help=N_("File with the secret key."))
@option("--accept-statements", is_flag=True, help=N_("MWS: the seller accepts the two statements of Amazon's page."))
@option("--mws-anyway", is_flag=True, help=N_("Try MWS at Amazon's own address, although it was switched off."))
@option("--endpoint", metavar="URL", help=N_("Another address than Amazon's, for a sandbox."))
@option("--import-weight/--no-import-weight", default=None, help=N_("Whether orders get a weight."))
@option("--update-status", type=click.Choice(UPDATE_STATUSES), help=N_("When Amazon is told about a shipment."))
@option("--authorized-on", type=PAST_DAY, metavar=N_("DATE"), help=N_("Day the seller authorized (today)."))
@option("--sandbox", is_flag=False, flag_value=DEFAULT_SANDBOX, metavar="[URL]", help=N_("Connect to the sandbox."))
@option("--account-number", type=click.IntRange(1, 99999), default=1, help=N_("Which account of the sandbox (1)."))
@option("--no-input", is_flag=True, help=N_("Never ask anything."))
@json_option
@click.pass_obj
def connect(session: Session, /, no_input: bool, **flags: Any) -> None:
    from mwslink.cli.connecting import make_connection
    from mwslink.cli.consenting import telling_of_consent

    wishes = _wishes(flags)
    may_ask = session.is_talkative and sys.stdin.isatty() and not no_input
    with telling_of_consent(session):
        connection, is_new, warnings = make_connection(session, Conversation(may_ask=may_ask), wishes)
    session.show(_answer(connection, is_new=is_new, warnings=warnings))


def _wishes(flags: dict[str, Any]) -> Wishes:
    sandbox, number = flags.pop("sandbox"), flags.pop("account_number")
    token = read_secret(flags.pop("token"), flags.pop("token_file"), flag="--token")
    client_secret = read_secret(flags.pop("client_secret"), flags.pop("client_secret_file"), flag="--client-secret")
    secret_key = read_secret(flags.pop("secret_key"), flags.pop("secret_key_file"), flag="--secret-key")
    redirect = read_secret(flags.pop("redirect"), flags.pop("redirect_file"), flag="--redirect")
    flags |= {"token": token, "client_secret": client_secret, "secret_key": secret_key, "redirect": redirect}
    if token and (redirect or flags["consent"]):
        raise click.UsageError(_("Give either {flag} or {other}, not both.").format(flag="--token", other="--consent"))
    wishes = Wishes(**flags)
    return sandbox_wishes(wishes, sandbox, number) if sandbox else wishes


def _answer(connection: Connection, *, is_new: bool, warnings: list[str]) -> Answer:
    account = connection.account
    told = (
        _("{id} is connected: {marketplace}, seller {seller}.")
        if is_new
        else _("{id} was connected already; it is up to date now.")
    )
    return Answer(
        {
            "connection": connection.id,
            "name": connection.name,
            "country": connection.country,
            "marketplace_id": connection.marketplace.id,
            "api": account.api,
            "account": account.name,
            "seller_id": account.seller_id,
            "is_new": is_new,
        },
        (
            told.format(id=connection.id, marketplace=connection.marketplace.domain, seller=account.seller_id),
            _("Next: mwslink import {id}").format(id=connection.id),
        ),
        warnings,
    )
