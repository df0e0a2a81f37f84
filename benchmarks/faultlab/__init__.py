"""The fault lab: workers, broker and network made to fail, and what came of it beside what comes without faults."""
