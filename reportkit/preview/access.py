"""Who may ask: whoever has the address with its token, by the name of this very machine."""

from __future__ import annotations

from collections.abc import Collection
from secrets import compare_digest

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

#: Of every answer. Nothing here is for another site, a cache, a frame or a plug-in.
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; frame-src 'self'; base-uri 'none'; form-action 'none'; "
        "frame-ancestors 'none'"
    ),
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
#: Of the brief. It runs no script and loads nothing, whatever its templates say; only the page
#: around it may look into it.
BRIEF_POLICY = (
    "sandbox allow-same-origin; default-src 'none'; style-src 'unsafe-inline'; font-src data:; "
    "img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
)


class Gate:
    """Lets through what names the token and this host, without the token; all else is 403.

    The host is asked for because a page of the web may have its own name lead to this machine
    (DNS rebinding): it would then be of the same origin as the preview.
    """

    def __init__(self, app: ASGIApp, token: str, hosts: Collection[str]) -> None:
        self._app, self._token, self._hosts = app, token, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    headers.setdefault(name, value)
            await send(message)

        token, _, rest = scope["path"].removeprefix("/").partition("/")
        known = compare_digest(token.encode("utf-8", "replace"), self._token.encode())
        if not (known and self._is_ours(Headers(scope=scope))):
            refused = PlainTextResponse("403: ask by the address that 'preview' printed\n", 403)
            await refused(scope, receive, send_guarded)
            return
        inner = {**scope, "path": f"/{rest}", "raw_path": f"/{rest}".encode()}
        await self._app(inner, receive, send_guarded)

    def _is_ours(self, headers: Headers) -> bool:
        """Tell whether it was sent to this host, and by no page of another."""
        origin = headers.get("origin")
        from_here = origin is None or origin.removeprefix("http://") in self._hosts
        return headers.get("host", "") in self._hosts and from_here
