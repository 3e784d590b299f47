"""`python -m services.reporting [run | migrate | check-migrations | new-epoch]`."""

import sys

from services.chassis.running import main
from services.reporting.service import ReportingService

sys.exit(main(ReportingService, sys.argv[1:]))
