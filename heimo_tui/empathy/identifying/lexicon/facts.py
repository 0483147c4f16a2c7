"""Words of facts about a person that are harmless alone and rare together."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def settlements() -> frozenset[str]:
    """Small or unusual places to live."""
    return frozenset(
        words(
            """
            village hamlet island barge houseboat lighthouse farmhouse monastery convent parish harbour
            harbor peninsula fjord reservation commune kibbutz rectory vicarage kylässä pikkukylässä
            kirkonkylän kirkonkylässä kylän saaristokunnassa saaressa saarella kunnassa pikkukunnassa
            pitäjässä majakalla luostarissa asuntolaivassa saaristossa pueblo pueblito aldea isla faro
            molino caserío parroquia monasterio convento valle aldeia vila ilha moinho farol povoado
            vilarejo paróquia mosteiro sítio
            """
        )
    )


@cache
def several() -> frozenset[str]:
    """Children born together, and families that are talked of."""
    return frozenset(
        words(
            """
            kaksonen gemela gemelo melliza mellizo gêmea gêmeo gémea gémeo
            twins triplets quadruplets quintuplets widow widower adopted adoptive orphan foster stepchildren
            kaksoset kaksoseni kaksosten kolmoset kolmosten neloset nelosten leski adoptoitu adoptoin
            sijaislapsi mellizos mellizas gemelos gemelas trillizos trillizas viuda viudo adoptada adoptado
            adopté adoptamos huérfana gêmeos gêmeas gémeos trigêmeos viúva viúvo adotada adotado adotei
            adotamos órfã órfão bisnietos bisnetos
            """
        )
    )


@cache
def offspring() -> frozenset[str]:
    """Children and other relatives that can be counted."""
    return frozenset(
        words(
            """
            kids children sons daughters boys girls brothers sisters siblings grandchildren grandsons
            granddaughters lasta poikaa tytärtä lastenlasta veljeä siskoa hijos hijas nietos nietas hermanos
            hermanas filhos filhas netos netas irmãos irmãs
            """
        )
    )


@cache
def numbers() -> frozenset[str]:
    """Numbers of relatives worth counting."""
    return frozenset(
        words(
            """
            two three four five six seven eight nine ten 2 3 4 5 6 7 8 9 10 kaksi kolme neljä viisi kuusi
            seitsemän kahdeksan dos tres cuatro cinco seis siete ocho nueve dois duas três quatro sete oito
            nove
            """
        )
    )


@cache
def parents_of() -> frozenset[str]:
    """Who is a parent or a child "of" somebody."""
    return frozenset(
        words(
            """
            mother father mum mom dad daughter son wife husband widow sister brother granddaughter grandson
            madre padre hija hijo esposa viuda nieta nieto mãe pai filha filho viúva neta neto äiti isä
            tytär poika vaimo mies leski
            """
        )
    )


@cache
def bodies() -> frozenset[str]:
    """What can be seen or heard of somebody."""
    return frozenset(
        words(
            """
            blind deaf albino amputee amputated dwarfism wheelchair prosthesis prosthetic one-armed
            one-legged one-eyed stutter stammer conjoined birthmark guide-dog sokea kuuro albiino
            pyörätuolissa pyörätuolilla proteesi änkytän ciega ciego sorda sordo albina coja cojo manca
            manco tuerta tuerto tartamuda tartamudo prótesis lazarillo zurda enana cega cego surda surdo
            canhota gaga gago anã anão cadeirante maneta cão-guia
            """
        )
    )


@cache
def limbs() -> frozenset[str]:
    """Parts of the body that can be lost."""
    return frozenset(
        words(
            """
            arm leg hand foot eye ear finger fingers nose jalkani käteni silmäni korvani sormeni jalan käden
            brazo pierna mano pie ojo oreja cara dedo dedos nariz braço perna mão pé olho orelha rosto
            """
        )
    )


@cache
def losing() -> frozenset[str]:
    """Words that a limb is gone or hurt."""
    return frozenset(
        words(
            """
            lost gone missing without no burned burnt amputated menetin ilman puuttuu paloi perdí falta sin
            quemé quemó amputaron perdi sem não queimei amputaram
            """
        )
    )


@cache
def events() -> frozenset[str]:
    """What a place remembers of somebody."""
    return frozenset(
        words(
            """
            prison jail convicted lottery olympic olympics olympian crash crashed flood avalanche shipwreck
            kidnapped television newspaper headlines documentary mayor elected champion vankilaan vankilassa
            vankilasta loton lotossa lottovoitto olympialaisissa tulvassa onnettomuudessa televisiossa
            lehdessä haaksirikossa kunnanvaltuustossa cárcel lotería olímpica olímpico inundación televisión
            radio periódico accidente campeona campeón prisão cadeia loteria enchente televisão rádio jornal
            acidente campeã campeão
            """
        )
    )


@cache
def peoples() -> frozenset[str]:
    """Where somebody comes from and what somebody turned to, in words that say it of a person."""
    return frozenset(
        words(
            """
            japanese chinese korean vietnamese thai filipino filipina indian pakistani bangladeshi nepali
            sri-lankan iranian iraqi syrian afghan turkish kurdish lebanese egyptian moroccan algerian
            tunisian nigerian ghanaian kenyan ethiopian somali congolese haitian jamaican cuban dominican
            peruvian bolivian chilean colombian venezuelan ecuadorian argentinian brazilian mexican russian
            ukrainian polish romanian bulgarian hungarian greek estonian latvian lithuanian icelandic
            finnish swedish norwegian danish dutch sámi sami inuit maori roma mormon orthodox buddhist hindu
            sikh jewish muslim amish convert converted japanilainen somalialainen venäläinen virolainen
            thaimaalainen irakilainen kurdi saamelainen romani japonesa japonés china chino rumana rumano
            marroquí peruana peruano boliviana boliviano haitiana haitiano rusa ruso ucraniana ucraniano
            gitana gitano mapuche japonês coreano coreana angolana angolano indígena quilombola convertida
            conversa
            """
        )
    )


@cache
def pastimes() -> frozenset[str]:
    """What few people do besides."""
    return frozenset(
        words(
            """
            organ pigeons falcons bees marathons marathon chess choir bagpipes harp accordion llamas alpacas
            huskies greyhounds taxidermy esperanto urkuja harmonikkaa mehiläisiä papukaijoja maratoneja
            shakkia kuoroa maratones maratón ajedrez órgano palomas loros abejas gaita arpa acordeón coro
            pianos maratonas maratona xadrez órgão pombos papagaios abelhas harpa acordeão sanfona
            """
        )
    )


@cache
def doing() -> frozenset[str]:
    """Verbs of the first person, in languages that show it, for what somebody does for a living."""
    return frozenset(
        words(
            """
            afino dirijo entreno atiendo traduzco fabrico reparto pesco coso vendo cuido conduzco restauro
            crío traduzo treino ensino costuro crio conserto valmennan opetan johdan hoidan kasvatan
            kalastan korjaan käännän viljelen
            """
        )
    )


@cache
def owning() -> frozenset[str]:
    """Verbs of having, with `shops` after them."""
    return frozenset(
        words(
            """
            run own owned bought sold manage managed keep with tenemos tengo tenía compré compramos llevamos
            atendemos cuido atiendo vendo temos tenho tinha comprei cuidamos pidän pyöritän omistan ostin
            hoidan meillä
            """
        )
    )


@cache
def shops() -> frozenset[str]:
    """Houses of which a place has one or few."""
    return frozenset(
        words(
            """
            bakery cinema florist pharmacy butchery smithy pub hotel museum library chapel cemetery funeral
            brewery greenhouse orchard vineyard circus kennel pawnshop bookshop newsagent garage theatre
            leipomoa apteekkia kioskia kahvilaa elokuvateatteria kauppaa hautausmaata kirjastoa
            kotieläinpihaa hotellia gasolinera panadería farmacia cementerio cine imprenta ferretería
            funeraria bodega fonda circo quiosco molino posto padaria farmácia cemitério gráfica funerária
            adega banca moinho queijo
            """
        )
    )


@cache
def living() -> frozenset[str]:
    """Words for living somewhere or coming from there, before a proper noun."""
    return frozenset(
        words(
            """
            live lives living lived moved born raised based grew stuck from here town village back hometown
            house nurse teacher doctor hospital apartment asun asumme asuu muutin muutimme kotoisin synnyin
            tulin palasin vivo vivimos vivía nací soy vengo volví estoy mudé moro moramos morava nasci sou
            vim voltei estou mudei
            """
        )
    )


@cache
def towards() -> frozenset[str]:
    """Prepositions between such a word and the place."""
    return frozenset(words("in from near to outside at en de em no na do da is"))
