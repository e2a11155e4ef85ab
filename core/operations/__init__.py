"""What keeps the site running while nobody looks: worker, backups, health, deployment, mail, logging.

- `worker` runs queues in every round and jobs now and then; `ScheduledJob` says when each ran last.
- `backup/` makes, keeps, verifies and restores sealed archives on SQLite and PostgreSQL; `BackupRun` is their history.
- `health/` answers load balancers (`views`) and staff (`staff`, in the admin) from the same checks.
- `deployment/` waits for the database, locks, refuses a newer schema; `manage.py prepare_site` is made of it.
- `mail` hands waiting messages to the mail server and tells lasting failures from passing ones.
- `logging`, `error_reports` write JSON lines and scrubbed reports; `database_timeouts` gives up on a silent PostgreSQL.

Door: `worker`, `mail`, `models`, `health.checks`, `health.staff`, `backup.keys`; `logging`, `error_reports`,
`database_timeouts` and `health.views` for `site_cms`.
Others register: `register_job`, `register_queue`, `register_check`, `register_key_fingerprints`.
Tests: tests/core/operations. More: docs/deployment.md.
"""
