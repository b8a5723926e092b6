"""What stands between the network and the application, in plain ASGI.

From the outside in: the edge (headers, log, metrics, last resort), hosts and origins, tokens and
rights, bodies, turns. `connections` bounds what happens before there is a request.
"""
