"""A real browser for the tests of pages: Chromium without a screen."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from selenium.webdriver import Chrome

_FLAGS = (
    "--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-sync",
    "--disable-background-networking", "--disable-component-update", "--disable-dev-shm-usage",
)  # fmt: skip


@contextmanager
def open_browser(*, language: str = "en") -> Iterator[Chrome]:
    """A browser with a fresh profile; the test is skipped, saying why, where there is none."""
    program, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if not (program and driver):
        pytest.skip("pages are not tried in a browser: there is no chromium with chromedriver on this machine")
    from selenium.webdriver import Chrome, ChromeOptions, ChromeService

    options = ChromeOptions()
    options.binary_location = program
    with tempfile.TemporaryDirectory() as profile:
        for flag in (*_FLAGS, f"--user-data-dir={profile}", f"--accept-lang={language}"):
            options.add_argument(flag)
        chrome = Chrome(options=options, service=ChromeService(driver))
        chrome.implicitly_wait(10)  # a click does not wait for the page it leads to; looking for its content does
        try:
            yield chrome
        finally:
            chrome.quit()
