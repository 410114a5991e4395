"""The file ends before the payload."""
from forge import *

p = Package()
refused(p.head + p.fill, "10.2/1")
