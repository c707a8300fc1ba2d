"""Workers: processes that serve one graph together, and are begun, replaced and ended by a first one."""

import signal

from uvicorn.supervisors import Multiprocess


class Workers(Multiprocess):
    """Uvicorn's workers, which it is for the first process to end."""

    def init_processes(self) -> None:
        """Begin the workers; while they begin, they do not mind Ctrl+C, which a terminal sends to all of them."""
        minded = signal.signal(signal.SIGINT, signal.SIG_IGN)
        super().init_processes()
        signal.signal(signal.SIGINT, minded)
