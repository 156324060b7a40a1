"""Files of the fake Slack: an address to put the bytes, and the message that shows them.

As Slack's reference has it: files.getUploadURLExternal, a POST of the bytes to where it
answers, files.completeUploadExternal. A file that nobody completes is seen by nobody.
"""

import json
from typing import Any
from uuid import uuid4

from tests.slack.views import refusal

Json = dict[str, Any]


class Uploads:
    """``files``: id -> name, length, data (None until it came), title.

    ``origin``: where the fake listens. ``elsewhere``: an upload_url to answer instead.
    """

    def __init__(self) -> None:
        super().__init__()
        self.files: dict[str, Json] = {}
        self.origin = ""
        self.elsewhere = ""
        self._places: dict[str, str] = {}  # ticket -> file

    def upload_url(self, args: Json) -> Json:
        """Give an address; the length is part of the promise."""
        name, length = str(args.get("filename") or ""), str(args.get("length") or "")
        if not name or not length.isdecimal() or int(length) < 1:
            return refusal("invalid_arguments")
        number, ticket = f"F{uuid4().hex[:9].upper()}", uuid4().hex
        self.files[number] = {"name": name, "length": int(length), "data": None}
        self._places[ticket] = number
        url = self.elsewhere or f"{self.origin}/upload/v1/{ticket}"
        return {"ok": True, "upload_url": url, "file_id": number}

    def take(self, ticket: str, data: bytes) -> int:
        """Take the bytes of a file, once; return the HTTP status."""
        number = self._places.pop(ticket, "")
        if not number:
            return 404
        if len(data) != self.files[number]["length"]:
            return 400
        self.files[number]["data"] = data
        return 200

    def shared(self, args: Json) -> list[Json] | Json:
        """Return the files to be shown, or why not."""
        named = args.get("files") or []
        named = json.loads(named) if isinstance(named, str) else named
        if not named:
            return refusal("missing_argument")
        found = []
        for one in named:
            file = self.files.get(str(one.get("id")))
            if file is None or file["data"] is None:
                return refusal("file_not_found")
            file["title"] = one.get("title") or file["name"]
            found.append({"id": one["id"], "name": file["name"], "title": file["title"]})
        return found
