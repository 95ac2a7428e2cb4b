"""The ways to Amazon, by the name the configuration gives them; each is imported when it is first used."""

from __future__ import annotations
