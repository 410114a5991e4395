"""The agreement has version 2, and a key that version 1 does not know."""
from forge import *

p = Package()
p.agreement |= {"microvault_agreement": 2, "something": "new"}
refused(p, "9.2/3")
