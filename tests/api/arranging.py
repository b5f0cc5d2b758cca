"""Holiday notices as the city gives them over HTTP: looked at first, then recorded."""

from typing import Any

import httpx

from domain.case.authority import Officer
from tests.api.conftest import Api
from tests.api.words import notice

NOTICES = "/v1/calendar/notices"


def seen(api: Api, officer: Officer, body: dict[str, Any], path: str = NOTICES) -> httpx.Response:
    """What it would move."""
    api.follow()
    return api.http.post(f"{path}/foreseen", json=body, headers=api.headers(officer))


def confirmed(
    api: Api, officer: Officer, body: dict[str, Any], path: str = NOTICES
) -> httpx.Response:
    """Looked at, and given with the mark of what was shown."""
    shown = seen(api, officer, body, path)
    if shown.status_code != 200:
        return shown
    return api.post(officer, path, {**body, "shown": shown.json()["shown"]})


def noted(api: Api, officer: Officer, *holidays: dict[str, Any], **changes: Any) -> httpx.Response:
    """A notice of these holidays."""
    return confirmed(api, officer, notice(*holidays, **changes))
