"""Regions of the world, and what lies in each country but the United States."""

# region = other ways to write it: members
REGIONS = """
European Union = EU, E.U.: Austria, Belgium, Bulgaria, Croatia, Cyprus, Czech Republic,
    Denmark, Estonia, Finland, France, Germany, Greece, Hungary, Ireland, Italy, Latvia,
    Lithuania, Luxembourg, Malta, Netherlands, Poland, Portugal, Romania, Slovakia,
    Slovenia, Spain, Sweden
Eurozone = : Austria, Belgium, Bulgaria, Croatia, Cyprus, Estonia, Finland, France,
    Germany, Greece, Ireland, Italy, Latvia, Lithuania, Luxembourg, Malta, Netherlands,
    Portugal, Slovakia, Slovenia, Spain
Nordics = Nordic, Nordic Countries: Denmark, Finland, Iceland, Norway, Sweden,
    Greenland, Faroe Islands
Scandinavia = Scandinavian, Scandinavians: Denmark, Norway, Sweden
Baltics = Baltic, Baltic States: Estonia, Latvia, Lithuania
Balkans = Balkan: Albania, Bosnia and Herzegovina, Bulgaria, Croatia, Greece, Kosovo,
    Montenegro, North Macedonia, Romania, Serbia, Slovenia
Benelux = : Belgium, Netherlands, Luxembourg
DACH = : Germany, Austria, Switzerland
Iberia = Iberian: Spain, Portugal
Eastern Europe = Eastern European, Central and Eastern Europe, CEE: Poland, Czech
    Republic, Slovakia, Hungary, Romania, Bulgaria, Ukraine, Belarus, Moldova, Russia,
    Serbia, Baltics, Croatia, Slovenia
Western Europe = Western European: Austria, Belgium, France, Germany, Luxembourg,
    Netherlands, Switzerland, United Kingdom, Ireland, Spain, Portugal, Italy
British Isles = : United Kingdom, Ireland, Isle of Man
Channel Islands = : Jersey, Guernsey
Europe = European, Europeans, Continental Europe: European Union, Eurozone, Nordics,
    Scandinavia, Baltics, Balkans, Benelux, DACH, Iberia, Eastern Europe, Western
    Europe, British Isles, Channel Islands, United Kingdom, Switzerland, Norway,
    Iceland, Ukraine, Russia, Belarus, Moldova, Serbia, Albania, Kosovo, Andorra,
    Monaco, Liechtenstein, San Marino, Vatican City, Gibraltar, Georgia (country),
    Armenia, Turkey
Gulf States = Gulf, GCC, Gulf Countries, Persian Gulf: Saudi Arabia, United Arab
    Emirates, Qatar, Kuwait, Bahrain, Oman
Levant = : Lebanon, Syria, Jordan, Israel, Palestine
Middle East = Middle Eastern, Mideast: Gulf States, Levant, Iraq, Iran, Yemen, Turkey,
    Egypt
North Africa = North African: Egypt, Libya, Tunisia, Algeria, Morocco
MENA = Middle East and North Africa: Middle East, North Africa
East Africa = East African: Kenya, Uganda, Tanzania, Rwanda, Burundi, Ethiopia, Somalia,
    Djibouti, Eritrea, South Sudan
West Africa = West African: Nigeria, Niger, Benin, Togo, Ghana, Ivory Coast, Burkina
    Faso, Mali, Senegal, Gambia, Guinea, Guinea-Bissau, Sierra Leone, Liberia, Cape
    Verde, Mauritania
Southern Africa = : South Africa, Lesotho, Eswatini, Namibia, Botswana, Zimbabwe,
    Zambia, Mozambique, Malawi, Angola
Sub-Saharan Africa = Sub Saharan Africa: East Africa, West Africa, Southern Africa,
    Cameroon, Chad, DR Congo, Republic of the Congo, Gabon, Equatorial Guinea, Central
    African Republic, Madagascar, Mauritius, Seychelles, Comoros, Sao Tome and Principe
Africa = African, Africans: North Africa, Sub-Saharan Africa, Sudan
South Asia = South Asian: India, Pakistan, Bangladesh, Sri Lanka, Nepal, Bhutan,
    Maldives, Afghanistan
Southeast Asia = Southeast Asian, South East Asia, ASEAN: Thailand, Vietnam, Cambodia,
    Laos, Myanmar, Malaysia, Singapore, Indonesia, Philippines, Brunei, East Timor
East Asia = East Asian: China, Hong Kong, Macau, Taiwan, Japan, South Korea, North
    Korea, Mongolia
Central Asia = : Kazakhstan, Uzbekistan, Turkmenistan, Kyrgyzstan, Tajikistan
Asia = Asian: South Asia, Southeast Asia, East Asia, Central Asia, Middle East,
    Azerbaijan, Armenia, Georgia (country)
Oceania = Australasia, ANZ: Australia, New Zealand, Papua New Guinea, Fiji, Samoa,
    Tonga, Vanuatu, Solomon Islands, Kiribati, Tuvalu, Nauru, Palau, Micronesia,
    Marshall Islands
Asia-Pacific = APAC, Asia Pacific: South Asia, Southeast Asia, East Asia, Oceania
Caribbean = : Cuba, Jamaica, Haiti, Dominican Republic, Bahamas, Barbados, Trinidad and
    Tobago, Saint Lucia, Grenada, Antigua and Barbuda, Dominica, Saint Kitts and Nevis,
    Saint Vincent and the Grenadines, Aruba, Bermuda, Cayman Islands, Puerto Rico, U.S.
    Virgin Islands
Central America = Central American: Guatemala, Belize, Honduras, El Salvador, Nicaragua,
    Costa Rica, Panama
South America = South American, South Americans: Colombia, Venezuela, Guyana, Suriname,
    Ecuador, Peru, Bolivia, Brazil, Paraguay, Uruguay, Argentina, Chile
Latin America = LATAM, Latin American, Latin Americans: Central America, South America,
    Mexico, Cuba, Dominican Republic, Puerto Rico
North America = North American, North Americans: United States, Canada, Mexico
EMEA = : Europe, Middle East, Africa
"""

