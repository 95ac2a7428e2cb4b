"""Provinces by name, by code and by postal code."""
