"""Listings and their weights: what is missing, what an order weighs, how it is put right."""
