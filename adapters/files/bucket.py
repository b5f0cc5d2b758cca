"""Files in a store that speaks S3: sealed before they leave, so that it keeps what it cannot read."""

import stat
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import IO, Any

import httpx
import obstore
from obstore.exceptions import AlreadyExistsError, BaseError
from obstore.store import S3Store

from adapters.files.sealing import PIECE
from adapters.files.spool import parts
from adapters.files.store import FilesDown, Held, NoFile

SECONDS = 30.0
"""How long the store may be silent."""
SIGNED_FOR = timedelta(minutes=10)


class OpenKey(Exception):
    """The file of the store's key can be read by others, or is none."""


def key_of(path: Path) -> tuple[str, str]:
    """The id and the secret of the store's key: two lines of a file of 0600. Raises ``OpenKey``."""
    if stat.S_IMODE(path.stat().st_mode) & 0o077:
        raise OpenKey(f"{path} must be accessible by its owner only (chmod 600)")
    lines = path.read_text(encoding="ascii").split()
    if len(lines) != 2:
        raise OpenKey(f"{path} has not two lines")
    return lines[0], lines[1]


class BucketFiles:
    """Keeps files in a bucket. What is long passes by piece by piece, under an address signed for it."""

    def __init__(self, address: str, bucket: str, region: str, key: tuple[str, str]) -> None:
        plain = address.startswith("http:")
        self._store = S3Store(
            bucket,
            endpoint=address.rstrip("/"),
            region=region,
            access_key_id=key[0],
            secret_access_key=key[1],
            virtual_hosted_style_request=False,
            client_options={"allow_http": plain, "timeout": timedelta(seconds=SECONDS)},
            retry_config={"max_retries": 2, "retry_timeout": timedelta(seconds=SECONDS)},
        )
        self._web = httpx.Client(timeout=SECONDS, trust_env=False)

    def keep(self, name: str, file: IO[bytes], size: int) -> None:
        """Keep a file whole and durably, or not at all."""
        address = obstore.sign(self._store, "PUT", name, SIGNED_FOR)
        with _telling():
            sent = self._web.put(
                address, content=parts(file), headers={"Content-Length": str(size)}
            )
            sent.raise_for_status()

    def usable(self) -> None:
        """Not asked: a store that is silent would keep whoever asks waiting for half a minute."""

    def founded(self) -> bool:
        """Always: no bucket is ever made here."""
        return True

    def note(self, name: str, text: bytes) -> bool:
        """Keep a few bytes, as ``keep``; whether nobody had under this name before."""
        try:
            with _telling():
                obstore.put(self._store, name, text, mode="create", use_multipart=False)
        except AlreadyExistsError:
            return False
        return True

    def read(self, name: str) -> Iterator[bytes]:
        """The bytes, piece by piece. Raises ``NoFile`` before the first."""
        with _telling():
            found = obstore.get(self._store, name)
        return _given(found.stream(min_chunk_size=PIECE))

    def has(self, name: str) -> bool:
        """Whether there is a file under this name."""
        try:
            with _telling():
                obstore.head(self._store, name)
        except NoFile:
            return False
        return True

    def remove(self, name: str) -> None:
        """Remove it for good; nothing happens where there is none."""
        address = obstore.sign(self._store, "DELETE", name, SIGNED_FOR)
        with _telling():
            gone = self._web.delete(address)
            if gone.status_code != httpx.codes.NOT_FOUND:
                gone.raise_for_status()

    def listed(self, room: str) -> Iterator[Held]:
        """Every file of a room."""
        now = datetime.now(UTC)
        with _telling():
            for page in obstore.list(self._store, f"{room}/"):
                for one in page:
                    yield Held(one["path"], max(0.0, (now - one["last_modified"]).total_seconds()))


@contextmanager
def _telling() -> Iterator[None]:
    try:
        yield
    except AlreadyExistsError:
        raise
    except FileNotFoundError:
        raise NoFile("there is no such file") from None
    except (BaseError, httpx.HTTPError, OSError) as error:
        raise FilesDown(type(error).__name__) from None


def _given(stream: Any) -> Iterator[bytes]:
    with _telling():
        for piece in stream:
            yield bytes(piece)
