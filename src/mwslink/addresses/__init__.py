"""Fits Amazon's address lines to the fields of Sendcloud; pure functions."""
