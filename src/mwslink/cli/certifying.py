"""Reading and checking the certificates of erasure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from mwslink.errors import RejectedError, RetentionError
from mwslink.messages import _, ngettext
from mwslink.present.certificates import certificates_answer, evidence_answer, verified_answer
from mwslink.retention.certificates import SECRET, Checked, check_chain, digest_of, public_key_of

if TYPE_CHECKING:
    from mwslink.cli.session import Session
    from mwslink.store import Store


def show_certificates(session: Session, store: Store | None) -> None:
    """All certificates with their texts and signatures."""
    found = list(store.certificates.all()) if store else []
    session.show(certificates_answer(found))


def show_verified(session: Session, store: Store | None, contains: str) -> None:
    """Check them all. Raises RetentionError when one does not hold, or the chain lacks the digest it should contain."""
    checked = check_certificates(store) if store else []
    missing = contains if contains and contains not in {one.sha256 for one in checked} else ""
    session.show(verified_answer(checked, missing=missing))
    broken = [one for one in checked if one.faults]
    if broken or missing:
        raise chain_error(broken)


def check_certificates(store: Store) -> list[Checked]:
    """Every certificate with what is wrong with it."""
    # Without one a lost store key was declared lost, and nothing certified since.
    key = public_key_of(store.secrets.get(SECRET)) if store.secrets.has(SECRET) else None
    dropped_until = store.certificates.lists_dropped_until()
    return check_chain(
        store.certificates.all(), store.certificates.tallies, public_key=key, dropped_until=dropped_until
    )


def chain_error(broken: list[Checked]) -> RetentionError:
    """The evidence is not whole."""
    if not broken:
        return RetentionError(
            _("The chain of certificates does not contain that digest: some were cut off, or it is another store's."),
            hint=_("Put a backup of the store beside this one and compare: mwslink privacy certificates"),
        )
    count = len(broken)
    text = ngettext(
        "{count} certificate does not hold: {numbers}", "{count} certificates do not hold: {numbers}", count
    )
    return RetentionError(
        text.format(count=count, numbers=", ".join(str(one.number) for one in broken)),
        hint=_("Somebody changed the store by other means. What was erased stays erased."),
    )


def show_evidence(session: Session, store: Store | None, order_id: str) -> None:
    """What was erased of one order. Raises RejectedError when nothing was."""
    found = store.erasing.of_order(order_id) if store else []
    if store is None or not found:
        raise RejectedError(
            _("Nothing was erased of an order {id}, or it is more than 18 months ago.").format(id=order_id),
            hint=_("What is stored of it: mwslink orders --order {id}").format(id=order_id),
        )
    wanted = {one.certificate for one in found}
    digests = {one.number: digest_of(one) for one in store.certificates.all() if one.number in wanted}
    session.show(evidence_answer(found, digests))
