"""Which conversations a candidate answers."""

import uuid
from hashlib import blake2b

_BUCKETS = 2**32


def is_for_candidate(
    deployment_id: uuid.UUID, candidate: int, key: uuid.UUID, percent: int
) -> bool:
    """Whether what `key` stands for belongs to the `percent` that the candidate answers.

    The same key gets the same answer every time, and keeps the candidate when the percentage
    grows. Another candidate is tried on others.
    """
    text = f"{deployment_id}:{candidate}:{key}"
    bucket = int.from_bytes(blake2b(text.encode(), digest_size=4).digest())
    return bucket * 100 < percent * _BUCKETS
