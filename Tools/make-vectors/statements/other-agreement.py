"""A hold that names the agreement in force, and not that in the head."""
from forge import *

declined(order("hold", "10:00", agreement_hash=agreement_hash(revised())), "16.1/11",
         before=["amendment"], standing="revision 2")
