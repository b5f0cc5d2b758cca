"""The lines by which witnesses sign a checkpoint (c2sp.org/tlog-cosignature), and whether they hold."""

from collections.abc import Iterable, Mapping

from adapters.proof.notes import ED25519, Verifier, WrongNote, parts

COSIGNATURE = b"\x04"
TIME_BYTES, SIGNATURE_BYTES = 8, 64


def message(at: int, text: str) -> bytes:
    """What a witness signs at a moment in seconds: that it saw this checkpoint."""
    return f"cosignature/v1\ntime {at}\n{text}".encode()


def holds(key: Verifier, text: str, told: bytes) -> bool:
    """Whether a witness of this key signed the text of a checkpoint."""
    if key.type != COSIGNATURE or len(told) != TIME_BYTES + SIGNATURE_BYTES:
        return False
    at = int.from_bytes(told[:TIME_BYTES])
    return Verifier(key.name, ED25519, key.public).holds(message(at, text), told[TIME_BYTES:])


def held(text: str, lines: str, known: Iterable[Verifier]) -> Mapping[str, str]:
    """Of the lines told, those that hold, by the witness that is known to sign so.

    Raises ``WrongNote`` where they cannot be read.
    """
    keys = {(one.name, one.id): one for one in known}
    found: dict[str, str] = {}
    if not lines:
        return found
    for line, (name, id, told) in zip(
        lines.splitlines(keepends=True), parts(f"{text}\n{lines}")[1], strict=True
    ):
        key = keys.get((name, id))
        if key is not None and holds(key, text, told):
            found[name] = line
    return found


def read_keys(told: str) -> list[Verifier]:
    """The keys of witnesses, one a line. Raises ``WrongNote`` for what is none."""
    found = [Verifier.read(line) for line in told.splitlines() if line.strip()]
    if any(one.type != COSIGNATURE for one in found):
        raise WrongNote("this is no key of a witness")
    return found
