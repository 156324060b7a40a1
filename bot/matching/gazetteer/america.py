"""The United States: states, what holds them, and what they hold."""

# name|letters|how people of it are called
STATES = """
Alabama|AL|Alabamian
Alaska|AK|Alaskan
Arizona|AZ|Arizonan
Arkansas|AR|Arkansan
California|CA|Californian
Colorado|CO|Coloradan
Connecticut|CT|
Delaware|DE|Delawarean
Florida|FL|Floridian
Georgia|GA|
Hawaii|HI|
Idaho|ID|Idahoan
Illinois|IL|Illinoisan
Indiana|IN|Hoosier
Iowa|IA|Iowan
Kansas|KS|Kansan
Kentucky|KY|Kentuckian
Louisiana|LA|Louisianan
Maine|ME|Mainer
Maryland|MD|Marylander
Massachusetts|MA|
Michigan|MI|Michigander
Minnesota|MN|Minnesotan
Mississippi|MS|Mississippian
Missouri|MO|Missourian
Montana|MT|Montanan
Nebraska|NE|Nebraskan
Nevada|NV|Nevadan
New Hampshire|NH|
New Jersey|NJ|New Jerseyan
New Mexico|NM|New Mexican
New York|NY|New Yorker
North Carolina|NC|North Carolinian
North Dakota|ND|
Ohio|OH|Ohioan
Oklahoma|OK|Oklahoman
Oregon|OR|Oregonian
Pennsylvania|PA|Pennsylvanian
Rhode Island|RI|Rhode Islander
South Carolina|SC|South Carolinian
South Dakota|SD|
Tennessee|TN|Tennessean
Texas|TX|Texan
Utah|UT|Utahn
Vermont|VT|Vermonter
Virginia|VA|Virginian
Washington|WA|Washingtonian
West Virginia|WV|West Virginian
Wisconsin|WI|Wisconsinite
Wyoming|WY|
Washington DC|DC|
Puerto Rico|PR|Puerto Rican
Guam||
U.S. Virgin Islands|USVI|
American Samoa||
Northern Mariana Islands||
"""

# region = other ways to write it: members
REGIONS = """
tri-state area = Tri-State Area, Tri-State, Tri State, Tristate, tri-state, tristate:
    New York, New Jersey, Connecticut
New England = New Englander: Connecticut, Maine, Massachusetts, New Hampshire, Rhode
    Island, Vermont
Northeast = North East US, Northeastern: New England, New York, New Jersey, Pennsylvania
Mid-Atlantic = Mid Atlantic: New York, New Jersey, Pennsylvania, Delaware, Maryland,
    Virginia, West Virginia, Washington DC
Midwest = Midwestern, Midwesterner, Mid West: Illinois, Indiana, Iowa, Kansas, Michigan,
    Minnesota, Missouri, Nebraska, North Dakota, Ohio, South Dakota, Wisconsin
Great Plains = Plains States, High Plains: Kansas, Nebraska, North Dakota, South Dakota,
    Oklahoma, Texas, Montana, Wyoming, Colorado, New Mexico
Great Lakes = : Illinois, Indiana, Michigan, Minnesota, New York, Ohio, Pennsylvania,
    Wisconsin, Ontario
Rust Belt = : Illinois, Indiana, Michigan, New York, Ohio, Pennsylvania, Wisconsin, West
    Virginia
Corn Belt = : Illinois, Indiana, Iowa, Kansas, Minnesota, Missouri, Nebraska, Ohio,
    South Dakota
the South = South, Southern US, American South, Southern States, Southerner: Alabama,
    Arkansas, Delaware, Florida, Georgia, Kentucky, Louisiana, Maryland, Mississippi,
    North Carolina, Oklahoma, South Carolina, Tennessee, Texas, Virginia, West Virginia,
    Washington DC
Southeast = Southeastern, South East US, Southeastern US: Alabama, Arkansas, Florida,
    Georgia, Kentucky, Louisiana, Mississippi, North Carolina, South Carolina,
    Tennessee, Virginia
Deep South = : Alabama, Georgia, Louisiana, Mississippi, South Carolina
the Carolinas = Carolinas: North Carolina, South Carolina
the Dakotas = Dakotas: North Dakota, South Dakota
Appalachia = Appalachian: West Virginia, Kentucky, Tennessee, Virginia, North Carolina,
    Pennsylvania, Ohio, Georgia, Alabama, Maryland
Gulf Coast = US Gulf Coast: Texas, Louisiana, Mississippi, Alabama, Florida
Sun Belt = Sunbelt: Alabama, Arizona, California, Florida, Georgia, Louisiana,
    Mississippi, Nevada, New Mexico, North Carolina, South Carolina, Texas
Southwest = Southwestern, American Southwest: Arizona, New Mexico, Nevada, Utah,
    Colorado, Texas, Oklahoma
Mountain West = Mountain States, Rocky Mountain, Rockies: Arizona, Colorado, Idaho,
    Montana, Nevada, New Mexico, Utah, Wyoming
Pacific Northwest = PNW, Northwest, Northwestern US: Washington, Oregon, Idaho, British
    Columbia
West Coast = : California, Oregon, Washington
East Coast = Eastern Seaboard: Northeast, Mid-Atlantic, Georgia, Florida, North
    Carolina, South Carolina, New England
Western US = American West, Western States: Mountain West, West Coast, Alaska, Hawaii
DMV = DC Metro, National Capital Region, DC Area: Washington DC, Maryland, Virginia
"""

