"""`python -m flows.cli`: the same as `heard`."""

import sys

from flows.cli.main import main

sys.exit(main())
