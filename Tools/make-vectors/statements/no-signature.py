"""A hold has no signature."""
from forge import *

declined(text_form("hold", statement("hold", order_body("09:00"))), "16.1/3c")
