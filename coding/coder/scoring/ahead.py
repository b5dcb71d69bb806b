"""Work done one step ahead of who uses it."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


def one_ahead(work: Callable[[Item], Result], items: Iterable[Item]) -> Iterator[Result]:
    """`map`, in order; while one result is used, the next is made in another thread.

    What `work` raises comes up where its result is asked for.
    """
    with ThreadPoolExecutor(1) as beside:
        waiting: deque[Future[Result]] = deque()
        for item in items:
            waiting.append(beside.submit(work, item))
            if len(waiting) > 1:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()
