"""The purpose ends with a line feed."""
from forge import *

p = Package(agreement=agreement(purpose="One\n"))
refused(p, "2.2/11")
