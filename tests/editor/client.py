"""A small client of the Language Server Protocol: starts the real process and speaks with it over its streams."""

from __future__ import annotations

import json
import queue
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Any

PATIENCE = 60.0
"""Seconds after which an answer that does not come is a failure; every answer is waited for, none is timed."""


class Client:
    """One conversation with `kostra editor`."""

    def __init__(self, *, encodings: list[str] | None = None, folders: list[Path] | None = None) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "kostra", "editor"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        self._messages: queue.Queue[dict[str, Any] | None] = queue.Queue()
        self._waiting: list[dict[str, Any]] = []
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        self._number = 0
        general = {"positionEncodings": encodings} if encodings else {}
        workspace = [{"uri": folder.as_uri(), "name": folder.name} for folder in folders or []]
        self.started = self.ask(
            "initialize",
            processId=None,
            rootUri=None,
            capabilities={"general": general},
            workspaceFolders=workspace or None,
        )
        self.say("initialized")

    def __enter__(self) -> Client:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()
        self._reader.join()
        for stream in (self._process.stdin, self._process.stdout, self._process.stderr):
            assert stream is not None
            stream.close()

    # ── Speaking ─────────────────────────────────────────────────────────────────────────────────────────────────────

    def say(self, method: str, **params: Any) -> None:
        self._send({"jsonrpc": "2.0", "method": method, "params": params})

    def ask(self, method: str, **params: Any) -> Any:
        """Send a request and return the result of its answer."""
        self._number += 1
        number = self._number
        self._send({"jsonrpc": "2.0", "id": number, "method": method, "params": params})
        answer = self._wait(lambda message: message.get("id") == number)
        assert "error" not in answer, answer
        return answer["result"]

    def open(self, uri: str, text: str) -> None:
        language = uri.rpartition(".")[2]
        self.say("textDocument/didOpen", textDocument={"uri": uri, "languageId": language, "version": 1, "text": text})

    def change(self, uri: str, text: str, version: int) -> None:
        self.say(
            "textDocument/didChange", textDocument={"uri": uri, "version": version}, contentChanges=[{"text": text}]
        )

    def at(self, method: str, uri: str, line: int, character: int) -> Any:
        where = {"line": line, "character": character}
        return self.ask(f"textDocument/{method}", textDocument={"uri": uri}, position=where)

    def diagnostics(
        self, uri: str, version: int | None, enough: Callable[[list[dict[str, Any]]], bool] = lambda _: True
    ) -> list[dict[str, Any]]:
        """Wait for the diagnostics of a version of a document that are enough, and return them."""

        def wanted(message: dict[str, Any]) -> bool:
            params = message.get("params") or {}
            return (
                message.get("method") == "textDocument/publishDiagnostics"
                and params["uri"] == uri
                and params.get("version") == version
                and enough(params["diagnostics"])
            )

        found: list[dict[str, Any]] = self._wait(wanted)["params"]["diagnostics"]
        return found

    def goodbye(self) -> tuple[int, str]:
        """End the conversation in good order; return the exit code and what the process wrote to stderr."""
        self.ask("shutdown")
        return self.leave()

    def leave(self) -> tuple[int, str]:
        """Tell the server to go; return the exit code and what the process wrote to stderr."""
        self.say("exit")
        assert self._process.stderr is not None
        written = self._process.stderr.read().decode()
        return self._process.wait(PATIENCE), written

    def told(self, method: str) -> list[dict[str, Any]]:
        """Return what the server has said under a method so far and nobody has waited for."""
        return [message for message in self._waiting if message.get("method") == method]

    # ── How ──────────────────────────────────────────────────────────────────────────────────────────────────────────

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps(message).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _wait(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        for message in self._waiting:
            if wanted(message):
                self._waiting.remove(message)
                return message
        while True:
            message_or_end = self._messages.get(timeout=PATIENCE)
            assert message_or_end is not None, "the server is gone"
            if wanted(message_or_end):
                return message_or_end
            self._waiting.append(message_or_end)

    def _read(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        while True:
            length = 0
            while (line := stream.readline()).strip():
                name, _, value = line.partition(b":")
                if name.lower() == b"content-length":
                    length = int(value)
            if not line:
                self._messages.put(None)
                return
            self._messages.put(json.loads(stream.read(length)))
