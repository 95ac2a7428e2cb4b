"""Every expected failure, by what the reader should do next, with its exit code.

    MwslinkError            1  anything unexpected
    ├── ConfigError         3  the file, or a credential it points at, is wrong
    │   └── TrustStoreError    the certificates that servers are checked against cannot be had
    ├── AuthorizationError  4  Amazon refuses this seller
    ├── TemporaryError      5  nothing to change; run again later
    │   ├── ThrottledError     a quota is used up
    │   ├── NetworkError       no answer, or not a whole one
    │   └── BusyError          another run holds what this one needs
    ├── RejectedError       6  understood and refused (400, 404, 422)
    ├── PartialError        7  some connections or orders failed, the rest is saved
    ├── StoreError          8  database unreachable, full, or of another version
    ├── RetentionError      9  data that had to be archived or deleted was not
    └── AttentionError     10  done, and something was found that only the user can put right

The numbers are a contract (docs/reference/exit-codes.md): never renumbered, never reused.
2 is Click's, for a wrong command line; 130 is Ctrl-C.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from mwslink.messages import _


class MwslinkError(Exception):
    """An expected failure: a sentence for the reader, and what to do next.

    The text never holds a secret or a buyer's data.
    """

    exit_code = 1

    def __init__(self, message: str, *, hint: str = "", connection: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.hint = hint
        self.connection = connection

    def __str__(self) -> str:
        text = f"{self.connection}: {self.message}" if self.connection else self.message
        return f"{text}\n  {self.hint}" if self.hint else text


@dataclass(frozen=True)
class Problem:
    """One thing wrong in a file: where it is, and what is wrong with it."""

    text: str
    key: str = ""
    line: int | None = None

    def __str__(self) -> str:
        line = _("line {number}").format(number=self.line) if self.line is not None else ""
        where = [line, self.key]
        return ": ".join([*(part for part in where if part), self.text])


class ConfigError(MwslinkError):
    """The configuration, or a credential it points at, is wrong; lists all problems at once."""

    exit_code = 3

    def __init__(self, message: str, *, problems: Iterable[Problem] = (), hint: str = "", connection: str = "") -> None:
        super().__init__(message, hint=hint, connection=connection)
        self.problems = tuple(problems)

    def __str__(self) -> str:
        return "\n".join([super().__str__(), *(f"  {problem}" for problem in self.problems)])


class TrustStoreError(ConfigError):
    """The certificates that secure connections are checked with cannot be read."""


class AuthorizationError(MwslinkError):
    """Amazon refuses this seller: consent withdrawn, role missing, wrong region.

    `code` and `details` are Amazon's own words (for example `invalid_grant`, `Unauthorized`).
    """

    exit_code = 4

    def __init__(
        self, message: str, *, code: str = "", details: str = "", hint: str = "", connection: str = ""
    ) -> None:
        super().__init__(message, hint=hint, connection=connection)
        self.code = code
        self.details = details


class TemporaryError(MwslinkError):
    """Nothing to change; run again later. `was_repeated`: it was tried as often as makes sense for now."""

    exit_code = 5
    was_repeated = False


class ThrottledError(TemporaryError):
    """A quota is used up. `wait_seconds`: when it is worth trying again."""

    def __init__(self, message: str, *, wait_seconds: float, hint: str = "", connection: str = "") -> None:
        super().__init__(message, hint=hint, connection=connection)
        self.wait_seconds = wait_seconds


class Obstacle(StrEnum):
    """What stood between us and a usable answer."""

    NAME = "name"  # the address was not found
    SILENCE = "silence"  # nobody answers there
    PROXY = "proxy"
    CERTIFICATE = "certificate"  # of nobody this computer trusts, or for another name
    CERTIFICATE_DATE = "certificate-date"  # it is over, or has not begun, by this computer's clock
    TLS = "tls"
    PAGE = "page"  # somebody else answered: a web page, or another address
    BROKEN = "broken"  # no answer in time, or not all of it
    SERVICE = "service"  # it answered that it cannot


class NetworkError(TemporaryError):
    """No answer, or not a whole one; `details`: what the system says of it."""

    def __init__(
        self,
        message: str,
        *,
        hint: str = "",
        connection: str = "",
        reason: Obstacle = Obstacle.SERVICE,
        details: str = "",
    ) -> None:
        super().__init__(message, hint=hint, connection=connection)
        self.reason = reason
        self.details = details


class BusyError(TemporaryError):
    """Another run holds what this one needs."""


class RejectedError(MwslinkError):
    """Understood and refused; `code` and `details` are the service's own words.

    `problems`: what is wrong with what was sent, by place, where the service tells; no part of the text.
    """

    exit_code = 6
    problems: tuple[Problem, ...] = ()

    def __init__(
        self, message: str, *, code: str = "", details: str = "", hint: str = "", connection: str = ""
    ) -> None:
        super().__init__(message, hint=hint, connection=connection)
        self.code = code
        self.details = details


class PartialError(MwslinkError):
    """Some connections or orders failed, the rest is saved; 5 if all failures were temporary, 9 if data had to go."""

    exit_code = 7

    def __init__(self, message: str, *, failures: Iterable[MwslinkError] = (), hint: str = "") -> None:
        super().__init__(message, hint=hint)
        self.failures = tuple(failures)
        if self.failures and all(isinstance(failure, TemporaryError) for failure in self.failures):
            self.exit_code = TemporaryError.exit_code
        elif any(failure.exit_code == RetentionError.exit_code for failure in self.failures):
            self.exit_code = RetentionError.exit_code


class StoreError(MwslinkError):
    """Database unreachable, full, damaged, or of another version."""

    exit_code = 8


class RetentionError(MwslinkError):
    """Data that had to be archived or deleted was not."""

    exit_code = 9


class AttentionError(MwslinkError):
    """All was done, and something was found that only the user can put right."""

    exit_code = 10
