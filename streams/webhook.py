"""One change to one receiver, as Standard Webhooks says it: signed, tried again with growing pauses, given up at last.

https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
"""

import asyncio
import base64
import binascii
import hashlib
import hmac
import time
from collections.abc import Iterator
from typing import Final

import aiohttp

from schemas.errors import BadInput

_PREFIX: Final = "whsec_"
_ANSWER_SECONDS: Final = 20.0
_FIRST_PAUSE: Final = 1.0
_LONGEST_PAUSE: Final = 1800.0
_GONE: Final = 410
"""By which the receiver says that it wants no more of these."""


class Signer:
    """Signs with a secret as Standard Webhooks writes it. Raises BadInput where it is none."""

    def __init__(self, secret: str) -> None:
        try:
            self._key = base64.b64decode(secret.removeprefix(_PREFIX), validate=True)
        except binascii.Error as error:
            raise BadInput(f"STORYLOOM_WEBHOOK_SECRET: not {_PREFIX} and base64: {error}") from error
        if not 24 <= len(self._key) <= 64:
            raise BadInput(f"STORYLOOM_WEBHOOK_SECRET: {len(self._key)} bytes; it must have 24 to 64")

    def headers(self, id: str, timestamp: int, body: bytes) -> dict[str, str]:
        """The three headers by which a receiver knows who sent this, when, and whether it has seen it before."""
        signed = f"{id}.{timestamp}.".encode() + body
        signature = base64.b64encode(hmac.digest(self._key, signed, hashlib.sha256)).decode()
        return {"webhook-id": id, "webhook-timestamp": str(timestamp), "webhook-signature": f"v1,{signature}"}


def pauses(hours: float) -> Iterator[float]:
    """Seconds before each further try: twice as long every time, half an hour at most, until the hours are up."""
    left, pause = hours * 3600, _FIRST_PAUSE
    while left > 0:
        pause = min(pause, left)
        yield pause
        left -= pause
        pause = min(pause * 2, _LONGEST_PAUSE)


class Receiver:
    """Where changes go. The same `id` at every try lets the receiver leave out what it has already."""

    def __init__(self, session: aiohttp.ClientSession, url: str, signer: Signer, hours: float) -> None:
        self._session, self._url, self._signer, self._hours = session, url, signer, hours

    async def deliver(self, id: str, body: bytes) -> bool:
        """Whether the receiver took it, after as many tries as there is time for."""
        status = await self._post(id, body)
        for pause in pauses(self._hours):
            if _taken(status) or status == _GONE:
                break
            await asyncio.sleep(pause)
            status = await self._post(id, body)
        return _taken(status)

    async def try_once(self, id: str, body: bytes) -> bool:
        """Whether the receiver took it now."""
        return _taken(await self._post(id, body))

    async def _post(self, id: str, body: bytes) -> int | None:
        """One try: the status of the answer, None where there was none."""
        headers = self._signer.headers(id, int(time.time()), body) | {"content-type": "application/cloudevents+json"}
        timeout = aiohttp.ClientTimeout(total=_ANSWER_SECONDS)
        try:
            async with self._session.post(
                self._url, data=body, headers=headers, timeout=timeout, allow_redirects=False
            ) as answer:
                return answer.status
        except (aiohttp.ClientError, TimeoutError, OSError):
            return None


def _taken(status: int | None) -> bool:
    return status is not None and 200 <= status < 300
