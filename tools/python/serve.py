"""JupyterLab, with its own options, that ends when whoever started it is gone: its stdin is then at its end."""

import os
import signal
import sys
import threading

# jsonschema would read 38 grammars here for a check of addresses that nothing asks for: 1.5 s of the start.
sys.modules["rfc3987_syntax"] = None

from jupyterlab.labapp import main


def end_with_parent():
    while os.read(0, 1024):
        pass
    os.kill(os.getpid(), signal.SIGTERM)


if __name__ == "__main__":
    threading.Thread(target=end_with_parent, daemon=True).start()
    sys.exit(main())
