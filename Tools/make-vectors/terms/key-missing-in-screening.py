"""The key `acceptance` is missing in `screening`."""
from forge import *

p = Package()
del p.agreement["screening"]["acceptance"]
refused(p, "2.1/15")
