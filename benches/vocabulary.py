"""The words of the made-up archive: taken from no text, and without meaning together."""

# What sentences, tags, headlines and the names of organizations are made of.
CONTENT = """
abstract accord acreage agenda airline allowance almanac anchor apprentice aquifer arcade arena armour array atlas
auction axle ballot barley barrel basin beacon bearing bicycle billboard blanket boiler border boulder bracket brigade
broker bulletin bureau cabin calendar camera canal candidate canyon caravan carpenter castle catalogue cellar cement
census charter chimney cinema circuit citizen clause cobalt college column comet compass concert conduit consul convoy
cooper copyist corridor cotton courier courtyard cradle crane crescent crossing crystal curator current cushion cycle
dairy decade decree depot desert diary dividend docket dockyard domain drawer dynamo easel eclipse edition elevator
embassy emblem embargo engine envoy equator estate evidence exhibit exile export fabric falcon faculty ferment
festival fiddle filter fleet foundry fountain frontier furnace gallery garment gateway gazebo geology glacier granary
granite gravel grocer guild harbor hatchery hazard hedge herald highway hollow horizon hostel hydrant icefield import
incident index inlet inquiry inspector institute inventory isthmus ivory jacket journal journey jubilee junction jury
kernel kettle keystone kiosk laboratory ladder lantern lathe lattice league lecture legend lender levee liberty
lighthouse limestone linen litter loom lumber machine magnet mandate mantle marble marina mason mast meridian metre
mill mineral mirror module monsoon mortar mosaic motion mural muslin mutual nectar needle notary novel nursery oasis
observer octave orbit outpost oven oxygen packet pageant parcel parish passage patent pavilion pebble pedal permit
petition pier pilot pioneer planet plaster pledge pollen porter portrait prairie premium prism proposal prospect
province pulley pulpit quarry quarter quilt quorum radar rafter railing ranger ravine rebate receipt refuge relay
remedy rescue resin rivet roster rotor rudder saddle salary sanctuary satellite scaffold scholar sculptor secretary
seminar sequel shelter shipment shoreline shuttle siding silo sketch slate spindle spiral stadium staircase steward
stipend sugar suitcase surplus surveyor syllabus tailor tariff tavern telegraph tender textile thicket timetable
township tractor treasury treaty tribune trolley trustee tugboat turnpike typist umbrella utility vacancy vaccine
vault veranda veteran viaduct vineyard voltage voucher voyage wagon walnut warden warehouse waterway weaver wharf
windmill workshop yarn yearbook zenith
""".split()

# The small words between them, with how many of a hundred words each makes up.
SMALL = {
    "the": 3.0, "of": 1.4, "a": 1.2, "and": 1.2, "to": 1.0, "in": 1.0,
    "for": 0.6, "that": 0.6, "with": 0.5, "was": 0.5, "by": 0.4,
}  # fmt: skip

# Where organizations get their names. The number keeps those apart that have no word of the list above in them.
ORGANIZATIONS = [
    "{First} {Second} Council",
    "{First} & {Second}",
    "{First} and {Second} Society",
    "Instituto {First} {Second}",
    "Bündnis für {First} und {Second}",
    "Fédération {First} & {Second}",
    "Õppekeskus {First} {Second}",
    "{First} {Second} Network",
    "Association of {First} {Second} Makers",
    "{First}–{Second} Archive",
    "Department of {First} and {Second}",
    "Żółw {First} {Second}",
    "The {First} {Second} Project",
    "{First} {Second} College",
    "Coração {First} {Second}",
    "市民記録センター {number}",
    "Архив города {number}",
    "مركز الوثائق {number}",
    "시민기록관 {number}",
]

GIVEN_NAMES = """
Anouk Bram Chidi Dalia Edvard Fátima Goran Hye-jin Ilse Zbigniew Kaya Lúcia Marek Nadia Oskar Pilar Rafiq Saoirse
Tomás Ulrike Viktor Wanjiru Yara Zeno Åse
""".split()

FAMILY_NAMES = """
Adeyemi Bjørnsen Calder Delacroix Esposito Ferreira Gajewski Haddad Iwata Jovanović Kessler Lund Mbeki Novotný
Ostrowski Pereira Rasmussen Suzuki Thorne Usman Vogel Whitlock Yamada Zhang
""".split()

OUTLET_KINDS = ["Herald", "Chronicle", "Observer", "Dispatch"]
