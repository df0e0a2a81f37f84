"""The other side of a webhook."""

import base64
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import orjson
from standardwebhooks import Webhook

from schemas.record import Record
from schemas.topics import CHANGES

SECRET = "whsec_" + base64.b64encode(b"warp and weft, thirty-two bytes!").decode()
_LIMIT_SECONDS = 60


class Receiver:
    """An HTTP server that takes changes; those of a thread that is refused get 503."""

    def __init__(self) -> None:
        self.taken: list[tuple[str, int]] = []
        self.refused: set[str] = set()
        self.refuse_once = ""
        """The thread of which only the next change is refused."""
        self._held: threading.Event | None = None
        self._most = 0
        self._lock = threading.Lock()
        outer = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["content-length"]))
                Webhook(SECRET).verify(body, dict(self.headers.items()))
                change = orjson.loads(body)
                assert self.headers["webhook-id"] == change["id"]
                with outer._lock:
                    held = outer._held if len(outer.taken) >= outer._most else None
                    refused = held is not None or change["subject"] in (*outer.refused, outer.refuse_once)
                    if change["subject"] == outer.refuse_once:
                        outer.refuse_once = ""
                    if not refused:
                        outer.taken.append((change["subject"], change["n"]))
                if held is not None:
                    held.wait(_LIMIT_SECONDS)
                self.send_response(503 if refused else 204)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever)
        self._thread.start()

    def hold_after(self, count: int) -> None:
        """Once so many are taken, leave what comes unanswered until it is let go, which is too late to take it."""
        self._most, self._held = count, threading.Event()

    def let_go(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.set()

    def close(self) -> None:
        self.let_go()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def until(self, count: int, log: Path) -> None:
        ends = time.monotonic() + _LIMIT_SECONDS
        while len(self.taken) < count:
            assert time.monotonic() < ends, (self.taken, log.read_text()[-2000:])
            time.sleep(0.05)


def change(thread: str, n: int) -> Record:
    return Record(CHANGES.name, thread.encode(), orjson.dumps({"id": f"{thread}-{n}", "subject": thread, "n": n}))
