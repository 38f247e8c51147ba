"""Promise: a server that runs out of descriptors survives, does not spin, and recovers.

With a limit of 64 descriptors, 500 connections come at once, each sends a request, and all are
held for 3 s. The server lives, uses less than 20 % of a processor over those seconds, gives no
wrong answer, and once they are closed answers others normally again.
"""

import select
import socket
import time

from service import SMALL, Service, arguments, ask_once, conclude, request

options = arguments(__doc__, descriptors=64, connections=500, hold=3.0, cpu_share=0.2)
faults = []
service = Service(options.program, descriptors=options.descriptors)
data = request(SMALL)
status = None
try:
    expected = ask_once(service.port, data)[2]
    held = []
    for _ in range(options.connections):
        connection = socket.socket()
        connection.setblocking(False)
        connection.connect_ex(("127.0.0.1", service.port))
        held.append(connection)
    poll = select.poll()
    for connection in held:
        poll.register(connection, select.POLLOUT)
    by_number = {connection.fileno(): connection for connection in held}
    limit = time.monotonic() + 5
    sent = 0
    while by_number and time.monotonic() < limit:
        for number, _ in poll.poll(200):
            poll.unregister(number)
            try:
                by_number.pop(number).send(data)
                sent += 1
            except OSError:
                pass
    cpu = service.cpu_seconds()
    began = time.monotonic()
    time.sleep(options.hold)
    share = (service.cpu_seconds() - cpu) / (time.monotonic() - began)
    most = service.descriptors()
    answered = refused = ended = 0
    for connection in held:
        try:
            answer = connection.recv(1 << 16)
        except BlockingIOError:
            continue
        except OSError:
            ended += 1
            continue
        if answer.startswith(b"HTTP/1.1 200 ") and answer.endswith(expected):
            answered += 1
        elif answer.startswith(b"HTTP/1.1 503 "):
            refused += 1
        elif answer == b"":
            ended += 1
        else:
            faults.append(f"a wrong answer: {answer[:100]!r}")
    for connection in held:
        connection.close()
    # The server is given a few seconds to see the ends of those it had not yet accepted.
    limit = time.monotonic() + 5
    recovered = None
    began = time.monotonic()
    while recovered is None and time.monotonic() < limit:
        try:
            if ask_once(service.port, data, timeout=5)[::2] == (200, expected):
                recovered = time.monotonic() - began
        except Exception:
            time.sleep(0.05)
    if recovered is None:
        faults.append("no right answer within 5 s of the end of the others")
    else:
        for number in range(200):
            try:
                if ask_once(service.port, data, timeout=5)[::2] != (200, expected):
                    faults.append(f"request {number} afterwards: a wrong answer")
            except Exception as error:
                faults.append(f"request {number} afterwards: {error!r}")
    print(f"{options.descriptors} descriptors, {options.connections} connections, {sent} requests "
          f"sent: {answered} answered, {refused} refused with 503, {ended} ended, the rest left "
          f"waiting; {share:.1%} of a processor over {options.hold:.0f} s, {most} descriptors; "
          f"answers again after {recovered if recovered is None else round(recovered, 3)} s")
    if share >= options.cpu_share:
        faults.append(f"{share:.1%} of a processor: it spins")
    if sent < options.connections // 2 and not (refused or ended):
        faults.append("hardly any request could be sent: too few to say anything")
    if not service.alive():
        faults.append(f"the server has ended: {service.process.returncode}")
finally:
    status = service.stop()
if status != 0:
    faults.append(f"exit status {status}")
conclude(faults)