# what holds it: cities (name/other names); a city that is in several places is first
# where a bare name means it
CITIES = """
Alabama: Birmingham, Montgomery, Mobile, Huntsville, Tuscaloosa
Alaska: Anchorage, Fairbanks, Juneau
Arizona: Greater Phoenix, Tucson, Flagstaff, Sedona, Maricopa County
Greater Phoenix: Phoenix, Mesa, Scottsdale, Tempe, Chandler, Glendale
Arkansas: Little Rock, Fayetteville, Bentonville
California: Bay Area, SoCal, NorCal, Central Valley
Bay Area/San Francisco Bay Area/SF Bay Area/Greater San Francisco: San Francisco/SF,
    Oakland, San Jose, Berkeley, Silicon Valley, East Bay, Marin, Sonoma, Napa, Santa
    Rosa
Silicon Valley: Palo Alto, Mountain View, Sunnyvale, Santa Clara, Menlo Park, Cupertino
NorCal/Northern California: Sacramento, Redding, Lake Tahoe, Humboldt County
Central Valley: Fresno, Bakersfield, Stockton, Modesto
SoCal/Southern California: Greater Los Angeles, Orange County, San Diego/San Diego
    County, Inland Empire, Santa Barbara, Ventura, Palm Springs
Greater Los Angeles/Greater LA/LA County/Los Angeles County: Los Angeles/LA, Long Beach,
    Pasadena, Burbank, Santa Monica, Glendale, Malibu, West Hollywood, Culver City,
    Beverly Hills, Hollywood
Orange County: Irvine, Anaheim, Santa Ana, Newport Beach, Huntington Beach
Inland Empire: Riverside, San Bernardino
Colorado: Greater Denver, Colorado Springs, Boulder, Fort Collins, Aspen, Vail
Greater Denver: Denver, Aurora, Lakewood
Connecticut: Hartford, New Haven, Bridgeport, Greenwich, Stamford
Delaware: Wilmington, Dover
Florida: South Florida, Tampa Bay, Greater Orlando, Jacksonville, Tallahassee,
    Gainesville, Naples, Sarasota, Fort Myers, Pensacola, Florida Keys, Central Florida
South Florida/Greater Miami: Miami/Miami-Dade/Miami Dade, Fort Lauderdale, Palm Beach,
    West Palm Beach, Boca Raton, Key West
Tampa Bay/Greater Tampa: Tampa, St Petersburg/Saint Petersburg, Clearwater, Pinellas
    County/Pinellas, Hillsborough County
Greater Orlando: Orlando, Kissimmee
Georgia: Greater Atlanta, Savannah, Augusta, Macon, Athens
Greater Atlanta/Metro Atlanta: Atlanta/ATL, Marietta, Decatur, Alpharetta
Hawaii: Honolulu, Maui, Oahu, Kauai, Hilo
Idaho: Boise, Idaho Falls
Illinois: Greater Chicago, Springfield, Peoria, Rockford, Champaign, Urbana
Greater Chicago/Chicagoland: Chicago/Windy City, Evanston, Naperville, Aurora, Oak Park
Indiana: Indianapolis, Fort Wayne, Bloomington, South Bend, Evansville
Iowa: Des Moines, Cedar Rapids, Iowa City, Davenport
Kansas: Wichita, Topeka, Overland Park, Kansas City
Kentucky: Louisville, Lexington
Louisiana: New Orleans/NOLA, Baton Rouge, Lafayette, Shreveport
Maine: Portland, Bangor, Augusta
Maryland: Greater Baltimore, Annapolis, Bethesda, Silver Spring, Rockville
Greater Baltimore: Baltimore
Massachusetts: Greater Boston, Worcester, Springfield, Cape Cod, Amherst
Greater Boston: Boston, Cambridge, Somerville, Brookline, Quincy, Newton
Michigan: Greater Detroit, Grand Rapids, Ann Arbor, Lansing, Flint, Upper Peninsula,
    Kalamazoo
Greater Detroit/Metro Detroit: Detroit, Dearborn
Minnesota: Twin Cities, Duluth, Rochester
Twin Cities/Greater Minneapolis/Minneapolis-St Paul: Minneapolis, St Paul/Saint Paul
Mississippi: Jackson, Biloxi, Gulfport, Mississippi Delta
Missouri: Greater St Louis, Kansas City, Springfield, Branson
Greater St Louis: St Louis/Saint Louis
Montana: Billings, Bozeman, Missoula, Helena
Nebraska: Omaha, Lincoln
Nevada: Las Vegas/Vegas, Reno, Henderson, Carson City
New Hampshire: Manchester, Concord, Nashua, Portsmouth
New Jersey: Trenton, Princeton, Atlantic City, Camden, Cherry Hill, North Jersey, South
    Jersey, Jersey Shore
North Jersey: Newark, Jersey City, Hoboken, Montclair, Bergen County, Paterson
New Mexico: Albuquerque, Santa Fe, Taos
New York: Upstate New York, Hudson Valley, Westchester County/Westchester, Long Island,
    New York City, Western New York, Yonkers
Upstate New York/upstate NY/Upstate NY/upstate New York: Albany, Syracuse, Rochester,
    Ithaca, Buffalo, Utica
Western New York: Buffalo, Rochester
Long Island: The Hamptons/Hamptons, Nassau County, Suffolk County
New York City/NYC/NY City/Big Apple/Five Boroughs: Manhattan, Brooklyn, Queens,
    Bronx/The Bronx, Staten Island, Harlem
North Carolina: Charlotte, Greensboro, Asheville, Wilmington, Winston-Salem, The
    Triangle
The Triangle/Triangle/Research Triangle: Raleigh, Durham, Chapel Hill, Cary
North Dakota: Fargo, Bismarck
Ohio: Columbus, Cleveland, Cincinnati, Dayton, Toledo, Akron
Oklahoma: Oklahoma City/OKC, Tulsa, Oklahoma Panhandle/Oklahoma panhandle
Oregon: Portland, Eugene, Salem, Bend
Pennsylvania: Philadelphia/Philly, Main Line, Pittsburgh, Harrisburg, Lancaster,
    Scranton, Allentown, Erie, Reading
Rhode Island: Providence, Newport
South Carolina: Charleston, Columbia, Greenville, Hilton Head, Myrtle Beach
South Dakota: Sioux Falls, Rapid City
Tennessee: Nashville/Music City, Memphis, Knoxville, Chattanooga
Texas: DFW, Greater Houston, Austin, San Antonio, El Paso, Lubbock, Corpus Christi,
    Waco, Paris, Hill Country, West Texas
DFW/Dallas-Fort Worth/Dallas Fort Worth/Greater Dallas/North Texas: Dallas, Fort
    Worth/Ft Worth, Arlington, Plano, Frisco, Irving
Greater Houston: Houston, Galveston, The Woodlands, Katy
Utah: Salt Lake City/SLC, Provo, Park City, St George, Ogden
Vermont: Burlington, Montpelier, Stowe
Virginia: Richmond, Norfolk, Virginia Beach, Charlottesville, Roanoke, Northern Virginia
Northern Virginia/NoVA: Alexandria, Arlington, Fairfax, Reston
Washington: Greater Seattle, Spokane, Tacoma, Olympia, Vancouver, Eastern Washington
Greater Seattle/Puget Sound: Seattle, Bellevue, Redmond, Kirkland
West Virginia: Charleston, Morgantown, Huntington
Wisconsin: Milwaukee, Madison, Green Bay, Appleton, Kenosha
Wyoming: Cheyenne, Jackson Hole, Casper, Laramie
Puerto Rico: San Juan, Ponce
"""

# areas over a border: members, as for a region
AREAS = """
Greater New York City = Greater New York, New York Metro, NY Metro, NYC Metro: New York
    City, Long Island, Westchester County, Yonkers, North Jersey, Stamford
Greater Philadelphia = Greater Philly: Philadelphia, Main Line, Camden
"""

# areas over a border: they may hold a town of these too
REACH = """
Greater New York City: New York, New Jersey, Connecticut
Greater Philadelphia: Pennsylvania, New Jersey, Delaware
Greater Chicago: Illinois, Indiana, Wisconsin
Greater Boston: Massachusetts, New Hampshire
Greater St Louis: Missouri, Illinois
Twin Cities: Minnesota, Wisconsin
Greater Kansas City: Missouri, Kansas
Greater Cincinnati: Ohio, Kentucky, Indiana
Greater Portland: Oregon, Washington
Greater Charlotte: North Carolina, South Carolina
Greater Memphis: Tennessee, Mississippi, Arkansas
Greater Louisville: Kentucky, Indiana
Greater Omaha: Nebraska, Iowa
Greater Washington DC: Maryland, Virginia
"""
