"""The title has a line feed in it."""
from forge import *

p = Package(agreement=agreement(title="One\nTwo"))
refused(p, "2.2/4")
