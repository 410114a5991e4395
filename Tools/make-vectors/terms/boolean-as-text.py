"""A boolean is the text `true`."""
from forge import *

p = Package(agreement=agreement(personal_data="true"))
refused(p, "2.1/16")
