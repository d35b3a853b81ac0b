"""Editor support: what an editor asks of a rule file or a file description, answered without any particular protocol.

`kostra.editor.server` puts the answers into the Language Server Protocol; nothing else here needs its libraries.
"""

from __future__ import annotations
