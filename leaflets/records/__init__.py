"""Who was given it: leaflets attached to dispensing records, byte for byte."""

from .folder import attach, attachments, stored
from .model import Attachment

__all__ = ["Attachment", "attach", "attachments", "stored"]
