"""What a command opens: the configuration, the store, the gateways; each when it is first asked for."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from mwslink.cli.boundary import Outcome
from mwslink.messages import _
from mwslink.paths import config_path
from mwslink.present.answer import Answer

if TYPE_CHECKING:
    from mwslink.config import Config
    from mwslink.credentials import Secret
    from mwslink.gateways.http import Call, Network
    from mwslink.store import Store
    from mwslink.store.accesses import Reader


class Session:
    """One run of the program."""

    def __init__(self, config: Path | None, timeout: float, outcome: Outcome) -> None:
        self.config_path = config_path(config, os.environ)
        self.timeout = timeout
        self._outcome = outcome
        self._config: Config | None = None

    @property
    def config(self) -> Config:
        """The configuration, read once. Raises ConfigError."""
        if self._config is None:
            from mwslink.config import load_config

            self._config = load_config(self.config_path)
        return self._config

    def reload(self) -> Config:
        """The configuration after it was changed."""
        self._config = None
        return self.config

    def enter(self, command: str) -> None:
        """Note which command of a group runs."""
        self._outcome.enter(command)

    @property
    def command(self) -> str:
        """The command's words, such as `privacy purge`."""
        return self._outcome.command

    def show(self, answer: Answer) -> None:
        """Give the command's answer."""
        self._outcome.show(answer)

    def tell(self, answer: Answer) -> None:
        """Give the answer now, while the command goes on."""
        self._outcome.tell(answer)

    @property
    def as_json(self) -> bool:
        """Whether the answer is one JSON document."""
        return self._outcome.as_json

    @property
    def is_talkative(self) -> bool:
        """Whether a person watches: progress and explanations go to a terminal only."""
        return sys.stderr.isatty() and not self._outcome.as_json

    def secret(self, reference: str) -> Secret:
        """Resolve a secret reference of the configuration, where the empty one stands for none. Raises ConfigError."""
        from mwslink.credentials import Secret, resolve

        if not reference:
            return Secret("")
        return resolve(reference, secrets_file=self.config.secrets_file)

    @contextmanager
    def open_store(self, url: str = "") -> Iterator[Store]:
        """The store, made on first use; `url` where the configuration's is known already. Raises StoreError."""
        from mwslink.store import open_store

        with open_store(url or self.config.store.url, key=self._store_key, reader=self._reader) as store:
            self._store = store
            yield store

    def _reader(self) -> Reader:
        """Who opens personal data, once somebody does."""
        from mwslink.cli.reader import reader_of

        return reader_of(self.command)

    def _store_key(self) -> Secret:
        """The store key; made on first use, which is as long as nothing was sealed with another one."""
        from mwslink.credentials import MissingSecretError

        reference = self.config.store.key
        try:
            return self.secret(reference)
        except MissingSecretError as missing:
            if self._store.holds_sealed_data():
                text = _("The store key ({reference}) is missing; personal data can be neither read nor saved.")
                raise MissingSecretError(
                    text.format(reference=reference),
                    hint=_("Bring it back from a backup. If it is lost for good: mwslink privacy forget-key"),
                ) from missing
            if not reference.startswith("secrets:"):
                raise
        from mwslink.config_file import keep_secret
        from mwslink.store import new_store_key

        return keep_secret(self.config.secrets_file, reference.removeprefix("secrets:"), new_store_key)

    def open_network(self, on_call: Callable[[Call], None] = lambda _: None) -> Network:
        """The one client that sends bytes; close it."""
        from mwslink.gateways.http import Network

        return Network(timeout=self.timeout, on_call=on_call)
