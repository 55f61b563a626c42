"""A headless Chromium for tests, driven over WebDriver's plain HTTP by the standard library."""

import base64
import json
import os
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

__all__ = ["Browser", "browser", "missing", "needs_axe", "serious_faults"]

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")
FLAGS = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-dev-shm-usage",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip


def missing() -> str | None:
    """Why there is no browser to test with, or None."""
    if not CHROMIUM:
        return "no chromium is installed"
    return None if DRIVER else "no chromedriver is installed"


class Browser:
    """One window. `open` loads a file, `run` evaluates a script's function body, `press` types keys on the page."""

    def __init__(self, base: str, session: str) -> None:
        self.base = f"{base}/session/{session}"

    def open(self, path: Path) -> None:
        """Load a file."""
        call("POST", f"{self.base}/url", {"url": path.as_uri()})

    def blank(self) -> None:
        """An empty page, and an empty log."""
        call("POST", f"{self.base}/url", {"url": "about:blank"})
        self.log()

    def visit(self, address: str) -> None:
        """Load an address."""
        call("POST", f"{self.base}/url", {"url": address})

    def prefer(self, scheme: str) -> None:
        """Have pages that ask see a preference for `light` or `dark`."""
        features = {"features": [{"name": "prefers-color-scheme", "value": scheme}]}
        call("POST", f"{self.base}/goog/cdp/execute", {"cmd": "Emulation.setEmulatedMedia", "params": features})

    def run(self, script: str) -> Any:
        """The value that a function body returns."""
        return call("POST", f"{self.base}/execute/sync", {"script": script, "args": []})

    def press(self, keys: str) -> None:
        """Press keys one after the other."""
        steps = [{"type": way, "value": key} for key in keys for way in ("keyDown", "keyUp")]
        call("POST", f"{self.base}/actions", {"actions": [{"type": "key", "id": "keys", "actions": steps}]})

    def click(self, selector: str) -> None:
        """Click the first element that a selector finds."""
        self.run(f"document.querySelector({json.dumps(selector)}).click()")

    def texts(self, selector: str) -> list[str]:
        """The text of every element that a selector finds."""
        found: list[str] = self.run(
            f"return [...document.querySelectorAll({json.dumps(selector)})].map(e => e.textContent)"
        )
        return found

    def log(self) -> list[str]:
        """Messages of the console: errors of scripts, resources that were refused."""
        entries = call("POST", f"{self.base}/se/log", {"type": "browser"})
        return [entry["message"] for entry in entries]

    def screenshot(self, path: Path) -> None:
        """Write what the window shows as a PNG."""
        path.write_bytes(base64.b64decode(call("GET", f"{self.base}/screenshot")))


def call(method: str, url: str, body: object = None) -> Any:
    """One WebDriver command."""
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url, data=data, method=method, headers={"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=60) as answer:
        return json.load(answer)["value"]


@contextmanager
def browser(*, width: int = 1360, height: int = 860) -> Iterator[Browser]:
    """A fresh window of its own driver and profile; both end with the block."""
    assert CHROMIUM, missing()
    assert DRIVER, missing()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as profile:
        driver = subprocess.Popen([DRIVER, f"--port={port}"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        base = f"http://127.0.0.1:{port}"
        try:
            wait_for(base)
            flags = [*FLAGS, f"--window-size={width},{height}", f"--user-data-dir={profile}"]
            wanted = {
                "goog:chromeOptions": {"binary": CHROMIUM, "args": flags},
                "goog:loggingPrefs": {"browser": "ALL"},
            }
            session = call("POST", f"{base}/session", {"capabilities": {"alwaysMatch": wanted}})["sessionId"]
            try:
                yield Browser(base, session)
            finally:
                call("DELETE", f"{base}/session/{session}")
        finally:
            driver.terminate()
            driver.wait(timeout=30)


def wait_for(base: str) -> None:
    """Wait until the driver answers."""
    for _ in range(100):
        try:
            if call("GET", f"{base}/status")["ready"]:
                return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.1)
    raise TimeoutError("chromedriver did not start")


AXE = os.environ.get("AXE_CORE", "")
AXE_CHECK = """
const found = await axe.run(document, {resultTypes: ['violations']});
return found.violations.filter(v => ['serious', 'critical'].includes(v.impact))
    .map(v => [v.id, v.nodes.slice(0, 3).map(n => [n.html, n.failureSummary])])
"""

needs_axe = pytest.mark.skipif(not AXE, reason="AXE_CORE names no axe.min.js (of the package axe-core of npm)")


def serious_faults(window: Browser) -> Any:
    """What axe-core finds serious or critical on the page that is open."""
    window.run(Path(AXE).read_text(encoding="utf-8"))
    return window.run(AXE_CHECK)