# what holds it: cities (name/other names)
CITIES = """
United Kingdom: England, Scotland/Scottish/Scots, Wales/Welsh, Northern
    Ireland/NI/Ulster
England/English: Greater London, Greater Manchester, Birmingham, Leeds, Liverpool,
    Bristol, Sheffield, Newcastle/Newcastle upon Tyne, Nottingham, Leicester, Brighton,
    Oxford, Cambridge, York, Bath, Exeter, Plymouth, Southampton, Portsmouth, Reading,
    Coventry, Hull, Bradford, Sunderland, Norwich, Derby, Stoke-on-Trent, Wolverhampton,
    Milton Keynes, Bournemouth, Cheltenham, Gloucester, Canterbury, Lancaster,
    Peterborough, Ipswich, Middlesbrough, Blackpool, Swindon, Durham
England: Cornwall, Devon, Dorset, Somerset, Kent, Surrey, Sussex/East Sussex/West
    Sussex, Essex, Hampshire, Norfolk, Suffolk, Yorkshire/North Yorkshire/West
    Yorkshire/South Yorkshire, Lancashire, Cheshire, Cumbria, Northumberland,
    Merseyside, Oxfordshire, Cambridgeshire, Buckinghamshire, Hertfordshire, Berkshire,
    Wiltshire, Gloucestershire, Lincolnshire, Nottinghamshire, Derbyshire,
    Leicestershire, Northamptonshire, Warwickshire, Worcestershire, Shropshire,
    Staffordshire, Bedfordshire, Tyne and Wear, Cotswolds, Lake District, Home Counties,
    East Midlands, West Midlands, East Anglia, North East England, North West England,
    South West England, South East England
Greater London: London/City of London/Londoner, Croydon
Greater Manchester: Manchester, Salford, Bolton, Stockport
Scotland: Edinburgh, Glasgow, Aberdeen, Dundee, Inverness, Stirling, Perth,
    Highlands/Scottish Highlands
Wales: Cardiff, Swansea, Newport, Wrexham, Bangor
Northern Ireland: Belfast, Derry/Londonderry, Lisburn
Ireland: Dublin, Cork, Galway, Limerick, Waterford, Kilkenny, Kerry, County Mayo
Canada: Ontario, Quebec/QC/Québec/Québécois, British Columbia, Alberta/Albertan,
    Manitoba, Saskatchewan, Nova Scotia, New Brunswick, Newfoundland and
    Labrador/Newfoundland, Prince Edward Island, Yukon, Northwest Territories, Nunavut,
    Prairies/Canadian Prairies, Atlantic Canada/Maritimes
Atlantic Canada: Nova Scotia, New Brunswick, Newfoundland and Labrador, Prince Edward
    Island
Prairies: Alberta, Manitoba, Saskatchewan
Ontario/Ontarian: Greater Toronto, Ottawa, Hamilton, London, Kingston, Windsor,
    Waterloo, Kitchener, Guelph, Sudbury, Thunder Bay, Barrie, Niagara
Greater Toronto/GTA/Greater Toronto Area: Toronto/Torontonian, Mississauga, Brampton,
    Markham, Vaughan, Oakville, Burlington, Scarborough
Quebec: Montreal/Montréal, Quebec City, Laval, Gatineau, Sherbrooke
British Columbia/BC: Greater Vancouver, Victoria, Kelowna, Whistler, Kamloops, Vancouver
    Island
Greater Vancouver/Lower Mainland/Metro Vancouver: Vancouver, Burnaby, Surrey, Richmond
Alberta: Calgary, Edmonton, Banff, Red Deer
Manitoba: Winnipeg
Saskatchewan: Regina, Saskatoon
Nova Scotia: Halifax, Sydney
New Brunswick: Moncton, Fredericton
Newfoundland and Labrador: St Johns
Prince Edward Island/PEI: Charlottetown
Australia: New South Wales/NSW, Victoria, Queensland/QLD, Western Australia, South
    Australia, Tasmania, Northern Territory, Australian Capital Territory
New South Wales: Sydney, Newcastle, Wollongong, Byron Bay
Victoria: Melbourne, Geelong, Ballarat
Queensland: Brisbane, Gold Coast, Cairns, Townsville, Sunshine Coast
Western Australia: Perth, Fremantle
South Australia: Adelaide
Tasmania: Hobart
Northern Territory: Darwin
Australian Capital Territory: Canberra
New Zealand: Auckland, Wellington, Christchurch, Queenstown, Dunedin, Hamilton
France: Paris, Lyon, Marseille, Nice, Toulouse, Bordeaux, Lille, Strasbourg, Nantes,
    Cannes, Provence, Normandy, Brittany
Germany/DE: Berlin, Munich, Hamburg, Frankfurt, Cologne, Stuttgart, Düsseldorf, Leipzig,
    Dresden, Bavaria
Spain: Madrid, Barcelona, Valencia, Seville, Malaga, Bilbao, Mallorca, Ibiza, Canary
    Islands, Catalonia, Andalusia, Basque Country
Italy: Rome, Milan, Florence, Venice, Naples, Turin, Bologna, Tuscany, Sicily, Sardinia,
    Piedmont, Puglia
Portugal: Lisbon/Lisboa, Porto, Algarve, Alentejo, Évora, Madeira, Azores, Coimbra,
    Braga, Cascais, Sintra, Douro, Faro
Alentejo: Évora, Beja
Netherlands: Amsterdam, Rotterdam, The Hague, Utrecht, Eindhoven
Belgium: Brussels, Antwerp, Ghent, Bruges
Switzerland: Zurich/Zürich, Geneva, Basel, Lausanne, Bern, Zug
Austria: Vienna, Salzburg, Graz, Innsbruck
Sweden: Stockholm, Gothenburg, Malmö
Norway: Oslo, Bergen
Denmark: Copenhagen, Aarhus
Finland: Helsinki, Tampere
Iceland: Reykjavik
Poland: Warsaw, Krakow/Kraków, Gdansk, Wroclaw
Czech Republic: Prague, Brno
Hungary: Budapest
Romania: Bucharest, Cluj
Bulgaria: Sofia
Greece: Athens, Thessaloniki, Crete, Santorini
Croatia: Zagreb, Dubrovnik, Split
Serbia: Belgrade
Slovenia: Ljubljana
Slovakia: Bratislava
Estonia: Tallinn
Latvia: Riga
Lithuania: Vilnius
Ukraine: Kyiv/Kiev, Lviv, Odesa
Russia: Moscow, St Petersburg, Saint Petersburg
Georgia (country): Tbilisi, Batumi
Armenia: Yerevan
Azerbaijan: Baku
Turkey: Istanbul, Ankara, Izmir
Israel: Tel Aviv, Jerusalem, Haifa
Lebanon: Beirut
Jordan: Amman
United Arab Emirates: Dubai, Abu Dhabi, Sharjah
Saudi Arabia: Riyadh, Jeddah
Qatar: Doha
Bahrain: Manama
Kuwait: Kuwait City
Oman: Muscat
Iran: Tehran
Iraq: Baghdad
Egypt: Cairo, Alexandria
Morocco: Casablanca, Marrakech/Marrakesh, Rabat
Tunisia: Tunis
Algeria: Algiers
Kenya: Nairobi, Mombasa
Nigeria: Lagos, Abuja
Ghana: Accra
Ethiopia: Addis Ababa
Uganda: Kampala
Rwanda: Kigali
Tanzania: Dar es Salaam, Zanzibar
Senegal: Dakar
Zimbabwe: Harare
Zambia: Lusaka
South Africa: Cape Town, Johannesburg, Durban, Pretoria
China: Beijing, Shanghai, Shenzhen, Guangzhou, Chengdu, Hangzhou, Wuhan
Taiwan: Taipei
Japan: Tokyo, Osaka, Kyoto, Yokohama, Okinawa, Hokkaido
South Korea: Seoul, Busan
India: Mumbai/Bombay, New Delhi/Delhi, Bangalore/Bengaluru, Hyderabad, Chennai, Kolkata,
    Pune, Ahmedabad, Goa, Kerala, Gurgaon
Pakistan: Karachi, Lahore, Islamabad
Bangladesh: Dhaka
Sri Lanka: Colombo
Nepal: Kathmandu
Thailand: Bangkok, Chiang Mai, Phuket
Vietnam: Hanoi, Ho Chi Minh City/Saigon, Da Nang
Malaysia: Kuala Lumpur/KL, Penang
Indonesia: Jakarta, Bali
Philippines: Manila, Cebu
Cambodia: Phnom Penh
Kazakhstan: Almaty, Astana
Mexico: Mexico City/CDMX, Guadalajara, Monterrey, Cancun/Cancún, Tulum, Oaxaca, Puerto
    Vallarta, Tijuana
Guatemala: Guatemala City
Costa Rica: San Jose
Panama: Panama City
Cuba: Havana
Jamaica: Kingston, Montego Bay
Dominican Republic: Santo Domingo, Punta Cana
Bahamas: Nassau
Colombia: Bogota/Bogotá, Medellin/Medellín, Cartagena, Cali
Ecuador: Quito, Guayaquil
Peru: Lima, Cusco
Chile: Santiago
Argentina: Buenos Aires, Cordoba, Mendoza
Brazil: Sao Paulo/São Paulo, Rio de Janeiro/Rio, Brasilia
Uruguay: Montevideo
Venezuela: Caracas
"""

# letters that mean a province only after a comma or in a list of letters
LETTERS = """
Ontario|ON
British Columbia|BC
Alberta|AB
Manitoba|MB
Saskatchewan|SK
Nova Scotia|NS
New Brunswick|NB
Newfoundland and Labrador|NL
Prince Edward Island|PE
Canada|CA
Germany|DE
"""
