"""`python -m services.directory`."""

import sys

# First, because it makes waiting cooperative before anything else is imported.
from services.chassis.running import main
from services.directory.service import DirectoryService

if __name__ == "__main__":
    sys.exit(main(DirectoryService, sys.argv[1:]))
