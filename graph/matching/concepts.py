"""Concepts: the words that names of bodies are made of in the languages of Europe, each with those that mean the same.

A spelling that ends in an asterisk stands for every word that begins so.
"""

from collections.abc import Mapping, Sequence
from enum import Enum
from functools import lru_cache

from graph.folding import fold, words
from graph.matching.toponyms import COUNTRIES, PLACES


class Weight(float, Enum):
    """How much a word tells of who is meant."""

    NOTHING = 0.0
    FORM = 0.3
    GENERIC = 0.5
    TERRITORY = 0.7
    PROPER = 1.0


NOTHING = frozenset(
    fold(
        "w we z ze i a o u na do dla od przy im imienia nad pod ul nr mgr inż dr prof św st "
        "of the and for in at on to an with no "
        "de del della delle dello degli dei di du des d da do dos das la le les el los las l il lo gli et e y en con per sur aux au à "
        "und der die den dem des für im am zu zum zur von vom bei van voor het ten te ter "
        "v ve pro za k ke se s iz u od ob pri ir og i af til för och av på ja és az par č "
    ).split()
)

# What a territorial authority is called; `urząd` and its sisters are the same body's office.
# fmt: off
# A concept is one line here, however long.
TERRITORIES: Mapping[str, str] = {
    "municipality": "gmina gminy gminny gminna gminne municipal* municip* comune comunale comuni commune* communal* gemeinde* marktgemeinde obec obce obecni opcina opcine opstina obcina obcine mestna kommun kommune kommunen kunta vald novads* gemeente kozseg* onkormanyzat* savivaldyb* pasvaldib* municipio* bashki* dimos comuna comunei obshtina ayuntamiento concello udal* ajuntament camara sveitarfelag",
    "town": "miasto miasta miejski miejska miejskie miejskiego stadt stadtgemeinde hansestadt landeshauptstadt mesto mesta mestska mestsky mestske statutarni city town ville citta grad grada stad kaupunki linn linna pilseta varos* oras* orasul primaria cidade ciudad statutory miestas miesto borough markt miasteczko stadtverwaltung",
    "county": "powiat powiatu powiatowy powiatowa powiatowe powiatowego landkreis* kreis okres county counties zupanija zupanije megye* megyei judet judetul judetean* consiliul lan maakond* bezirk* district starostwo maakunta fylke* apskritis departement departemental* conseil",
    "region": "wojewodztwo wojewodztwa wojewodzki wojewodzka region regione regional* regionu regiune* regija regije regionalni kraj kraje kraju krajsky samospravny land landes voivod* voivodship marszalkowski regierung* autonom*",
    "province": "provinc* diputacion* prowincj*",
    "canton": "canton kanton",
    "metropolis": "metropol* agglomeration* aglomerac*",
}

