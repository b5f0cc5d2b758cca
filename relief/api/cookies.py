"""What browsers keep for us: never readable by pages, only over TLS, only for this host."""

from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

SESSION = "__Host-relief"
"""Holds a session."""
BEGUN = "__Host-relief-sign-in"
"""Holds the secret of a sign-in on its way."""
DEVICE = "__Host-relief-device"
"""Holds what a device is known by to which an officer signed in; opens nothing by itself."""

STAGED = "relief-demo"
"""Holds a session of a served demo, in place of ``SESSION``: kept over plain HTTP by every browser."""

LONGEST = 100
SAFE = frozenset({"GET", "HEAD"})


def held(request: Request, name: str) -> str | None:
    """What the browser holds under a name, if that could be ours; of a served demo what that set."""
    value = request.cookies.get(STAGED if name == SESSION and staged(request) else name)
    return value if value and len(value) <= LONGEST and value.isascii() else None


def keep(response: Response, name: str, value: str, seconds: int) -> None:
    """Have the browser hold something. Lax: the way back from the provider comes from elsewhere."""
    response.set_cookie(
        name, value, max_age=seconds, path="/", secure=True, httponly=True, samesite="lax"
    )


def keep_staged(response: Response, value: str) -> None:
    """Have the browser hold a session of a served demo until it is closed; no site but this sends it."""
    response.set_cookie(STAGED, value, path="/", httponly=True, samesite="strict")


def staged(request: Request) -> bool:
    """Whether this is a served demo."""
    return bool(request.app.state.desk.service.sign_in.staged)


def drop(response: Response, name: str) -> None:
    """Have the browser forget it."""
    response.delete_cookie(name, path="/", secure=True, httponly=True, samesite="lax")


def drop_session(response: Response, request: Request) -> None:
    """Have the browser forget its session; of a served demo what that set."""
    if staged(request):
        response.delete_cookie(STAGED, path="/", httponly=True, samesite="strict")
    drop(response, SESSION)


def from_here(request: Request) -> bool:
    """Whether a request that changes something was not made by another site's page."""
    if request.method in SAFE:
        return True
    if request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    return origin is None or urlsplit(origin).netloc == request.headers.get("host")
