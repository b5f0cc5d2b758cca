"""Signed notes are those of C2SP: its own examples hold, and nothing altered or cut does."""

import pytest

from adapters.proof.notes import Checkpoint, Ed25519Signer, Verifier, WrongNote, opened, signed

KEY = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXmRKuwHjG1"
    "Yu72IneyaQM=\n"
)
"""The example of https://c2sp.org/signed-note@v1.0.0."""


def test_the_example_of_the_specification_holds() -> None:
    """A stranger's key, a stranger's note."""
    key = Verifier.read(KEY)
    assert str(key) == KEY
    assert opened(NOTE, [key]) == "This is an example message.\n"


@pytest.mark.parametrize(
    "altered",
    [
        NOTE.replace("message", "massage"),
        NOTE.replace("— example.com/foo ", "— example.com/bar "),
        NOTE.replace("Uw2QOkn8", "Uw2QOkn9"),
        NOTE.replace("\n\n", "\n"),
        NOTE[:-1],
        NOTE.partition("—")[0],
    ],
)
def test_nothing_altered_holds(altered: str) -> None:
    """Another text, another name, another signature, no blank line, no end, no signature."""
    with pytest.raises(WrongNote):
        opened(altered, [Verifier.read(KEY)])


def test_several_sign_and_strangers_are_passed_over() -> None:
    """One trusted key is enough; a wrong signature of a trusted one spoils the note."""
    one, two = Ed25519Signer(b"1" * 32), Ed25519Signer(b"2" * 32)
    note = signed("text\n", "name", [one, two])
    keys = [Verifier("name", signer.type, signer.public) for signer in (one, two)]
    assert opened(note, keys[:1]) == opened(note, keys[1:]) == "text\n"
    with pytest.raises(WrongNote):
        opened(note, [Verifier.read(KEY)])
    first, second = note.splitlines()[2:]
    mixed = note.replace(second, second[:-5] + first[-5:])
    with pytest.raises(WrongNote):
        opened(mixed, keys)


@pytest.mark.parametrize(
    "text", ["o\n1\n", "o\n01\nAAAA\n", "o\n-1\nAAAA\n", "o\n1\nAAAA\n", "o\n1\nAAAA\nx\n"]
)
def test_what_is_no_checkpoint_is_refused(text: str) -> None:
    """Three lines, a plain number, a whole root, nothing more."""
    with pytest.raises(WrongNote):
        Checkpoint.read(text)


def test_a_checkpoint_is_read_as_it_was_written() -> None:
    """Origin, size and root come back from the note."""
    signer, point = Ed25519Signer(b"7" * 32), Checkpoint("relief/x/facts", 12, b"r" * 32)
    trusted = [Verifier("relief/x/facts", signer.type, signer.public)]
    assert Checkpoint.read(opened(point.note([signer]), trusted)) == point
