"""The purpose begins with a line feed."""
from forge import *

p = Package(agreement=agreement(purpose="\nOne"))
refused(p, "2.2/11")
