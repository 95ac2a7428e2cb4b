"""The words of addresses, a module per language; written in lower case without accents, as regular expressions."""
