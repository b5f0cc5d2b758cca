"""The provider officers sign in with, as the settings name it."""

from adapters.identity.provider import Provider
from adapters.identity.registered import Registered
from relief.clock import Clock
from relief.settings import Settings, WrongSetting
from relief.words.sentences import say

CALLBACK = "/v1/sign-in/callback"


def provider_of(settings: Settings, clock: Clock) -> Provider | None:
    """The registered provider, if there is one. Raises ``WrongProvider``, ``WrongSetting``.

    Development tokens name whomever they like: they and real signing in exclude each other.
    """
    if settings.development and (settings.sign_in_issuer or settings.sign_in_local):
        raise WrongSetting(say("settings.development"))
    if not settings.sign_in_issuer:
        of_provider(settings)
        return None
    if not settings.sign_in_client or not settings.public_address:
        raise WrongSetting(say("settings.issuer"))
    registered = Registered(
        issuer=settings.sign_in_issuer,
        client=settings.sign_in_client,
        redirect=settings.public_address.rstrip("/") + CALLBACK,
        audience=settings.sign_in_audience,
        origins=frozenset(filter(None, settings.sign_in_origins.split(","))),
        key=settings.sign_in_key,
    )
    return Provider(registered, lambda: clock.now().timestamp())


def of_provider(settings: Settings) -> None:
    """That nothing is said of a provider there is none of. Raises ``WrongSetting``."""
    said = {
        "RELIEF_SIGN_IN_CLIENT": settings.sign_in_client,
        "RELIEF_SIGN_IN_KEY": settings.sign_in_key,
        "RELIEF_SIGN_IN_AUDIENCE": settings.sign_in_audience,
        "RELIEF_SIGN_IN_ORIGINS": settings.sign_in_origins,
    }
    if any(said.values()):
        names = "、".join(name for name, value in said.items() if value)
        raise WrongSetting(say("settings.no-issuer", names=names))
