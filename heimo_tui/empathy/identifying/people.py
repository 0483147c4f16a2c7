"""Finds names of people, employers, schools and places near the words that give them away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from heimo_tui.empathy.identifying.detail import Detail
from heimo_tui.empathy.phrases import alternation, words

_CAP = r"[A-ZÅÄÖÁÉÍÓÚÑÇÃÕÂÊÔ]"
_LOW = r"[a-zåäöáéíóúñçãõâêôü'\u2019-]"
_PROPER = rf"{_CAP}{_LOW}+"
_ONE_NAME = rf"{_PROPER}(?: (?:(?:de|da|do|del|van|von|of|the|of the|&|and) )?{_CAP}[\w'\u2019&-]*){{0,3}}"
_ENTITY = rf"(?:the )?{_CAP}[\w'\u2019&-]*(?: (?:(?:of|the|de|da|do|del|la|of the|&|and) )?{_CAP}[\w'\u2019&-]*){{0,4}}"

_KIN_EN = (
    r"husband|wife|partner|boyfriend|girlfriend|ex|ex-husband|ex-wife|fianc[ée]e?|son|daughter|brother"
    r"|sister|mum|mom|mother|dad|father|friend|best friend|boss|manager|supervisor|therapist|counsellor|counselor"
    r"|psychiatrist|doctor|teacher|professor|neighbou?r|roommate|flatmate|baby|kid|child|uncle|aunt|cousin|nephew"
    r"|niece|colleague|coworker|co-worker|stepdad|stepmum|stepmom|grandmother|grandma|grandfather|grandpa|twin|oldest"
    r"|youngest|dog|cat"
)
_KIN_FI = (
    r"mieheni|vaimoni|puolisoni|poikani|tyttäreni|lapseni|siskoni|veljeni|äitini|isäni|ystäväni|kaverini"
    r"|pomoni|esimieheni|lääkärini|terapeuttini|opettajani|naapurini|exäni|tyttöystäväni|poikaystäväni|kollegani"
    r"|työkaverini"
)
_KIN_ES = (
    r"marido|esposo|esposa|mujer|pareja|novio|novia|ex|hijo|hija|hermano|hermana|madre|padre|mamá|papá|amigo"
    r"|amiga|jefe|jefa|terapeuta|psicólogo|psicóloga|doctor|doctora|profesor|profesora|vecino|vecina|primo|prima|tío"
    r"|tía|compañero|compañera"
)
_KIN_PT = (
    r"marido|esposa|esposo|mulher|parceiro|parceira|namorado|namorada|ex|filho|filha|irmão|irmã|mãe|pai"
    r"|amigo|amiga|chefe|terapeuta|psicólogo|psicóloga|médico|médica|professor|professora|vizinho|vizinha|primo|prima"
    r"|tio|tia|colega|patrão"
)

_NO_CALLING = alternation(
    words(
        """not very no mud on a the my so muy não ei common unusual rare tired spelled spelt mispronounced misspelled
        pronounced called written mentioned forgotten known changed printed listed missing gone wrong fine dead dirt
        still now all everywhere nowhere nothing already never always only rarely hardly also just too in at of from
        like what whatever nobody up safe out something"""
    )
)
"""What follows "my name is" without being one ("my name is spelled wrong everywhere")."""
_NAMES = re.compile(
    rf"\b(?:[Mm]y name(?: is|'s|\u2019s)|[Nn]ame's|[Mm]i nombre es|[Mm]e llamo|[Mm]eu nome é|[Mm]e chamo"
    rf"|[Nn]imeni on)(?: actually| really)? (?P<strong>(?!(?:{_NO_CALLING})\b)"
    rf"[^\W\d_][\w'\u2019-]*(?: {_CAP}[\w'\u2019-]*){{0,2}})"
    rf"|\b(?:[Cc]all me|I(?:'m| am) called|[Hh]i,? I(?:'m| am)|[Hh]ello,? I(?:'m| am)|[Hh]ey,? I(?:'m| am)"
    rf"|[Tt]his is|signed,?|[Ss]oy|[Ss]ou (?:o|a)|[Mm]oi,? olen|[Oo]len) (?P<said>{_PROPER}(?: {_PROPER})?)"
    rf"|\bI(?:'m| am) (?P<full>{_PROPER} {_PROPER})"
    rf"|\b(?i:my|our|his|her|their) (?i:{_KIN_EN})(?:,| is called| is named| named| called|'s name is|\u2019s name is"
    rf"| —| -)? (?P<kin>{_PROPER}(?: {_PROPER})?)"
    rf"|\b(?i:{_KIN_FI})(?:,)? (?P<kinfi>{_PROPER}(?: {_PROPER})?)"
    rf"|\b(?i:mi|nuestro|nuestra|su) (?i:{_KIN_ES})(?:,| se llama)? (?P<kines>{_PROPER}(?: {_PROPER})?)"
    rf"|\b(?i:meu|minha|nosso|nossa|seu|sua|o meu|a minha) (?i:{_KIN_PT})(?:,| se chama)?(?: (?:o"
    rf"|a))? (?P<kinpt>{_PROPER}(?: {_PROPER})?)"
    rf"|\b(?:Dr|Mr|Mrs|Ms|Mx|Prof|Sr|Sra|Dra|Herra|Rouva|Tohtori|Miss|Professor|Doctor|Pastor|Father|Coach|Officer"
    rf"|Don|Doña|Seu|Dona)\.? (?P<titled>{_PROPER}(?: {_PROPER})?)"
)
_NO_NAME = frozenset(
    words(
        """I I'm I've I'll I'd God Jesus Christ Lord Allah Monday Tuesday Wednesday Thursday Friday Saturday Sunday
        January February March April May June July August September October November December Mum Mom Dad Mother
        Father Grandma English British American Finnish Swedish Spanish Portuguese Brazilian Irish French German
        Russian Chinese Indian Muslim Christian Catholic Jewish Buddhist Black White Asian Latino Latina African
        European Christmas Easter Ramadan Facebook Instagram Google Zoom Teams And But Because So Then When If He
        She They We It The That This There What Why How Not No Yes Please Sorry Thanks Really Just Well Ok Okay Oh
        Today Tomorrow Yesterday Maybe After Before Since Everyone Nobody Suomalainen Español Española Muy Pero
        Porque Gracias Hoy Yo Tú Mas Eu Você Obrigado Mutta Kun Että Kiitos Minä ADHD PTSD OCD BPD Correct Wrong
        New Hell Tired Still Back Home Sad"""
    )
)
_EMPLOYERS = re.compile(
    rf"\b(?:I|I've|we|She|He|she|he)(?:'m| am| have)? ?(?:\w+ )?(?:work|works|worked|working|employed|interned"
    rf"|interning) (?:(?:\w+ ){{0,4}}?(?:at|for|with) )(?P<at>{_ENTITY})"
    rf"|\b(?:[Mm]y|our) (?:employer|company|workplace|firm)(?:,| is|:) (?P<is>{_ENTITY})"
    rf"|\b(?:[Mm]y|a|the|our) (?:job|boss|shift|position|desk|office|internship|manager|team|nurse|teacher"
    rf"|engineer|cashier|driver|clerk|cleaner|receptionist|barista|accountant|developer|lawyer|manager|doctor|cook"
    rf"|guard) at (?P<job>{_ENTITY})"
    rf"|\b[Tt]yöskentelen (?P<fi>{_CAP}\w+(?:lla|llä|ssa|ssä))|\b[Oo]len (?:töissä"
    rf"|duunissa) (?P<fi2>{_CAP}\w+(?:lla|llä|ssa|ssä|alla|ellä))"
    rf"|\b[Tt]rabajo (?:\w+ ){{0,3}}?(?:en|para) (?P<es>(?:el |la )?{_ENTITY})"
    rf"|\b[Tt]rabalho (?:\w+ ){{0,3}}?(?:na|no|em|para a|para o|pra) (?P<pt>{_ENTITY})"
)
_SCHOOLS = re.compile(
    rf"\b(?:{_CAP}[\w'\u2019.-]* ){{1,4}}(?:University|College|High School|Middle School|Elementary|Primary School"
    rf"|Secondary School|Academy|Grammar School|School)\b"
    rf"|\bUniversity of {_PROPER}(?: {_PROPER})?"
    rf"|\b{_CAP}\w+(?:n|in) (?:yliopisto|lukio|ammattikorkeakoulu|peruskoulu|yläaste|ala-aste|koulu"
    rf"|ammattikoulu)\w{{0,4}}\b"
    rf"|\b(?:Universidad|Instituto|Colegio|Escuela|Universidade|Colégio|Escola|Faculdade|IES) (?:(?:de|do|da|del"
    rf"|Federal|Estadual|Municipal) )*{_ENTITY}"
    rf"|\b(?i:study|studied|studying|student|enrolled|graduated|teach|go to school|went to school|going to school"
    rf"|i'm) (?:\w+ ){{0,3}}?(?:at|from) (?P<uni>{_CAP}{{2,6}}\b|{_ENTITY})"
)
_PLACES = re.compile(
    rf"\b(?i:i live|living|lives|live|i'm|i am|moved|born|grew up|raised|based|here|a small town|a town|a village"
    rf"|our town|hometown|we live|stuck|apartment|house|nurse|teacher|doctor|work|working|hospital|from) (?:in"
    rf"|from|near|to|outside|is) (?P<en>{_ENTITY})"
    rf"|\b(?i:asun|asumme|muutin|olen kotoisin|synnyin) (?P<fi>{_CAP}\w+(?:ssa|ssä|lla|llä|lta|ltä|sta|stä|lle"
    rf"|seen|oon|uun))"
    rf"|\b(?i:vivo|vivimos|soy|nací|estoy) (?:en|de) (?P<es>{_ENTITY})"
    rf"|\b(?i:moro|moramos|vivo|sou|nasci|estou) (?:em|no|na|de|do|da) (?P<pt>{_ENTITY})"
)
_JOBS = re.compile(
    r"\b(?:i(?:'m| am|\u2019m)|i work(?:ed)? as|working as|my job as|job as|i was|soy|sou|olen|trabajo como"
    r"|trabalho como|trabajo de) (?:(?:an?|the|only|unha?|una?|uma?|also|currently|just|young|newly|qualified"
    r"|full-time|part-time|retired|single|primary|secondary|school|head|junior|senior|local) )*(?:\w+ )?"
    r"(?P<job>nurse|teacher|doctor|midwife|paramedic|firefighter|police ?officer|cop|soldier|sailor|pilot|lawyer"
    r"|judge|priest|pastor|vicar|imam|rabbi|vet|veterinarian|dentist|surgeon|pharmacist|psychologist|social worker"
    r"|engineer|programmer|developer|accountant|electrician|plumber|carpenter|welder|mechanic|driver|farmer"
    r"|fisherman|baker|cook|chef|waiter|waitress|barista|cashier|cleaner|librarian|journalist|musician|violinist"
    r"|actor|artist|photographer|barber|hairdresser|principal|professor|mayor|politician|councillor|receptionist"
    r"|postman|mailman|guard|translator|therapist|truck driver|bus driver"
    r"|sairaanhoitaja|opettaja|lääkäri|kätilö|poliisi|palomies|pappi|hammaslääkäri|insinööri|kirjastonhoitaja"
    r"|maanviljelijä|kokki|lähihoitaja|toimittaja"
    r"|enfermer[ao]|profesora?|médic[ao]|polic[ií]a|abogad[ao]|ingenier[ao]|periodista|bombero|camarer[ao]"
    r"|maestr[ao]|veterinari[ao]"
    r"|enfermeir[ao]|professora?|policial|advogad[ao]|engenheir[ao]|jornalista|bombeir[ao]|garçom|dentista"
    r"|motorista)\b",
    re.IGNORECASE,
)
_FAMILY = re.compile(
    r"\b(?:(?:my|our|have|had|mother of|father of|mom of|mum of|dad of|with) (?:\w+ )?(?:twins|triplets"
    r"|quadruplets|(?:two|three|four|five|six|seven|eight|\d) (?:\w+ )?(?:kids|children|sons|daughters|boys|girls"
    r"|brothers|sisters|siblings))|(?:tengo|tenho) (?:\w+ ){0,2}(?:hij[oa]s|filh[oa]s|gemelos|gêmeos)|(?:minulla"
    r"|meillä) on (?:\w+ ){0,2}(?:lasta|poikaa|tytärtä)|kaksoset|kaksoseni)\b",
    re.IGNORECASE,
)
_ONLY = re.compile(
    r"\b(?:the|their|our) (?:only|first|youngest|oldest) (?:\w+ ){1,4}(?:in|at|on|of) (?:my|our|the|this|town"
    r"|a) ?(?:\w+ )?(?:town|village|school|office|department|team|company|church|ward|class|street|hospital|island"
    r"|congregation|unit|parish|year|club|firm|university|city|county|faculty|clinic|state)\b",
    re.IGNORECASE,
)


def find(paragraph: str) -> Iterator[Detail]:
    """Yield names, employers, schools, and the places, jobs and family facts that only matter together."""
    for match in _NAMES.finditer(paragraph):
        start, end = _group(match)
        name = paragraph[start:end]
        if _NO_NAME.isdisjoint(name.split()) and len(name) > 1:
            yield Detail("name", start, end, "name")
    for code, seen in (("school", _SCHOOLS), ("employer", _EMPLOYERS)):
        for match in seen.finditer(paragraph):
            start, end = _group(match)
            if paragraph[start:end].split()[0] not in _NO_NAME:
                yield Detail(code, start, end, code)
    for match in _ONLY.finditer(paragraph):
        yield Detail("only_one", *match.span(), "job")
    for aspect, seen in (("place", _PLACES), ("job", _JOBS), ("family", _FAMILY)):
        for match in seen.finditer(paragraph):
            start, end = _group(match)
            if paragraph[start:end].split()[0] not in _NO_NAME:
                yield Detail(aspect, start, end, aspect, alone=False)


def _group(match: re.Match[str]) -> tuple[int, int]:
    """Return the span of the group that matched, or of the whole where there is none."""
    return match.span(match.lastgroup) if match.lastgroup else match.span()
