"""`python -m desktop`: the window without a subcommand, the same use cases in the terminal with one.

The helper is told apart here: it must start fast and never load what knows the database.
"""

from __future__ import annotations

import sys

if __name__ == "__main__":
    if sys.argv[1:2] == ["helper"]:
        from desktop.helper.child import main as serve

        sys.exit(serve())
    from desktop.cli import main

    sys.exit(main(sys.argv[1:]))
