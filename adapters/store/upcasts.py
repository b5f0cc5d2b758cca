"""How older versions of facts are read today: one small function for each step."""

from collections.abc import Callable, Mapping
from typing import Any

Upcast = Callable[[dict[str, Any]], dict[str, Any]]

UPCASTS: Mapping[tuple[str, int], Upcast] = {}
"""(fact name, version stored) → from that version's fields to the next version's."""
