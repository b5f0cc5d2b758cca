"""OpenID Connect: whom the registered provider says somebody is. Only registered origins are called.

Signatures, algorithms and claims are checked by ``joserfc``; which keys, issuer and audience count
is said here. Every refusal is a ``NotTheirs`` that says nothing of what was sent.
"""

import json
import ssl
from base64 import urlsafe_b64encode
from collections.abc import Callable, Mapping
from hashlib import sha256
from threading import Lock
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import httpx
from joserfc import jwt
from joserfc.errors import JoseError
from joserfc.jwk import ECKey, KeySet, RSAKey
from joserfc.jws import extract_compact

from adapters.identity.registered import Registered, origin, private_key

ALGORITHMS = ("RS256", "PS256", "ES256", "EdDSA")
"""Signatures that count: a public key each. Never ``none``, never a shared secret."""
KEY_KINDS = frozenset({"RSA", "EC", "OKP"})
SKEW_SECONDS = 60
"""How far the provider's clock may be from ours."""
REFETCH_SECONDS = 30.0
"""Keys are not fetched more often than this, whatever unknown key a token names."""
KEYS_SECONDS = 600.0
"""Keys are fetched anew after this: one that was withdrawn is not trusted for longer."""
TIMEOUT_SECONDS = 5.0
LARGEST_ANSWER = 256 * 1024
ASSERTION_SECONDS = 60
ENDPOINTS = ("authorization_endpoint", "token_endpoint", "jwks_uri")


class NotTheirs(Exception):
    """The provider does not vouch for this: wrong, foreign, altered, expired, used already."""


class ProviderDown(Exception):
    """The provider cannot be reached, or does not answer as one should."""


def challenge(verifier: str) -> str:
    """What is shown of a PKCE verifier beforehand (S256)."""
    return urlsafe_b64encode(sha256(verifier.encode()).digest()).decode().rstrip("=")


