"""The title is empty."""
from forge import *

p = Package(agreement=agreement(title=""))
refused(p, "2.2/1")
