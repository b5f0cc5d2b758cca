"""On what ground personal data is destroyed."""

from enum import StrEnum


class DestructionGround(StrEnum):
    """Why personal data must go (个人信息保护法 §47)."""

    KEPT_LONG_ENOUGH = "retention-over"
    UNLAWFUL = "unlawfully-handled"
    OTHER_LAW = "other-law"
