"""Amazon MWS (2009-2024) as a gateway: parameters and signatures by the package `mws`, all else our own."""
