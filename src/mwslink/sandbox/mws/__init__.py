"""Amazon MWS as it answered until 2024 (reference: the developer guide and API references of September 2022)."""
