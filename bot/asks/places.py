"""Where a source may have to be: the names a newsletter mostly has, as one pattern.

The gazetteer of the ranking knows every place; here a name only has to be seen beside
who is sought.
"""

from bot.asks.people import by_letter

SHORT = r"US|U\.S\.(?:A\.)?|U\.S|USA|UK|U\.K\.?|EU|NYC|LA|DC|UAE|GTA|NJ|CA|TX|FL|NY|MENA"
COUNTRIES = (
    r"United States|United Kingdom|America|Canada|Australia|Britain|England|Scotland|Wales"
    r"|Ireland|Northern Ireland|India|Germany|France|Spain|Italy|Portugal|Netherlands"
    r"|Belgium|Switzerland|Austria|Sweden|Norway|Denmark|Finland|Poland|Greece|Turkey"
    r"|Israel|Dubai|Singapore|Japan|China|Hong Kong|Taiwan|Korea|Thailand|Vietnam"
    r"|Philippines|Indonesia|Malaysia|Mexico|Brazil|Argentina|Chile|Colombia|Nigeria|Kenya"
    r"|Ghana|Egypt|Morocco|South Africa|New Zealand|Europe|Asia|Africa|North America"
    r"|Latin America|Middle East|the Gulf|Levant|Caribbean|Scandinavia"
)
STATES = (
    r"Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida"
    r"|Georgia|Hawaii|Idaho|Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland"
    r"|Massachusetts|Michigan|Minnesota|Mississippi|Missouri|Montana|Nebraska|Nevada"
    r"|New Hampshire|New Jersey|New Mexico|New York|North Carolina|North Dakota|Ohio"
    r"|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee"
    r"|Texas|Utah|Vermont|Virginia|Washington|West Virginia|Wisconsin|Wyoming|Ontario"
    r"|Quebec|Alberta|British Columbia|New England|Pacific Northwest|Midwest|Northeast"
    r"|Southeast|Southwest|Bay Area|Tri-?state|West Coast|East Coast"
)
CITIES = (
    r"London|Manchester|Birmingham|Leeds|Liverpool|Bristol|Edinburgh|Glasgow|Cardiff"
    r"|Belfast|Dublin|Toronto|Vancouver|Montreal|Ottawa|Calgary|Sydney|Melbourne|Brisbane"
    r"|Perth|Auckland|Los Angeles|San Francisco|San Diego|Chicago|Boston|Philadelphia"
    r"|Houston|Dallas|Austin|Denver|Seattle|Portland|Phoenix|Atlanta|Miami|Orlando|Tampa"
    r"|Detroit|Columbus|Cleveland|Minneapolis|Nashville|Charlotte|Raleigh|Las Vegas"
    r"|Brooklyn|Manhattan|Queens|Bronx|Paris|Berlin|Madrid|Rome|Amsterdam|Mumbai|Delhi"
)
PEOPLES = (
    r"American|British|Canadian|Australian|Irish|Scottish|Welsh|English|European|German"
    r"|French|Italian|Spanish|Indian|African|Asian"
)
NAMES = by_letter(f"{SHORT}|{COUNTRIES}|{STATES}|{CITIES}".split("|"))
PLACE = rf"(?:the )?(?:(?:greater|central|northern|southern|western|eastern) )?(?:{NAMES})"
