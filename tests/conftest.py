"""What all tests share: the fixtures of other folders that tests anywhere may ask for."""

pytest_plugins = ["tests.broker.fixture"]
