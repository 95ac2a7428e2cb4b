"""What the user sees: one JSON document, or tables and sentences."""