GENERIC: Mapping[str, str] = {
    "office": "urzad urzedu office amt urad uradu magistrat* hivatal* rathaus ufficio officio bureau kontor virasto amet",
    "government": "government* samorzad samorzadu selfgovernment zarzad regierung verwaltung* administration* administrac* uprava uprave authority authorities council rada radet vlada conselho consejo consiglio consell",
    "university": "universit* univerz* uniwersyt* univerzit* yliopisto ulikool* egyetem* sveuciliste universid* universida* panepistimio universitet* hochschule* vysoka wyzsza wyzszej uczelnia uczelni college uniwersytecki korgskola augstskola",
    "academy": "akademi* academ* accadem*",
    "polytechnic": "polytechn* politechnik* politecnico politehnic* polytechnika",
    "university of applied sciences": "fachhochschule* ammattikorkeakoulu hogeschool",
    "medical university": "medizinuniversitat*",
    "faculty": "facult* fakult* wydzial* wydzialu facolta teaduskond kar kara",
    "department": "department* departament* departement oddzial abteilung* dipartimento odbor odsek section* sekcja sektion referat referaat division* directorate* dyrekcja direktion* direccion* direction* dienststelle fachbereich* section laborator* campus unit katedra chair lehrstuhl secretariat* sekretariat* consejeria headquarters",
    "branch": "branch filia filii oddzial oddzialu pobocka podruznica podruznice zweigstelle niederlassung* filiale* sede delegation delegatura delegatury sucursal subsidiary representation* przedstawicielstwo",
    "institute": "institut* instytut* ustav ustavu zavod zavoda intezet* istituto* institutas institutt tutkimuslaitos",
    "school": "school* szkola szkoly szkole skola skoly skole schule* scuola ecole escuela escola iskola koulu kool sola sole schools gimnazjum gymnasi* gimnazija gimnazij* liceum lyceum lycee liceo kolegij berufskolleg",
    "primary": "podstawowa podstawowej podstawowych zakladni zakladna primary elementary volksschule grundschule osnovna osnovne altalanos primaire elementare",
    "secondary": "secondary stredna stredni srednja srednje ponadpodstawow* technikum mittelschule kozepiskola",
    "vocational": "vocational zawodow* beruf* professional* formation formazione odborn* strukov* ammatillinen",
    "museum": "museum* muzeum muzea muzej* museo musee muuseum muzeul muziejus",
    "library": "library bibliothek* bibliotek* biblioteca bibliotheque knihovna kniznica knjiznica",
    "hospital": "hospital hospitals universitatsklin* szpital* krankenhaus* klinik* clinic* nemocnic* bolnica bolnisnica ospedale* korhaz*",
    "chamber": "chamber* izba izby kammer* komora komory zbornica camera chambre kamara*",
    "commerce": "commerce handlowa handel* obchod* trgovinsk* gospodarsk* gospodarcz* commercio comercio hospodarsk* kereskedelmi",
    "industry": "industr* przemysl* prumysl* priemysel* ipari obrtn* handwerk* rzemiosl* artigianat* craft*",
    "agency": "agency agencies agencj* agentur* agenzi* agencia agenci* agence ugynokseg* agencij*",
    "development": "development* rozwoj* rozvoj* razvoj* sviluppo desarrollo desenvolvimento developpement entwicklung* fejlesztes* dezvolt* arengu* attistib* utveckling* plėtros",
    "ministry": "ministry ministerst* ministeri* ministere ministarstv* miniszter* bundesministeri* staatsministeri*",
    "research": "research* badan badawcz* badawczy forschung* vyzkum* vyskum* ricerc* recherche* investigac* investigaciones raziskov* istraziv* kutat* tutkimus",
    "science": "science* scientif* nauk naukow* wissenschaft* ved vedeck* scienz* cienci* znanosti tudomany* sciences",
    "applied": "applied stosowan* angewandt* angewandte uporabn* primijenjen*",
    "technology": "technolog* technik* techniczn* technick* technisch* tehnic* tehnisk* tecnolog* technical* tehnolog* tehnicki muszaki",
    "centre": "centre* center* centrum centrul centar centro zentrum kozpont* osrodek osrodka osrodkow stredisko keskus centrs centras kompetenzzentrum",
    "association": "associat* stowarzyszen* asociac* asociat* verein* verband* regionalverband* gemeindeverband* vereinig* sdruzen* zdruzen* udrug* udruzen* drustv* egyesulet* associazion* spolek foren* biedrib* zwiazek zwiazku zrzeszen* towarzystw* society svaz zvaz union* unione* szovetseg* vereniging federat* federac* federaz* confederat*",
    "foundation": "foundation* fundacj* stiftung* fondation* fondazion* fundacion* fundaci* fundat* alapitvany* nadac* stichting*",
    "network": "network* siec netzwerk* rete reseau mreza halozat*",
    "company": "company spolka spolki gesellschaft* spolecnost spolocnost societa societe sociedad druzba tarsasag* firma enterprise* przedsiebiorstw* podnik* podjetje unternehmen",
    "entrepreneurship": "entrepreneur* przedsiebiorc* podnikatel* unternehmer* pmi",
    "environment": "environment* srodowisk* umwelt* zivotn* okolj* ambient* ambiente kornyezet* okolis*",
    "protection": "protection* ochron* ochran* schutz* varstv* zastit* protezione vedelmi",
    "nature": "nature natural naturalist* natur naturschutz* przyrod* prirod* narav* termeszet*",
    "park": "park parks parku parco parc parque naturpark nationalpark*",
    "national": "national nationale nationala narodow* narodn* nazionale nacional nacionalni nacionalna nemzeti bundes* federal* krajowy krajowa krajowe panstwow* statn* state drzavn* allami",
    "agriculture": "agricult* rolnic* landwirt* zemedel* polnohospod* kmetij* poljoprivred* agricol* agrar* agraria mezogazdasag*",
    "forest": "forest forests forestry lasow lesny lesne lesna lesni forst forstwirtschaft forstlich* lesy foresta forestal* foresta*",
    "health": "health healthcare zdrow* zdravot* zdrav* gesundheit* salute sante salud sanitar* egeszseg*",
    "water": "water waters wodny wodna wodne wod wasser wasserwirtschaft* vodn* vodoprivred* acqua* vizugyi vodohospod* eau",
    "tourism": "touris* turyst* turism* turiz* turist* cestovn* fremdenverkehr* idegenforgalm*",
    "culture": "cultur* kultur*",
    "education": "education* edukac* bildung* vzdelav* vzdelan* izobraz* obrazov* istruzion* educac* oktat* ksztalcen* szkolen* szkoleniow* training* doskonalen* educational*",
    "economy": "econom* ekonom* wirtschaft* gazdasag* economia",
    "social": "social socials socialnych sociales spoleczn* sozial* socialn* socijaln* szocial* sociale",
    "labour": "labour* labor pracy arbeit* lavoro trabajo munkaugyi employment zatrudnien*",
    "help": "pomocy pomoc hilfe assist* welfare aid wsparcia wspieran* support*",
    "family": "rodzin* family families familie famille",
    "engineering": "engineering inzynier* ingenieur* ingegneria inzenyr* strojnictvi strojni",
    "medicine": "medic* medyc* mediz* lekarsk*",
    "electrical": "electric* elektrot* elektrotech* elektryczn* elettric*",
    "computer": "computer* racunalnis* computing informatik* racunarstv* pocitac*",
    "mechanical": "mechanical mechaniczn* mechanik* maschinenbau meccanic*",
    "construction": "construction* building* budowl* budownictw* stavebn* gradben* gradevin*",
    "law": "law prawa pravna pravni pravo prawn* recht* giurisprudenz*",
    "business": "business biznes* posel* poslovn* obchodu podnikatelsk*",
    "music": "music* muzyczn* muzyki hudobn* hudebn* glasben* musik* musicale",
    "mining": "mining gornictw* gornicz* banick* bergbau rudar*",
    "agriculture and life": "przyrodnicz*",
    "sport": "sport sports sportu sportov* wychowania telesn*",
    "theological": "theolog* teolog* duchown*",
    "geography": "geograph* geograf*",
    "geology": "geolog*",
    "chemistry": "chem* chemii chemiczn*",
    "physics": "physic* fizyki fyzik* fizik*",
    "history": "history histori* historick* zgodovin*",
    "marine": "marine maritime morski morska morskie morze pomorstv* morskeho marittim*",
    "rescue": "rescue ratownicz* zachrann* resevaln* rettung*",
    "road": "road roads drog ciest cest* strassen*",
    "railway": "rail railway* kolei koleje zelezni* zeleznic*",
    "spatial": "spatial przestrzenn* priestorov* prostorsk* raumordnung*",
    "planning": "planning planowan* planovan* planung*",
    "heritage": "heritage dziedzictw* dedicstv* dedistv* patrimonio patrimoine denkmal*",
    "enterprise park": "incubator* inkubator*",
    "veterinary": "veterinar* weterynar*",
    "fund": "fund funds fundusz* fond fondo fonds",
    "account": "account accounts",
    "studies": "studies studi studii studien etudes",
    "world": "world wereld swiatow*",
    "central": "central* centraln* glowny glowna glowne glownej hlavn* glavn* zentral* haupt* main",
    "affairs": "affairs spraw zalezitost* angelegenheiten affari affaires",
    "policy": "policy policies polityki politike politik politica politique",
    "housing": "housing mieszkal* mieszkan* byvan* bydlen* wohn*",
    "catholic": "catholic* katolic* katholisch* cattolic*",
    "local": "local lokaln* miestn* mistni krajevn* locale locali",
    "pedagogical": "pedagog* padagog*",
    "radiological": "radiolog*",
    "fine arts": "fine pieknych bildende belle",
    "literature": "literature literatury literatur*",
    "language": "language languages jezykow jezyka sprachen",
    "plant": "plant plants roslin pflanzen*",
    "animal": "animal animals zwierzat tier*",
    "food": "food zywnosci lebensmittel* potravin*",
    "security": "security bezpieczenstw* sicherheit* bezpecnost*",
    "statistics": "statist* statyst*",
    "youth": "youth mlodziez* jugend* mladez* giovani jeunesse",
    "children": "children dzieci kinder* deti bambini enfants",
    "disabled": "disabled disabilities niepelnosprawn* behindert*",
    "centre of excellence": "excellence",
    "initiative": "initiative* inicjatyw* iniciativ*",
    "employers": "employers pracodawc*",
    "cathedral": "cathedral*",
    "transport": "transport transporte transports transportation verkehr* dopravn* promet* trasport* kozlekedes*",
    "energy": "energ* energet*",
    "innovation": "innovat* innowac* inovac* inovat* innovaz* innovac*",
    "information": "informat*",
    "rural": "rural* wiejsk* landlich* vidiek* venkov* podezel* videk*",
    "european": "europ* evrop*",
    "international": "internation* miedzynarod* mezinarod* medzinarod* mednarod* internazion* internacion* nemzetkozi",
    "institution": "institution* instytucj* ustanova einrichtung* institucija*",
    "management": "management zarzadz* gestion* upravljan* gestione",
    "applied-arts": "arts sztuk* kunst* umeni umetnost* arte",
    "fire": "fire pozarnicz* pozarn* pozarna feuerwehr* hasic* gasil* vatrogas*",
    "police": "police policj* polizei* policie policij*",
    "republic": "republic* republik* rzeczypospolit*",
    "group": "group groups grupa grupy gruppe groupe",
    "service": "service* uslug* dienst* sluzb* servizi* servici* szolgalt*",
    "cooperation": "cooperat* wspolprac* zusammenarbeit spoluprac* sodelov* suradn* kooperat*",
    "north": "north northern polnocny polnocna polnocne nord severni severny settentrionale",
    "south": "south southern poludniowy poludniowa poludniowe sud juzni jizni juzny juzna",
    "east": "east eastern wschodni wschodnia wschodnie ost vychodny vychodni vzhodna oriental orientale",
    "west": "west western zachodni zachodnia zachodnie zapadni zapadny zahodna nyugati ouest oeste",
    "lower": "lower dolny dolni dolna spodnji",
    "upper": "upper horny horni horna gornji gorny gorna",
}

