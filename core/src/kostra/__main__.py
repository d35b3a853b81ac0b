"""The program: `kostra`, or `python -m kostra`."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the program on the process's arguments and end the process with its exit code."""
    # Hardly anything here refers to itself, so that looking for it after every 700 objects is time lost.
    gc.set_threshold(100_000, 20, 20)
    try:
        from kostra.cli.run import run

        code = run()
    except KeyboardInterrupt:  # also while modules are still being loaded
        code = 130
    sys.exit(code)


if __name__ == "__main__":
    main()
