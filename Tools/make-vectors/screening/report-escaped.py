"""A text of the report is escaped."""
from forge import *

p = screened(tables=[looked_into(path="a/b.csv")])
p.stream.catalogue = replaced(p.stream.catalogue, b"a/b.csv", b"a\\/b.csv")
refused(p, "17.3/1e")
