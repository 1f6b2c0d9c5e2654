"""The hash of a content, the same wherever and however often it is computed."""

import hashlib
import json


def digest_of(content):
    """Return the sha256 of `content` in canonical JSON: sorted keys, no spaces, UTF-8."""
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
