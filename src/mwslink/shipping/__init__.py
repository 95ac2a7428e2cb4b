"""Orders handed over for shipping, and shipments told to Amazon."""
