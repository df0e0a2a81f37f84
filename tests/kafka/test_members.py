"""Membership of the group: what it is told of the coordinator's troubles, and what ends it."""

import asyncio

import pytest
from aiokafka.errors import GroupAuthorizationFailedError, KafkaError

from connectors.kafka import publish
from schemas.topics import CHANGES, CLAIMS
from streams.kafka.members import Members
from tests.kafka import toy
from tests.kafka.conftest import LIMIT_SECONDS, Stack, exact
from tests.kafka.toy import numbered


async def _told(stack: Stack, error: KafkaError, until: int) -> None:
    """A worker whose coordinator says this once it has joined; it ends when so many changes are there, or by itself."""
    members, stopping = Members(stack.settings, toy.TASKS, toy.step), asyncio.Event()
    running = asyncio.create_task(members.run(stopping))
    done = stack.holds(CHANGES.name, until)
    try:
        async with asyncio.timeout(LIMIT_SECONDS):
            while not members.joined:
                await asyncio.wait([running], timeout=0.05)
            members._consumer._coordinator._pending_exception = error
            while members._consumer._coordinator._pending_exception is not None and not running.done():
                await asyncio.wait([running], timeout=0.05)
            await asyncio.to_thread(publish, stack.settings.cluster, numbered(3, 5))
            while not running.done() and not await done():
                await asyncio.wait([running], timeout=0.2)
    finally:
        stopping.set()
        await running


def test_what_a_coordinator_says_that_is_just_moving_ends_nothing(
    stack: Stack, caplog: pytest.LogCaptureFixture
) -> None:
    asyncio.run(stack.ensure())
    asyncio.run(_told(stack, KafkaError("UnknownError()"), 15))
    exact(asyncio.run(stack.read(CLAIMS.name)), keys=3, each=5)
    assert "joining again" in caplog.text


def test_a_group_that_is_refused_ends_the_worker(stack: Stack) -> None:
    asyncio.run(stack.ensure())
    with pytest.raises(GroupAuthorizationFailedError):
        asyncio.run(_told(stack, GroupAuthorizationFailedError("the group"), 15))


def test_a_membership_that_is_over_ends_the_worker(stack: Stack) -> None:
    """It would go on with partitions that the group has dealt to others."""

    async def act() -> None:
        members = Members(stack.settings, toy.TASKS, toy.step)
        running = asyncio.create_task(members.run(asyncio.Event()))
        async with asyncio.timeout(LIMIT_SECONDS):
            while not members.joined:
                await asyncio.wait([running], timeout=0.05)
            members._consumer._coordinator._start_heartbeat_task = None  # a bug in the client, at its next join
            members._consumer._coordinator.request_rejoin()
            await running

    asyncio.run(stack.ensure())
    with pytest.raises(KafkaError, match="Unexpected error during coordination"):
        asyncio.run(act())
