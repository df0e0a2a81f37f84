"""What the Kafka runtime costs: throughput, latency, pauses and restoring, beside the barest loops that do the same."""
