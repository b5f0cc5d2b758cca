"""A part of `relief verify` that breaks off at what was changed is a fault, and the rest goes on."""

import msgspec
import pytest

from relief.settings import WrongSetting
from relief.tools.findings import Findings
from relief.tools.walking import told


@pytest.mark.parametrize("error", [KeyError("x"), msgspec.DecodeError("x"), ValueError("x")])
def test_what_cannot_be_read_is_a_fault(error: Exception) -> None:
    """The part and the kind of the error, never what it holds."""
    found = Findings()
    with told("台账", found):
        raise error
    assert found.faults == [f"台账未能核对完：所存的内容读不下去（“{type(error).__name__}”）"]


def test_what_the_asker_is_to_put_right_is_told_to_them() -> None:
    """A setting that cannot be used is no fault of the history."""
    with pytest.raises(WrongSetting), told("台账", Findings()):
        raise WrongSetting("RELIEF_X")
