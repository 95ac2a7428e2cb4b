"""Orders: what they are, and how they are brought up to date."""
