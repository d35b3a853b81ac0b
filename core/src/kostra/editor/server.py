"""The language server: speaks the Language Server Protocol with an editor over standard input and output.

It writes nothing about what stands in a document but its answers: a fault of the program itself is told by the name of
the exception and the line of the program, and the libraries' own logging is off.
"""

from __future__ import annotations

import logging
import sys
from contextlib import redirect_stdout
from functools import partial

from lsprotocol import types
from pygls.lsp.server import LanguageServer

import kostra
from kostra.editor.service import EditorService, fault_line
from kostra.plugins.manager import Registry

TRIGGERS = ('"', "{", "$", ".")
"""What lets the editor ask for completions by itself, besides letters."""


class _Server(LanguageServer):
    """The library's server, silent about what went wrong in it."""

    def report_server_error(self, error: Exception, source: object) -> None:
        """Tell the editor's log that something failed, without what it said: that could hold parts of a document."""
        self.window_log_message(types.LogMessageParams(types.MessageType.Error, fault_line(error)))


def serve(registry: Registry) -> int:
    """Serve an editor until it says goodbye; return the exit code that the protocol asks for."""
    logging.disable(logging.CRITICAL)
    server = _Server("kostra", kostra.__version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
    service = EditorService(server, registry)
    said_goodbye: list[bool] = []

    def shutdown(_: object) -> None:
        said_goodbye.append(True)

    for method, handler in (
        (types.INITIALIZE, service.start),
        (types.SHUTDOWN, shutdown),
        (types.TEXT_DOCUMENT_DID_OPEN, service.opened),
        (types.TEXT_DOCUMENT_DID_CHANGE, service.changed),
        (types.TEXT_DOCUMENT_DID_CLOSE, service.closed),
        (types.TEXT_DOCUMENT_DID_SAVE, lambda _: service.look_again()),
        (types.WORKSPACE_DID_CHANGE_WATCHED_FILES, lambda _: service.look_again()),
        (types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS, service.folders_changed),
        (types.TEXT_DOCUMENT_HOVER, service.hover),
        (types.TEXT_DOCUMENT_DEFINITION, service.definition),
        (types.TEXT_DOCUMENT_FORMATTING, service.formatting),
    ):
        server.feature(method)(partial(handler))  # the library marks what it is given, and a method takes no marks
    options = types.CompletionOptions(trigger_characters=list(TRIGGERS))
    server.feature(types.TEXT_DOCUMENT_COMPLETION, options)(partial(service.completion))
    out = sys.stdout.buffer
    with redirect_stdout(sys.stderr):  # what a plugin prints is no part of the conversation
        server.start_io(sys.stdin.buffer, out)
    return 0 if said_goodbye else 1
