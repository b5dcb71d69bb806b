"""Street addresses: a number, capitalised words, and a word for a street; or what precedes a postcode."""

import re

from corpora.personal.kinds import Finding

# The UK's words for streets and those of the US Postal Service's Publication 28, appendix C1.
_STREETS = (
    "Alley Annex Approach Arcade Avenue Ave Bank Bay Beach Bend Bluff Boulevard Blvd Branch Bridge "
    "Broadway Brook Brow Bypass Camp Canyon Causeway Chase Circle Circus Cliff Cliffs Close Cl Common "
    "Copse Corner Corners Cottages Course Court Courts Cove Creek Crescent Cres Crest Croft Cross "
    "Crossing Curve Dale Dam Dene Divide Drive Drives Dr Drove Embankment End Esplanade Estate Estates "
    "Extension Fall Falls Ferry Field Fields Flat Flats Fold Ford Fords Forest Forge Forges Fork Forks "
    "Fort Freeway Garden Gardens Gdns Garth Gate Gateway Ginnel Glen Glens Grange Green Greens Grove "
    "Groves Harbor Harbour Haven Heights Highway Hill Hills Hollow Inlet Island Islands Isle Junction "
    "Junctions Key Keys Knoll Knolls Lake Lakes Land Landing Lane Ln Lea Light Lights Links Loaf Lock "
    "Locks Lodge Loop Mall Manor Manors Mead Meadow Meadows Mews Mill Mills Mission Motorway Mount "
    "Mountain Mountains Neck Nook Oak Orchard Oval Overpass Paddock Parade Park Parks Parkway Pass "
    "Passage Path Pike Pine Pines Place Pl Plain Plains Plaza Point Points Port Ports Prairie Promenade "
    "Quay Radial Ramp Ranch Rapid Rapids Rest Ridge Ridges Rise River Road Rd Roads Route Row Run Shoal "
    "Shoals Shore Shores Skyway Spring Springs Spur Spurs Square Squares Sq Station Stravenue Stream "
    "Street Streets St Summit Terrace Ter Throughway Trace Track Trafficway Trail Tunnel Turnpike "
    "Underpass Union Unions Vale Valley Valleys Via Viaduct View Views Village Villages Ville Vista "
    "Walk Walks Wall Way Ways Well Wells Wharf Wynd Yard"
).split()
_WORD = r"[A-Z](?:[\w'’-]{0,20}|[a-z]?\.)"
_NUMBER = (
    r"(?:(?:Flat|Apartment|Apt\.?|Unit|Room|Suite) \w{1,4},? )?\d{1,5}[A-Za-z]?"
    r"(?:[-–/]\d{1,4}[A-Za-z]?)?"
)
_STREET = "|".join(sorted(_STREETS, key=len, reverse=True))
_POSTCODE = r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b"
_KNOWN_STREET = re.compile(
    rf"(?<![\w£$€.,:/-])(?:{_NUMBER},? )(?:{_WORD} ){{1,4}}(?:{_STREET})\b"
    r"(?: (?:North|South|East|West)\b)?"
)
_BEFORE_POSTCODE = re.compile(
    rf"(?<![\w£$€.,:/-])({_NUMBER},? {_WORD}(?: {_WORD}){{0,3}}),?"
    rf"(?:[\s,]{{1,3}}(?:{_WORD}|on|upon|le|under|in|the)(?![^\s,])){{0,4}}[\s,]{{1,3}}{_POSTCODE}"
)
_BOX = re.compile(r"\bP\.?O\.? Box \d{1,6}\b", re.I)


def addresses(text: str) -> list[Finding]:
    """House numbers with their street, and boxes. The town and the postcode are found apart."""
    return [
        Finding(*match.span(pattern.groups), "address")
        for pattern in (_KNOWN_STREET, _BEFORE_POSTCODE, _BOX)
        for match in pattern.finditer(text)
    ]
