"""The chunk is under the key of TERMS with another title, with the same S."""
from forge import *

p = Package()
p.agreement["title"] = "Another title"
p.chunks = p.chunks
p.agreement["title"] = "Household survey extract"
refused(p, "10.1/2")
