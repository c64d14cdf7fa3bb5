"""What papermill needs to give parameters to a notebook of the Vafa kernel: how a value is written in TypeScript.

papermill finds engines by entry points, translators not at all. So set-up declares an engine here (the usual one); papermill
loads it, and with it this module, which registers the translator.
"""

import json
import math
import re

from click import ClickException
from papermill.engines import NBClientEngine
from papermill.exceptions import PapermillException
from papermill.models import Parameter
from papermill.translators import Translator, papermill_translators

# One parameter a line: `let name = value; // what it is`.
DECLARED = re.compile(r"^let (\w+)(?:\s*:\s*([^=]+?))?\s*=\s*(.*?);?\s*(?://\s*(.*))?$", re.MULTILINE)


class WrongParameter(PapermillException, ClickException):
    """A sentence for whoever typed the command; an exception like papermill's others for whoever calls it from Python."""

    def __init__(self, message):
        ClickException.__init__(self, message)


def kind_of(value):
    if value in ("true", "false"):
        return "boolean"
    if re.match(r"[\"'`]", value):
        return "string"
    return "number" if re.match(r"-?[\d.]", value) else "None"


class TypeScriptTranslator(Translator):
    """Values are assigned to the names that the cell of parameters declares: another name or type is an error there."""

    # The names that `inspect` saw last: papermill calls it before `codify`, each time it puts parameters into a notebook.
    declared = None

    @classmethod
    def translate(cls, val):
        if isinstance(val, float) and not math.isfinite(val):
            return "NaN" if math.isnan(val) else f"{'-' if val < 0 else ''}Infinity"
        if isinstance(val, dict):
            return "{" + ", ".join(f"{cls.translate(str(key))}: {cls.translate(each)}" for key, each in val.items()) + "}"
        if isinstance(val, (list, tuple)):
            return "[" + ", ".join(cls.translate(each) for each in val) + "]"
        if val is None or isinstance(val, (bool, int, float, str)):
            return json.dumps(val)
        return json.dumps(str(val))

    @classmethod
    def comment(cls, cmt_str):
        return f"// {cmt_str}"

    @classmethod
    def codify(cls, parameters, comment="Parameters"):
        declared, cls.declared = cls.declared, None
        unknown = [name for name in parameters if declared is not None and name not in declared]
        if unknown:
            known = ", ".join(declared) or "none"
            raise WrongParameter(f"the notebook has no parameter {', '.join(unknown)}; it has {known}")
        lines = [f"{name} = {cls.translate(value)};" for name, value in parameters.items()]
        return "\n".join([cls.comment(comment), *lines, "void 0;"])

    @classmethod
    def inspect(cls, parameters_cell):
        found = DECLARED.findall(parameters_cell["source"])
        cls.declared = [name for name, *_ in found]
        return [Parameter(name, kind or kind_of(value), value, said) for name, kind, value, said in found]


# By the kernel's name and by its language: a notebook that names another kernel of TypeScript is none of ours.
papermill_translators.register("vafa", TypeScriptTranslator)

Engine = NBClientEngine
