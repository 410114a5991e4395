"""The agreement has version 2, and all keys of version 1."""
from forge import *

p = Package()
p.agreement["microvault_agreement"] = 2
refused(p, "9.2/3")
