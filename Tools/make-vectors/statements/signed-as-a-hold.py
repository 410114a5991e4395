"""A recall with the signature of a hold that says the same."""
from forge import *

declined(replaced(order("hold"), b"microvault/1 hold", b"microvault/1 recall"), "16.1/4a")
