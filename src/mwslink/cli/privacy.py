"""`mwslink privacy`: the group of commands about personal data."""

from __future__ import annotations

import click

from mwslink.cli.group import CommandGroup
from mwslink.messages import N_

# As in `group.COMMANDS`: name -> module:attribute, help in the order in which they are needed.
COMMANDS = {
    "status": ("privacy_status:status", N_("Show what is held, what is due and what can be vouched for.")),
    "purge": ("privacy_purge:purge", N_("Erase what may not be kept any longer.")),
    "archive": ("privacy_archive:archive", N_("Seal what the law wants kept to a public key.")),
    "restore": ("privacy_restore:restore", N_("Read archived orders with the private key.")),
    "rehearse": ("privacy_restore:rehearse", N_("Prove that the archive can be opened.")),
    "rotate-key": ("privacy_keys:rotate_key", N_("Replace the store key.")),
    "forget-key": ("privacy_keys:forget_key", N_("Declare the store key lost.")),
    "erase": ("privacy_erase:erase", N_("Erase orders on demand.")),
    "certificates": ("privacy_certificates:certificates", N_("Show or check the evidence of what was erased.")),
    "access-log": ("privacy_access_log:access_log", N_("Show who opened personal data.")),
}


@click.group("privacy", cls=CommandGroup, table=COMMANDS, help=N_("Keep, erase and account for personal data."))
def privacy() -> None:
    pass
