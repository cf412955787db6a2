"""The page and what it asks for, on this machine alone."""

from __future__ import annotations

import asyncio
import json
import secrets
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path

import uvicorn
from sse_starlette import EventSourceResponse, ServerSentEvent
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from reportkit.page.pdf.pictures import page_picture
from reportkit.page.scratch import scratch_folder
from reportkit.preview.access import BRIEF_POLICY, Gate
from reportkit.preview.editors import Editor, path_of
from reportkit.preview.session import Session
from reportkit.preview.state import record_json, state_of
from reportkit.preview.views import Form, View, view_of
from reportkit.preview.watching import watch
from reportkit.preview.worker_link import Link
from reportkit.problems import MachineUnable, Mark

HOST = "127.0.0.1"
_FILES = Path(__file__).with_name("page")
_KINDS = {
    "preview.html": "text/html",
    "preview.css": "text/css",
    "preview.js": "text/javascript",
    "preview.svg": "image/svg+xml",
}
_WIDEST = 3_000  # pixels of a page
_PICTURES = 64  # kept


@dataclass(frozen=True, kw_only=True)
class Settings:
    """What a preview is started with."""

    series: Path
    cache: Path | None
    editor: Editor
    clock: Callable[[], datetime]
    port: int = 0  # 0: any that is free


