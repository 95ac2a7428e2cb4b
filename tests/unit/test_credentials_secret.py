"""A secret shows itself nowhere by accident, and a pasted one is cleaned."""

from __future__ import annotations

import copy
import json
import logging
import pickle
from dataclasses import asdict, dataclass

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.credentials import Secret, clean_token, fault_of_secret

CANARY = "Atzr|canary-4711"
TOKENS = st.text("ABCabc0129|-._~+/=", min_size=1)
DIRT = st.text(" \t\r\n\u00a0\u200b\u200e\u2028\ufeff\u00ad", max_size=3)


@dataclass(frozen=True)
class Holder:
    secret: Secret


@pytest.mark.parametrize(
    "show",
    [
        str,
        repr,
        "{}".format,
        "{:>20}".format,
        "{!r}".format,
        "%s".__mod__,
        lambda secret: repr([secret, {"key": secret}]),
        lambda secret: repr(Holder(secret)),
        lambda secret: repr(asdict(Holder(secret))),
        lambda secret: repr(ValueError(secret)),
        lambda secret: logging.makeLogRecord({"msg": "%s", "args": (secret,)}).getMessage(),
    ],
)
def test_a_secret_prints_as_stars(show):
    """However it gets into a message, a log or a traceback."""
    text = show(Secret(CANARY))

    assert "canary" not in text
    assert "***" in text


@pytest.mark.parametrize("write", [pickle.dumps, json.dumps, msgspec.json.encode, vars])
def test_a_secret_cannot_be_written_by_accident(write):
    """Neither into a cache nor into a document."""
    with pytest.raises(TypeError):
        write(Secret(CANARY))


def test_a_secret_is_itself_when_copied_and_compared():
    """Values that hold secrets can still be compared and copied."""
    secret = Secret(CANARY)

    assert copy.deepcopy(secret) is secret
    assert copy.copy(secret).reveal() == CANARY
    assert secret == Secret(CANARY)
    assert secret != Secret("other")
    assert secret != CANARY
    assert secret
    assert not Secret("")


@given(st.text(), st.text())
def test_secrets_are_equal_when_their_texts_are(one, other):
    """Any text at all, lone surrogates of an odd environment included."""
    assert (Secret(one) == Secret(other)) == (one == other)
    assert Secret(one).reveal() == one


@given(st.lists(st.tuples(DIRT, TOKENS), min_size=1), DIRT, st.sampled_from(["", '"', "'", "“", "«"]))
def test_what_pasting_adds_is_taken_away(pieces, end, quote):
    """Spaces, line breaks, quotes and invisible characters, wherever they got in."""
    pasted = quote + "".join(dirt + token for dirt, token in pieces) + end + quote

    assert clean_token(pasted) == "".join(token for _dirt, token in pieces)


@given(st.text())
def test_cleaning_twice_changes_nothing(text):
    """So it does not matter who cleans."""
    assert clean_token(clean_token(text)) == clean_token(text)


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("", "empty"),
        ("abc\ndef", "line breaks"),
        ("abc\u200bdef", "invisible"),
        (" abc", "begins or ends with a space"),
        ("Atzr|abc def", "spaces"),
        ("amzn1.oa2-cs.v1.…", "spaces or characters"),
    ],
)
def test_what_cannot_be_a_secret_is_named_without_quoting_it(text, fault):
    """A token pasted with its spaces fails here, with a reason, rather than at Amazon."""
    assert fault in fault_of_secret(text)
    assert "abc" not in fault_of_secret(text)


@pytest.mark.parametrize("text", [CANARY, "amzn.mws.1-2", "0f3a", "a passphrase of words", "contraseña"])
def test_a_usable_secret_has_no_fault(text):
    """Only what is known to be wrong is refused."""
    assert fault_of_secret(text) == ""
