"""Many leaflets at once: requests, a plan, workers, targets, and a journal that survives a kill.

In come a table or a stream of requests and the target for the leaflets. Out come the leaflets in a
folder, an archive, a print file or a record store, a manifest with one line a request, and every
fault with its line.
"""
