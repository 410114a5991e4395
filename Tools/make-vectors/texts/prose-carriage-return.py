"""The purpose has a carriage return before its line feed."""
from forge import *

p = Package(agreement=agreement(purpose="One\r\nTwo"))
refused(p, "2.2/10")
