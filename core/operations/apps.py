"""App configuration of `core.operations`."""

from core.web import app_config


class OperationsConfig(app_config.RegisteringAppConfig):
    """Worker, backups, health, deployment, mail and logging."""

    name = "core.operations"
    label = "operations"
