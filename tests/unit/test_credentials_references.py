"""References are told from literals, and misspelt ones from both."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mwslink.credentials import KINDS, Reference, parse_reference
from mwslink.errors import ConfigError

ARN = "arn:aws:secretsmanager:eu-west-1:1:secret:x-1#k"


@pytest.mark.parametrize(
    ("text", "kind", "target"),
    [
        ("env:NAME", "env", "NAME"),
        ("file:~/token", "file", "~/token"),
        ("secrets: accounts.acme.token", "secrets", "accounts.acme.token"),
        ("keyring:a/b/user", "keyring", "a/b/user"),
        ("command:pass show a:b", "command", "pass show a:b"),
        (f"aws:{ARN}", "aws", ARN),
        ("Atzr|IwEBI:x", "literal", "Atzr|IwEBI:x"),
        ("amzn1.oa2-cs.v1.abc", "literal", "amzn1.oa2-cs.v1.abc"),
        ("foo:bar", "literal", "foo:bar"),
        ("", "literal", ""),
    ],
)
def test_a_reference_is_read(text, kind, target):
    """A known kind before the first colon; everything else is the secret itself."""
    assert parse_reference(text) == Reference(kind, target)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("evn:NAME", "env:NAME"),
        ("ENV:NAME", "env:NAME"),
        (" env :NAME", "env:NAME"),
        ("secret:x", "secrets:KEY"),
        ("key-ring:x/y", "keyring:SERVICE/USER"),
        ("cmd:pass", "command:LINE"),
        ("arn:aws:secretsmanager:eu-west-1:1:secret:x", "aws:SECRET_ID"),
    ],
)
def test_a_misspelt_kind_is_refused_with_the_nearest(text, meant):
    """It would otherwise be sent to Amazon as a token. What follows may be a secret and is not quoted."""
    with pytest.raises(ConfigError) as caught:
        parse_reference(text)

    assert meant in caught.value.message
    assert "secretsmanager" not in str(caught.value)


@pytest.mark.parametrize("text", [*(f"{kind}:" for kind in KINDS), "env:  ", "keyring:service", "keyring:/user"])
def test_a_reference_to_nowhere_is_refused(text):
    """With an example of how it is written."""
    with pytest.raises(ConfigError, match="write") as caught:
        parse_reference(text)

    assert caught.value.exit_code == 3


@given(
    st.sampled_from(KINDS),
    st.text(min_size=1).filter(lambda text: not text.strip().endswith("/") and text.strip() != ""),
)
def test_what_a_kind_points_at_is_kept(kind, target):
    """Whatever characters it holds."""
    reference = parse_reference(f"{kind}:x/{target}")

    assert reference == Reference(kind, f"x/{target}".strip())


def test_a_reference_shows_no_secret():
    """Neither a literal nor what may stand among a command's arguments."""
    assert "canary" not in f"{parse_reference('canary-token')} {parse_reference('canary-token')!r}"
    assert str(parse_reference("command:vault read canary")) == "command:vault …"
    assert str(parse_reference("env:NAME")) == "env:NAME"
