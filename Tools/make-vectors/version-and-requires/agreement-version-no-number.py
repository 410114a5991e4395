"""The version of the agreement is the text `2`: no newer tool is meant."""
from forge import *

p = Package()
p.agreement["microvault_agreement"] = "2"
refused(p, "2.1/16")
