"""How gunicorn serves the site, by `make run`, in the container and under systemd.

gevent workers, because one slow or idle client then holds a greenlet and not a whole worker: with 200 slow connections
every other visitor is still answered. Measured against sync and gthread workers; see docs/scaling.md.
"""

# Before anything else of the site is loaded: what was loaded unpatched cannot be mended in a forked process any more.
# Processes and their signals stay the kernel's own here: gevent would take SIGCHLD from gunicorn's master, which would
# then miss the end of a child for a minute.
from gevent import monkey

monkey.patch_all(os=False, signal=False, subprocess=False)

import contextlib  # noqa: E402
import gc  # noqa: E402
import os  # noqa: E402
import sys  # noqa: E402
from pathlib import Path  # noqa: E402
from typing import Any  # noqa: E402

# The supervisor hands over a socket that listens already, and so does systemd (deploy/systemd/clinic-web.socket), which
# gunicorn looks after by itself. Otherwise gunicorn opens the port.
_listening = os.environ.get("SUPERVISOR_LISTEN_FD")
bind = f"fd://{_listening}" if _listening else f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
worker_class = "site_cms.gunicorn_worker.DrainingGeventWorker"  # gevent, and polite at the end
# Whether one process more does the worker's jobs (`manage.py run_worker`), as the supervisor asks for.
_with_jobs = bool(os.environ.get("SUPERVISOR_WITH_JOBS"))
workers = int(os.environ.get("WEB_WORKERS", "2")) + _with_jobs
worker_connections = int(os.environ.get("WEB_CONNECTIONS", "1000"))
backlog = 2048
# The site is loaded once, and all processes share that memory; in the container `--preload` says so. Under systemd each
# loads it for itself: only so does a reload (SIGHUP) bring in new code, where the supervisor starts everything anew.
preload_app = bool(_listening)

timeout = 60  # a worker that has not even looped for so long is replaced
graceful_timeout = 30  # a request in flight at a stop has so long to be answered
keepalive = 15

# A URL or header past these is answered by gunicorn itself, before Python code sees it.
limit_request_line = 4094
limit_request_fields = 60
limit_request_field_size = 8190

# Who may say "this request came over https, from that address" is decided in one place, core.web.middleware.proxies, by
# TRUSTED_PROXIES. gunicorn believes no forwarded header from anybody; a SCRIPT_NAME header is never honoured.
forwarded_allow_ips = ""
forwarder_headers = ""

# Heartbeat files live in memory: a slow disk must not make a healthy worker look dead.
worker_tmp_dir = "/dev/shm" if Path("/dev/shm").is_dir() else None  # noqa: S108
control_socket_disable = True

# Every request leaves one line from core.web.middleware.request_log, without query strings and full addresses.
accesslog = None
errorlog = "-"
loglevel = os.environ.get("GUNICORN_LOG_LEVEL", "warning")
proc_name = "clinic-site"


# What is loaded is not looked through for garbage: that would write to every page of it.
gc.disable()


def when_ready(server: Any) -> None:
    """Have the site settle in the memory that all processes will share (gunicorn's hook, before the first fork)."""
    if server.cfg.preload_app and (wsgi := sys.modules.get("site_cms.wsgi")):
        from site_cms.preloading import settle  # noqa: PLC0415 - the site is loaded, or not, by what gunicorn serves

        settle(wsgi.site)


def pre_fork(server: Any, worker: Any) -> None:
    """Have one process do the worker's jobs: the first, and its successor when it has ended (gunicorn's hook)."""
    worker.does_jobs = _with_jobs and not any(other.does_jobs for other in server.WORKERS.values())


def post_fork(server: Any, worker: Any) -> None:
    """Look for garbage in what this process makes itself (gunicorn's hook)."""
    gc.enable()


def post_worker_init(worker: Any) -> None:
    """Tell the supervisor that visitors can be answered, so that it lets the former web server go (gunicorn's hook)."""
    if (ready := os.environ.get("SUPERVISOR_READY_FD")) and not worker.does_jobs:
        with contextlib.suppress(OSError):  # nobody waits for it any more
            os.write(int(ready), b"\n")
