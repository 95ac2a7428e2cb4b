"""What the tour shows: the commands in their order, and what happens in the shop between them."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from dataclasses import dataclass

from mwslink.cli.tour_shop import Shop
from mwslink.errors import AttentionError
from mwslink.messages import _


@dataclass(frozen=True)
class Step:
    """A command and why it is run; `codes` are the ways in which it may end."""

    why: str
    arguments: str
    codes: tuple[int, ...] = (0,)


def tour_steps(url: str) -> Iterator[Step]:
    """All steps; what the shop does happens when the next step is asked for."""
    shop = Shop(url)
    waiting, sku = shop.order_without_weight()
    yield from _first_day(url, waiting)
    yield from _weights(waiting, sku)
    yield from _sendcloud(url, shop, waiting)
    yield from _mws(url)
    yield from _privacy()
    yield from _later()


def _first_day(url: str, waiting: str) -> Iterator[Step]:
    yield Step(
        _("Connect Spain. The sandbox's credentials are filled in; Amazon is asked whether they are right."),
        f"connect --country ES --sandbox {url}",
    )
    yield Step(
        _("Italy has the same seller, so the same account and token serve it."),
        f"connect --country IT --sandbox {url}",
    )
    yield Step(_("Both, as the configuration file has them now:"), "connections")
    yield Step(
        _(
            "Bring the orders: one call for a hundred of them, with items and addresses. "
            "The listing in order {order} has no shipping weight, so that one is held:"
        ).format(order=waiting),
        "import",
    )
    yield Step(_("The latest of them, without anything personal:"), "orders --limit 5")
    yield Step(_("Who they go to is encrypted in the store and shown on request only:"), "orders --limit 3 --personal")


def _weights(waiting: str, sku: str) -> Iterator[Step]:
    yield Step(
        _("Which listings lack a weight, and how many orders wait for each (exit code 10, for cron):"),
        "check-weights --missing",
        codes=(AttentionError.exit_code,),
    )
    yield Step(
        _("Write it at Amazon, and read back whether it took effect:"),
        f"set-weight {shlex.quote(sku)} 0.45kg --yes --connection amazon-es",
    )
    yield Step(_("The order has its weight now:"), f"orders --order {waiting}")


def _sendcloud(url: str, shop: Shop, waiting: str) -> Iterator[Step]:
    yield Step(
        _("Connect Sendcloud. One of its API integrations serves all countries."),
        f"connect-sendcloud --sandbox {url}",
    )
    yield Step(
        _("Spain tells Amazon when a parcel is announced to the carrier; Italy shall do so when the carrier has it:"),
        "settings amazon-it --update-status processed",
    )
    yield Step(_("Hand the orders over, with weight and address, a hundred a call:"), "push")
    italian = shop.print_labels(waiting)
    yield Step(
        _(
            "In Sendcloud somebody prints the labels of {spanish} (Spain) and {italian} (Italy). "
            "Amazon learns of the first one now:"
        ).format(spanish=waiting, italian=italian),
        "confirm",
    )
    shop.scan(italian)
    yield Step(
        _("The carrier scans the Italian parcel. Now all of it in one line, the one for cron:"),
        "sync",
    )
    yield Step(_("At Amazon they are shipped, with a tracking number:"), f"orders --order {waiting} --personal")
    yield Step(_("What is known of an order, from the call that brought it on:"), f"why {italian}")


def _mws(url: str) -> Iterator[Step]:
    yield Step(
        _("Germany by MWS, the API of before March 2024: the sandbox still speaks it."),
        f"connect --country DE --sandbox {url} --api mws",
    )
    yield Step(_("The same orders come, with a call for the items of each:"), "import amazon-de")
    yield Step(
        _("Move that account to SP-API; both are asked first whether they show the same orders:"),
        f"migrate amazon-de --sandbox {url} --days 2",
    )


def _privacy() -> Iterator[Step]:
    yield Step(
        _("Personal data goes 30 days after shipment at the latest. What is stored, and until when:"), "privacy status"
    )
    yield Step(_("What would go now:"), "privacy purge --dry-run")


def _later() -> Iterator[Step]:
    yield Step(_("Import again: a call an account says that nothing is new."), "import")
    yield Step(_("How long the seller's authorizations last:"), "auth-status")
    yield Step(_("What the quotas still allow:"), "quota")
    yield Step(_("What the runs did and cost:"), "runs")
    yield Step(_("Were something wrong, this would name the cause:"), "doctor")
