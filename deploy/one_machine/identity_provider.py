"""The demonstration identity provider: canaille, with an account for every person of a council file.

It shows how sign-in by OpenID Connect looks. It is for demonstration only: everybody has the same password.
"""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from joserfc.jwk import RSAKey

NAME = "Demonstration sign-in"
# Both steps in one process: most of the time goes into starting it.
MAKE_ACCOUNTS = """
from canaille.commands import cli
for step in ("install", "restore"):
    cli(args=[step], standalone_mode=False)
"""
# Where the gateway takes people back, by the provider's key.
RETURN_PATH = "/sign-in/{key}/callback"
SUBJECTS = uuid.UUID(
    "6f0d5c0e-64c2-4a53-9f5b-8f5a4b7a3c11"
)  # so that a person's subject outlives the accounts file

CONFIGURATION = """\
SECRET_KEY = {secret}
SERVER_NAME = {server_name}
PREFERRED_URL_SCHEME = "http"
[CANAILLE]
NAME = {name}
DATABASE = "sql"
ENABLE_PASSWORD_RECOVERY = false
EMAIL_CONFIRMATION = false
[CANAILLE_SQL]
DATABASE_URI = {database}
[CANAILLE_OIDC]
TRUSTED_DOMAINS = ["127.0.0.1"]
ACTIVE_JWKS = [{key}]
[CANAILLE_OIDC.USERINFO_MAPPING]
SUB = "{{{{ user.id }}}}"
"""


@dataclass(frozen=True)
class IdentityProvider:
    """Where the provider lives, who may sign in, and to what."""

    folder: Path
    port: int
    client_secret: str
    password: str
    public_url: str
    council: Path

    def command(self) -> list[str]:
        """Runs it in the foreground."""
        bind = ["--bind", f"127.0.0.1:{self.port}", "--no-control-socket"]
        threads = ["--worker-class", "gthread", "--threads", "4", "--graceful-timeout", "2"]
        return [sys.executable, "-m", "gunicorn", *bind, *threads, "canaille:create_app()"]

    def environment(self) -> dict[str, str]:
        """What the program needs to know."""
        return {"CANAILLE_CONFIG": str(self.folder / "canaille.toml")}

    def has_accounts(self) -> bool:
        """Whether the accounts are there as they should be."""
        return self._stamp.exists() and self._stamp.read_text() == self._wanted()

    def make_accounts(self) -> subprocess.Popen[str]:
        """The process that makes them; once it has ended well, say so with `accounts_are_made`."""
        self.folder.mkdir(mode=0o700, exist_ok=True)
        self._database.unlink(missing_ok=True)
        self._write_configuration()
        with tempfile.TemporaryFile("w+") as seed:
            json.dump(self._seed(), seed)
            seed.seek(0)
            return subprocess.Popen(
                ["setpriv", "--pdeathsig", "TERM", "--", sys.executable, "-c", MAKE_ACCOUNTS],
                env=os.environ | self.environment(),
                stdin=seed,
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
            )

    def accounts_are_made(self) -> None:
        """Remember that these accounts are there."""
        self._stamp.write_text(self._wanted())

    @property
    def _stamp(self) -> Path:
        return self.folder / "accounts.sha256"

    def _wanted(self) -> str:
        """What changes whenever the accounts have to."""
        return hashlib.sha256(f"{json.dumps(self._seed(), sort_keys=True)}{self.port}".encode()).hexdigest()

    @property
    def _database(self) -> Path:
        return self.folder / "accounts.sqlite3"

    def _secret(self) -> str:
        return hashlib.sha256(f"session {self.client_secret}".encode()).hexdigest()

    def _write_configuration(self) -> None:
        key_file = self.folder / "signing_key.json"
        if not key_file.exists():
            key = RSAKey.generate_key(2048, {"use": "sig", "alg": "RS256"}, private=True, auto_kid=True)
            _write_private(key_file, json.dumps(key.as_dict(private=True)))
        fields = json.loads(key_file.read_text())
        text = CONFIGURATION.format(
            secret=json.dumps(self._secret()),
            server_name=json.dumps(f"127.0.0.1:{self.port}"),
            name=json.dumps(NAME),
            database=json.dumps(f"sqlite:///{self._database}"),
            key="{" + ", ".join(f"{name} = {json.dumps(value)}" for name, value in fields.items()) + "}",
        )
        _write_private(self.folder / "canaille.toml", text)

    def _seed(self) -> dict[str, Any]:
        people = yaml.safe_load(self.council.read_text())["people"]
        return {
            "user": [self._account(person) for person in people],
            "group": [],
            "client": [self._client(key) for key in ("members", "officers")],
        }

    def _account(self, person: dict[str, Any]) -> dict[str, Any]:
        email = person["email"]
        return {
            "id": str(uuid.uuid5(SUBJECTS, email)),
            "user_name": email,
            "password": self.password,
            "formatted_name": person["name"],
            "display_name": person["name"],
            "family_name": person["name"].split()[-1],
            "emails": [email],
        }

    def _client(self, key: str) -> dict[str, Any]:
        return {
            "id": str(uuid.uuid5(SUBJECTS, key)),
            "audience": [str(uuid.uuid5(SUBJECTS, key))],  # or its identity tokens are for nobody
            "client_id": key,
            "client_secret": self.client_secret,
            "client_name": f"Member Zone ({key})",
            "client_uri": self.public_url,
            "redirect_uris": [self.public_url + RETURN_PATH.format(key=key)],
            "post_logout_redirect_uris": [self.public_url + "/"],
            "token_endpoint_auth_method": "client_secret_basic",
            "grant_types": ["authorization_code"],
            "response_types": ["code"],
            "scope": ["openid", "profile", "email"],
        }


def _write_private(path: Path, text: str) -> None:
    path.touch(mode=0o600)
    path.write_text(text)
