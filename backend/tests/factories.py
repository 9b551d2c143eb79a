"""Makes what tests need, through the same API that users have."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from fastapi.testclient import TestClient
from httpx import Response
from sqlalchemy import update

from app.db.uow import unit_of_work
from app.integrations.ports import Ports
from app.models import Tier, User
from app.workers import runner

API = "/api/v1"
PASSWORD = "correct horse battery staple"
HANDBOOK = (
    "Parental leave is twenty-six weeks at full pay. "
    "Expenses above 400 euros need approval by the harbour office.\n\n"
    "The ferry Aurora carries 312 passengers and 48 cars between Sundby and Vestholm."
)


@dataclass
class Client:
    """A signed-in user's HTTP client."""

    http: TestClient
    token: str
    user: dict[str, Any]

    def request(self, method: str, path: str, **kwargs: Any) -> Response:
        """A request with this user's token; `path` is below the API prefix."""
        headers = {"Authorization": f"Bearer {self.token}", **kwargs.pop("headers", {})}
        response: Any = self.http.request(method, API + path, headers=headers, **kwargs)
        return response  # type: ignore[no-any-return]

    def get(self, path: str, **kwargs: Any) -> Response:
        return self.request("GET", path, **kwargs)

    def post(self, path: str, **kwargs: Any) -> Response:
        return self.request("POST", path, **kwargs)

    def patch(self, path: str, **kwargs: Any) -> Response:
        return self.request("PATCH", path, **kwargs)

    def put(self, path: str, **kwargs: Any) -> Response:
        return self.request("PUT", path, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> Response:
        return self.request("DELETE", path, **kwargs)

    def upload(self, kb_id: str, name: str, content: bytes, **fields: str) -> Response:
        """Upload a file into a knowledge base; `fields` are further ones of the form."""
        path = f"/knowledge-bases/{kb_id}/upload"
        return self.post(path, files={"file": (name, content)}, data=fields)


@dataclass
class Platform:
    """The running platform as a test sees it."""

    http: TestClient
    ports: Ports

    def register(self, email: str, role: str | None = None, tier: str | None = None) -> Client:
        """A new signed-in user; `role` and `tier` override what registration gives."""
        response = self.http.post(
            f"{API}/auth/register", json={"email": email, "password": PASSWORD}
        )
        assert response.status_code == 201, response.text
        body = response.json()
        self.http.cookies.clear()
        overrides = {key: value for key, value in {"role": role, "tier": tier}.items() if value}
        if overrides:
            user_id = uuid.UUID(body["user"]["id"])
            with unit_of_work() as uow:
                uow.session.execute(update(User).where(User.id == user_id).values(**overrides))
        return Client(self.http, body["access_token"], body["user"])

    def knowledge_base(self, client: Client, name: str = "Handbook") -> dict[str, Any]:
        """A new knowledge base."""
        return created(client.post("/knowledge-bases", json={"name": name}))

    def document(
        self,
        client: Client,
        kb_id: str,
        name: str = "handbook.txt",
        content: str | bytes = HANDBOOK,
    ) -> dict[str, Any]:
        """An uploaded and ingested document."""
        content = content.encode() if isinstance(content, str) else content
        response = client.upload(kb_id, name, content)
        assert response.status_code == 202, response.text
        self.run_jobs()
        document_id = response.json()["document"]["id"]
        return ok(client.get(f"/knowledge-bases/{kb_id}/documents/{document_id}"))

    def language_model(self, client: Client) -> dict[str, Any]:
        """The local language model."""
        found = ok(client.get("/models", params={"model_type": "base"}))
        item: dict[str, Any] = found["items"][0]
        return item

    def deployment(
        self, client: Client, kb_ids: list[str], name: str = "Assistant", **fields: Any
    ) -> dict[str, Any]:
        """A deployment of the local model over these knowledge bases."""
        body = {
            "name": name,
            "model_id": self.language_model(client)["id"],
            "knowledge_base_ids": kb_ids,
            **fields,
        }
        return created(client.post("/deployments", json=body))

    def conversation(self, client: Client, **fields: Any) -> dict[str, Any]:
        """A conversation over one ingested document."""
        kb = self.knowledge_base(client)
        self.document(client, kb["id"])
        deployment = self.deployment(client, [kb["id"]], **fields)
        return created(client.post("/chat/sessions", json={"deployment_id": deployment["id"]}))

    def run_jobs(self) -> int:
        """Run every job that is due, as a worker would; returns how many."""
        count = 0
        while runner.run_next(self.ports):
            count += 1
        return count


def set_tier(name: str, **numbers: int | None) -> None:
    """Change the numbers of a tier."""
    with unit_of_work() as uow:
        uow.session.execute(update(Tier).where(Tier.name == name).values(**numbers))


def ok(response: Response) -> dict[str, Any]:
    """The body of a 200."""
    assert response.status_code == 200, response.text
    body: dict[str, Any] = response.json()
    return body


def created(response: Response) -> dict[str, Any]:
    """The body of a 201."""
    assert response.status_code == 201, response.text
    body: dict[str, Any] = response.json()
    return body


def events(response: Response) -> list[dict[str, Any]]:
    """The events of a server-sent stream."""
    assert response.status_code == 200, response.text
    lines = response.text.splitlines()
    return [json.loads(line.removeprefix("data: ")) for line in lines if line.startswith("data: ")]


def problem(response: Response, status: int, code: str) -> dict[str, Any]:
    """The body of an error, which must have this status and code and our shape."""
    assert response.status_code == status, response.text
    body: dict[str, Any] = response.json()
    assert set(body) == {"code", "message", "details", "request_id"}
    assert body["code"] == code
    assert body["request_id"]
    return body
