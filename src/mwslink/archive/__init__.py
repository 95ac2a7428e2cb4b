"""Orders the law wants kept: sealed with age to a public key, so that this computer can write them and never read them.

writing.py    bundles of orders, written (sealing.py), sent off and read back; killed anywhere, the next run goes on
checking.py   is every bundle still there and whole?     expiry.py  what is past its years goes
restoring.py  with the private key, on any computer: orders again
envelope.py   the age format                             bundle.py, manifest.py  what is inside, and beside
years.py      which year an order counts for         places.py     where bundles are: folder.py, bucket.py
"""
