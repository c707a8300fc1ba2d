"""The clock: how long work takes the processor, whatever else the machine does, and whoever looks on."""

import sys
from collections.abc import Callable
from time import process_time

TURNS = 4


def processor_seconds(work: Callable[[], object], enough: float) -> float:
    """Return the CPU seconds that work takes, the least of some turns; no more of them once it took less than enough.

    What measures the coverage of lines is not asked meanwhile: it takes longer than the work.
    """
    watching, taken = sys.gettrace(), []
    sys.settrace(None)
    try:
        for _ in range(TURNS):
            started = process_time()
            work()
            taken.append(process_time() - started)
            if taken[-1] < enough:
                break
    finally:
        sys.settrace(watching)
    return min(taken)
