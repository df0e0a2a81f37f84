"""Signing, trying again and giving up, without a broker."""

import asyncio
import base64
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

import aiohttp
import pytest
from aiohttp import web
from standardwebhooks import Webhook

from schemas.errors import BadInput
from streams.webhook import Receiver, Signer, pauses
from tests.kafka.receiver import SECRET


@asynccontextmanager
async def receiver(answer: Callable[[int], int], hours: float = 1.0) -> AsyncIterator[tuple[Receiver, list[str]]]:
    """A receiver that answers its n-th request so, and the ids it was sent, each checked by another implementation."""
    seen: list[str] = []

    async def take(request: web.Request) -> web.Response:
        Webhook(SECRET).verify(await request.read(), dict(request.headers))
        seen.append(request.headers["webhook-id"])
        return web.Response(status=answer(len(seen)))

    app = web.Application()
    app.router.add_post("/hook", take)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    port = runner.addresses[0][1]
    try:
        async with aiohttp.ClientSession() as session:
            yield Receiver(session, f"http://127.0.0.1:{port}/hook", Signer(SECRET), hours), seen
    finally:
        await runner.cleanup()


@pytest.mark.parametrize(
    ("answers", "hours", "tries", "taken"),
    [
        ([200], 1.0, 1, True),
        ([503, 204], 1.0, 2, True),
        ([410, 200], 1.0, 1, False),
        ([500, 500, 500], 1.5 / 3600, 3, False),
        ([302, 302], 1.0 / 3600, 2, False),
    ],
    ids=["taken", "taken later", "wanted no more", "never", "sent elsewhere"],
)
def test_a_change_is_tried_until_it_is_taken_or_time_is_up(
    answers: list[int], hours: float, tries: int, taken: bool
) -> None:
    async def act() -> None:
        async with receiver(lambda n: answers[n - 1], hours) as (sender, seen):
            assert await sender.deliver("change-1", b'{"id":"change-1"}') is taken
            assert seen == ["change-1"] * tries

    asyncio.run(act())


def test_a_receiver_that_is_not_there_takes_nothing() -> None:
    async def act() -> None:
        async with aiohttp.ClientSession() as session:
            assert not await Receiver(session, "http://127.0.0.1:1/", Signer(SECRET), 0).deliver("change-1", b"{}")

    asyncio.run(act())


def test_the_pauses_grow_and_add_up_to_the_hours() -> None:
    found = list(pauses(24))
    assert found[:4] == [1.0, 2.0, 4.0, 8.0]
    assert max(found) == 1800.0
    assert sum(found) == 24 * 3600
    assert list(pauses(0)) == []


@pytest.mark.parametrize("secret", ["whsec_???", "whsec_" + base64.b64encode(b"short").decode()])
def test_a_secret_that_is_none_is_refused(secret: str) -> None:
    with pytest.raises(BadInput, match="STORYLOOM_WEBHOOK_SECRET"):
        Signer(secret)
