"""The purpose ends with a space."""
from forge import *

p = Package(agreement=agreement(purpose="One "))
refused(p, "2.2/11")
