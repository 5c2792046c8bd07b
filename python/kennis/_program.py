"""The command ``kennis``: the program, from the same build as the package."""

from __future__ import annotations

import sys

from . import _kennis


def main() -> int:
    """Runs the program on the words of the process."""
    return _kennis.main(["kennis", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
