"""What a tool says where its command was refused: every reason against it, with its way out."""

from domain.ground.refusal import Refused
from relief.api.speech import spoken
from relief.terminal import complain


def told(answer: Refused) -> None:
    """Say every reason on standard error."""
    for reason in answer.reasons:
        message, way_out = spoken(reason.code, reason.field, reason.facts)
        complain(f"{message}{way_out}")
