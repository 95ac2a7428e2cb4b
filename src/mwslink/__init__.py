"""Connects Amazon seller accounts to Sendcloud, from a terminal and from cron."""

__version__ = "0.1.0"
