"""A list that is kept beside the code has everything there is, and nothing else."""

from collections.abc import Iterable


def complete(listed: Iterable[str], there: Iterable[str], where: str) -> None:
    """Says in a sentence what a list lacks, or what is gone; ``where`` is the list, with its file."""
    told, real = set(listed), set(there)
    lacking, gone = sorted(real - told), sorted(told - real)
    assert not lacking, f"{where} says nothing of {lacking}: write it there"
    assert not gone, f"{where} tells of {gone}, and nothing is called so"
