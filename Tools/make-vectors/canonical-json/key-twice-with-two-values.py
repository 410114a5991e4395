"""A key of the agreement stands twice, with two values: readers differ in which one they keep."""
from forge import *

p = Package()
p.terms_bytes = replaced(p.terms_bytes, b'"title":', b'"title":"Another title","title":')
refused(p, "2.1/5")
