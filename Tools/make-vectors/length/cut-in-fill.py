"""The file ends inside the fill."""
from forge import *

p = Package()
refused(p.head + p.fill[:1], "10.2/1")
