"""HL7 v2: attachments out, as messages.

In come an `Attachment` and its PDF. `message.build_message` returns an MDM message as bytes, with
the identifiers that `identifiers` makes. `mllp.Connection` sends messages to a receiver over MLLP,
each when the one before is acknowledged. `queue` keeps on the disk what is to be sent and what was
acknowledged, and `delivery.deliver` sends what waits there. Only `mllp` uses asyncio and the
package hl7 (an extra).
"""
