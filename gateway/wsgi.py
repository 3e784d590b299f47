"""What gunicorn serves: `gunicorn --config deploy/gunicorn.conf.py gateway.wsgi:app`."""

import os

from gateway.app import create_app
from gateway.settings import gateway_settings
from services.chassis.logs import configure_logs

configure_logs("gateway")
app = create_app(gateway_settings(os.environ))
