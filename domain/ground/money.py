"""Money: an integer number of fen (分), in a type of its own."""

from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from domain.ground.declared import says


@dataclass(frozen=True, slots=True, order=True)
@says("An amount in fen. Sums and differences are exact; there is no division here.")
class Money:
    fen: int

    def __add__(self, other: "Money") -> "Money":
        return Money(self.fen + other.fen)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.fen - other.fen)

    def __str__(self) -> str:
        sign = "-" if self.fen < 0 else ""
        whole, rest = divmod(abs(self.fen), 100)
        return f"{sign}{whole}.{rest:02d}"

    @classmethod
    def of_yuan(cls, yuan: str | int | Decimal) -> "Money":
        """Exact yuan to fen. Raises ``ValueError`` where a fraction of a fen is left over."""
        fen = Decimal(yuan) * 100
        if fen != fen.to_integral_value():
            raise ValueError("an amount has at most two decimals")
        return cls(int(fen))

    @classmethod
    def rounded(cls, yuan: Decimal) -> "Money":
        """Yuan to fen, half up, once, at the end of a formula (A11, AMB-33)."""
        return cls(int((yuan * 100).quantize(Decimal(1), rounding=ROUND_HALF_UP)))


ZERO = Money(0)
