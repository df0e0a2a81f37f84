"""What is on the wire: records, topics, codec, ids. Imports pydantic, orjson and the standard library only."""
