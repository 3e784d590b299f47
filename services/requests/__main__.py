"""`python -m services.requests [run | migrate | check-migrations | new-epoch]`."""

import sys

from services.chassis.running import main
from services.requests.service import RequestsService

sys.exit(main(RequestsService, sys.argv[1:]))