def run(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve until SIGINT or SIGTERM; ``ready`` is given the address.

    Raises MachineUnable when the port is taken, or the worker ends by itself.
    """
    listening = _listening(settings.port)
    link = Link(settings.series, settings.cache)  # before there is a thread
    try:
        asyncio.run(_serve(settings, listening, link, ready))
    finally:
        link.close()
        listening.close()
        with suppress(MachineUnable), scratch_folder():
            pass  # sweeps what a PDF that was given up may have left


def _listening(port: int) -> socket.socket:
    listening = socket.socket()
    listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listening.bind((HOST, port))
    except OSError as error:
        listening.close()
        why = (error.strerror or str(error)).lower()
        raise MachineUnable(
            f"port {port} cannot be used: {why}; without --port one is found"
        ) from None
    listening.listen()
    return listening


async def _serve(
    settings: Settings, listening: socket.socket, link: Link, ready: Callable[[str], None]
) -> None:
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe(18)
    session = Session(link, settings.clock)
    app = Gate(_Pages(session, settings).app(), token, (f"{HOST}:{port}", f"localhost:{port}"))
    server = _Server(
        uvicorn.Config(
            app,
            log_config=None,
            log_level="critical",
            access_log=False,
            lifespan="off",
            ws="none",
            server_header=False,
            timeout_graceful_shutdown=1,
        )
    )
    lost: list[str] = []

    def end() -> None:
        session.close()
        server.should_exit = True

    def gone() -> None:
        if not server.should_exit:
            lost.append("the process that composes has ended; start the preview again")
            end()

    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, end)
    link.listen(session.answered, gone)
    watching = asyncio.create_task(watch(settings.series, session.saved, session.say))
    ready(f"http://{HOST}:{port}/{token}/")
    try:
        await server.serve(sockets=[listening])
    finally:
        session.close()
        watching.cancel()
        await asyncio.gather(watching, return_exceptions=True)
    if lost:
        raise MachineUnable(lost[0])


class _Server(uvicorn.Server):
    """Leaves the signals to whoever runs it."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Capture none."""
        yield


class _Pages:
    """The answers to all that the page asks for."""

    def __init__(self, session: Session, settings: Settings) -> None:
        self._session, self._settings = session, settings
        self._drawing = ThreadPoolExecutor(1)  # the library that draws pages has no locks
        self._picture = lru_cache(_PICTURES)(page_picture)

    def app(self) -> Starlette:
        """Give the application behind the gate."""
        routes = [
            Route("/", self.page),
            *(Route(f"/{name}", self.page) for name in _KINDS),
            Route("/events", self.events),
            Route("/brief", self.brief),
            Route("/brief.pdf", self.pdf),
            Route("/page/{digest}.png", self.picture),
            Route("/records", self.records),
            Route("/record", self.record),
            Route("/open", self.open, methods=["POST"]),
        ]
        return Starlette(routes=routes, exception_handlers={ValueError: _refused})

    async def page(self, request: Request) -> Response:
        """Give the page itself and its two files."""
        name = request.url.path.rpartition("/")[2] or "preview.html"
        return Response((_FILES / name).read_bytes(), media_type=_KINDS[name])

    async def events(self, request: Request) -> Response:
        """Tell of a view whenever something about it changes, until the page goes."""
        view = view_of(request.query_params)

        async def states() -> AsyncIterator[ServerSentEvent]:
            last = ""
            with self._session.looking(view) as changed:
                while not self._session.closed:
                    await changed.wait()
                    changed.clear()
                    state = json.dumps(self._state(view))
                    if state != last:
                        last = state
                        yield ServerSentEvent(data=state, event="state")
            yield ServerSentEvent(data="", event="ended")

        return EventSourceResponse(states(), ping=20, headers={"Cache-Control": "no-store"})

    async def brief(self, request: Request) -> Response:
        """Give the page for browsers, where it can do nothing."""
        content = self._session.shown(view_of(request.query_params)).content
        headers = {"Content-Security-Policy": BRIEF_POLICY}
        return Response(content, media_type="text/html", headers=headers)

    async def pdf(self, request: Request) -> Response:
        """Give the PDF to be kept."""
        view = view_of(request.query_params)
        content = self._session.shown(view).content
        if view.form is Form.HTML or not content:
            return _nothing()
        name = f"{self._settings.series.resolve().name}-draft-{view.form}.pdf"
        plain = "".join(sign if sign.isascii() and sign.isprintable() else "_" for sign in name)
        disposition = f'attachment; filename="{plain.translate(_UNQUOTED)}"'
        headers = {"Content-Disposition": disposition}
        return Response(content, media_type="application/pdf", headers=headers)

    async def picture(self, request: Request) -> Response:
        """Draw the page that looks so, as wide as it is shown."""
        shown = self._session.shown(view_of(request.query_params))
        digests = [page.digest for page in shown.pages]
        if request.path_params["digest"] not in digests:
            return _nothing()
        width = min(max(int(request.query_params.get("w", "900")), 100), _WIDEST)
        number = digests.index(request.path_params["digest"]) + 1
        loop = asyncio.get_running_loop()
        png = await loop.run_in_executor(self._drawing, self._picture, shown.content, number, width)
        headers = {"Cache-Control": "private, max-age=3600"}  # the address changes with the page
        return Response(png, media_type="image/png", headers=headers)

    async def records(self, _request: Request) -> Response:
        """List the records."""
        standing = self._session.standing
        lines = standing.records if standing else ()
        return JSONResponse(
            [{"id": line.id, "type": line.type, "words": line.words} for line in lines]
        )

    async def record(self, request: Request) -> Response:
        """Tell all about a record."""
        view = view_of(request.query_params)
        card = await self._session.card(request.query_params.get("id", ""))
        if card is None:
            return _nothing()
        series, editor = self._settings.series, self._settings.editor
        return JSONResponse(record_json(card, self._session, view, series, editor))

    async def open(self, request: Request) -> Response:
        """Open the editor at a place that is known here: of a problem or of a record.

        The request names no file and no command, only which of them.
        """
        mark = self._mark(request.query_params)
        editor = self._settings.editor
        if mark is None or not editor.command:
            return _nothing()
        try:
            editor.open(path_of(self._settings.series, mark), mark)
        except OSError as error:
            why = (error.strerror or str(error)).lower()
            return JSONResponse({"trouble": f"{editor.command[0]}: {why}"}, 500)
        return JSONResponse({"trouble": ""})

    def _mark(self, query: Mapping[str, str]) -> Mark | None:
        standing = self._session.standing
        if "record" in query:
            lines = standing.records if standing else ()
            return next((line.mark for line in lines if line.id == query["record"]), None)
        problems, at = self._session.problems(view_of(query)), int(query.get("problem", "-1"))
        return problems[at].mark if 0 <= at < len(problems) else None

    def _state(self, view: View) -> dict[str, object]:
        return state_of(self._session, view, self._settings.series, self._settings.editor)


#: What would end the name of a file in a header.
_UNQUOTED = str.maketrans({'"': "_", "\\": "_"})


def _nothing() -> Response:
    return Response("404: there is no such thing now\n", 404, media_type="text/plain")


async def _refused(_request: Request, error: Exception) -> Response:
    return Response(f"400: {error}\n", 400, media_type="text/plain")
