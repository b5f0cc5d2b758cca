"""The command line's way to the tools of proof: checkpoints, bundles, witnesses.

Imports are late: a tool pays for itself only.
"""

import argparse
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from relief.settings import Settings

if TYPE_CHECKING:
    from relief.bootstrap import Service
    from relief.tools.output import Output


def checkpoint(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief checkpoint``."""
    from relief.tools.checkpoint import checkpoint, keys
    from relief.tools.restoring import restored

    if asked.restored is not None:
        return restored(service, output, asked.restored)
    return keys(service, output) if asked.keys else checkpoint(service, output, asked.page)


def audit(asked: argparse.Namespace, service: "Service", output: "Output") -> int:
    """``relief audit bundle`` and ``draw``."""
    from relief.tools.audit import bundled, drawn

    return (bundled if asked.act == "bundle" else drawn)(asked, service, output)


def audit_alone(asked: argparse.Namespace, _: Settings, output: "Output") -> int:
    """``relief audit verifier``."""
    from relief.tools.audit import verifier

    return verifier(asked.folder, output)


def witness(asked: argparse.Namespace, _: Settings, output: "Output") -> int:
    """``relief witness``: a program of its own; the settings of an office are nothing to it."""
    from relief.tools.witness import run

    return run(asked, output)


ALONE: "Mapping[str, Callable[[argparse.Namespace, Settings, Output], int]]" = {
    "audit": audit_alone,
    "witness": witness,
}
"""Those that open no history."""

SERVED: "Mapping[str, Callable[[argparse.Namespace, Service, Output], int]]" = {
    "checkpoint": checkpoint,
    "audit": audit,
}
"""Those that work on a service."""
