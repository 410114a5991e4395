"""The purpose is not NFC."""
from forge import *

p = Package(agreement=agreement(purpose="Zoe\u0308"))
refused(p, "2.2/12")