class Provider:
    """The registered provider. Thread-safe; close it when done."""

    def __init__(self, registered: Registered, now: Callable[[], float]) -> None:
        """Raises ``WrongProvider``. Calls nobody yet."""
        self.registered = registered
        self._allowed = {origin(registered.issuer), *map(origin, registered.origins)}
        self._now = now
        self._http = httpx.Client(
            timeout=TIMEOUT_SECONDS,
            follow_redirects=False,
            trust_env=False,
            verify=ssl.create_default_context(),
        )
        self._signer = None if registered.key is None else private_key(registered.key)
        self._lock = Lock()
        self._document: Mapping[str, Any] = {}
        self._described = self._fetched = self._tried = float("-inf")
        self._keys: Mapping[str, Mapping[str, Any]] = {}

    def close(self) -> None:
        """Close every connection."""
        self._http.close()

    def address(self, state: str, nonce: str, verifier: str) -> str:
        """Where to send a browser. Raises ``ProviderDown``."""
        asked = {
            "response_type": "code",
            "client_id": self.registered.client,
            "redirect_uri": self.registered.redirect,
            "scope": "openid",
            "state": state,
            "nonce": nonce,
            "code_challenge": challenge(verifier),
            "code_challenge_method": "S256",
        }
        return f"{self._described_as()['authorization_endpoint']}?{urlencode(asked)}"

    def of_code(self, code: str, verifier: str, nonce: str, issuer: str | None) -> str:
        """The subject a code was given for. Raises ``NotTheirs``, ``ProviderDown``.

        ``issuer`` is what came back beside the code; a provider that says it always says so must.
        """
        document = self._described_as()
        must = document.get("authorization_response_iss_parameter_supported") is True
        if (must or issuer is not None) and issuer != self.registered.issuer:
            raise NotTheirs("the answer comes from another issuer")
        answer = self._exchange(document["token_endpoint"], code, verifier)
        token = answer.get("id_token")
        if not isinstance(token, str):
            raise NotTheirs("no identity came with the code")
        claims = self._claims(token, self.registered.client, access=False)
        audiences = claims["aud"] if isinstance(claims["aud"], list) else [claims["aud"]]
        if claims.get("nonce") != nonce:
            raise NotTheirs("the identity was asked for by somebody else")
        if len(audiences) > 1 and claims.get("azp") != self.registered.client:
            raise NotTheirs("the identity was given to another client")
        return str(claims["sub"])

    def of_token(self, token: str) -> str:
        """The subject of an access token made for us. Raises ``NotTheirs``, ``ProviderDown``."""
        if not self.registered.audience:
            raise NotTheirs("no access tokens are taken")
        return str(self._claims(token, self.registered.audience, access=True)["sub"])

    def _claims(self, token: str, audience: str, *, access: bool) -> dict[str, Any]:
        """The claims of a token, once all of it was checked."""
        try:
            header = extract_compact(token.encode()).headers()
            key = KeySet.import_key_set({"keys": [dict(self._key(header.get("kid")))]})
            read = jwt.decode(token, key, algorithms=list(ALGORITHMS))
            essential: Any = {"essential": True}
            registry = jwt.JWTClaimsRegistry(
                now=lambda: int(self._now()),
                leeway=SKEW_SECONDS,
                iss={"essential": True, "value": self.registered.issuer},
                aud={"essential": True, "value": audience},
                sub=essential,
                exp=essential,
                iat=essential,
            )
            registry.validate(read.claims)
        except (JoseError, ValueError, KeyError, TypeError) as error:
            raise NotTheirs(type(error).__name__) from None
        if (str(read.header.get("typ", "")).lower() in _ACCESS) is not access:
            raise NotTheirs("a token of another kind")
        if not isinstance(read.claims["sub"], str) or not read.claims["sub"]:
            raise NotTheirs("nobody is named")
        return read.claims

    def _key(self, kid: object) -> Mapping[str, Any]:
        """The provider's key of this name; fetched again where it is not known, but not too often."""
        if not isinstance(kid, str):
            raise NotTheirs("a token names no key")
        with self._lock:
            if (kid not in self._keys or not self._fresh()) and self._may_try():
                self._tried = self._now()
                self._fetch()
            if not self._fresh():
                raise ProviderDown("the provider's keys are too old")
            found = self._keys.get(kid)
        if found is None:
            raise NotTheirs("a token names an unknown key")
        return found

    def _fresh(self) -> bool:
        return 0 <= self._now() - self._fetched < KEYS_SECONDS

    def _may_try(self) -> bool:
        return not 0 <= self._now() - self._tried < REFETCH_SECONDS

    def _fetch(self) -> None:
        """The keys there are now, and no others. Where they cannot be had, the old ones grow old."""
        keys = self._asked("GET", self._described_as()["jwks_uri"]).get("keys")
        if not isinstance(keys, list):
            raise ProviderDown("the provider's keys cannot be read")
        self._fetched = self._now()
        self._keys = {
            key["kid"]: key
            for key in keys
            if isinstance(key, dict)
            and isinstance(key.get("kid"), str)
            and key.get("kty") in KEY_KINDS
            and key.get("use", "sig") == "sig"
        }

    def _described_as(self) -> Mapping[str, Any]:
        """The discovery document, its issuer and every address in it checked."""
        if self._document and 0 <= self._now() - self._described < KEYS_SECONDS:
            return self._document
        issuer = self.registered.issuer
        document = self._asked("GET", f"{issuer.rstrip('/')}/.well-known/openid-configuration")
        if document.get("issuer") != issuer:
            raise ProviderDown("the provider calls itself something else")
        for name in ENDPOINTS:
            self._permitted(document.get(name))
        self._document, self._described = document, self._now()
        return document

    def _permitted(self, address: object) -> str:
        try:
            if isinstance(address, str) and origin(address) in self._allowed:
                return address
        except ValueError:
            pass
        raise ProviderDown("the provider names an address that nobody registered")

    def _exchange(self, address: str, code: str, verifier: str) -> Mapping[str, Any]:
        said = {
            "grant_type": "authorization_code",
            "code": code,
            "redirect_uri": self.registered.redirect,
            "client_id": self.registered.client,
            "code_verifier": verifier,
        }
        if self._signer is not None:
            said["client_assertion_type"] = _ASSERTION
            said["client_assertion"] = self._assertion(self._signer)
        return self._asked("POST", address, said)

    def _assertion(self, key: RSAKey | ECKey) -> str:
        """Who we are, for one use (``jti``) and one minute."""
        now, me = int(self._now()), self.registered.client
        claims = {
            "iss": me,
            "sub": me,
            "aud": self.registered.issuer,
            "iat": now,
            "exp": now + ASSERTION_SECONDS,
            "jti": uuid4().hex,
        }
        kind = "ES256" if isinstance(key, ECKey) else "RS256"
        return jwt.encode({"alg": kind, "kid": key.thumbprint()}, claims, key)

    def _asked(
        self, method: str, address: str, form: Mapping[str, str] | None = None
    ) -> Mapping[str, Any]:
        """The provider's answer as JSON, as far as it may be long; redirects are not followed."""
        self._permitted(address)
        try:
            with self._http.stream(method, address, data=form) as answer:
                body = bytearray()
                for part in answer.iter_bytes():
                    body += part
                    if len(body) > LARGEST_ANSWER:
                        raise ProviderDown("the provider says too much")
        except httpx.HTTPError as error:
            raise ProviderDown(type(error).__name__) from None
        if method == "POST" and 400 <= answer.status_code < 500:
            raise NotTheirs("the provider does not know the code")
        try:
            read = json.loads(body)
        except ValueError:
            read = None
        if answer.status_code != 200 or not isinstance(read, dict):
            raise ProviderDown("the provider does not answer as one should")
        return read


_ACCESS = frozenset({"at+jwt", "application/at+jwt"})
_ASSERTION = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
