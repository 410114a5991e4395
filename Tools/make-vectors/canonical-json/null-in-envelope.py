"""`published` is null."""
from forge import *

p = Package()
p.envelope = p.envelope | {"published": None}
refused(p, "2.1/12")
