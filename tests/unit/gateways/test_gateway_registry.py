"""Gateways are found by the name the configuration gives them, and loaded when they are used."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import replace

import pytest
from spapi_fakes import ACCOUNT, Amazon, access_of

from mwslink.errors import ConfigError
from mwslink.gateways import GATEWAYS, open_gateway


@pytest.mark.parametrize("api", GATEWAYS)
def test_every_named_gateway_opens_without_calling_anybody(still_clock, api):
    amazon = Amazon()
    gateway = open_gateway(replace(ACCOUNT, api=api), access_of(amazon))

    assert gateway.quotas()
    assert amazon.requests == []


def test_an_unknown_name_is_told_with_the_known_ones():
    with pytest.raises(ConfigError) as caught:
        open_gateway(replace(ACCOUNT, api="ebay"), access_of(Amazon()))

    assert "ebay" in caught.value.message
    assert "sp-api" in caught.value.hint


def test_importing_gateways_loads_nothing_slow():
    script = "import sys, mwslink.gateways; print({'httpx2', 'msgspec', 'ssl', 'email'} & set(sys.modules))"
    printed = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout

    assert printed == "set()\n"
