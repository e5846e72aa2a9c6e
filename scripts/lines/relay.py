"""
A line between two network namespaces: it delays every packet, and limits the rate. Each end is a TUN device, so
TCP and TLS run over it from end to end as over a real line.

Arguments: both namespaces, the one-way delay in ms, and the rates in kbit/s from the first to the second and
back. It prints "up" when it is ready.
"""

import ctypes
import fcntl
import heapq
import os
import select
import struct
import sys
import time

TUNSETIFF = 0x400454CA
IFF_TUN_NO_PI = 0x0001 | 0x1000
CLONE_NEWNET = 0x40000000
QUEUE = 60_000  # waiting bytes; more are dropped, as a modem does


def open_tun(namespace):
    libc = ctypes.CDLL(None, use_errno=True)
    with open(f"/var/run/netns/{namespace}") as file:
        if libc.setns(file.fileno(), CLONE_NEWNET) != 0:
            raise OSError(ctypes.get_errno(), f"cannot enter {namespace}")
    tun = os.open("/dev/net/tun", os.O_RDWR)
    fcntl.ioctl(tun, TUNSETIFF, struct.pack("16sH", b"line", IFF_TUN_NO_PI))
    return tun


def main(first, second, delay, up, down):
    tuns = [open_tun(first), open_tun(second)]
    rates = [float(up) * 125, float(down) * 125]  # bytes a second
    free_at = [0.0, 0.0]
    under_way = []
    count = 0
    print("up", flush=True)
    while True:
        wait = None if not under_way else max(0, under_way[0][0] - time.monotonic())
        ready, _, _ = select.select(tuns, [], [], wait)
        now = time.monotonic()
        for tun in ready:
            end = tuns.index(tun)
            packet = os.read(tun, 65536)
            start = max(now, free_at[end])
            if (start - now) * rates[end] > QUEUE:
                continue
            free_at[end] = start + len(packet) / rates[end]
            count += 1
            arrives = free_at[end] + float(delay) / 1000
            heapq.heappush(under_way, (arrives, count, tuns[1 - end], packet))
        while under_way and under_way[0][0] <= time.monotonic():
            _, _, tun, packet = heapq.heappop(under_way)
            os.write(tun, packet)


main(*sys.argv[1:])
