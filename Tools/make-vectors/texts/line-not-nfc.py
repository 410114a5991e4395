"""The title has a letter and a mark where NFC has one character."""
from forge import *

p = Package(agreement=agreement(title="Zoe\u0308"))
refused(p, "2.2/7")
