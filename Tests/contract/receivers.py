"""Receivers that behave badly, speak TLS, come and go."""

import contextlib
import socket
import ssl
import struct
import subprocess
import threading
import time

from sandbox import Delivery


def read_request(connection):
    """Reads one request; returns its headers and body, or None when the client left."""
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return None
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    headers = {}
    for line in lines[1:]:
        name, _, value = line.partition(":")
        headers[name.strip().lower()] = value.strip()
    while len(body) < int(headers.get("content-length", 0)):
        more = connection.recv(65536)
        if not more:
            return None
        body += more
    return lines[0].split(" ")[1], headers, body


class Bad:
    """A receiver that keeps every request and answers as its way of being bad has it.

    `way` is called with the connection after each request and may do anything to it. Closing it
    ends its connections too, so that it is really gone; `open` brings it back to the same address.
    """

    def __init__(self, way, context=None, reads=read_request):
        self.way = way
        self.reads = reads
        self.deliveries = []
        self._arrived = threading.Condition()
        self._context = context
        self._port = 0
        self.open()
        self.url = f"{'https' if context else 'http'}://127.0.0.1:{self._port}/hook"

    def open(self):
        self._connections = []
        self._listener = socket.create_server(("127.0.0.1", self._port), backlog=128)
        self._port = self._listener.getsockname()[1]
        threading.Thread(
            target=self._accept, args=(self._listener, self._connections), daemon=True).start()

    def _accept(self, listener, connections):
        while True:
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            connections.append(connection)
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection):
        with contextlib.suppress(OSError):
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            while request := self.reads(connection):
                with self._arrived:
                    self.deliveries.append(Delivery(*request))
                    self._arrived.notify_all()
                if self.way(connection) == "close":
                    break
        connection.close()

    def wait(self, count, timeout=15):
        """The deliveries, once there are `count` of them."""
        with self._arrived:
            done = self._arrived.wait_for(lambda: len(self.deliveries) >= count, timeout)
            assert done, f"waited for {count} deliveries, have {len(self.deliveries)}"
            return list(self.deliveries)

    def close(self):
        # A thread that waits in accept would keep the port.
        with contextlib.suppress(OSError):
            self._listener.shutdown(socket.SHUT_RDWR)
        self._listener.close()
        for connection in self._connections:
            with contextlib.suppress(OSError):
                connection.shutdown(socket.SHUT_RDWR)


def answer(connection, status=200, headers="", body=b""):
    head = f"HTTP/1.1 {status} So\r\nContent-Length: {len(body)}\r\n{headers}\r\n"
    connection.sendall(head.encode() + body)


def answering(*statuses, headers="", body=b""):
    """Answers the statuses one after the other, and the last one for ever."""
    left = list(statuses)

    def way(connection):
        answer(connection, left.pop(0) if len(left) > 1 else left[0], headers, body)
    return way


def hanging(_):
    """Takes the request and says nothing."""
    time.sleep(60)
    return "close"


def resetting(connection):
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    return "close"


def dripping(connection):
    """Answers a byte a second."""
    for byte in b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n":
        connection.sendall(bytes([byte]))
        time.sleep(1)
    return "close"


def flooding(connection):
    """Answers with a gigabyte."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1073741824\r\n\r\n")
    piece = bytes(1 << 20)
    for _ in range(1024):
        connection.sendall(piece)
    return "close"


def stalling(connection):
    """Answers the head, and never the body."""
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n")
    time.sleep(60)
    return "close"


def babbling(connection):
    connection.sendall(b"220 mail.example ESMTP\r\n")
    return "close"


def certified(folder, name="127.0.0.1"):
    """TLS with a self-signed certificate for an address or a name."""
    path = folder / f"{name}.pem"
    key = folder / f"{name}.key"
    kind = "IP" if name[0].isdigit() else "DNS"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2",
         "-subj", f"/CN={name}", "-addext", f"subjectAltName={kind}:{name}",
         "-keyout", str(key), "-out", str(path)], check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(path, key)
    return context
