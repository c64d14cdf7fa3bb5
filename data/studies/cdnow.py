"""Writes cdnow.csv beside itself: the purchases of the 2,357 customers of the CDNOW sample, from the source archive of the Python
package lifetimes, whose SHA-256 is checked first.

    pip download lifetimes==0.11.3 --no-deps --no-binary :all:
    python data/studies/cdnow.py Lifetimes-0.11.3.tar.gz

Rows stand in the order of the archive, each as it is there: a purchase of a day, its CDs and its dollars.
"""

import hashlib
import sys
import tarfile
from pathlib import Path

ARCHIVE = "15af22b130ed0cc6148d8ae4eb9b0f9c8c9bc9c952dd4ce68a1da0bc4c80c712"
FOLDER = "Lifetimes-0.11.3"

here = Path(__file__).parent
archive = Path(sys.argv[1])
found = hashlib.sha256(archive.read_bytes()).hexdigest()
if found != ARCHIVE:
    sys.exit(f"{archive.name} is another archive: SHA-256 {found}")

with tarfile.open(archive) as tar:
    sample = tar.extractfile(f"{FOLDER}/lifetimes/datasets/CDNOW_sample.txt").read().decode()
    licence = tar.extractfile(f"{FOLDER}/LICENSE.txt").read().decode()

lines = ["customer,date,units,amount"]
for row in sample.splitlines():
    _, customer, date, units, amount = row.split()
    lines.append(f"{int(customer)},{date[:4]}-{date[4:6]}-{date[6:]},{units},{amount}")

(here / "cdnow.csv").write_text("\n".join(lines) + "\n")
(here / "LICENSE-lifetimes.txt").write_text(licence.replace("\r\n", "\n").rstrip() + "\n")
