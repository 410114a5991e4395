"""The path of a folder in a record does not end with a slash."""
from forge import *

accepted(Package(folder("é", pax=[("path", "é")], name=b"named/")), "11.6/32")
