"""Many leaflets at once: requests, a plan, workers, targets, and a journal that survives a kill.

In come a table or a stream of requests and where the leaflets should go. Out come the leaflets in a
folder, an archive, a print file or a store, a manifest of what was made, and every fault.
"""
