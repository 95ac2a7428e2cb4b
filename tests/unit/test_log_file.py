"""A log that cannot be written any more is told, once."""

from __future__ import annotations

import errno
import logging
import os
from pathlib import Path

from mwslink.logs import open_log


class FullDisk:
    """A file that takes nothing."""

    def write(self, _text: str) -> int:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def flush(self) -> None: ...

    def close(self) -> None: ...


def test_a_full_disk_is_told_once_and_without_a_traceback(tmp_path: Path, capsys) -> None:
    logger = logging.getLogger("mwslink")
    before = list(logger.handlers)
    open_log(tmp_path / "log", level="info", as_json=False)
    (handler,) = (one for one in logger.handlers if one not in before)
    handler.setStream(FullDisk()).close()
    logger.info("one")
    logger.info("two")
    logger.removeHandler(handler)
    told = capsys.readouterr().err

    assert told == f"mwslink: Cannot write the log file {tmp_path / 'log'}: No space left on device\n"
