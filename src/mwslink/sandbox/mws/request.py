"""The parameters of a request as they were sent: every byte counts for the signature."""

from __future__ import annotations

from urllib.parse import unquote_to_bytes

from mwslink.sandbox.mws.answers import front_refusal

_FORM = "application/x-www-form-urlencoded"


def read_parameters(query: str, content_type: str, body: bytes) -> dict[str, str]:
    """The parameters of the query string and, with a form, of the body; a plus sign is a plus sign.

    Raises MwsRefusalError for a name that is given twice and for bytes that are not UTF-8.
    """
    texts = [query]
    if content_type.partition(";")[0].strip().lower() == _FORM:
        texts.append(body.decode("ascii", "replace"))
    found: dict[str, str] = {}
    for part in "&".join(texts).split("&"):
        if not part:
            continue
        name, _equals, value = part.partition("=")
        name = _decoded(name)
        if name in found:
            raise front_refusal(400, "InvalidParameterValue", f"Parameter {name} is specified more than once.")
        found[name] = _decoded(value)
    return found


def _decoded(text: str) -> str:
    try:
        return unquote_to_bytes(text).decode("utf-8")
    except UnicodeDecodeError:
        raise front_refusal(400, "InvalidParameterValue", "A parameter is not UTF-8.") from None
