"""How an SQLite file is opened so that nothing is made beside it, by what lies on the disk now."""

from os import W_OK, access
from pathlib import Path

WAL_FORM = 2
"""What byte 18 of an SQLite file says where its changes go through a write-ahead log."""


def mode(file: Path) -> dict[str, str]:
    """The parameters of its address: read only, unless it must tidy up after itself."""
    log = file.with_name(f"{file.name}-wal")
    if not file.exists() or (log.exists() and log.stat().st_size) or not _logged(file):
        return {"mode": "ro"}
    if not log.exists() and not (access(file.parent, W_OK) and access(file, W_OK)):
        return {"mode": "ro", "immutable": "1"}
    return {"mode": "rw"}


def _logged(file: Path) -> bool:
    with file.open("rb") as opened:
        return opened.read(20)[18:19] == bytes([WAL_FORM])
