"""One HTTP client for the servers on this computer: no certificates are read for it, and it keeps no connection."""

from __future__ import annotations

import httpx2

http = httpx2.Client(verify=False, timeout=30, limits=httpx2.Limits(max_keepalive_connections=0))
