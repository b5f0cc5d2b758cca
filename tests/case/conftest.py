"""The tests of completeness come last, and only after a whole run: they ask what the others did."""

import pytest

LAST = "test_complete.py"


def pytest_collection_modifyitems(items: list[pytest.Item], config: pytest.Config) -> None:
    """Move them to the end; skip them where only a part of the suite was asked for."""
    last = [item for item in items if item.path.name == LAST]
    items[:] = [item for item in items if item.path.name != LAST] + last
    here = {file.name for file in (config.rootpath / "tests" / "case").glob("test_*.py")}
    partial = bool(config.option.keyword) or any("::" in arg for arg in config.args)
    collected = {item.path.name for item in items if item.path.parent.name == "case"}
    if partial or not here <= collected:
        for item in last:
            item.add_marker(pytest.mark.skip(reason="needs the whole of tests/case"))
