"""`python -m services.feedback [run | migrate | check-migrations | new-epoch]`."""

import sys

from services.chassis.running import main
from services.feedback.service import FeedbackService

sys.exit(main(FeedbackService, sys.argv[1:]))
