"""``python -m relief``: the command line."""

import sys

from relief.cli import main

sys.exit(main())
