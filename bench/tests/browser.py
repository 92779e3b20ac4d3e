"""Headless Chromium, through a pipe that speaks the DevTools protocol: JSON, and a NUL after each message."""
import base64
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

NAMES = "chromium", "chromium-browser", "google-chrome", "google-chrome-stable"


def program():
    """Chromium's path; None where there is none."""
    return next(filter(None, map(shutil.which, NAMES)), None)


class Browser:
    """One tab. What a page complains of (exceptions, errors on the console, requests) gathers in `complaints`."""

    def __init__(self, patience=600):
        self.patience = patience
        self.complaints = []
        self.loaded = False
        self.count = 0
        self.session = None
        self.buffer = b""
        self.profile = tempfile.TemporaryDirectory(prefix="xact_report_", ignore_cleanup_errors=True)
        there, self.to = os.pipe()
        self.back, here = os.pipe()

        command = [program(), "--headless=new", "--remote-debugging-pipe", "--no-first-run", "--disable-gpu",
                   "--disable-dev-shm-usage", "--disable-background-networking", "--disable-extensions",
                   "--hide-scrollbars", f"--user-data-dir={self.profile.name}",
                   "--no-sandbox"]  # which neither root nor most containers can have; the pages are our own

        def as_3_and_4():  # where Chromium reads and writes; the pipes themselves may have these numbers
            copies = os.dup(there), os.dup(here)
            os.dup2(copies[0], 3)
            os.dup2(copies[1], 4)

        self.process = subprocess.Popen(command, preexec_fn=as_3_and_4, pass_fds=(3, 4), stdin=subprocess.DEVNULL,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(there)
        os.close(here)
        target = self.call("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.call("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        try:
            self.session = None
            self.call("Browser.close")  # lets its other processes end before their folder goes
        except (RuntimeError, OSError):
            self.process.terminate()
        try:
            self.process.wait(10)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        os.close(self.to)
        os.close(self.back)
        self.profile.cleanup()

    def message(self, until):
        while b"\0" not in self.buffer:
            if not select.select([self.back], [], [], max(0.0, until - time.monotonic()))[0]:
                raise TimeoutError(f"Chromium has said nothing for {self.patience} s")
            data = os.read(self.back, 1 << 16)
            if not data:
                raise RuntimeError("Chromium has gone")
            self.buffer += data
        text, self.buffer = self.buffer.split(b"\0", 1)
        return json.loads(text)

    def notice(self, event):
        method, what = event.get("method"), event.get("params", {})
        if method == "Page.loadEventFired":
            self.loaded = True
        elif method == "Runtime.exceptionThrown":
            details = what["exceptionDetails"]
            self.complaints.append("exception: " + details.get("exception", {}).get("description", details["text"]))
        elif method == "Runtime.consoleAPICalled" and what["type"] in ("error", "warning", "assert"):
            texts = [str(a.get("value", a.get("description"))) for a in what["args"]]
            self.complaints.append("console: " + " ".join(texts))
        elif method == "Log.entryAdded" and what["entry"]["level"] in ("error", "warning"):
            self.complaints.append("log: " + what["entry"]["text"])
        elif method == "Network.requestWillBeSent":
            url = what["request"]["url"]
            if not url.startswith(("file:", "data:", "about:")):
                self.complaints.append("request: " + url)

    def call(self, method, **parameters):
        self.count += 1
        request = {"id": self.count, "method": method, "params": parameters}
        if self.session:
            request["sessionId"] = self.session
        os.write(self.to, json.dumps(request).encode() + b"\0")
        until = time.monotonic() + self.patience
        while True:
            answer = self.message(until)
            if answer.get("id") == self.count:
                if "error" in answer:
                    raise RuntimeError(f"{method}: {answer['error']['message']}")
                return answer["result"]
            self.notice(answer)

    def open(self, url):
        self.loaded = False
        self.complaints.clear()
        self.call("Page.navigate", url=url)
        until = time.monotonic() + self.patience
        while not self.loaded:
            self.notice(self.message(until))

    def show_as(self, width, scheme, scale=1):
        """The window's width in CSS pixels; "light" or "dark"."""
        self.call("Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=scale,
                  mobile=width < 600)
        self.call("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])

    def evaluate(self, expression):
        answer = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in answer:
            raise RuntimeError(answer["exceptionDetails"]["exception"].get("description", "an exception in the page"))
        return answer["result"].get("value")

    def screenshot(self, path, whole=True):
        image = self.call("Page.captureScreenshot", format="png", captureBeyondViewport=whole)
        with open(path, "wb") as file:
            file.write(base64.b64decode(image["data"]))
