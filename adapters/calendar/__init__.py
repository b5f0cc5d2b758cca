"""Holiday notices from outside: a library's national table and Lhasa's own, each with its source."""

from adapters.calendar.lhasa import lhasa, unknown
from adapters.calendar.national import national

__all__ = ["lhasa", "national", "unknown"]
