"""Measurements of mwslink, each beside something to compare it with, as ratios of one run (docs/performance.md)."""
