"""Zip files that are the same bytes for the same contents: no hour of the day in them."""

from __future__ import annotations

import io
import zipfile

_WHEN = (1980, 1, 1, 0, 0, 0)


def steady(data: bytes) -> bytes:
    """The same zip file, every part dated alike."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(data)) as given,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made,
    ):
        for part in given.infolist():
            known = zipfile.ZipInfo(part.filename, _WHEN)
            known.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(known, given.read(part))
    return out.getvalue()
