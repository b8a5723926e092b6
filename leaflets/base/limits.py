"""Every limit of size, depth and time, each with its unit and its reason."""

from typing import Final

SOURCE_BYTES: Final = 512 * 1024  # bytes of one YAML file; ten times the longest known leaflet
SOURCE_DEPTH: Final = 20  # levels of nesting; ours need 9, and recursion must stay safe
SOURCE_VALUES: Final = 20_000  # scalars in one file
TEXT_CHARACTERS: Final = 20_000  # in one value
WORDS_IN_PARAGRAPH: Final = 2_000  # beyond this nobody reads on; bounds line breaking
LIST_DEPTH: Final = 3  # lists in lists
TABLE_ROWS: Final = 500
TABLE_COLUMNS: Final = 20  # a table too wide for the paper becomes a list
BLOCKS_IN_SECTION: Final = 3_000  # an official label has 745; bounds typesetting
HEADING_DEPTH: Final = 3  # headings in headings, that of a section included
LAYOUT_CHAIN: Final = 8  # files in one chain of extends
PROFILE_CHAIN: Final = 4  # files in one chain of profiles; ours need 2
NAME_CHARACTERS: Final = 64  # of a monograph or layout name
PAGE_PT: Final = 14_400.0  # height of a page, 5 m: the most that PDF readers show without scaling
FONT_BYTES: Final = 32 * 1024 * 1024  # of a pharmacy's own font; a Chinese one has 10 MB
OWN_FAMILIES: Final = 8  # of type, in a pharmacy's own fonts.yaml
PAGES: Final = 200  # of one leaflet
SECONDS_TO_TYPESET: Final = 60.0  # wall clock for one leaflet; a common one takes 0.05
NARROWEST_COLUMN_PT: Final = 85.0  # 30 mm: below, single words break
INSPECTED_BYTES: Final = 64 * 1024 * 1024  # of a PDF given to `inspect`; leaflets have 0.05 MB
INSPECTED_STREAM_BYTES: Final = 64 * 1024 * 1024  # of one stream in it, unpacked
INSPECTED_DEPTH: Final = 64  # levels of its structure tree; ours need 12
INSPECTED_ELEMENTS: Final = 200_000  # in its structure tree
SECONDS_FOR_STORE_LOCK: Final = 30.0  # wait for others who attach; each takes about 0.01
JSON_BYTES: Final = 16 * 1024 * 1024  # of one JSON text of another system; a bundle has 0.04 MB
JSON_DEPTH: Final = 64  # levels of nesting in it; FHIR's examples need 15
JSON_VALUES: Final = 1_000_000  # in it; bounds memory before anything is built
XML_BYTES: Final = 16 * 1024 * 1024  # of one XML file of another system
XML_DEPTH: Final = 64  # levels of nesting in it
XML_ELEMENTS: Final = 400_000  # in it; bounds memory
DOCUMENT_BYTES: Final = 16 * 1024 * 1024  # of one document to import; a bundle has 2 MB
PATH_SEGMENTS: Final = 5_000  # lines and curves in one outline; a pictogram has 100
SECONDS_FOR_FHIR: Final = 30.0  # for one answer of a FHIR server; a leaflet is sent in 0.1
FHIR_ATTEMPTS: Final = 5  # for one request, and for one attachment
SECONDS_BETWEEN_ATTEMPTS: Final = 0.5  # the first time, then twice as long each time
SECONDS_TO_WAIT: Final = 30.0  # the most that a server may ask for before the next attempt
SVG_DEPTH: Final = 50  # levels of groups in a logo
SVG_SHAPES: Final = 2_000  # in a logo
CODE_CHARACTERS: Final = 160  # of an address in a QR code; more makes it 3 cm wide
PICTURE_BYTES: Final = 2 * 1024 * 1024  # of a PNG, JPEG or SVG; figures of official labels have 0.1
PICTURE_PIXELS: Final = 4_000_000  # before it is decoded; 2000 x 2000 prints 17 cm wide at 300 dpi
SECONDS_FOR_HL7: Final = 30.0  # to send one message and be answered; a peer here took 0.01
HL7_ANSWER_BYTES: Final = 64 * 1024  # of one acknowledgement; common ones have 200
