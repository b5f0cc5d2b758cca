"""Holiday notices from outside: a library's national table, and Lhasa's own with sources."""

from adapters.calendar.lhasa import lhasa, unknown
from adapters.calendar.national import national

__all__ = ["lhasa", "national", "unknown"]
