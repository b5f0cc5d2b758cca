"""What each released edition of the rules asked, as a list that is kept: ``tests/case/kept``.

``python -m tests.case.editions`` prints the list of the newest edition as the code now declares it;
it is written once, when a release is made, and never again.
"""

import json
from pathlib import Path
from typing import Any

from domain.case.authority import POWERS
from domain.case.decide import RULES
from domain.case.lawful import began_in
from domain.ground.declared import named
from domain.ground.duties import APART, BEGAN
from domain.ground.editions import FIRST, RULES_EDITION, began

KEPT = Path(__file__).parent / "kept"


def kept(edition: int) -> dict[str, Any]:
    """The list of a released edition."""
    found: dict[str, Any] = json.loads((KEPT / f"edition-{edition}.json").read_text())
    return found


def declared_up_to(edition: int) -> dict[str, Any]:
    """What the code declares to have begun with an edition, or before it."""
    return {
        "apart": sorted(
            sorted(pair) for pair in map(frozenset, APART) if BEGAN.get(pair, FIRST) <= edition
        ),
        "commands": {
            command.__name__: {
                "posts": sorted(POWERS[command].posts),
                "stages": sorted(rule.stages),
                **{
                    kind: sorted(
                        named(one)
                        for one in getattr(rule, kind)
                        if began_in(command, one) <= edition
                    )
                    for kind in ("guards", "checks", "cautions")
                },
            }
            for command, rule in sorted(RULES.items(), key=lambda row: row[0].__name__)
            if began(command) <= edition
        },
    }


if __name__ == "__main__":
    print(json.dumps(declared_up_to(RULES_EDITION), indent=1))
