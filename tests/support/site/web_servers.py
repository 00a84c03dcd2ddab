"""Real web servers for a folder, each with the configuration that the bundle ships, on a free port of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

import pytest

from build_scripts.bundle.servers import server_files

TEMPLATES = Path(__file__).resolve().parents[3] / "site_templates"

Change = Callable[[str], str]
"""What a hospital does to the text of a configuration; `str` leaves it as it is."""

NGINX_BROTLI = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")


def program(name: str) -> str:
    """Return where a server is; a machine without it fails the test, since a test that is skipped proves nothing."""
    found = shutil.which(name) or shutil.which(name, path="/usr/sbin:/usr/local/sbin")
    if found is None:
        pytest.fail(f"{name} is not installed")
    return found


@contextmanager
def nginx(
    folder: Path, prefix: str = "/", *, brotli: bool = True, workers: int = 1, change: Change = str
) -> Iterator[str]:
    """Serve a site's folder with nginx; gives the address, without a slash at its end."""
    with _prepared(folder, prefix, brotli=brotli, change=change) as (place, port):
        here = place / "nginx"
        text = (here / "nginx.conf").read_text()
        user = "user root;\n" if os.geteuid() == 0 else ""  # the tests' folders belong to nobody else
        own = (
            f"{user}pid {here}/pid;\nerror_log {here}/log;\n",
            "".join(
                f"{kind}_temp_path {here}/{kind};\n" for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
            ),
        )
        text = own[0] + text.replace("worker_processes auto", f"worker_processes {workers}")
        text = text.replace("modules/ngx_http_brotli_static_module.so", str(NGINX_BROTLI))
        text = text.replace("http {\n", f"http {{\naccess_log off;\n{own[1]}", 1)
        (here / "nginx.conf").write_text(_local(text, port))
        command = [
            program("nginx"),
            "-p",
            f"{here}/",
            "-c",
            f"{here}/nginx.conf",
            "-g",
            "daemon off;",
            "-e",
            f"{here}/log",
        ]
        with _running(command, port, here / "log"):
            yield f"http://127.0.0.1:{port}{prefix.rstrip('/')}"


@contextmanager
def apache(folder: Path, prefix: str = "/", *, change: Change = str) -> Iterator[str]:
    """Serve a site's folder with Apache; gives the address, without a slash at its end."""
    with _prepared(folder, prefix, change=change) as (place, port):
        here = place / "apache"
        text = (here / "httpd.conf").read_text().replace(" modules/", " /usr/lib/apache2/modules/")
        text = text.replace("Include wardbook.conf", f"Include {here}/wardbook.conf")
        root = "User www-data\nGroup www-data\n" if os.geteuid() == 0 else ""
        own = f'ServerRoot "{here}"\nPidFile "{here}/pid"\nErrorLog "{here}/log"\nDefaultRuntimeDir "{here}"\n'
        (here / "httpd.conf").write_text(own + root + _local(text, port))
        with _running([program("apache2"), "-f", f"{here}/httpd.conf", "-DFOREGROUND"], port, here / "log"):
            yield f"http://127.0.0.1:{port}{prefix.rstrip('/')}"


@contextmanager
def caddy(folder: Path, prefix: str = "/", *, change: Change = str) -> Iterator[str]:
    """Serve a site's folder with Caddy; gives the address, without a slash at its end."""
    with _prepared(folder, prefix, change=change) as (place, port):
        here = place / "caddy"
        text = (here / "Caddyfile").read_text().replace(f":{port} {{", f"http://127.0.0.1:{port} {{", 1)
        (here / "Caddyfile").write_text("{\n\tadmin off\n\tauto_https off\n}\n" + text)
        command = [program("caddy"), "run", "--config", f"{here}/Caddyfile", "--adapter", "caddyfile"]
        with _running(command, port, here / "log", HOME=str(here), XDG_DATA_HOME=str(here), XDG_CONFIG_HOME=str(here)):
            yield f"http://127.0.0.1:{port}{prefix.rstrip('/')}"


SERVERS = {"nginx": nginx, "apache": apache, "caddy": caddy}


@contextmanager
def _prepared(folder: Path, prefix: str, *, brotli: bool = False, change: Change = str) -> Iterator[tuple[Path, int]]:
    """Write the configurations into a folder of their own; gives that folder and a free port."""
    port = _free_port()
    files = [path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()]
    made = server_files(
        TEMPLATES, folder, sorted(files), prefix=prefix, folder=str(folder.resolve()), port=port, brotli=brotli
    )
    with tempfile.TemporaryDirectory(prefix="wardbook-server-") as name:
        place = Path(name)
        place.chmod(0o755)
        for path, data in made.items():
            (place / path).parent.mkdir(exist_ok=True)
            (place / path).write_text(change(data.decode()), encoding="utf-8")
        yield place, port


def _local(text: str, port: int) -> str:
    """Let a complete example listen on this machine only."""
    return text.replace(f"listen {port};", f"listen 127.0.0.1:{port};").replace(
        f"Listen {port}", f"Listen 127.0.0.1:{port}"
    )


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def _running(command: Sequence[str], port: int, log: Path, **environment: str) -> Iterator[None]:
    """Run a server until it answers, and stop it in the end."""
    with log.open("ab") as output:
        process = subprocess.Popen(command, stdout=output, stderr=output, env={**os.environ, **environment})
    try:
        until = time.monotonic() + 15
        while not _answers(port):
            if process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"{command[0]} did not start:\n{log.read_text()[-2000:]}")
            time.sleep(0.02)
        yield
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _answers(port: int) -> bool:
    try:
        with urlopen(f"http://127.0.0.1:{port}/", timeout=2):
            return True
    except HTTPError as error:
        error.close()
        return True
    except (URLError, ConnectionError, TimeoutError):
        return False
