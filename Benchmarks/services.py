"""The services that are measured: how each is started, watched and stopped."""

import ctypes
import http.client
import os
import pathlib
import signal
import socket
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
WORK = ROOT / ".build" / "benchmark"
CORES = len(os.sched_getaffinity(0))
TICK = os.sysconf("SC_CLK_TCK")
PR_SET_PDEATHSIG = 1


def commands(port):
    """What starts each service; those whose first word is no file cannot be had."""
    return {
        "Chainrule": [ROOT / ".build/release/chainrule", "serve", "--port", port],
        "PyTorch": [
            WORK / "python/bin/uvicorn", "torch_service:app", "--app-dir", ROOT / "Benchmarks/peers",
            "--port", port, "--workers", CORES, "--loop", "uvloop", "--http", "httptools", "--no-access-log",
        ],
        "C++": [WORK / "rival", port, CORES],
    }


def available():
    """The names of the services that are there."""
    return [name for name, command in commands(0).items() if command[0].exists()]


class ServiceError(Exception):
    """A service did not start, or did not answer as it should."""


def run(main):
    """Runs a program that starts services: signals let it stop them, and what they did wrong is told in a line."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, lambda *_: sys.exit(1))
    try:
        main()
    except ServiceError as error:
        sys.exit(f"error: {error}")
    except KeyboardInterrupt:
        sys.exit(130)


class Service:
    """A running service: a process, its children, and the port that it listens on."""

    def __init__(self, name, *options, program=None):
        self.name = name
        self.port = free_port()
        command = [str(word) for word in commands(self.port)[name]] + list(options)
        command[0] = program or command[0]
        with open(WORK / f"{name}.log", "wb") as log:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=end_with_parent,
            )

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stop()

    def url(self):
        return f"http://127.0.0.1:{self.port}/v1/gradient"

    def post(self, body, timeout=120):
        """The answer to a body, as text."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=timeout)
        try:
            connection.request("POST", "/v1/gradient", body, {"Content-Type": "application/json"})
            response = connection.getresponse()
            text = response.read()
        finally:
            connection.close()
        if response.status != 200:
            raise ServiceError(f"{self.name} answered {response.status}: {text[:200].decode(errors='replace')}")
        return text

    def first_answer(self, body):
        """Waits until the service answers, and until it has nothing more to do of its own."""
        deadline = time.monotonic() + 120
        while True:
            try:
                answer = self.post(body)
                break
            except OSError as error:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    log = (WORK / f"{self.name}.log").read_text(errors="replace")
                    raise ServiceError(f"{self.name} does not start: {error}\n{log[-2000:]}") from error
                time.sleep(0.1)
        before = -1.0
        while self.cpu_seconds() != before and time.monotonic() < deadline:
            before = self.cpu_seconds()
            time.sleep(0.5)
        return answer

    def processes(self):
        """The process and all its descendants."""
        children = {}
        for entry in os.listdir("/proc"):
            if entry.isdigit():
                fields = stat(entry)
                if fields:
                    children.setdefault(int(fields[1]), []).append(int(entry))
        found = [self.process.pid]
        for process in found:
            found += children.get(process, [])
        return found

    def cpu_seconds(self):
        """The processor time that it has taken, in user mode and in the kernel."""
        all_fields = [stat(process) for process in self.processes()]
        return sum(int(fields[11]) + int(fields[12]) for fields in all_fields if fields) / TICK

    def peak_memory(self):
        """The most memory that it had, in bytes: the sum of its processes' peaks."""
        total = 0
        for process in self.processes():
            for line in (pathlib.Path("/proc") / str(process) / "status").read_text().splitlines():
                if line.startswith("VmHWM:"):
                    total += int(line.split()[1]) * 1024
        return total

    def stop(self):
        """Ends the process and its children, at last by force."""
        for number in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(self.process.pid, number)
            except ProcessLookupError:
                break
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                pass


def stat(process):
    """The fields of /proc/PID/stat from the state on; None where there is no such process."""
    try:
        with open(f"/proc/{process}/stat") as file:
            return file.read().rpartition(")")[2].split()
    except (FileNotFoundError, ProcessLookupError):
        return None


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def end_with_parent():
    """In a new process: SIGTERM when this program ends, however it ends."""
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGTERM)
