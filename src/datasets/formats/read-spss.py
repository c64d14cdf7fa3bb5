"""Reads an SPSS file (.sav, .zsav) and writes to stdout what its columns are made from.

    python read-spss.py FILE

First eight bytes with the length of what follows as JSON (UTF-8): rows, the file's label, the weight variable, and for each
variable its name, label, value labels, codes for no answer, format, kind and, for texts, the distinct values. Then the
columns one after the other, little-endian: a double a row for numbers (NaN is missing), a 32-bit code a row for texts (-1
is blank). On failure one line on stderr and exit code 1.
"""

import json
import math
import struct
import sys

import numpy
import pyreadstat


def weight_variable(file, names):
    """The name of the variable that the file is weighted by. pyreadstat does not give it: the header holds its place."""
    with open(file, "rb") as source:
        head = source.read(176)
        order = "<" if struct.unpack("<i", head[64:68])[0] in (2, 3) else ">"
        wanted = struct.unpack(order + "i", head[76:80])[0]
        if wanted == 0:
            return None
        place = 0
        short = None
        long_names = {}

        def integers(count):
            return struct.unpack(f"{order}{count}i", source.read(4 * count))

        while True:
            (kind,) = integers(1)
            if kind == 2:
                _, has_label, missing, _, _ = integers(5)
                name = source.read(8).decode("latin-1").strip()
                place += 1
                if place == wanted:
                    short = name
                if has_label == 1:
                    (length,) = integers(1)
                    source.read((length + 3) // 4 * 4)
                source.read(8 * abs(missing))
            elif kind == 3:
                (count,) = integers(1)
                for _ in range(count):
                    source.read(8)
                    (length,) = struct.unpack("B", source.read(1))
                    source.read((length + 8) // 8 * 8 - 1)
            elif kind == 4:
                (count,) = integers(1)
                source.read(4 * count)
            elif kind == 6:
                (lines,) = integers(1)
                source.read(80 * lines)
            elif kind == 7:
                subtype, size, count = integers(3)
                data = source.read(size * count)
                if subtype == 13:
                    text = data.decode("utf-8", "replace")
                    long_names = dict(pair.split("=", 1) for pair in text.split("\t") if "=" in pair)
            else:
                break
    name = long_names.get(short, short)
    return name if name in names else None


def plain(value):
    """A code as people write it: 1, not 1.0."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 2**53:
        return str(int(value))
    return str(value)


def missing_codes(ranges, present):
    """The codes that stand for no answer: those declared one by one, and of declared ranges those that occur."""
    codes = []
    for wanted in ranges:
        low, high = wanted["lo"], wanted["hi"]
        found = [low] if low == high else [value for value in present if isinstance(value, float) and low <= value <= high]
        codes += [plain(value) for value in found if plain(value) not in codes]
    return codes


def main(file):
    columns, meta = pyreadstat.read_sav(
        file,
        output_format="dict",
        user_missing=True,
        apply_value_formats=False,
        disable_datetime_conversion=True,
    )
    variables = []
    content = []
    rows = meta.number_rows
    for name, label in zip(meta.column_names, meta.column_labels):
        values = columns[name]
        if rows is not None and rows >= 0 and len(values) != rows:
            raise ValueError(f"it holds {len(values)} of {rows} rows: it was cut off")
        stored = meta.original_variable_types[name]
        is_text = stored.startswith("A")
        variable = {
            "name": name,
            "label": label or "",
            "format": stored,
            "measure": meta.variable_measure.get(name, ""),
            "labels": [[plain(code), text] for code, text in meta.variable_value_labels.get(name, {}).items()],
        }
        ranges = meta.missing_ranges.get(name, [])
        if is_text:
            codes = {}
            coded = [-1 if value is None or value == "" else codes.setdefault(value, len(codes)) for value in values]
            variable.update(kind="text", texts=list(codes), missing=[str(wanted["lo"]) for wanted in ranges])
            content.append(numpy.array(coded, dtype="<i4"))
        else:
            numbers = numpy.array([math.nan if value is None else value for value in values], dtype="<f8")
            present = sorted(set(numbers[~numpy.isnan(numbers)].tolist())) if ranges else []
            variable.update(kind="number", missing=missing_codes(ranges, present))
            content.append(numbers)
        variables.append(variable)
    count = len(content[0]) if content else 0
    described = {
        "rows": count,
        "label": meta.file_label or "",
        "weight": weight_variable(file, set(meta.column_names)),
        "variables": variables,
    }
    header = json.dumps(described).encode("utf-8")
    out = sys.stdout.buffer
    out.write(struct.pack("<q", len(header)))
    out.write(header)
    for column in content:
        out.write(column.tobytes())


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except Exception as error:  # whatever is wrong with the file is told in one line
        print(str(error).splitlines()[0] if str(error) else type(error).__name__, file=sys.stderr)
        sys.exit(1)
