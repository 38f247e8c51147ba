"""Promise: the service works behind nginx and haproxy that keep connections to it alive.

Sixteen clients send several thousand requests through each proxy: small and larger, plain, in
chunks and compressed. Each answer is the one fetched directly, and the server's connections stay
few: the proxies use them again. A proxy that is not installed is left out, with a note.
"""

import gzip
import os
import shutil
import socket
import subprocess
import tempfile
import threading
import time

from service import (SMALL, Connection, Ended, Service, arguments, ask_once, conclude, larger,
                     request)

options = arguments(__doc__, requests=4000, clients=16, most=32)
faults = []
medium, large = larger(), larger((4, 32, 2), 100)
encoded = ["Content-Encoding: gzip"]
REQUESTS = [request(SMALL), request(medium), request([medium[:1000], medium[1000:]]),
            request(gzip.compress(medium), headers=encoded), request(large),
            request(path="/livez"), request(path="/nothing/here"), request(SMALL[:-3]),
            request(SMALL, path="/v1/cost")]

NGINX = """
daemon off; master_process off; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 1024; }}
http {{
  access_log off; client_max_body_size 64m;
  client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi; uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
  upstream service {{ server 127.0.0.1:{service}; keepalive 16; keepalive_requests 1000000; }}
  server {{
    listen 127.0.0.1:{port}; keepalive_requests 1000000;
    location / {{
      proxy_pass http://service; proxy_http_version 1.1; proxy_set_header Connection "";
      proxy_request_buffering off; proxy_next_upstream off;
    }}
  }}
}}
"""
HAPROXY = """
global
  maxconn 1000
defaults
  mode http
  timeout connect 5s
  timeout client 60s
  timeout server 60s
  retries 0
  http-reuse always
frontend clients
  bind 127.0.0.1:{port}
  default_backend service
backend service
  server one 127.0.0.1:{service} pool-max-conn 16
"""
PROXIES = {"nginx": (NGINX, ["-c"], []), "haproxy": (HAPROXY, ["-f"], ["-db", "-q"])}


def free_port():
    with socket.socket() as any_port:
        any_port.bind(("127.0.0.1", 0))
        return any_port.getsockname()[1]


def client(name, port, expected, number, counts):
    connection = None
    for step in range(options.requests // options.clients):
        which = (number + step) % len(REQUESTS)
        try:
            if connection is None:
                connection = Connection(port)
            status, fields, body = connection.ask(REQUESTS[which])
        except (Ended, OSError) as error:
            faults.append(f"{name}: request {which}: {error!r}")
            return
        if (status, body) != expected[which]:
            faults.append(f"{name}: request {which}: {status} {body[:100]!r}")
        counts[number] += 1
        if fields.get("connection", "").lower() == "close":
            connection.close()
            connection = None
    connection.close()


def through(name, path, folder):
    """Runs one proxy in front of a service of its own, and the clients through it."""
    template, before, behind = PROXIES[name]
    service, proxy = Service(options.program), None
    try:
        expected = [ask_once(service.port, data)[::2] for data in REQUESTS]
        time.sleep(0.3)
        descriptors, port = service.descriptors(), free_port()
        written = os.path.join(folder, name + ".conf")
        with open(written, "w") as file:
            file.write(template.format(folder=folder, service=service.port, port=port))
        proxy = subprocess.Popen([path, *before, written, *behind], stdin=subprocess.DEVNULL,
                                 stderr=subprocess.DEVNULL)
        for _ in range(100):
            try:
                ask_once(port, request(path="/livez"))
                break
            except (OSError, Ended):
                time.sleep(0.05)
        counts = [0] * options.clients
        threads = [threading.Thread(target=client, args=(name, port, expected, number, counts))
                   for number in range(options.clients)]
        began, most = time.monotonic(), 0
        for thread in threads:
            thread.start()
        while any(thread.is_alive() for thread in threads):
            most = max(most, service.descriptors() - descriptors)
            time.sleep(0.02)
        print(f"{name}: {sum(counts)} requests in {time.monotonic() - began:.1f} s; at most {most} "
              f"connections to the server", flush=True)
        if sum(counts) < options.clients:
            faults.append(f"{name}: too few answers to say anything")
        if most > options.most:
            faults.append(f"{name}: {most} connections to the server")
    finally:
        if proxy:
            proxy.terminate()
            proxy.wait(20)
        status = service.stop()
    if status != 0:
        faults.append(f"{name}: exit status {status}")


for name in PROXIES:
    path = shutil.which(name, path=os.environ.get("PATH", "") + ":/usr/sbin:/usr/local/sbin")
    if path is None:
        print(f"{name}: left out, not installed", flush=True)
        continue
    with tempfile.TemporaryDirectory() as folder:
        through(name, path, folder)
conclude(faults)
