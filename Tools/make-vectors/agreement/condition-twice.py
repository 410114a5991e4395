"""Two conditions have one id."""
from forge import *

one = {"id": "no-linkage", "text": "Not linked."}
refused(Package(agreement=agreement(conditions=[one, one | {"text": "Linked."}])), "6.2/6a")
