"""How gunicorn serves Backstay: `gunicorn -c config/gunicorn.py config.wsgi`, or `make serve`."""

import os

from config.access_log import FORMAT, OneLineLogger

bind = os.environ.get("BIND", "127.0.0.1:8000")
# Each worker keeps a process of its own that renders handouts, of 150 to 230 MB.
workers = int(os.environ.get("WEB_WORKERS", "2"))
# As many as people at work, for half of them may be waiting for a handout while the others want to read.
threads = int(os.environ.get("WEB_THREADS", "8"))
# Nobody steers a running server by another road.
control_socket_disable = True
raw_env = ["SERVING_PAGES=1"]
# Longer than a render may take, so that the reader gets the sentence and not a cut connection.
timeout = 90
graceful_timeout = 30
max_requests, max_requests_jitter = 5000, 500
# The path without its query: what somebody searched for is a name.
logger_class, access_log_format = OneLineLogger, FORMAT
accesslog = os.environ.get("ACCESS_LOG")


def post_worker_init(worker):
    """Start the process that renders handouts, so that the first print need not wait for it."""
    from programs.handouts.worker import CHILD

    CHILD.warm()
