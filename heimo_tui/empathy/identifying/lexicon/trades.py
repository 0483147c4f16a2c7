"""Trades, and words for people by what they are."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def trades() -> frozenset[str]:
    """Trades and offices that few people of a place hold."""
    return frozenset(
        words(
            """
            nurse teacher doctor midwife paramedic firefighter policeman policewoman cop soldier sailor
            pilot lawyer judge priest pastor vicar imam rabbi vet veterinarian dentist surgeon pharmacist
            psychologist engineer programmer developer accountant electrician plumber carpenter welder
            mechanic driver farmer fisherman baker cook chef waiter waitress barista cashier cleaner
            librarian journalist musician violinist organist cellist actor actress artist photographer
            barber hairdresser principal professor mayor politician councillor receptionist postman mailman
            guard translator therapist magician ferryman lighthouse undertaker mortician beekeeper butcher
            blacksmith luthier potter weaver tailor seamstress jockey boxer wrestler rower goalkeeper
            footballer referee astronaut diver dancer ballerina clown acrobat trapeze juggler tattooist
            florist gardener shepherd ranger forester logger miner captain skipper cantor deacon nun monk
            chaplain sheriff bailiff obstetrician paediatrician pediatrician cardiologist neurologist
            anaesthetist radiologist optician podiatrist locksmith watchmaker jeweller piano tuner
            taxidermist falconer puppeteer novelist poet composer conductor broadcaster presenter
            meteorologist weatherman ambassador consul senator minister interpreter archivist curator
            headteacher headmaster janitor caretaker butler nanny crossing trucker sairaanhoitaja opettaja
            lääkäri kätilö poliisi palomies pappi hammaslääkäri insinööri kirjastonhoitaja maanviljelijä
            kokki lähihoitaja toimittaja eläinlääkäri kanttori suntio kirkkoherra tuomari lautturi
            majakanvartija kelloseppä suutari hautausurakoitsija mehiläistarhaaja poromies kalastaja
            kapteeni luotsi lentäjä nunna munkki urkuri viulisti kansanedustaja kunnanjohtaja rehtori
            apteekkari proviisori psykologi urheilija maalivahti painija nyrkkeilijä valmentaja kampaaja
            parturi nuohooja seppä kuvanveistäjä kirjailija enfermera enfermero profesor profesora médico
            médica policía abogado abogada ingeniero ingeniera periodista bombero bombera camarero camarera
            maestro maestra veterinario veterinaria obstetra partera matrona relojero relojera afinador
            boxeador boxeadora torero torera diputado diputada alcalde alcaldesa concejal cura monja
            sacerdote organista sepulturero sepulturera farero pescador pescadora pastora apicultor
            apicultora boticario farmacéutico farmacéutica dentista juez jueza notario notaria piloto
            capitán cirujano cirujana traductor traductora meteoróloga meteorólogo locutor locutora payaso
            trapecista bailarina bailarín herrero panadero panadera carnicero zapatero guardabosques
            astronauta árbitro árbitra camionero camionera enfermeira enfermeiro professora policial
            advogado advogada engenheiro engenheira jornalista bombeiro bombeira garçom garçonete motorista
            parteira relojoeiro pugilista toureiro toureira deputado deputada prefeito prefeita vereador
            vereadora padre freira coveiro coveira faroleiro farmacêutico farmacêutica juíza juiz tabelião
            capitão comandante cirurgião cirurgiã tradutor tradutora meteorologista palhaço trapezista
            ferreiro padeiro padeira açougueiro sapateiro goleiro goleira rebocador maestrina veterinário
            veterinária ex-freira ex-padre exmonja excura ex-torero
            """
        )
    )


@cache
def people() -> frozenset[str]:
    """People by what they are, where somebody looks for one."""
    return frozenset(
        words(
            """
            one person woman man girl boy kid mother father mum mom dad parent student pupil widow widower
            survivor gay lesbian trans transgender black deaf blind muslim jewish jew female male hindu
            asian roma foreigner immigrant refugee albino wheelchair redhead daughter son orphan graduate
            convert member resident employee patient transihminen transnainen transmies homo lesbo nainen
            mies äiti isä yksinhuoltaja yksinhuoltajaisä yksinhuoltajaäiti muslimi musta tumma sokea kuuro
            maahanmuuttaja pakolainen oppilas potilas eloonjäänyt selvinnyt poika tyttö leski joka mujer
            hombre chica chico persona madre padre negra negro ciega ciego sorda sordo musulmana musulmán
            judía judío extranjera extranjero gitana gitano viuda viudo alumna alumno superviviente
            sobreviviente lesbiana mulher homem pessoa mãe pai menina menino cega cego surda surdo muçulmana
            muçulmano judia judeu estrangeira estrangeiro cigana cigano viúva viúvo aluna aluno sobrevivente
            lésbica preta preto que
            """
        )
    )
