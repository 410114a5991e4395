"""A boolean is 1."""
from forge import *

p = Package(agreement=agreement(personal_data=1))
refused(p, "2.1/16")
