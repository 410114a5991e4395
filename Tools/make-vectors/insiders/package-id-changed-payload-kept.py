"""The provider gave the package another id, and kept chunks and commitment."""
from forge import *

p = Package()
p.key = p.key
p.terms = p.terms | {"package_id": "ffeeddccbbaa99887766554433221100"}
refused(p, "8/2")
