"""A patch of a listing as it is sent: operations on attributes, read from JSON."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

_PATH = re.compile(r"/attributes/([a-z0-9_]+)")
OPERATIONS = ("add", "replace", "merge", "delete")


class MalformedPatchError(ValueError):
    """The request cannot be understood at all: a sentence saying why."""


@dataclass(frozen=True)
class Operation:
    """One change; `instances` are the values as JSON objects, numbers as int or Decimal."""

    op: str
    attribute: str
    instances: tuple[dict[str, object], ...]


@dataclass(frozen=True)
class Patch:
    """What is to change in one listing, by whose schema."""

    product_type: str
    operations: tuple[Operation, ...]


def parse_patch(body: object) -> Patch:
    """`{"productType": …, "patches": [{"op", "path", "value"}]}`; raises MalformedPatchError."""
    if not isinstance(body, dict):
        raise MalformedPatchError("The body must be a JSON object.")
    patches = body.get("patches")
    if not isinstance(patches, list) or not patches:
        raise MalformedPatchError("patches is missing or empty.")
    return Patch(_product_type(body), tuple(_operation(one) for one in patches))


def parse_attributes(body: object) -> Patch:
    """The same for `{"productType": …, "attributes": {name: [instance]}}`: each attribute is replaced."""
    if not isinstance(body, dict) or not isinstance(body.get("attributes"), dict):
        raise MalformedPatchError("attributes is missing.")
    attributes: Mapping[str, object] = body["attributes"]
    operations = (Operation("replace", name, _instances(value)) for name, value in attributes.items())
    return Patch(_product_type(body), tuple(operations))


def as_decimal(value: object) -> Decimal | None:
    """A JSON number exactly as it was written; None for anything else."""
    if isinstance(value, bool) or not isinstance(value, (int, float, Decimal)):
        return None
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number if number.is_finite() else None


def _product_type(body: Mapping[str, object]) -> str:
    product_type = body.get("productType")
    if not isinstance(product_type, str) or not product_type:
        raise MalformedPatchError("productType is missing.")
    return product_type


def _operation(one: object) -> Operation:
    if not isinstance(one, dict) or one.get("op") not in OPERATIONS:
        raise MalformedPatchError(f"op must be one of {', '.join(OPERATIONS)}.")
    path = _PATH.fullmatch(str(one.get("path", "")))
    if path is None:
        raise MalformedPatchError("path must be /attributes/ and the name of a top-level attribute.")
    return Operation(one["op"], path[1], _instances(one.get("value", [])))


def _instances(value: object) -> tuple[dict[str, object], ...]:
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise MalformedPatchError("value must be a list of objects.")
    return tuple(value)
