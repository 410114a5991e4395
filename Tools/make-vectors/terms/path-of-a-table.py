"""The path of a table climbs out."""
from forge import *

p = Package(agreement=agreement(tables=[table(path="../households.csv")]))
refused(p, "6.1/11", "11.7/9")
