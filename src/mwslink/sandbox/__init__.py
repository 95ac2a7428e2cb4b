"""A local Amazon and Sendcloud: strict, stateful, deterministic for a seed, and breaking on request.

It never imports the client side; of mwslink it uses only the table of marketplaces. What it does is taken
from Amazon's and Sendcloud's published descriptions.
"""
