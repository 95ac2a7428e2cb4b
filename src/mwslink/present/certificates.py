"""Certificates of erasure, what a check of them found, and the evidence of one order, as answers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from mwslink.messages import _, ngettext
from mwslink.present.answer import Answer, Cell, Column, Table
from mwslink.present.figures import NOTHING, render_moment
from mwslink.present.purges import render_reason, render_what
from mwslink.retention.certificates import Certificate, Checked, digest_of
from mwslink.retention.policy import Reason
from mwslink.store.erasing import SELLER

if TYPE_CHECKING:
    from mwslink.store.certificates import SignedText
    from mwslink.store.erasing import ErasedRow


def certificates_answer(signed: Sequence[SignedText]) -> Answer:
    """All of them; as data with the signed text itself, so that an auditor needs no mwslink to check it."""
    data = {
        "certificates": [
            {
                "number": one.number,
                "sha256": digest_of(one),
                "document": one.document,
                "signature": one.signature.hex(),
            }
            for one in signed
        ]
    }
    if not signed:
        return Answer(data, (_("Nothing was erased yet."),))
    return Answer(data, (Table(_columns(), [_row(one.number, _read(one), digest_of(one)) for one in signed]),))


def verified_answer(checked: Sequence[Checked], *, missing: str) -> Answer:
    """Whether each of them holds."""
    data = {
        "certificates": [
            {
                "number": one.number,
                "sha256": one.sha256,
                "holds": not one.faults,
                "faults": one.faults,
                "has_lists": one.has_lists,
            }
            for one in checked
        ],
        "missing": missing or None,
    }
    if not checked:
        return Answer(data, (_("Nothing was erased yet."),))
    columns = (*_columns(), Column(_("Holds")))
    rows = [[*_row(one.number, one.certificate, one.sha256), _verdict(one)] for one in checked]
    if any(one.faults for one in checked):
        return Answer(data, (Table(columns, rows),))
    told = ngettext("{count} certificate holds.", "All {count} certificates hold.", len(checked))
    last = _("Note the last digest where this computer cannot change it; --contains looks for it later.")
    return Answer(data, (Table(columns, rows), told.format(count=len(checked)), last))


def evidence_answer(erased: Sequence[ErasedRow], digests: Mapping[int, str]) -> Answer:
    """What was erased of an order, when, why, and which certificate says so."""
    data = {
        "order_id": erased[0].order_id,
        "erasures": [
            {
                "seller_id": one.seller.seller_id,
                "region": one.seller.region,
                "what": one.what,
                "reason": one.reason,
                "due_at": one.due_at,
                "erased_at": one.erased_at,
                "certificate": one.certificate,
                "sha256": digests.get(one.certificate or 0),
            }
            for one in erased
        ],
    }
    columns = (
        Column(_("Erased")),
        Column(_("Why"), flexible=True),
        Column(_("Due since")),
        Column(_("At")),
        Column(_("Certificate"), right=True),
    )
    rows = [
        [
            render_what(one.what),
            render_reason(one.reason),
            render_moment(one.due_at),
            render_moment(one.erased_at),
            str(one.certificate or NOTHING),
        ]
        for one in erased
    ]
    return Answer(data, (Table(columns, rows),))


def _columns() -> Sequence[Column]:
    return (
        Column(_("Certificate"), right=True),
        Column(_("At")),
        Column(_("Orders"), right=True),
        Column("SHA-256", flexible=True),
    )


def _read(one: SignedText) -> Certificate | None:
    try:
        return msgspec.json.decode(one.document, type=Certificate)
    except msgspec.DecodeError:
        return None


def _row(number: int, certificate: Certificate | None, digest: str) -> list[str | Cell]:
    if certificate is None:
        return [str(number), NOTHING, NOTHING, digest]
    orders = sum(one.count for one in certificate.erased if one.what != SELLER and one.reason != Reason.DAMAGED)
    return [str(number), render_moment(certificate.issued_at), str(orders), digest]


def _verdict(one: Checked) -> Cell:
    if not one.faults:
        return Cell(_("yes"), "good")
    words = {
        "unreadable": _("cannot be read"),
        "number": _("one before it is missing"),
        "signature": _("the signature is wrong"),
        "key": _("signed with another key"),
        "chain": _("does not follow from the one before"),
        "list": _("its list of orders was changed"),
        "list-gone": _("its list of orders is gone before its time"),
    }
    return Cell(_("no: {faults}").format(faults=", ".join(words[fault] for fault in one.faults)), "bad")
