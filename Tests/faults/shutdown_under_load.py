#!/usr/bin/env python3
"""After SIGTERM every request that was sent whole is answered, but behind an answer with `Connection: close`."""
import threading
import time

from service import REQUEST, Service, answer, arguments, judge

options = arguments(rounds=10, clients=16)


def client(service, expected, depth, outcome):
    """Sends `depth` requests at a time, until an answer says that it is the last."""
    rest = bytearray()
    try:
        with service.connect(10) as connection:
            while True:
                connection.sendall(REQUEST * depth)
                for _ in range(depth):
                    got = answer(connection, rest)
                    if got is None:
                        return outcome.append("no answer")
                    if got[:2] != expected:
                        return outcome.append(f"wrong answer {got}")
                    outcome.append(None)
                    if not got[2]:
                        return None
    except OSError as error:
        outcome.append(f"{error}")


lost, answered = [], 0
for round in range(options.rounds):
    service = Service(options.program)
    expected = service.ask()[:2]
    outcomes = [[] for _ in range(options.clients)]
    threads = [
        threading.Thread(target=client, args=(service, expected, 1 + 3 * (i % 2), outcomes[i]))
        for i in range(options.clients)]
    for thread in threads:
        thread.start()
    time.sleep(0.3 + round * 0.037)
    service.terminate()
    for thread in threads:
        thread.join()
    judge("ends with 0", service.process.wait(timeout=40) == 0)
    answered += sum(outcome is None for each in outcomes for outcome in each)
    lost += [outcome for each in outcomes for outcome in each if outcome]
print(f"{options.rounds} rounds, {answered} requests answered, {len(lost)} lost {lost[:5]}")
judge("no request is lost", not lost and answered > 0)
