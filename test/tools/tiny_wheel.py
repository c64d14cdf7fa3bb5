"""Writes a wheel of one package that does nothing: python tiny_wheel.py FOLDER. Prints its SHA-256."""

import base64
import hashlib
import sys
import zipfile

folder = sys.argv[1]
files = {
    "tiny.py": "",
    "tiny-1.0.dist-info/METADATA": "Metadata-Version: 2.1\nName: tiny\nVersion: 1.0\n",
    "tiny-1.0.dist-info/WHEEL": "Wheel-Version: 1.0\nGenerator: test\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
}


def record(name, text):
    digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).decode().rstrip("=")
    return f"{name},sha256={digest},{len(text.encode())}\n"


lines = "".join(record(name, text) for name, text in files.items())
files["tiny-1.0.dist-info/RECORD"] = lines + "tiny-1.0.dist-info/RECORD,,\n"
path = f"{folder}/tiny-1.0-py3-none-any.whl"
with zipfile.ZipFile(path, "w") as wheel:
    for name, text in files.items():
        wheel.writestr(zipfile.ZipInfo(name), text)
with open(path, "rb") as file:
    print(hashlib.sha256(file.read()).hexdigest())
