"""The bodies of confirmShipment and updateShipmentStatus, read as strictly as Amazon reads them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import NoReturn

import msgspec

from mwslink.sandbox.gate import bad_input
from mwslink.sandbox.parameters import parse_moment
from mwslink.sandbox.shipping import PackageDetail

_WRONG_TYPE = (
    "The input you have submitted is not valid. Please check the fields with invalid type [packageDetail.{field}]."
)
_MISSING = "The input you have submitted is not valid. Please check the missing required fields [{field}]."
_DATE_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)", re.IGNORECASE)


@dataclass(frozen=True)
class Confirmation:
    marketplace_id: str
    package: PackageDetail


class _Item(msgspec.Struct):
    orderItemId: str  # noqa: N815  (Amazon's name)
    quantity: int
    transparencyCodes: list[str] = []  # noqa: N815  (Amazon's name)


class _Package(msgspec.Struct):
    carrierCode: str  # noqa: N815  (Amazon's name)
    trackingNumber: str  # noqa: N815  (Amazon's name)
    shipDate: str  # noqa: N815  (Amazon's name)
    orderItems: list[_Item]  # noqa: N815  (Amazon's name)
    packageReferenceId: object = None  # noqa: N815  (Amazon's name; its type has a message of its own)
    carrierName: str = ""  # noqa: N815  (Amazon's name)
    shippingMethod: str = ""  # noqa: N815  (Amazon's name)
    shipFromSupplySourceId: str = ""  # noqa: N815  (Amazon's name)


class _Confirmation(msgspec.Struct):
    marketplaceId: str  # noqa: N815  (Amazon's name)
    packageDetail: _Package  # noqa: N815  (Amazon's name)
    codCollectionMethod: str = ""  # noqa: N815  (Amazon's name)


class _Pickup(msgspec.Struct):
    marketplaceId: str  # noqa: N815  (Amazon's name)
    shipmentStatus: str  # noqa: N815  (Amazon's name)


def parse_confirmation(body: bytes) -> Confirmation:
    """The body of confirmShipment; raises 400."""
    try:
        given = msgspec.json.decode(body, type=_Confirmation)
    except msgspec.MsgspecError as error:
        _refuse(error)
    package = given.packageDetail
    if given.codCollectionMethod:
        raise bad_input(details="codCollectionMethod is for Japan only.")
    for field in ("carrierCode", "trackingNumber", "shipDate", "orderItems"):
        if not getattr(package, field):
            raise bad_input(_MISSING.format(field=f"packageDetail.{field}"))
    if package.carrierCode == "Other" and not package.carrierName:
        raise bad_input("CarrierName is required when CarrierCode is Other.")
    return Confirmation(given.marketplaceId, _parse_package(package))


def _parse_package(package: _Package) -> PackageDetail:
    if not _DATE_TIME.fullmatch(package.shipDate):
        raise bad_input(_WRONG_TYPE.format(field="shipDate"))
    return PackageDetail(
        reference=_parse_reference(package.packageReferenceId),
        carrier=package.carrierCode,
        carrier_name=package.carrierName,
        service=package.shippingMethod,
        tracking_number=package.trackingNumber,
        shipped_at=parse_moment(package.shipDate, name="shipDate"),
        items=[(item.orderItemId, item.quantity) for item in package.orderItems],
    )


def _parse_reference(reference: object) -> str:
    if reference is None:
        raise bad_input(_MISSING.format(field="packageDetail.packageReferenceId"))
    if not isinstance(reference, str):
        raise bad_input(_WRONG_TYPE.format(field="packageReferenceId"))
    if not re.fullmatch(r"0*[1-9]\d*", reference, re.ASCII):
        raise bad_input("PackageReferenceId: is invalid, must be a positive numeric value.")
    return reference


def parse_pickup(body: bytes) -> tuple[str, str]:
    """The marketplace and the status in the body of updateShipmentStatus; raises 400."""
    try:
        given = msgspec.json.decode(body, type=_Pickup)
    except msgspec.MsgspecError as error:
        _refuse(error)
    return given.marketplaceId, given.shipmentStatus


def _refuse(error: msgspec.MsgspecError) -> NoReturn:
    """Amazon names the field that is missing or of the wrong type."""
    text = str(error)
    missing = re.search(r"missing required field `(\w+)`(?: - at `\$\.?(\S*)`)?", text)
    if missing:
        where = ".".join(part for part in (missing[2], missing[1]) if part)
        raise bad_input(_MISSING.format(field=where)) from error
    wrong = re.search(r"at `\$\.packageDetail\.(\S+)`", text)
    raise (bad_input(_WRONG_TYPE.format(field=wrong[1])) if wrong else bad_input()) from error
