"""The files that deploy the site are valid, agree with the code, and name every variable there is."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import kubernetes_validate
import pytest
import yaml

from site_cms import container

PROJECT = Path(__file__).resolve().parents[2]
KUBERNETES = list(yaml.safe_load_all((PROJECT / "deploy/kubernetes/clinic.yaml").read_text()))
COMPOSE = yaml.safe_load((PROJECT / "compose.yaml").read_text())


@pytest.mark.parametrize(
    "document", KUBERNETES, ids=lambda document: f"{document['kind']}/{document['metadata']['name']}"
)
def test_kubernetes_documents_match_the_published_schemas(document: dict[str, Any]) -> None:
    kubernetes_validate.validate(document, "1.33", strict=True)


def test_kubernetes_has_all_it_takes() -> None:
    kinds = [document["kind"] for document in KUBERNETES]
    assert sorted(set(kinds)) == [
        "ConfigMap", "Deployment", "HorizontalPodAutoscaler", "Ingress", "Job", "PersistentVolumeClaim",
        "PodDisruptionBudget", "Service",
    ]  # fmt: skip
    pods = [
        document["spec"]["template"]["spec"] for document in KUBERNETES if document["kind"] in {"Deployment", "Job"}
    ]
    for pod in pods:
        assert pod["securityContext"]["runAsNonRoot"] is True
        (only,) = pod["containers"]
        assert only["securityContext"]["readOnlyRootFilesystem"] is True
        assert only["securityContext"]["capabilities"] == {"drop": ["ALL"]}
        assert only["args"][0] in container.ROLES
    web = pods[1]["containers"][0]
    assert web["readinessProbe"]["httpGet"]["path"] == "/health/ready"
    assert web["livenessProbe"]["httpGet"]["path"] == "/health/live"


def test_compose_services_are_hardened_and_wait_for_health() -> None:
    services = COMPOSE["services"]
    assert {"migrate", "web", "worker", "postgres", "redis", "caddy"} <= services.keys()
    for name in ("migrate", "web", "worker"):
        service = services[name]
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["command"][0] in container.ROLES
        assert service["logging"]["options"]["max-size"]
    assert services["web"]["depends_on"] == {"migrate": {"condition": "service_completed_successfully"}}
    assert services["migrate"]["depends_on"]["postgres"] == {"condition": "service_healthy"}
    # Backups are made by the worker and brought back by `docker compose run migrate`; the web server never sees them.
    with_backups = [name for name, service in services.items() if "backups:/backups" in service.get("volumes", [])]
    assert with_backups == ["migrate", "worker"]
    assert services["worker"]["environment"]["BACKUP_DIR"] == "/backups"
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert services["postgres"]["networks"] == services["redis"]["networks"] == ["inside"]


def test_no_secret_is_written_down() -> None:
    for file in ("compose.yaml", "deploy/kubernetes/clinic.yaml", "deploy/systemd/clinic.env", "Dockerfile"):
        for line in (PROJECT / file).read_text().splitlines():
            found = re.match(r"\s*\w*(SECRET_KEY|PASSWORD|APPOINTMENTS_KEYS|INDEX_KEY|BACKUP_KEY)\s*[:=]\s*(\S+)", line)
            assert found is None or found[2].startswith("${"), f"{file}: {line}"


def test_every_variable_that_the_code_reads_is_in_the_table() -> None:
    pattern = re.compile(r"""env(?:\.\w+)?\(\s*"([A-Z][A-Z0-9_]+)"|environ(?:\.get\(|\[)\s*"([A-Z][A-Z0-9_]+)\"""")
    read = set()
    for file in [*(PROJECT / "site_cms").rglob("*.py"), PROJECT / "gunicorn.conf.py"]:
        read |= {first or second for first, second in pattern.findall(file.read_text())}
    table = set(re.findall(r"`([A-Z][A-Z0-9_]+)`", (PROJECT / "docs/deployment.md").read_text()))
    # What our programs tell each other, and what WSGI calls environ.
    supervised = {"SUPERVISOR_LISTEN_FD", "SUPERVISOR_READY_FD", "SUPERVISOR_WITH_JOBS"}
    between_programs = {*supervised, "SITE_URL_ASSUMED", "REQUEST_METHOD"}
    for_developers = {"TEST_DATABASE_URL", "VENV", "DJANGO_SETTINGS_MODULE", "STATIC_ROOT", "MEDIA_ROOT"}
    assert read - table - for_developers - between_programs - {"GUNICORN_LOG_LEVEL"} == set()


def test_units_and_procfile_start_what_exists() -> None:
    text = "".join(file.read_text() for file in (PROJECT / "deploy/systemd").glob("*.service"))
    commands = set(re.findall(r"manage\.py (\w+)", text)) | {"run_worker"}
    listed = subprocess.run(
        [sys.executable, "manage.py", "help", "--commands"], cwd=PROJECT, capture_output=True, text=True, check=True
    )
    assert commands <= set(listed.stdout.split())
    for line in (PROJECT / "Procfile").read_text().splitlines():
        words = shlex.split(line.partition(": ")[2])
        assert words[words.index("site_cms.container") + 1] in container.ROLES


def test_systemd_holds_the_port_that_nginx_asks() -> None:
    socket = (PROJECT / "deploy/systemd/clinic-web.socket").read_text()
    service = (PROJECT / "deploy/systemd/clinic-web.service").read_text()
    (address,) = re.findall(r"^ListenStream=(.+)$", socket, re.MULTILINE)
    nginx = (PROJECT / "deploy/nginx.conf").read_text()
    assert f"server {address};" in nginx
    # nginx sees where the site says which pages are old; what it keeps lies in memory, which no full disk touches.
    assert "Environment=PAGE_CACHE_EDGE_DIR=/run/clinic-edge" in service
    assert "root /run/clinic-edge/current;" in nginx
    assert "proxy_cache_path /run/" in nginx
    assert "Requires=clinic-web.socket" in service
    assert "Also=clinic-web.socket" in service


@pytest.mark.skipif(not shutil.which("systemd-analyze"), reason="no systemd-analyze on PATH")
def test_the_units_are_what_systemd_understands(tmp_path: Path) -> None:
    for unit in (PROJECT / "deploy/systemd").glob("clinic-*"):
        text = unit.read_text().replace("/srv/clinic/app/.venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(
            text.replace("User=clinic", "User=root").replace("Group=clinic", "Group=root")
        )
    found = subprocess.run(
        ["systemd-analyze", "verify", "--man=no", *map(str, tmp_path.iterdir())],
        env={**os.environ, "SYSTEMD_UNIT_PATH": f"{tmp_path}:"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert [line for line in found.stderr.splitlines() if "clinic-" in line] == []


def test_the_dockerfile_has_no_complaints() -> None:
    hadolint = shutil.which("hadolint") or str(Path(sys.executable).with_name("hadolint"))
    result = subprocess.run([hadolint, "Dockerfile"], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout


def test_pins_are_exact_and_installed() -> None:
    for file in ("requirements.txt", "requirements-dev.txt"):
        for line in (PROJECT / file).read_text().splitlines():
            if line and not line.startswith((" ", "#")):
                assert re.fullmatch(r"[\w.\-]+(\[[\w, ]+\])?==[\w.]+( ; .+)? \\", line), f"{file}: {line}"


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "http", "PORT must be a number"),
        ("SITE_URL", "clinic.example", "SITE_URL must be the site's whole address"),
        ("SITE_URL", "https://", "SITE_URL must be the site's whole address"),
        ("DATABASE_URL", "mysql://db/clinic", "DATABASE_URL must begin with"),
        ("REDIS_URL", "localhost:6379", "REDIS_URL must begin with"),
        ("WEB_WORKERS", "two", "WEB_WORKERS must be a number"),
    ],
)
def test_a_wrong_variable_is_one_line_that_names_it(name: str, value: str, words: str) -> None:
    with pytest.raises(container.CannotStart, match=words):
        container.check_environment({name: value})


def test_good_variables_pass() -> None:
    container.check_environment({})
    container.check_environment(
        {
            "SITE_URL": "https://clinic.example",
            "DATABASE_URL": "postgres://db/x",
            "REDIS_URL": "rediss://r/0",
            "PORT": "80",
        }
    )


def test_a_wrong_role_lists_the_right_ones(capsys: pytest.CaptureFixture[str]) -> None:
    assert container.main(["dance"]) == 1
    assert capsys.readouterr().err == "✗ Unknown role 'dance'. Roles: serve, web, worker, migrate, manage.\n"


def test_a_container_alone_makes_its_secrets_and_a_stack_must_be_given_them(tmp_path: Path) -> None:
    container.get_ready({"DATA_DIR": str(tmp_path / "alone")})
    assert (tmp_path / "alone" / "secrets.env").exists()
    container.get_ready({"DATA_DIR": str(tmp_path / "stack"), "DATABASE_URL": "postgres://db/x"})
    assert not (tmp_path / "stack" / "secrets.env").exists()


@pytest.mark.parametrize(
    ("role", "program"), [("web", "gunicorn"), ("worker", "run_worker"), ("manage", "showmigrations")]
)
def test_roles_become_their_program(role: str, program: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    became: list[list[str]] = []
    prepared: list[tuple[str, ...]] = []
    monkeypatch.setenv("DATA_DIR", str(tmp_path))
    monkeypatch.setattr(container, "become", became.append)
    monkeypatch.setattr(container, "run_prepare", lambda *options: prepared.append(options))
    assert container.main([role, *(["showmigrations"] if role == "manage" else [])]) == 0
    assert any(program in words for words in became[0])
    assert prepared == ([] if role == "manage" else [("--wait-for-migrations",)])


def test_the_health_check_asks_the_server(live_server: Any) -> None:
    from site_cms.healthcheck import is_alive

    port = int(live_server.url.rpartition(":")[2])
    assert is_alive(port)
    assert not is_alive(port, "/nothing-here/")
    assert not is_alive(1, timeout=0.5)


def test_the_compose_file_names_only_variables_of_the_table() -> None:
    names = set(COMPOSE["services"]["web"]["environment"])
    table = (PROJECT / "docs/deployment.md").read_text()
    assert {name for name in names if f"`{name}`" not in table} == set(), json.dumps(sorted(names))
