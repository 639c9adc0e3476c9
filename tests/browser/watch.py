"""Listens to one page: every frame, complaint and request. Knows nothing of what the page is about."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from playwright.sync_api import ConsoleMessage, Page, Request, WebSocket

POLICY = "Content Security Policy"


@dataclass
class Watch:
    """What happened since the page was opened."""

    host: str
    frames: list[str] = field(default_factory=list)  # from the server, as they came
    complaints: list[str] = field(default_factory=list)  # of the console and of scripts
    crashes: list[str] = field(default_factory=list)  # errors that a script did not catch
    requests: list[str] = field(default_factory=list)
    sockets: int = 0  # how often a websocket was opened

    @classmethod
    def over(cls, page: Page, host: str) -> Watch:
        watch = cls(host)
        page.on("websocket", watch._on_socket)
        page.on("console", watch._on_console)
        page.on("pageerror", lambda error: watch.crashes.append(str(error)))
        page.on("request", watch._on_request)
        return watch

    @property
    def of_policy(self) -> list[str]:
        return [words for words in self.complaints if POLICY in words]

    @property
    def foreign(self) -> list[str]:
        """Addresses asked for on any other host; `data:` and the like never leave the machine."""
        urls = [urlsplit(url) for url in self.requests]
        return [url.geturl() for url in urls if url.netloc and url.netloc != self.host]

    def contents(self) -> list[str]:
        """The HTML of every frame that had some."""
        return [str(frame["content"]) for frame in map(json.loads, self.frames) if "content" in frame]

    def codes(self) -> list[str]:
        """The codes of all refusals."""
        return [str(frame["code"]) for frame in map(json.loads, self.frames) if frame["type"] == "error"]

    def _on_socket(self, socket: WebSocket) -> None:
        self.sockets += 1
        self.requests.append(socket.url)
        socket.on("framereceived", lambda frame: self.frames.append(str(frame)))

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.complaints.append(message.text)

    def _on_request(self, request: Request) -> None:
        self.requests.append(request.url)
