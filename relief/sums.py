"""Sums as they are told to anybody outside: in yuan, as text, under a name without the unit."""

from typing import Any

from domain.ground.money import Money

FEN = "_fen"
"""How the name of a column ends that holds a sum in whole fen."""


def in_yuan(value: Any) -> Any:
    """A public form with its sums in yuan: keys ending in ``_fen`` lose that ending."""
    if isinstance(value, dict):
        return dict(_named(name, inner) for name, inner in value.items())
    if isinstance(value, list | tuple):
        return [in_yuan(one) for one in value]
    return value


def _named(name: Any, inner: Any) -> tuple[Any, Any]:
    if isinstance(name, str) and name.endswith(FEN):
        return name.removesuffix(FEN), yuan(inner)
    return name, in_yuan(inner)


def yuan(fen: int | None) -> str | None:
    """``180000`` as ``1800.00``."""
    return None if fen is None else str(Money(fen))
