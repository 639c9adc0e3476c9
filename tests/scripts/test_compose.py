"""docker-compose.yml, the Dockerfile and .dockerignore fit each other and the tree."""

from __future__ import annotations

import importlib.util
import os
import re
import shutil
import subprocess
from typing import Any

import pytest
import yaml

from scripts.places import ROOT

COMPOSE: dict[str, Any] = yaml.safe_load((ROOT / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
# What the format allows for a service, of that which is used or likely to be.
ALLOWED = "build command depends_on environment healthcheck image ports restart stop_grace_period volumes"


def test_it_has_every_process() -> None:
    assert set(SERVICES) == {"postgres", "redis", "models", "web", "worker", "beat"}


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_is_well_formed(name: str) -> None:
    service = SERVICES[name]
    assert set(service) <= set(ALLOWED.split())
    assert service["image"]
    check = service["healthcheck"]
    assert check["test"][0] in {"CMD", "CMD-SHELL"}
    assert set(check) <= {"test", "interval", "timeout", "retries", "start_period"}
    assert all(re.fullmatch(r"\d+s", check[key]) for key in ("interval", "timeout"))
    for other, condition in service.get("depends_on", {}).items():
        assert other in SERVICES
        assert condition["condition"] in {"service_healthy", "service_started"}
    for volume in service.get("volumes", []):
        assert volume.split(":")[0] in COMPOSE["volumes"]


@pytest.mark.parametrize("name", SERVICES)
def test_every_module_that_is_run_exists(name: str) -> None:
    command = SERVICES[name].get("command", [])
    words = " ".join([*command, *SERVICES[name]["healthcheck"]["test"]])
    for module in re.findall(r"python -m ([\w.]+)", words):
        assert importlib.util.find_spec(module), module


def test_everything_the_image_copies_is_there_and_not_ignored() -> None:
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    for line in re.findall(r"^COPY (?!--from)(.+)$", DOCKERFILE, re.MULTILINE):
        for source in line.split()[:-1]:
            assert (ROOT / source).exists(), source
            assert source.split("/")[0] in allowed, source


def test_every_folder_the_processes_need_is_in_the_image() -> None:
    copied = set(re.findall(r"^COPY (\w+) ", DOCKERFILE, re.MULTILINE))
    needed = {"courses", "tutor", "models_server", "templates", "static", "scripts"}
    if (ROOT / "locale").exists():
        needed.add("locale")
    assert needed <= copied


def test_secrets_have_no_default() -> None:
    text = (ROOT / "docker-compose.yml").read_text()
    for name in ("SECRET_KEY", "POSTGRES_PASSWORD"):
        uses = re.findall(rf"\$\{{{name}([^}}]*)\}}", text)
        assert uses
        assert all(use.startswith(":?") for use in uses)


def test_compose_itself_accepts_it_where_there_is_one() -> None:
    docker = shutil.which("docker")
    if not docker or subprocess.run((docker, "compose", "version"), capture_output=True).returncode != 0:
        return  # the tests above hold without it
    env = {**os.environ, "SECRET_KEY": "x", "POSTGRES_PASSWORD": "y"}
    said = subprocess.run(
        (docker, "compose", "config", "-q"), cwd=ROOT, env=env, capture_output=True, text=True
    )
    assert said.returncode == 0, said.stderr
