"""The version of the agreement is 0."""
from forge import *

refused(Package(agreement=agreement(microvault_agreement=0)), "6.2/1a")
