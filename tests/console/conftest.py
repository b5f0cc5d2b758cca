"""The application of the API's tests, read as pages; and an office that a browser reaches."""

from tests.api.conftest import api, database
from tests.console.seated import browser, office

__all__ = ["api", "browser", "database", "office"]
