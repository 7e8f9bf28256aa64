# SPDX-License-Identifier: Apache-2.0
"""The cases of mint/ and authority/: a valid thing with one part spoiled, and what the tool and the schema say of it.

  set, remove   changes to the base, by JSON pointer          refused   parts of the message, which names line and path
  row           instead: a line of a file, raw                minted    true: accepted
  file, octets  instead: a whole file; @base is a good row    schema    accepts, refuses, none: only where it differs
"""

import copy
import json
import re
from pathlib import Path

import jsonschema

SOURCE = Path(__file__).resolve().parents[2]


def schema(name, part=None):
    """A validator of schemas/NAME.schema.json, or of one of its $defs."""
    document = json.loads((SOURCE / "schemas" / f"{name}.schema.json").read_text())
    jsonschema.Draft202012Validator.check_schema(document)
    if part:
        document = {"$defs": document["$defs"], "$ref": f"#/$defs/{part}"}
    return jsonschema.Draft202012Validator(document, format_checker=jsonschema.FormatChecker(["date"]))


def pointer(path):
    return [token.replace("~1", "/").replace("~0", "~") for token in path.split("/")[1:]]


def changed(base, case):
    """The base with the case's changes."""
    value = copy.deepcopy(base)
    for path, new in [*case.get("set", {}).items(), *((path, None) for path in case.get("remove", []))]:
        *parents, last = pointer(path)
        at = value
        for token in parents:
            at = at[token]
        if path in case.get("remove", []):
            del at[last]
        else:
            at[last] = new
    return value


def text_paths(value, path=""):
    """The pointers of every text in a request."""
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from text_paths(inner, f"{path}/{key}")
        elif isinstance(inner, str):
            yield f"{path}/{key}"


class Case:
    def __init__(self, file, base):
        self.name, self.case = file.stem, json.loads(file.read_text())
        self.refused = self.case.get("refused", [])
        self.spoiled = changed(base, self.case)
        if "/id" not in [*self.case.get("set", {}), *self.case.get("remove", [])] and "id" in base:
            self.spoiled["id"] = self.name[:64]
        self.base = base

    @property
    def is_file(self):
        return "file" in self.case or "octets" in self.case

    @property
    def row(self):
        """One line of JSON Lines."""
        return self.case.get("row") or self.case.get("text") or json.dumps(self.spoiled, ensure_ascii=False)

    @property
    def octets(self):
        if "octets" in self.case:
            return bytes.fromhex(self.case["octets"])
        second = {**self.base, "id": "second"}
        text = self.case["file"].replace("@base2", json.dumps(second)).replace("@base", json.dumps(self.base))
        return text.encode()

    def schema_agrees(self, validator):
        """None when there is nothing for a schema to say."""
        says = self.case.get("schema", "refuses" if self.refused else "accepts")
        if says == "none":
            return None
        return validator.is_valid(json.loads(self.row)) == (says == "accepts")

    @property
    def differs(self):
        """The schema cannot know what the reader knows; the case says why."""
        return self.case.get("schema") == "accepts" and bool(self.refused)


def cases(folder, base):
    return [Case(file, base) for file in sorted((Path(__file__).parent / folder).glob("*.json"))]


def said(stderr, row):
    """What the tool said of a line."""
    return "\n".join(line for line in stderr.splitlines() if re.search(rf"\bline {row}:", line))
