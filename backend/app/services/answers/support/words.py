"""Words that the check has to know: those that say little, negations, numbers, opposites."""

from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Words:
    """What is known of a language. `leading` words stand before what somebody or something is."""

    function: frozenset[str]
    leading: frozenset[str]
    negations: frozenset[str]
    numbers: dict[str, int]


_FUNCTION = {
    "en": """a an and are as at be been being but by can could did do does each for from had has
        have having he her here hers him his how i if in into is it its itself may me might more
        most must my of on once or our ours shall she should so some such than that the their them
        then there these they this those though to too up upon us was we were what when where
        which while who whom whose will with would you your yours also any all both only just per
        about above after again against before below between during over under until according
        passage passages document documents one get gets got go goes let lets need needs however
        therefore its whether via within across yes""",
    "de": """aber alle allem allen aller alles als also am an auch auf aus bei beim bin bis bist da
        dabei damit dann das dass dem den denn der des die dies diese diesem diesen dieser dieses
        doch dort du durch darf dürfen ein eine einem einen einer eines er es für gibt hat haben
        hatte hier hinter ich ihm ihn ihr ihre ihrem ihren ihrer im in ins ist ja je jede jedem
        jeden jeder jedes kann können man mehr mit muss müssen nach noch nur ob oder pro sein seine
        sich sie sind so sofern soll sollen sowie steht stehen über um und uns unter vom von vor
        war was wenn wer werden wie wieder will wir wird wo worden würde zu zum zur zwischen""",
    "fr": """a à au aux avec c ce ceci cela ces cet cette chez comme d dans de des doit doivent du
        elle elles en entre est et être eu eux il ils j je l la le les leur leurs lui m ma mais me
        mes moi mon n ne nos notre nous on ont ou où par peut peuvent plus pour qu que qui s sa
        sans se ses si son sont sous sur t ta te tes toi ton tout tous toute toutes tu un une vers
        vos votre vous y oui""",
    "es": """a al algo ante aquel con como cual cuando de del desde donde durante e el ella ellas
        ellos en entre era es esa ese eso esta están estar este esto estos fue ha han hasta hay la
        las le les lo los más me mi muy o para pero por porque puede pueden que quien se ser si
        sobre son su sus también te tiene tu un una uno unos y ya sí""",
    "it": """a ad ai al alla alle allo anche c che chi ci come con cui da dal dalla dei del della
        delle dello di dove e ed è essere fra gli ha hanno i il in io l la le lei lo loro lui ma
        mi nei nel nella nelle o per più può quale quando quello quella questa questo se sei si
        sono su sua sue sui sul sulla suo tra tu un una uno vi sì""",
    "nl": """aan al alle als bij binnen dan dat de deze die dit doch door een en er haar had hebben
        heeft het hij hoe hun ik in is ja je kan kunnen maar me meer met mijn moet moeten mag mogen
        na naar nog nu of om onder ons ook op over per te ten tot u uit van voor waar was wat we
        wel werd wie wij worden wordt zal ze zich zij zijn zo zou""",
    "pt": """a ao aos as à às com como da das de dele dela do dos e é ela elas ele eles em entre era
        essa esse esta está estão este eu foi há isso já lhe mais mas me na nas no nos o os ou para
        pela pelas pelo pelos pode podem por que quem se sem ser seu sua são também te
        um uma sim""",
}
_LEADING = {
    "en": "the a an by to at in from of with for on",
    "de": "der die das den dem des ein eine einen einem einer vom zum zur im am beim von bei mit",
    "fr": "le la les un une du des de par à au aux chez avec",
    "es": "el la los las un una del de por al a en con",
    "it": "il lo la i gli le un una di da dal dalla del della al alla nel nella con",
    "nl": "de het een van door aan bij in op met",
    "pt": "o a os as um uma do da dos das de por pelo pela ao em no na com",
}
_NEGATIONS = {
    "en": """not no never neither nor none nobody nothing nowhere without cannot can't don't doesn't
        didn't isn't aren't wasn't weren't won't wouldn't shouldn't mustn't needn't couldn't hasn't
        haven't unless forbidden prohibited banned impossible unable""",
    "de": """nicht kein keine keinem keinen keiner keines nie niemals niemand nichts ohne weder
        verboten untersagt unmöglich""",
    "fr": "pas jamais aucun aucune sans ni personne rien interdit interdite interdits impossible",
    "es": "no nunca jamás sin ningún ninguna ninguno nadie nada tampoco ni prohibido imposible",
    "it": "non mai senza nessun nessuna nessuno niente nulla né vietato impossibile",
    "nl": "niet geen nooit niemand niets zonder noch verboden onmogelijk",
    "pt": "não nunca jamais sem nenhum nenhuma ninguém nada nem proibido impossível",
}
_NUMBERS = {
    "en": """zero=0 one=1 once=1 two=2 twice=2 three=3 thrice=3 four=4 five=5 six=6 seven=7 eight=8
        nine=9 ten=10 eleven=11 twelve=12 thirteen=13 fourteen=14 fifteen=15 sixteen=16
        seventeen=17 eighteen=18 nineteen=19 twenty=20 thirty=30 forty=40 fifty=50 sixty=60
        seventy=70 eighty=80 ninety=90 hundred=100 thousand=1000""",
    "de": """null=0 eins=1 zwei=2 zweimal=2 drei=3 dreimal=3 vier=4 fünf=5 sechs=6 sieben=7 acht=8
        neun=9 zehn=10 elf=11 zwölf=12 zwanzig=20 dreißig=30 vierzig=40 fünfzig=50 sechzig=60
        siebzig=70 achtzig=80 neunzig=90 hundert=100 tausend=1000""",
    "fr": """deux=2 trois=3 quatre=4 cinq=5 six=6 sept=7 huit=8 neuf=9 dix=10 onze=11 douze=12
        treize=13 quatorze=14 quinze=15 seize=16 vingt=20 trente=30 quarante=40 cinquante=50
        soixante=60 cent=100 mille=1000""",
    "es": """dos=2 tres=3 cuatro=4 cinco=5 seis=6 siete=7 ocho=8 nueve=9 diez=10 once=11 doce=12
        trece=13 catorce=14 quince=15 veinte=20 treinta=30 cuarenta=40 cincuenta=50 sesenta=60
        cien=100 mil=1000""",
    "it": """due=2 tre=3 quattro=4 cinque=5 sei=6 sette=7 otto=8 nove=9 dieci=10 undici=11
        dodici=12 quindici=15 venti=20 trenta=30 quaranta=40 cinquanta=50 cento=100 mille=1000""",
    "nl": """twee=2 drie=3 vier=4 vijf=5 zes=6 zeven=7 acht=8 negen=9 tien=10 elf=11 twaalf=12
        vijftien=15 twintig=20 dertig=30 veertig=40 vijftig=50 honderd=100 duizend=1000""",
    "pt": """dois=2 duas=2 três=3 quatro=4 cinco=5 seis=6 sete=7 oito=8 nove=9 dez=10 onze=11
        doze=12 quinze=15 vinte=20 trinta=30 quarenta=40 cinquenta=50 cem=100 mil=1000""",
}
# Words for one thing, and on the right those for its opposite.
_SENSES = {
    "en": """allow allows allowed allowing permit permits permitted admit admits admitted
            : forbid forbids forbidden prohibit prohibits prohibited ban bans banned refuse refused
        | open opens opened : close closes closed shut
        | rise rises rose risen increase increases increased grow grows grew grown
            : fall falls fell fallen decrease decreases decreased drop drops dropped decline
              declines declined shrink shrank
        | include includes included : exclude excludes excluded
        | obligatory mandatory compulsory required : optional voluntary
        | accept accepts accepted : reject rejects rejected
        | earlier sooner : later
        | minimum least : maximum
        | succeed succeeds succeeded success : fail fails failed failure
        | enable enables enabled : disable disables disabled
        | possible : impossible
        | able : unable
        | paid : unpaid | valid : invalid | limited : unlimited | safe : unsafe
        | employ employs employed work works worked
        | lead leads led head heads headed
        | receive receives received
        | cancel cancels cancelled canceled terminate terminates terminated end ends ended
        | extend extends extended prolong prolongs prolonged renew renews renewed
        | replace replaces replaced change changes changed
        | percent %""",
    "de": """erlaubt gestattet zulässig : verboten untersagt unzulässig
        | offen geöffnet : geschlossen""",
    "fr": "permis autorisé autorisée : interdit interdite | ouvert ouverte : fermé fermée",
    "es": "permitido permitida : prohibido prohibida | abierto abierta : cerrado cerrada",
    "it": "consentito permesso : vietato proibito | aperto aperta : chiuso chiusa",
    "nl": "toegestaan : verboten | open : gesloten dicht",
    "pt": "permitido permitida : proibido proibida | aberto aberta : fechado fechada",
}
# So many of the first are one of the second.
UNITS = {
    "week": ("day", 7),
    "hour": ("minute", 60),
    "day": ("hour", 24),
    "year": ("month", 12),
    "minute": ("second", 60),
}


@cache
def words_of(language: str | None) -> Words:
    """What is known of a language; of an unknown one what is known of English."""
    known = language if language and language in _FUNCTION else "en"
    numbers = dict(each.split("=") for each in _NUMBERS[known].split())
    return Words(
        function=frozenset(_FUNCTION[known].split()),
        leading=frozenset(_LEADING[known].split()),
        negations=frozenset(_NEGATIONS[known].split()),
        numbers={word: int(value) for word, value in numbers.items()},
    )


@cache
def senses_of(language: str | None) -> dict[str, tuple[str, bool]]:
    """For words with the same meaning one of them, and whether the word means its opposite."""
    senses: dict[str, tuple[str, bool]] = {}
    for group in _SENSES.get(language or "en", _SENSES["en"]).split("|"):
        same, _, opposite = group.partition(":")
        name = same.split()[0]
        senses |= dict.fromkeys(same.split(), (name, False))
        senses |= dict.fromkeys(opposite.split(), (name, True))
    return senses
