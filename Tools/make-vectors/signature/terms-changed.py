"""The title in the agreement was changed after signing; all that depends on it was made anew."""
from forge import *

p = Package()
p.signature = p.signature
p.agreement["title"] = "Household survey extracts"
refused(p, "9.4/3")
