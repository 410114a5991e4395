"""The agreement of an amendment is of version 2, and has a key that version 1 does not know."""
from forge import *

declined(amendment(revised(microvault_agreement=2, colour="blue")), "16.1/2")
