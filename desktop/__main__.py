"""`python -m desktop`: the window without a subcommand, the same use cases in the terminal with one."""

from __future__ import annotations

import sys

from desktop.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
