"""Documents that come from an address on the web."""

import uuid

from app.core.permissions import ProjectRole
from app.db.uow import OpenUnit
from app.integrations.ports import Ports
from app.schemas.knowledge_bases import UploadOut
from app.services.knowledge_bases import documents, repository
from app.services.knowledge_bases.documents import Upload


def add_from_url(open_unit: OpenUnit, ports: Ports, kb_id: uuid.UUID, url: str) -> UploadOut:
    """Fetch what an address answers and take it in like an upload.

    Raises:
        FetchRefused: the address may not be called or gives no file.
        NotFound, Forbidden, UnsupportedMedia, TooManyRequests: as for an upload.
    """
    with open_unit() as uow:
        # Nobody has us call addresses who could not add what they answer.
        repository.get(uow.session, uow.signed_in, kb_id, ProjectRole.EDITOR)
    with ports.web.fetch(url, ports.settings.max_file_bytes) as fetched:
        incoming = Upload(fetched.name, fetched.content, source_url=url)
        return documents.upload(open_unit, ports, kb_id, incoming)
