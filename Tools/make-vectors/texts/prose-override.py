"""The purpose has an override of direction in it."""
from forge import *

p = Package(agreement=agreement(purpose="One\u202eTwo"))
refused(p, "2.2/10")
