"""A seller's authorization: the form of its credentials, and what Amazon says to them."""
