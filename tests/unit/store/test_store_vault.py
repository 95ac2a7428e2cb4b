"""Sealed texts open with the right key at the right place, and in no other case."""

from __future__ import annotations

import base64

import pytest

from mwslink.credentials import Secret
from mwslink.errors import ConfigError, StoreError
from mwslink.store.vault import Sealed, Vault, new_store_key, parse_store_key

KEY = b"k" * 32
TEXT = "Lucía Prueba, Calle de la Prueba 7".encode()


def test_what_was_sealed_opens() -> None:
    vault = Vault(KEY)

    assert vault.open(vault.seal(TEXT, context="a"), context="a") == TEXT
    assert vault.open_apart(vault.seal_apart(TEXT, context="a"), context="a") == TEXT
    assert vault.open(vault.seal(b"", context=""), context="") == b""


def test_sealing_twice_shares_nothing() -> None:
    one, two = (Vault(KEY).seal_apart(TEXT, context="a") for _ in range(2))

    assert one.data_key[1:] != two.data_key[1:]
    assert one.text[1:13] != two.text[1:13]
    assert one.text[13:] != two.text[13:]


def test_the_format_has_a_version() -> None:
    """A later format can be told from this one."""
    sealed = Vault(KEY).seal_apart(TEXT, context="a")

    assert (sealed.data_key[0], sealed.text[0]) == (1, 1)
    assert (len(sealed.data_key), len(sealed.text)) == (1 + 12 + 32 + 16, 1 + 12 + len(TEXT) + 16)
    with pytest.raises(StoreError):
        Vault(KEY).open_apart(Sealed(sealed.data_key, b"\x02" + sealed.text[1:]), context="a")


def test_every_changed_bit_is_noticed() -> None:
    sealed = Vault(KEY).seal(b"text", context="a")
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        with pytest.raises(StoreError):
            Vault(KEY).open(bytes(changed), context="a")


@pytest.mark.parametrize("length", [0, 1, 12, 13, 28])
def test_a_text_cut_short_is_damaged_not_a_traceback(length: int) -> None:
    with pytest.raises(StoreError):
        Vault(KEY).open(Vault(KEY).seal(b"text", context="a")[:length], context="a")


def test_another_key_another_place_or_another_data_key_does_not_open() -> None:
    sealed, other = Vault(KEY).seal_apart(TEXT, context="order 1"), Vault(KEY).seal_apart(TEXT, context="order 2")

    with pytest.raises(StoreError):
        Vault(b"o" * 32).open_apart(sealed, context="order 1")
    with pytest.raises(StoreError):
        Vault(KEY).open_apart(sealed, context="order 2")
    with pytest.raises(StoreError):
        Vault(KEY).open_apart(Sealed(other.data_key, sealed.text), context="order 1")


def test_a_data_key_cannot_pass_for_a_text() -> None:
    """Each kind of sealed text is bound to its use."""
    with pytest.raises(StoreError):
        Vault(KEY).open(Vault(KEY).seal_apart(TEXT, context="a").data_key, context="a")


def test_a_new_store_key_is_32_random_bytes_in_base64() -> None:
    one, two = new_store_key(), new_store_key()

    assert len(parse_store_key(one)) == 32
    assert one.reveal() != two.reveal()


def test_a_store_key_may_have_been_pasted_with_a_line_break() -> None:
    assert parse_store_key(Secret(base64.b64encode(KEY).decode() + "\n")) == KEY


@pytest.mark.parametrize("text", ["", "short", "=" * 44, base64.b64encode(b"x" * 16).decode(), "ñ" * 44])
def test_what_is_not_a_store_key_is_refused_without_showing_it(text: str) -> None:
    with pytest.raises(ConfigError) as caught:
        parse_store_key(Secret(text))

    assert not text or text not in str(caught.value)
