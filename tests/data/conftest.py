"""A web server on this machine that can be told to behave badly."""

import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest


@dataclass
class LocalServer:
    """What the server gives and how it behaves.

    Attributes:
        address: ``http://127.0.0.1:<port>``.
        files: content by name; other names are answered with 404.
        ranges: whether it understands the Range header.
        cut_after: bytes of an answer after which it drops the connection; None for never.
        status: answer to everything, 0 for the right one.
        silent: it accepts connections and then says nothing.
        requests: name and Range header of each request.
    """

    address: str
    files: dict[str, bytes] = field(default_factory=dict)
    ranges: bool = True
    cut_after: int | None = None
    status: int = 0
    silent: bool = False
    requests: list[tuple[str, str | None]] = field(default_factory=list)
    closing: threading.Event = field(default_factory=threading.Event)


class _Handler(BaseHTTPRequestHandler):
    local: LocalServer

    def do_GET(self) -> None:
        local, name, wanted = self.local, self.path.lstrip("/"), self.headers.get("Range")
        local.requests.append((name, wanted))
        if local.silent:
            local.closing.wait(10)
            return
        if local.status or name not in local.files:
            self.send_error(local.status or 404)
            return
        data, start = local.files[name], 0
        if wanted and local.ranges:
            start = int(wanted.removeprefix("bytes=").removesuffix("-"))
            if start >= len(data):
                self.send_error(416)
                return
            self.send_response(206)
            self.send_header("Content-Range", f"bytes {start}-{len(data) - 1}/{len(data)}")
        else:
            self.send_response(200)
        self.send_header("Content-Length", str(len(data) - start))
        self.end_headers()
        self.wfile.write(data[start:][: local.cut_after])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name is http.server's
        pass


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[LocalServer]:
    """A running `LocalServer`."""
    monkeypatch.setenv("no_proxy", "*")
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as http_server:
        local = LocalServer(f"http://127.0.0.1:{http_server.server_port}")
        http_server.RequestHandlerClass = type("Handler", (_Handler,), {"local": local})
        thread = threading.Thread(target=http_server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield local
        local.closing.set()
        http_server.shutdown()
        thread.join()
