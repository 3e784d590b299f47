"""The forms of what may be done to a request. Fields are named as the calls name them."""
