"""What the language server knows, and what it does when the editor speaks."""

from __future__ import annotations

import asyncio
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import TypeVar

from lsprotocol import types
from pygls.lsp.server import LanguageServer

import kostra
from kostra.editor import completion, definition, formatting, hover, layout_language, protocol
from kostra.editor.checks import Check, is_layout
from kostra.editor.documents import Document, Documents, path_of
from kostra.editor.project import Project
from kostra.editor.texts import Encoding
from kostra.editor.views import RuleView
from kostra.editor.workspace import Workspace
from kostra.plugins.manager import Registry

PAUSE = 0.15
"""Seconds without a key pressed before a document is checked."""

_ENCODINGS: dict[str, Encoding] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "utf-32"}
_END = object()
_T = TypeVar("_T")


class EditorService:
    """What the server knows, and what it does when the editor speaks."""

    def __init__(self, server: LanguageServer, registry: Registry) -> None:
        self._server = server
        self.documents = Documents()
        self._workspace = Workspace(self.documents)
        self.project = Project(self.documents, registry, self._workspace)
        self._tasks: dict[str, asyncio.Task[None]] = {}
        self._published: dict[str, tuple[int | None, list[types.Diagnostic]]] = {}
        self._read: dict[str, set[Path]] = {}

    def start(self, params: types.InitializeParams) -> None:
        """Take note of the open folders and of how the editor counts characters."""
        chosen = self._server.workspace.position_encoding
        self.documents.encoding = _ENCODINGS.get(str(getattr(chosen, "value", chosen)), "utf-16")
        folders = [folder.uri for folder in params.workspace_folders or ()]
        if not folders and params.root_uri:
            folders = [params.root_uri]
        self._workspace.open(_paths(folders))

    # ── Documents come, change and go ────────────────────────────────────────────────────────────────────────────────

    def opened(self, params: types.DidOpenTextDocumentParams) -> None:
        """Check a document that was opened; what stands in it may be newer than the file."""
        one = params.text_document
        self._workspace.forget()
        self._check_with_others(self.documents.put(one.uri, one.text, one.version), 0)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """Check a document that is being written in, and then those that build on it."""
        uri = params.text_document.uri
        if not params.content_changes:
            return
        # The server asks for whole texts, so the last change is all of it.
        text, version = params.content_changes[-1].text, params.text_document.version
        self._check_with_others(self.documents.put(uri, text, version), PAUSE)

    def closed(self, params: types.DidCloseTextDocumentParams) -> None:
        """Forget a document, and what was wrong with it."""
        uri = params.text_document.uri
        self.documents.close(uri)
        task = self._tasks.pop(uri, None)
        if task is not None:
            task.cancel()
        self._read.pop(uri, None)
        if self._published.pop(uri, None) is not None:
            self._server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        self.look_again()

    def look_again(self) -> None:
        """Check everything anew: something on disk has changed."""
        self.project.forget()
        for document in self.documents:
            self._check_soon(document.uri, PAUSE)

    def folders_changed(self, params: types.DidChangeWorkspaceFoldersParams) -> None:
        """Take note of folders that were opened and closed."""
        event = params.event
        self._workspace.open(_paths(f.uri for f in event.added), _paths(f.uri for f in event.removed))
        self.look_again()

    # ── Diagnostics ──────────────────────────────────────────────────────────────────────────────────────────────────

    def _check_with_others(self, document: Document, pause: float) -> None:
        """Check a document, and then the open ones that build on it."""
        self._check_soon(document.uri, pause)
        for other in self.documents:
            if other.uri != document.uri and document.path in self._read.get(other.uri, ()):
                self._check_soon(other.uri, pause + PAUSE)

    def _check_soon(self, uri: str, pause: float) -> None:
        running = self._tasks.pop(uri, None)
        if running is not None:
            running.cancel()
        self._tasks[uri] = asyncio.get_running_loop().create_task(self._check(uri, pause))

    async def _check(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        document = self.documents.get(uri)
        if document is None:
            return
        read = self._read.setdefault(uri, set())
        check = Check(document, self.project)
        try:
            steps = check.steps()
            while True:
                with self.documents.noting(read):
                    if next(steps, _END) is _END:
                        break
                self._publish(document, check)
                await asyncio.sleep(0)  # other questions first
        except Exception as error:
            self.tell(error)
        self._publish(document, check)

    def _publish(self, document: Document, check: Check) -> None:
        found = protocol.diagnostics(document, check.faults)
        if self.documents.get(document.uri) is document and self._published.get(document.uri) != (
            document.version,
            found,
        ):
            self._published[document.uri] = document.version, found
            self._server.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(document.uri, found, document.version)
            )

    # ── Questions ────────────────────────────────────────────────────────────────────────────────────────────────────

    def hover(self, params: types.HoverParams) -> types.Hover | None:
        """Return what there is to say about a place."""

        def answer(document: Document) -> types.Hover | None:
            at = protocol.offset(document, params.position)
            if is_layout(document):
                found = layout_language.hover(document, self.project, at)
            else:
                found = hover.hover(RuleView(document, self.project), at)
            return None if found is None else protocol.hover(document, found)

        return self._answer(params.text_document.uri, answer)

    def completion(self, params: types.CompletionParams) -> types.CompletionList | None:
        """Return what can be written at a place."""

        def answer(document: Document) -> types.CompletionList | None:
            at = protocol.offset(document, params.position)
            if is_layout(document):
                found = layout_language.complete(document, self.project, at)
            else:
                found = completion.complete(RuleView(document, self.project), at)
            return None if found is None else protocol.completion(document, found)

        return self._answer(params.text_document.uri, answer)

    def definition(self, params: types.DefinitionParams) -> types.Location | None:
        """Return where what stands at a place is declared."""

        def answer(document: Document) -> types.Location | None:
            at = protocol.offset(document, params.position)
            if is_layout(document):
                found = layout_language.definition(document, at)
            else:
                found = definition.definition(RuleView(document, self.project), at)
            return None if found is None else protocol.location(document, self.documents, found)

        return self._answer(params.text_document.uri, answer)

    def formatting(self, params: types.DocumentFormattingParams) -> list[types.TextEdit] | None:
        """Return the change to a rule file's canonical form; none for a file with faults, or a file description."""

        def answer(document: Document) -> list[types.TextEdit] | None:
            change = None if is_layout(document) else formatting.change_to_canonical(document.source)
            return None if change is None else [protocol.edit(document, change)]

        return self._answer(params.text_document.uri, answer)

    def _answer(self, uri: str, question: Callable[[Document], _T | None]) -> _T | None:
        document = self.documents.get(uri)
        try:
            return None if document is None else question(document)
        except Exception as error:
            self.tell(error)
            return None

    def tell(self, error: Exception) -> None:
        """Tell the editor's log of a fault of the program itself."""
        self._server.window_log_message(types.LogMessageParams(types.MessageType.Error, fault_line(error)))


def fault_line(error: BaseException) -> str:
    """Return where in the program a fault is, and of which kind, but not what it said."""
    frames = list(traceback.walk_tb(error.__traceback__))
    own = [(frame, line) for frame, line in frames if str(frame.f_globals.get("__name__")).startswith("kostra")]
    where = "".join(f" i {frame.f_globals.get('__name__')}, linje {line}" for frame, line in (own or frames)[-1:])
    return f"Uventet feil i kostra {kostra.__version__} ({type(error).__name__}{where}). Meld fra med denne linjen."


def _paths(uris: Iterable[str]) -> list[Path]:
    return [path for uri in uris if (path := path_of(uri)) is not None]
