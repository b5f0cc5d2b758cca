"""The application of the API's tests, read as pages."""

from tests.api.conftest import api, database

__all__ = ["api", "database"]