# Words that mean something of their own together.
PHRASES: Mapping[str, str] = {
    "wyższa szkoła": "university",
    "wyższej szkoły": "university",
    "szkoła wyższa": "university",
    "szkoła główna": "academy",
    "vysoká škola": "university",
    "university of technology": "polytechnic",
    "university of technology and economics": "polytechnic",
    "technical university": "polytechnic",
    "technological university": "polytechnic",
    "technische universität": "polytechnic",
    "technische universiteit": "polytechnic",
    "technická univerzita": "polytechnic",
    "tehniška univerza": "polytechnic",
    "slovenská technická univerzita": "slovak polytechnic",
    "university of applied sciences": "fachhochschule",
    "universities of applied sciences": "fachhochschule",
    "university of applied science": "fachhochschule",
    "hochschule für angewandte wissenschaften": "fachhochschule",
    "akademia nauk stosowanych": "fachhochschule",
    "academy of applied sciences": "fachhochschule",
    "medical university": "medizinuniversitat",
    "uniwersytet medyczny": "medizinuniversitat",
    "university of medical sciences": "medizinuniversitat",
    "medizinische universität": "medizinuniversitat",
    "university hospital": "hospital",
    "university medical": "hospital",
    "city hall": "city office",
    "town hall": "town office",
    "miasto na prawach powiatu": "miasto",
    "lower silesian": "dolnoslaskie",
    "lower silesia": "dolnoslaskie",
    "self governing": "government",
    "self government": "government",
    "small and medium": "pmi",
    "science and technology park": "technology park",
    "r d": "research development",
    "computer science": "computer",
    "regional development": "region development",
}
# fmt: on

