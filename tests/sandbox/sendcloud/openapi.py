"""Sendcloud's published OpenAPI files as validators of answers, and as a source of examples."""

from __future__ import annotations

import json
from functools import cached_property
from pathlib import Path
from typing import Any

import fastjsonschema
import yaml


class OpenApi:
    """One file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._compiled: dict[str, Any] = {}

    @cached_property
    def document(self) -> Any:
        text = self._path.read_text(encoding="utf-8")
        if self._path.suffix == ".json":
            return json.loads(text)
        return yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))

    def find(self, operation: str) -> Any:
        """The operation whose id ends so."""
        for place in (*self.document["paths"].values(), *self.document.get("webhooks", {}).values()):
            for one in place.values():
                if isinstance(one, dict) and one.get("operationId", "").endswith(operation):
                    return one
        raise LookupError(operation)

    def request_examples(self, operation: str) -> dict[str, Any]:
        """The bodies the file shows for an operation, by name."""
        content = self.find(operation)["requestBody"]["content"]["application/json"]
        return {name: one["value"] for name, one in content["examples"].items()}

    def check_answer(self, operation: str, status: int, value: Any) -> None:
        """Raises when the value is not what the file says the operation answers, or has a field it does not name."""
        answer = self.resolve(self.find(operation)["responses"][str(status)])
        self._check(f"{operation} {status}", answer["content"]["application/json"]["schema"], value)

    def check_request(self, operation: str, value: Any) -> None:
        """The same for a body that is sent."""
        content = self.find(operation)["requestBody"]["content"]["application/json"]
        self._check(f"{operation} body", content["schema"], value)

    def _check(self, name: str, schema: Any, value: Any) -> None:
        if name not in self._compiled:
            self._compiled[name] = fastjsonschema.compile(self.close(schema))
        self._compiled[name](value)

    def resolve(self, schema: Any) -> Any:
        """What a reference stands for, with what stands beside it."""
        if not isinstance(schema, dict) or not isinstance(schema.get("$ref"), str):
            return schema
        found = self.document
        for step in schema["$ref"].removeprefix("#/").split("/"):
            found = found[step]
        beside = {name: value for name, value in schema.items() if name != "$ref"}
        return {**self.resolve(found), **beside}

    def close(self, schema: Any) -> Any:
        """The schema without references, where objects have no fields but those named."""
        if isinstance(schema, list):
            return [self.close(one) for one in schema]
        if not isinstance(schema, dict):
            return schema
        schema = self._flatten(schema)
        ignored = ("allOf", "example", "examples", "title", "description")
        made = {name: self.close(value) for name, value in schema.items() if name not in ignored}
        if isinstance(made.get("properties"), dict):
            made["properties"] = {name: self.close(value) for name, value in schema["properties"].items()}
            made.setdefault("additionalProperties", False)
        return _nullable(made)

    def _flatten(self, schema: Any) -> Any:
        """All parts of an `allOf` as one schema."""
        schema = self.resolve(schema)
        for part in schema.get("allOf", []):
            schema = _joined(schema, self._flatten(part))
        return schema


def _joined(schema: Any, part: Any) -> Any:
    properties = {**schema.get("properties", {}), **part.get("properties", {})}
    required = sorted({*schema.get("required", []), *part.get("required", [])})
    return {**part, **schema, "properties": properties, "required": required}


def _nullable(schema: Any) -> Any:
    """OpenAPI 3.0's word for null."""
    if schema.pop("nullable", False) and isinstance(schema.get("type"), str):
        schema["type"] = [schema["type"], "null"]
        if "enum" in schema:
            schema["enum"] = [*schema["enum"], None]
    return schema
