"""Japanese: from free text to an intent, offline and without a language model."""

import os

# The products here are small. A second thread of OpenBLAS would wait for the next one as busily as if it
# worked: a second of another core for each digest. It is read when numpy is imported for the first time.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
