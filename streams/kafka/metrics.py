"""What a worker's partitions do, for people (`overview`) and for Prometheus (`Collector`)."""

import time
from collections.abc import Iterator

from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from streams.kafka.members import Members

_COUNTERS = {
    "records": "Records of the source that were worked on and committed",
    "outputs": "Records put out and committed, dead letters included",
    "changes": "Changes of the state, as the changelog has them",
    "transactions": "Transactions committed",
    "opened": "Times the partition's lock was taken",
    "fenced": "Times another worker took the lock from this one",
    "reopened": "Times a failure left a transaction's outcome to be asked from the broker",
}
_LABELS = ("task", "partition")


class TaskCollector(Collector):
    """The figures of the partitions that run here now."""

    def __init__(self, members: Members) -> None:
        self._members = members

    def collect(self) -> Iterator[Metric]:
        running = [
            ((partition.job.task.name, str(partition.job.partition)), partition)
            for _, partition in sorted(self._members.partitions.items())
        ]
        for name, text in _COUNTERS.items():
            counter = CounterMetricFamily(f"storyloom_task_{name}", text, labels=_LABELS)
            for labels, partition in running:
                counter.add_metric(labels, getattr(partition.counts, name))
            yield counter
        lag = GaugeMetricFamily("storyloom_task_lag_records", "Committed records still to be worked on", labels=_LABELS)
        opening = GaugeMetricFamily(
            "storyloom_task_opening_seconds",
            "How long taking the lock and restoring took, the last time",
            labels=_LABELS,
        )
        idle = GaugeMetricFamily("storyloom_task_idle_seconds", "Time since the last commit", labels=_LABELS)
        for labels, partition in running:
            if partition.lease is not None and (records := partition.lease.lag) is not None:
                lag.add_metric(labels, records)
            if partition.counts.opened:
                opening.add_metric(labels, partition.counts.restoring)
            if partition.counts.last_commit is not None:
                idle.add_metric(labels, time.monotonic() - partition.counts.last_commit)
        yield from (lag, opening, idle)


def overview(members: Members) -> dict[str, dict[str, object]]:
    """The same by partition, such as `desk[3]`."""
    return {
        name: {
            "open": partition.lease is not None,
            "lag": partition.lease.lag if partition.lease else None,
            **{key: getattr(partition.counts, key) for key in _COUNTERS},
            "opening_seconds": round(partition.counts.restoring, 3),
        }
        for name, partition in sorted(members.partitions.items())
    }
