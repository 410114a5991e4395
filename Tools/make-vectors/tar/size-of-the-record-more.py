"""A size in a record is of a gibibyte; field and catalogue are right."""
from forge import *

refused(Package(Entry("a.txt", b"xyz", pax=[("size", "1073741824")])), "11.6/34")
