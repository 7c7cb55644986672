"""Holds every shipped example against the published schema, and a few files that it must refuse.

Usage: schema_test.py SCHEMA EXAMPLES_FOLDER; exits with 77 (skipped) without python3-jsonschema.
"""

import copy
import json
import pathlib
import sys

try:
    import jsonschema
except ImportError:
    print("skipped: python3-jsonschema is not installed")
    sys.exit(77)

schema = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))
jsonschema.Draft202012Validator.check_schema(schema)
validator = jsonschema.Draft202012Validator(schema)
failures = []

examples = sorted(pathlib.Path(sys.argv[2]).glob("*.topomq"))
if not examples:
    failures.append("there are no examples")
for path in examples:
    for error in validator.iter_errors(json.loads(path.read_text(encoding="utf-8"))):
        failures.append(f"{path.name}: {error.json_path}: {error.message}")

good = {
    "topomq": 1,
    "nodes": [
        {
            "id": "a",
            "role": "source",
            "settings": {"rate": {"poisson": 5}, "size": {"uniform": [1, 2]}, "text": True},
            "position": [0, -1.5],
            "sockets": [{"id": "s", "type": "PUSH", "bind": ["ipc://*"], "mine": 1,
                         "options": {"RATE": 5, "IMMEDIATE": True},
                         "security": {"mechanism": "CURVE", "server": True, "allow": ["b.s"]}}],
        },
        {
            "id": "c",
            "role": "source",
            "settings": {"rate": {"poisson": "#rate"}, "size": {"uniform": [1, "#half"]},
                         "count": "#rate * 2"},
            "sockets": [{"id": "s", "type": "PUSH", "options": {"SNDHWM": "#rate"}}],
        },
        {"id": "b", "role": "stream", "settings": {"mode": "line_client", "path": "/x?y"}},
    ],
    "context": {"IO_THREADS": 2, "THREAD_AFFINITY_CPU_ADD": [0, 1]},
    "links": [{"id": "l", "connect": "b.s", "bind": "a.s", "endpoint": 0, "enabled": False,
               "record_wire": True, "bends": [[0, 1], [2.5, -3]]}],
    "parameters": {"rate": 500, "half": "#rate / 2", "work": {"value": 2.5, "unit": "µs"}},
    "groups": [{"id": "g", "title": "G", "color": "teal", "members": ["a"], "collapsed": True}],
    "definitions": [{"id": "Stage", "name": "A stage", "nodes": [{"id": "w", "role": "sink"}],
                     "links": [], "ports": [{"id": "in", "socket": "w.in"}]}],
    "notes": [{"id": "n", "text": "# Hi\n", "position": [0, 1], "size": [100, 50], "mine": 1}],
}
if not validator.is_valid(good):
    failures.append("refuses a good file")


def refuses(what, change):
    bad = copy.deepcopy(good)
    change(bad)
    if validator.is_valid(bad):
        failures.append("accepts " + what)


good["nodes"].append({"id": "stage1", "role": "subtopology", "definition": "Stage"})
if not validator.is_valid(good):
    failures.append("refuses an instance")

node = lambda file: file["nodes"][0]
refuses("a bend that is no point", lambda f: f["links"][0].update(bends=[[1]]))
refuses("a group without an id", lambda f: f["groups"][0].pop("id"))
refuses("members that are no ids", lambda f: f["groups"][0].update(members=[1]))
refuses("a raw note", lambda f: f.update(notes=["text"]))
refuses("a note without room", lambda f: f["notes"][0].update(size=[1, 1]))
refuses("a definition without an id", lambda f: f["definitions"][0].pop("id"))
refuses("a port that leads to a node", lambda f: f["definitions"][0]["ports"][0].update(socket="w"))
refuses("another version", lambda f: f.update(topomq=2))
refuses("a file without a version", lambda f: f.pop("topomq"))
refuses("an unknown role", lambda f: node(f).update(role="sauce"))
refuses("an unknown type", lambda f: node(f)["sockets"][0].update(type="PUSHY"))
refuses("an id with a dot", lambda f: node(f).update(id="a.b"))
refuses("a position of three", lambda f: node(f).update(position=[1, 2, 3]))
refuses("an address that is none", lambda f: node(f)["sockets"][0].update(bind=["here"]))
refuses("a negative endpoint", lambda f: f["links"][0].update(endpoint=-1))
refuses("a link to a node alone", lambda f: f["links"][0].update(bind="a"))
refuses("a name with a control character", lambda f: f.update(name="a\x07"))
refuses("a name of 129 characters", lambda f: f.update(name="x" * 129))
refuses("two distributions at once",
        lambda f: node(f)["settings"].update(size={"constant": 1, "exponential": 1}))
# The largest of each distribution, as the program has it.
for key, most in (("size", 16777216), ("service_time", 3600000000)):
    for kind in ("constant", "exponential", "uniform", "normal"):
        pair = kind in ("uniform", "normal")
        for value, is_good in ((most, True), (most + 1, False)):
            file = copy.deepcopy(good)
            node(file)["settings"][key] = {kind: [0, value] if kind == "uniform"
                                           else [value, most * 2] if pair else value}
            if validator.is_valid(file) != is_good:
                failures.append(f"{'refuses' if is_good else 'accepts'} a {kind} {key} of {value}")
refuses("a colour with a control character", lambda f: f["groups"][0].update(color="teal\x07"))
refuses("a note's colour with a line break", lambda f: f["notes"][0].update(color="te\nal"))
refuses("an unknown mode", lambda f: f["nodes"][2]["settings"].update(mode="gopher"))
refuses("a path with a space", lambda f: f["nodes"][2]["settings"].update(path="/a b"))
refuses("an option out of range", lambda f: node(f)["sockets"][0]["options"].update(RATE=0))
refuses("an unknown mechanism",
        lambda f: node(f)["sockets"][0]["security"].update(mechanism="ROT13"))
refuses("a server key that is too short",
        lambda f: node(f)["sockets"][0]["security"].update(server_key="abc"))
refuses("a thread too few", lambda f: f["context"].update(IO_THREADS=-1))
refuses("a number in words", lambda f: node(f)["settings"].update(count="ten"))
refuses("a parameter that is a list", lambda f: f["parameters"].update(rate=[1]))
refuses("a parameter with a space in its name", lambda f: f["parameters"].update({"a b": 1}))
refuses("a text that is a number", lambda f: node(f)["settings"].update(text=5))

for failure in failures:
    print(failure)
print(f"{len(examples)} examples held against the schema")
sys.exit(1 if failures else 0)
