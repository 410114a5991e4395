"""The version of the agreement is −1."""
from forge import *

refused(Package(agreement=agreement(microvault_agreement=-1)), "6.2/1a")
