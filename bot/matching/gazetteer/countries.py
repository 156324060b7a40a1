"""All countries, as reporters write them."""

# name, other names|adjectives|people
COUNTRIES = """
United States, US, USA, America, United States of America, Stateside, stateside,
    States|American, US|Americans
United Kingdom, UK, Britain, Great Britain, uk|British, UK|Brits, Britons
Canada|Canadian|Canadians
Australia, Oz|Australian, Aussie|Australians, Aussies
New Zealand, NZ, Aotearoa|Kiwi, New Zealand|New Zealanders, Kiwis
Ireland, Republic of Ireland, Eire|Irish|
Germany|German|Germans
France|French|
Spain|Spanish|Spaniards
Italy|Italian|Italians
Portugal|Portuguese|
Netherlands, Holland|Dutch|
Belgium|Belgian|Belgians
Luxembourg|Luxembourgish|
Austria|Austrian|Austrians
Switzerland|Swiss|
Sweden|Swedish|Swedes
Norway|Norwegian|Norwegians
Denmark|Danish|Danes
Finland|Finnish|Finns
Iceland|Icelandic|Icelanders
Poland|Polish|Poles
Czech Republic, Czechia|Czech|Czechs
Slovakia|Slovak|Slovaks
Hungary|Hungarian|Hungarians
Slovenia|Slovenian|Slovenians
Croatia|Croatian|Croatians
Bulgaria|Bulgarian|Bulgarians
Romania|Romanian|Romanians
Greece|Greek|Greeks
Cyprus|Cypriot|Cypriots
Malta|Maltese|
Estonia|Estonian|Estonians
Latvia|Latvian|Latvians
Lithuania|Lithuanian|Lithuanians
Ukraine|Ukrainian|Ukrainians
Russia|Russian|Russians
Belarus|Belarusian|Belarusians
Moldova|Moldovan|Moldovans
Serbia|Serbian|Serbians
Bosnia and Herzegovina, Bosnia|Bosnian|Bosnians
Montenegro|Montenegrin|
North Macedonia|Macedonian|
Albania|Albanian|Albanians
Kosovo|Kosovan|
Andorra||
Monaco||
Liechtenstein||
San Marino||
Vatican City||
Georgia (country)|Georgian|
Armenia|Armenian|Armenians
Azerbaijan|Azerbaijani|Azerbaijanis
Turkey, Türkiye|Turkish|Turks
Israel|Israeli|Israelis
Palestine|Palestinian|Palestinians
Lebanon|Lebanese|
Syria|Syrian|Syrians
Jordan|Jordanian|Jordanians
Iraq|Iraqi|Iraqis
Iran|Iranian|Iranians
Saudi Arabia, KSA|Saudi|Saudis
United Arab Emirates, UAE, Emirates|Emirati|Emiratis
Qatar|Qatari|Qataris
Kuwait|Kuwaiti|Kuwaitis
Bahrain|Bahraini|Bahrainis
Oman|Omani|Omanis
Yemen|Yemeni|Yemenis
Egypt|Egyptian|Egyptians
Libya|Libyan|
Tunisia|Tunisian|
Algeria|Algerian|
Morocco|Moroccan|Moroccans
Mauritania||
Sudan|Sudanese|
South Sudan||
Ethiopia|Ethiopian|Ethiopians
Eritrea|Eritrean|
Djibouti||
Somalia|Somali|
Kenya|Kenyan|Kenyans
Uganda|Ugandan|Ugandans
Tanzania|Tanzanian|Tanzanians
Rwanda|Rwandan|Rwandans
Burundi||
DR Congo, Democratic Republic of the Congo, DRC|Congolese|
Republic of the Congo||
Gabon||
Equatorial Guinea||
Cameroon|Cameroonian|
Central African Republic||
Chad|Chadian|
Nigeria|Nigerian|Nigerians
Niger||
Benin||
Togo||
Ghana|Ghanaian|Ghanaians
Ivory Coast, Cote d Ivoire|Ivorian|
Burkina Faso||
Mali|Malian|
Senegal|Senegalese|
Gambia||
Guinea||
Guinea-Bissau||
Sierra Leone||
Liberia|Liberian|
Cape Verde, Cabo Verde||
Sao Tome and Principe||
Angola|Angolan|
Zambia|Zambian|Zambians
Zimbabwe|Zimbabwean|Zimbabweans
Malawi|Malawian|
Mozambique||
Botswana||
Namibia|Namibian|
South Africa|South African|South Africans
Lesotho||
Eswatini||
Madagascar|Malagasy|
Mauritius|Mauritian|
Seychelles||
Comoros||
China, Mainland China|Chinese|
Hong Kong, HK||Hongkongers
Macau||
Taiwan|Taiwanese|
Japan|Japanese|
South Korea, Korea|Korean, South Korean|Koreans
North Korea|North Korean|
Mongolia|Mongolian|
India|Indian|Indians
Pakistan|Pakistani|Pakistanis
Bangladesh|Bangladeshi|Bangladeshis
Sri Lanka|Sri Lankan|Sri Lankans
Nepal|Nepali, Nepalese|
Bhutan|Bhutanese|
Maldives|Maldivian|
Afghanistan|Afghan|Afghans
Kazakhstan|Kazakh|
Uzbekistan|Uzbek|
Turkmenistan||
Kyrgyzstan||
Tajikistan||
Thailand|Thai|Thais
Vietnam|Vietnamese|
Cambodia|Cambodian|
Laos|Laotian|
Myanmar, Burma|Burmese|
Malaysia|Malaysian|Malaysians
Singapore|Singaporean|Singaporeans
Indonesia|Indonesian|Indonesians
Philippines, The Philippines|Filipino, Philippine|Filipinos
Brunei||
East Timor, Timor-Leste||
Papua New Guinea||
Fiji|Fijian|
Samoa|Samoan|
Tonga|Tongan|
Vanuatu||
Solomon Islands||
Kiribati||
Tuvalu||
Nauru||
Palau||
Micronesia||
Marshall Islands||
Mexico|Mexican|Mexicans
Guatemala|Guatemalan|
Belize|Belizean|
Honduras|Honduran|
El Salvador|Salvadoran|
Nicaragua|Nicaraguan|
Costa Rica|Costa Rican|Costa Ricans
Panama|Panamanian|
Cuba|Cuban|Cubans
Jamaica|Jamaican|Jamaicans
Haiti|Haitian|Haitians
Dominican Republic|Dominican|Dominicans
Bahamas, The Bahamas|Bahamian|
Barbados|Barbadian|
Trinidad and Tobago, Trinidad|Trinidadian|
Saint Lucia, St Lucia||
Grenada||
Antigua and Barbuda, Antigua||
Dominica||
Saint Kitts and Nevis, St Kitts||
Saint Vincent and the Grenadines||
Aruba||
Bermuda|Bermudian|
Cayman Islands||
Colombia|Colombian|Colombians
Venezuela|Venezuelan|Venezuelans
Guyana|Guyanese|
Suriname||
Ecuador|Ecuadorian|
Peru|Peruvian|Peruvians
Bolivia|Bolivian|
Brazil|Brazilian|Brazilians
Paraguay|Paraguayan|
Uruguay|Uruguayan|
Argentina|Argentine, Argentinian|Argentines
Chile|Chilean|Chileans
Jersey||
Guernsey||
Isle of Man||
Gibraltar||
Greenland||
Faroe Islands||
"""
