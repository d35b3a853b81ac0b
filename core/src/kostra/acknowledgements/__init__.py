"""Acknowledgements (kvitteringer): warnings that somebody has looked into and found to be right.

The file that keeps them says who accepted what, when and why; whom it is about is there only as keyed hashes, and the
key never leaves the user's own folder.
"""

from __future__ import annotations
