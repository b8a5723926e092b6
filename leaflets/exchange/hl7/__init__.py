"""HL7 v2: attachments out, as messages.

In come an `Attachment` and its PDF. `message.build_message` returns an MDM message as bytes;
`mllp.send` delivers it to a receiver over MLLP and waits for the acknowledgement. Only `mllp` uses
asyncio and the package hl7 (an extra).
"""
