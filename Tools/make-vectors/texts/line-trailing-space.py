"""The title ends with a space."""
from forge import *

p = Package(agreement=agreement(title="Survey "))
refused(p, "2.2/6")
