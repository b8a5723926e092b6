"""The bounds of the service, each with its unit and its reason."""

from __future__ import annotations

import msgspec

__all__ = ["ServiceLimits"]


class ServiceLimits(msgspec.Struct, frozen=True, kw_only=True):
    """What one worker accepts at most. Beyond it a caller gets 408, 413, 429, 431 or 503."""

    body_bytes: int = 4 * 1024 * 1024  # of one request; a leaflet in base64 has 0.1 MB
    # of a form of the pages for people, which is read in the event loop; a full one has 4 kB
    form_bytes: int = 64 * 1024
    batch_bytes: int = 16 * 1024 * 1024  # of one batch; 100,000 rows of a table have 10 MB
    head_bytes: int = 32 * 1024  # request line and headers; browsers send 1 kB
    head_seconds: float = 10.0  # from the first byte of a request to the end of its headers
    body_seconds: float = 30.0  # from the headers to the end of the body
    idle_seconds: float = 30.0  # an open connection without a request
    answer_seconds: float = 30.0  # until an answer begins; a common leaflet takes 0.05
    # the least speed at which an answer is read, bytes per second, as in Kestrel and IIS
    least_speed: int = 240
    speed_seconds: float = 5.0  # how often that speed is measured
    running: int = 8  # requests that are worked on together
    queue: int = 128  # requests that wait for their turn
    of_one_caller: int = 64  # requests of one token, under way together; half of all that may be
    queue_seconds: float = 5.0  # how long they wait
    connections: int = 512  # open together; systems allow a process 1,024 files
    room_seconds: float = 1.0  # that a connection has idled before it makes room for another
    # without a sign of life before a worker is replaced; on a busy machine, one takes 10 to start
    worker_seconds: float = 60.0
    stop_seconds: float = 20.0  # to finish what was begun; systemd waits 90
