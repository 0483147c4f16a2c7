"""The sums that queues keep of their frames."""

from server_stub.archive.checking.logs import Found, Values


class QueueSums:
    """Counts frames as they go by, and compares each queue with them."""

    def __init__(self, found: Found) -> None:
        self._found = found
        self._sums: dict[bytes, tuple[int, int, int]] = {}

    def take_frame(self, row: Values) -> None:
        """A row of the table frames."""
        count, size, newest = self._sums.get(row["qid"], (0, 0, 0))
        self._sums[row["qid"]] = (count + 1, size + len(row["frame"]), max(newest, row["seq"]))

    def take_queue(self, row: Values) -> None:
        """A row of the table queues, once all frames are known."""
        count, size, newest = self._sums.get(row["qid"], (0, 0, 0))
        if (row["frames"], row["size"]) != (count, size) or row["newest"] < newest:
            self._found("A queue holds other frames than it says.")
