"""A card."""
from forge import *

declined(text_form("card", card()), "16.1/1a")
