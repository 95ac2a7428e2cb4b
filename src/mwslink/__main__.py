"""`python -m mwslink`."""

from mwslink.cli import main

main()
