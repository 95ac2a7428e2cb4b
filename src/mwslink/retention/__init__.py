"""How long data may stay, and seeing to it that it goes."""
