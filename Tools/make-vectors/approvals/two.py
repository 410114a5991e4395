"""Two approvals are required, and there."""
from forge import *

accepted(Package(agreement=approved_agreement()))
