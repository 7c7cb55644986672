"""A program outside: one ZeroMQ socket that says line by line what it reads.

python_peer.py rep|sub|pull|push|req ADDRESS COUNT
rep, pull and the like that begin with "bind:" before the address bind it, all others connect.
"""
import sys

import zmq


def say(text):
    print(text, flush=True)


def main():
    kind, address, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    context = zmq.Context()
    socket = context.socket(getattr(zmq, kind.upper()))
    # Nothing that goes wrong may keep the test waiting.
    socket.setsockopt(zmq.RCVTIMEO, 30_000)
    socket.setsockopt(zmq.SNDTIMEO, 30_000)
    socket.setsockopt(zmq.LINGER, 30_000)
    if kind == "sub":
        socket.setsockopt_string(zmq.SUBSCRIBE, "")
    if address.startswith("bind:"):
        socket.bind(address.removeprefix("bind:"))
        say("bound " + socket.getsockopt_string(zmq.LAST_ENDPOINT))
    else:
        socket.connect(address)
    for number in range(1, count + 1):
        if kind in ("push", "req"):
            socket.send_string(f"task {number}")
        if kind != "push":
            say("read " + socket.recv_string())
        if kind == "rep":
            socket.send_string(f"answer {number}")
    socket.close()
    context.term()
    say("done")


main()
