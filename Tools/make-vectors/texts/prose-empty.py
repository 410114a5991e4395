"""The purpose is empty."""
from forge import *

p = Package(agreement=agreement(purpose=""))
refused(p, "2.2/8")
