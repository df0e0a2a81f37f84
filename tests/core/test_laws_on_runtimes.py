"""The laws on each runtime, over made-up pages: any case on the embedded one, ten recorded ones on both."""

import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.core import laws
from tests.core.cases import RECORDED, Case, case
from tests.runtimes import Embedded, Kafka, Runtime

Law = Callable[[Runtime, Sequence[Case], Random], None]

LAWS: tuple[tuple[int, Law], ...] = (
    (1, laws.same_bytes),
    (2, laws.order_does_not_matter),
    (2, laws.told_in_order_of_time),
    (4, laws.nothing_twice),
    (5, laws.nothing_vanishes),
    (6, laws.every_value_cites),
    (7, laws.readings_are_kept),
    (8, laws.one_encoder),
)
any_case = given(st.randoms(use_true_random=False))
often = settings(max_examples=200, deadline=None)


def recorded() -> list[Case]:
    return [case(Random(seed), f"d{seed}") for seed in RECORDED]


@pytest.fixture(params=["embedded", "kafka"])
def runtime(request: pytest.FixtureRequest) -> Runtime:
    if request.param == "embedded":
        return Embedded(batch=3)
    return Kafka(request.getfixturevalue("bootstrap"))


@pytest.mark.parametrize("law", [pytest.param(law, id=f"law_{n}_{law.__name__}") for n, law in LAWS])
def test_ten_recorded_cases(law: Law, runtime: Runtime) -> None:
    law(runtime, recorded(), Random(0))


def on_embedded(law: Law, chance: Random) -> None:
    law(Embedded(batch=chance.randint(1, 30)), [case(chance)], chance)


@often
@any_case
def test_law_1_same_bytes(chance: Random) -> None:
    on_embedded(laws.same_bytes, chance)


def test_law_1_same_bytes_under_any_hash_seed() -> None:
    told = {_told_by_another_process(seed) for seed in ("1", "2")}
    assert len(told) == 1
    assert len(told.pop()) > 10_000


def _told_by_another_process(hash_seed: str) -> bytes:
    code = (
        "from tests.core import laws, test_laws_on_runtimes as t; from tests.runtimes import Embedded;"
        "c = t.recorded(); print(Embedded().play([*laws.declared(c), *laws.plain(c)]))"
    )
    environment = os.environ | {"PYTHONHASHSEED": hash_seed}
    return subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, check=True).stdout


@often
@any_case
def test_law_2_order_does_not_matter(chance: Random) -> None:
    on_embedded(laws.order_does_not_matter, chance)


@often
@any_case
def test_law_2_told_in_order_of_time(chance: Random) -> None:
    on_embedded(laws.told_in_order_of_time, chance)


@often
@any_case
def test_law_4_nothing_twice(chance: Random) -> None:
    on_embedded(laws.nothing_twice, chance)


@often
@any_case
def test_law_5_nothing_vanishes(chance: Random) -> None:
    on_embedded(laws.nothing_vanishes, chance)


@often
@any_case
def test_law_6_every_value_cites(chance: Random) -> None:
    on_embedded(laws.every_value_cites, chance)


@often
@any_case
def test_law_7_readings_are_kept(chance: Random) -> None:
    on_embedded(laws.readings_are_kept, chance)


@often
@any_case
def test_law_8_one_encoder(chance: Random) -> None:
    on_embedded(laws.one_encoder, chance)
