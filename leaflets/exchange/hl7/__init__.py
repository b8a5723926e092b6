"""Attachments as HL7 v2 messages: built, written to a file, or sent over MLLP."""
