"""Pages below the address of a country's Seller Central on which a person acts."""

from __future__ import annotations

MANAGE_APPS = "/apps/manage"  # sellers see, renew and withdraw authorizations
DEVELOP_APPS = "/sellingpartner/developerconsole"  # developers see applications, roles and client secrets
