"""The path of a folder in a record ends with two slashes."""
from forge import *

e = folder("a")
e.records = record("path", "a//")
refused(Package(e), "11.6/32")
