"""The same traffic without a game: what websockets alone takes for it, in the same run.

Every message is echoed. Every group of connections gets a result of SIZE bytes when each of its
members has sent one more message: as a phase closes when all have answered.
"""

import asyncio
import json
import sys
from contextlib import suppress

from websockets.asyncio.server import ServerConnection, serve
from websockets.exceptions import ConnectionClosed


class Group:
    """The members of a table, and how many have sent since the last result."""

    def __init__(self, size: int, result: bytes) -> None:
        self._size = size
        self._result = result
        self._members: list[ServerConnection] = []
        self._sent = 0

    async def handle(self, member: ServerConnection) -> None:
        """Echo a member."""
        self._members.append(member)
        with suppress(ConnectionClosed):
            async for frame in member:
                await member.send(frame)
                self._sent += 1
                if self._sent >= self._size:
                    self._sent = 0
                    for each in self._members:
                        with suppress(ConnectionClosed):
                            await each.send(self._result)


async def main(size: int, members: int) -> None:
    """Serve until nobody reads any more; connections join groups in the order in which they come."""
    groups: list[Group] = []
    seated = 0

    async def handle(member: ServerConnection) -> None:
        nonlocal seated
        if seated % members == 0:
            groups.append(Group(members, b"r" * size))
        seated += 1
        await groups[-1].handle(member)

    async with serve(handle, "127.0.0.1", 0, compression=None) as server:
        port = next(iter(server.sockets)).getsockname()[1]
        print(json.dumps({"port": port}), flush=True)
        await asyncio.to_thread(sys.stdin.read)


if __name__ == "__main__":
    asyncio.run(main(int(sys.argv[1]), int(sys.argv[2])))
