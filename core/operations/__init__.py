"""Worker, backups, health, deployment, mail and logging."""
