"""`python -m services.sla [run | migrate | check-migrations | new-epoch]`."""

import sys

from services.chassis.running import main
from services.sla.service import SlaService

sys.exit(main(SlaService, sys.argv[1:]))
