"""What gunicorn serves: `gunicorn --config deploy/gunicorn.conf.py gateway.wsgi:app`."""

import os

from gateway.app import create_app
from gateway.attachments.sweeping import sweep_for_ever
from gateway.parts import parts
from gateway.settings import gateway_settings
from services.chassis.logs import configure_logs

configure_logs("gateway")
app = create_app(gateway_settings(os.environ))
with app.app_context():
    sweep_for_ever(parts().files, parts().clients)
