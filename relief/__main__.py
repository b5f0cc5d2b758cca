"""``python -m relief``: the command line."""

import sys

from relief.cli import main

if __name__ == "__main__":
    sys.exit(main())
