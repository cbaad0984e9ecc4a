"""`python -m samskab` is the command `samskab`."""

import sys

from samskab.cli import main

if __name__ == "__main__":
    sys.exit(main())