# What one language may call by the one and another by the other.
RELATED: Mapping[frozenset[str], float] = {
    frozenset(("academy", "university")): 0.6,
    frozenset(("academy", "school")): 0.6,
    frozenset(("company", "entrepreneurship")): 0.8,
    frozenset(("education", "vocational")): 0.8,
}
UNITS = frozenset(("faculty", "department", "branch"))
_FORM_WORDS = frozenset(("association", "foundation", "company", "group", "institution"))


@lru_cache(maxsize=65_536)
def concept(word: str) -> str | None:
    """Return what a folded word means, among the words that names of bodies are made of."""
    whole, beginnings = _table()
    if word in whole:
        return whole[word]
    for length in range(len(word), 2, -1):
        if word[:length] in beginnings:
            return beginnings[word[:length]]
    return None


def weight(meaning: str | None) -> Weight:
    """Return how much a word that means this tells of who is meant."""
    if meaning is None or meaning in PLACES:
        return Weight.PROPER
    if meaning in _FORM_WORDS:
        return Weight.FORM
    return Weight.TERRITORY if meaning in TERRITORIES else Weight.GENERIC


@lru_cache(maxsize=1)
def phrases() -> Mapping[str, Sequence[tuple[Sequence[str], Sequence[str]]]]:
    """Return the phrases by their first words, the longest first: their words, and those that stand for them."""
    found: dict[str, list[tuple[Sequence[str], Sequence[str]]]] = {}
    for phrase, stand_in in sorted(PHRASES.items(), key=lambda each: -len(each[0].split())):
        spelt = words(phrase)
        found.setdefault(spelt[0], []).append((spelt, words(stand_in)))
    return found


@lru_cache(maxsize=1)
def _table() -> tuple[Mapping[str, str], Mapping[str, str]]:
    """Return the concepts by whole words, and by the beginnings of words."""
    whole: dict[str, str] = {}
    beginnings: dict[str, str] = {}
    for name, spellings in (*TERRITORIES.items(), *GENERIC.items(), *COUNTRIES.items(), *PLACES.items()):
        for spelling in fold(spellings).split():
            if spelling.endswith("*"):
                beginnings.setdefault(spelling[:-1], name)
            else:
                whole.setdefault(spelling, name)
    return whole, beginnings
