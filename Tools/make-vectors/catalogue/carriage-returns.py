"""Lines are ended by carriage return and line feed."""
from forge import *

p = Package()
p.stream.catalogue = p.stream.catalogue.replace(b"\n", b"\r\n")
refused(p, "11.2/9", "11.2/10")
