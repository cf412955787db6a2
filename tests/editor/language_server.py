"""The YAML language server that editors start, asked as an editor asks it: LSP over stdio.

Installed by ``tools/setup test`` from the lock file beside this one; it opens no connection, for
its catalogue of schemas is off and each file names its own schema.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

HERE = Path(__file__).parent
SERVER = HERE / "node_modules" / "yaml-language-server" / "bin" / "yaml-language-server"
#: What an editor has set; the server asks for it by these names.
SETTINGS = {
    "yaml": {
        "schemaStore": {"enable": False, "url": ""},
        "validate": True,
        "hover": True,
        "completion": True,
    }
}
Json = Any


def server_command() -> list[str]:
    """Give the command that starts the server; skips the test where there is none."""
    node = shutil.which("node")
    if node is None:
        pytest.skip("there is no node on this machine, which runs the YAML language server")
    if not SERVER.is_file():
        pytest.skip("the YAML language server is not installed: run 'tools/setup test'")
    return [node, str(SERVER), "--stdio"]


class LanguageServer:
    """One server with one folder open."""

    def __init__(self, folder: Path) -> None:
        self._process = subprocess.Popen(
            server_command(), stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=folder
        )
        self._asked = 0
        self._diagnostics: dict[str, list[Json]] = {}
        markdown = ["markdown", "plaintext"]
        self._ask(
            "initialize",
            processId=None,
            rootUri=folder.as_uri(),
            workspaceFolders=[{"uri": folder.as_uri(), "name": folder.name}],
            capabilities={
                "textDocument": {
                    "hover": {"contentFormat": markdown},
                    "completion": {"completionItem": {"documentationFormat": markdown}},
                    "publishDiagnostics": {},
                },
                "workspace": {"configuration": True},
            },
        )
        self._tell("initialized")
        self._tell("workspace/didChangeConfiguration", settings=SETTINGS)

    def problems(self, path: Path) -> list[str]:
        """Open a file; give what the server finds wrong, as "line: message"."""
        uri = path.as_uri()
        self._diagnostics.pop(uri, None)
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": path.read_text("utf-8")}
        self._tell("textDocument/didOpen", textDocument=document)
        while uri not in self._diagnostics:
            self._take()
        self._tell("textDocument/didClose", textDocument={"uri": uri})
        found = self._diagnostics.pop(uri)
        while uri not in self._diagnostics:  # a closed file has none
            self._take()
        return [f"{one['range']['start']['line'] + 1}: {one['message']}" for one in found]

    def completions(self, path: Path) -> dict[str, str]:
        """Offer what may stand at the end of a file: label to documentation."""
        text = path.read_text("utf-8")
        self._open(path, text)
        lines = text.split("\n")
        position = {"line": len(lines) - 1, "character": len(lines[-1])}
        asked = self._ask(
            "textDocument/completion", textDocument={"uri": path.as_uri()}, position=position
        )
        return {item["label"]: _said(item.get("documentation")) for item in asked["items"]}

    def hover(self, path: Path, word: str) -> str:
        """Give what is shown over the first place where a word is written."""
        text = path.read_text("utf-8")
        self._open(path, text)
        before = text[: text.index(word)]
        line = before.count("\n")
        position = {"line": line, "character": len(before.rpartition("\n")[2]) + 1}
        asked = self._ask(
            "textDocument/hover", textDocument={"uri": path.as_uri()}, position=position
        )
        return _said(asked and asked["contents"])

    def close(self) -> None:
        """End the server as an editor does."""
        self._ask("shutdown")
        self._tell("exit")
        self._process.wait(timeout=20)
        for stream in (self._process.stdin, self._process.stdout):
            if stream:
                stream.close()

    def _open(self, path: Path, text: str) -> None:
        uri = path.as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", textDocument=document)

    # -- the protocol ----------------------------------------------------------------------

    def _ask(self, method: str, **params: Json) -> Json:
        self._asked += 1
        number = self._asked
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._take()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message["error"]
                return message["result"]

    def _tell(self, method: str, **params: Json) -> None:
        self._send({"method": method, "params": params})

    def _send(self, message: Json) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin is not None
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self._process.stdin.flush()

    def _take(self) -> Json:
        """Read one message; answer what the server asks of the editor, and keep what it finds."""
        stream = self._process.stdout
        assert stream is not None
        length = 0
        while line := stream.readline().strip():
            if line.lower().startswith(b"content-length:"):
                length = int(line.split(b":")[1])
        assert length, "the language server has ended"
        message = json.loads(stream.read(length))
        if message.get("method") == "textDocument/publishDiagnostics":
            params = message["params"]
            self._diagnostics[params["uri"]] = params["diagnostics"]
        elif "method" in message and "id" in message:
            self._send({"id": message["id"], "result": _answer(message)})
        return message


def _answer(message: Json) -> Json:
    """Answer as an editor whose settings are ``SETTINGS``."""
    if message["method"] != "workspace/configuration":
        return None
    items = message["params"]["items"]
    return [SETTINGS.get(item.get("section", ""), {}) for item in items]


def _said(documentation: Json) -> str:
    if isinstance(documentation, dict):
        return str(documentation["value"])
    return str(documentation or "")
