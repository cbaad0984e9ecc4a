"""A real OpenID Connect server, small and of our own, in a process of its own: `python -m tests.idp.server`.

Discovery, authorize, token with PKCE and client secret, keys, RS256. `POST /fault` tells it how to misbehave
from then on. It prints its address when it listens, and keeps what it was asked, to be read at `/asked`.
"""

from __future__ import annotations

import base64
import hashlib
import json
import secrets
import sys
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlencode, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

CLIENT, SECRET, ACR = "samskab", "kun-til-proever", "https://example.org/assurance/substantial"
PERSON = {"sub": "person-1", "name": "Mette Marie Prøve", "cpr": "0101019999", "email": "mette@example.org"}


class House:
    """What the server remembers: its keys, the codes it gave, and how it is told to misbehave."""

    def __init__(self) -> None:
        self.key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.stranger = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        self.codes: dict[str, dict[str, str]] = {}
        self.asked: list[dict[str, str]] = []
        self.fault, self.person, self.issuer = "", dict(PERSON), ""

    def claims(self, asked: dict[str, str]) -> dict[str, Any]:
        now = int(time.time())
        said: dict[str, Any] = {
            **self.person,
            "iss": self.issuer,
            "aud": CLIENT,
            "iat": now,
            "exp": now + 300,
            "nonce": asked["nonce"],
            "acr": ACR,
        }
        lies: dict[str, dict[str, Any]] = {
            "nonce": {"nonce": "en anden"},
            "audience": {"aud": "en anden"},
            "two_audiences": {"aud": [CLIENT, "en anden"]},
            "issuer": {"iss": "https://en-anden.example"},
            "expired": {"iat": now - 900, "exp": now - 600},
            "low_assurance": {"acr": "https://example.org/assurance/low"},
            "no_sub": {"sub": ""},
        }
        said |= lies.get(self.fault, {})
        for missing in ("nonce", "acr", "exp", "sub"):
            if self.fault == f"missing_{missing}":
                del said[missing]
        return said

    def token(self, asked: dict[str, str]) -> str:
        said = self.claims(asked)
        if self.fault == "alg_none":
            return jwt.encode(said, key=None, algorithm="none", headers={"kid": "one"})
        if self.fault == "shared_secret":
            return jwt.encode(said, SECRET.ljust(40, "!"), algorithm="HS256", headers={"kid": "one"})
        key = self.stranger if self.fault == "signature" else self.key
        kid = "two" if self.fault == "unknown_key" else "one"
        return jwt.encode(said, key, algorithm="RS256", headers={"kid": kid})

    def public_keys(self) -> dict[str, Any]:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        return {"keys": [{**public, "kid": "one", "use": "sig", "alg": "RS256"}]}


HOUSE = House()


class Door(BaseHTTPRequestHandler):
    def log_message(self, *_: Any) -> None:
        """Silent."""

    def _say(self, status: int, body: Any, **headers: str) -> None:
        sent = body if isinstance(body, bytes) else json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(sent)))
        self.end_headers()
        self.wfile.write(sent)

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        asked = {name: values[0] for name, values in parse_qs(parts.query).items()}
        if parts.path == "/.well-known/openid-configuration":
            issuer = "https://en-anden.example" if HOUSE.fault == "discovery" else HOUSE.issuer
            ends = {"authorization_endpoint": "authorize", "token_endpoint": "token", "jwks_uri": "keys"}
            self._say(200, {"issuer": issuer, **{k: f"{HOUSE.issuer}/{v}" for k, v in ends.items()}})
        elif parts.path == "/keys":
            self._say(200, HOUSE.public_keys())
        elif parts.path == "/asked":
            self._say(200, HOUSE.asked)
        elif parts.path == "/authorize":
            self._authorize(asked)
        elif parts.path == "/favicon.ico":
            self._say(200, b"", Content_Type="image/svg+xml")
        else:
            self._say(404, {})

    def _authorize(self, asked: dict[str, str]) -> None:
        HOUSE.asked.append(asked)
        if HOUSE.fault == "cancelled":
            answer = {"error": "access_denied", "state": asked["state"]}
        else:
            code = secrets.token_urlsafe(16)
            HOUSE.codes[code] = asked
            answer = {"code": code, "state": asked["state"]}
        back = f"{asked['redirect_uri']}?{urlencode(answer)}"
        page = f'<!doctype html><title>Prøve-MitID</title><p><a id="yes" href="{back}">Ja, det er mig</a></p>'
        self._say(200, page.replace("&", "&amp;").encode(), Content_Type="text/html; charset=utf-8")

    def do_POST(self) -> None:
        length = int(self.headers.get("Content-Length", 0))
        given = {k: v[0] for k, v in parse_qs(self.rfile.read(length).decode()).items()}
        if self.path == "/fault":
            HOUSE.fault, HOUSE.person = (
                given.get("fault", ""),
                {**PERSON, "sub": given.get("sub", "person-1")},
            )
            self._say(200, {})
        elif self.path == "/token":
            self._token(given)
        else:
            self._say(404, {})

    def _token(self, given: dict[str, str]) -> None:
        asked = HOUSE.codes.pop(given.get("code", ""), None)  # a code is worth one token
        proof = base64.urlsafe_b64encode(hashlib.sha256(given.get("code_verifier", "").encode()).digest())
        basic = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        right = (
            asked is not None
            and asked["code_challenge_method"] == "S256"
            and asked["code_challenge"] == proof.decode().rstrip("=")
            and asked["redirect_uri"] == given.get("redirect_uri")
            and self.headers.get("Authorization") == f"Basic {basic}"
        )
        if asked is None or not right:
            self._say(400, {"error": "invalid_grant"})
            return
        if HOUSE.fault == "no_token":
            self._say(200, {"access_token": "a", "token_type": "Bearer"})
            return
        self._say(200, {"access_token": "a", "token_type": "Bearer", "id_token": HOUSE.token(asked)})


def main() -> None:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Door)
    HOUSE.issuer = f"http://127.0.0.1:{server.server_port}"
    sys.stdout.write(HOUSE.issuer + "\n")
    sys.stdout.flush()
    server.serve_forever()


if __name__ == "__main__":
    main()
