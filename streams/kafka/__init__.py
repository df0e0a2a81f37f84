"""The tasks on Kafka: exactly once, one transactional producer per input partition."""
