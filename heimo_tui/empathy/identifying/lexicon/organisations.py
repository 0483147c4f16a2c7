"""Words that make a school or a workplace out of a proper noun, and words that say that somebody works or studies."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def schools() -> frozenset[str]:
    """Head words of schools that stand with a proper noun."""
    return frozenset(
        words(
            """
            university uni college school high academy grammar primary secondary elementary institute
            polytechnic kindergarten preschool seminary conservatory conservatoire gymnasium sixth-form
            comprehensive universidad facultad instituto colegio escuela ies ceip liceo secundaria
            preparatoria prepa academia conservatorio seminario politécnica politécnico tecnológico
            bachillerato ursulinas salesianos maristas jesuitas escolapios dominicas carmelitas teresianas
            agustinos universidade faculdade colégio escola emef emei emeief etec cefet liceu ginásio
            seminário conservatório externato agrupamento salesianas creche jardim-escola
            """
        )
    )


@cache
def finnish_schools() -> tuple[str, ...]:
    """Beginnings of Finnish words for schools; case endings follow."""
    return tuple(
        words(
            """
            yliopisto lukio koulu ammattikoulu ammattikorkeakoulu ammattiopisto amk peruskoulu yläaste
            yläkoulu ala-aste alakoulu opisto kansanopisto normaalikoulu päiväkoti päiväkodi akatemia
            konservatorio korkeakoulu lyseo kristillinen
            """
        )
    )


@cache
def employers() -> frozenset[str]:
    """Head words of workplaces that stand with a proper noun."""
    return frozenset(
        words(
            """
            ambulance rescue
            hospital infirmary clinic surgery hospice bank labs laboratories ltd limited inc llc gmbh oy oyj
            ab corp corporation company co plc group logistics freight haulage coaches foods bakery café
            cafe restaurant hotel inn pub tavern garage motors solutions systems consulting consultants
            partners associates foundation trust council airlines airways insurance pharmacy prison
            penitentiary correctional jail farm farms mill mills mine mines brewery factory industries media
            news herald gazette tribune studio studios agency store stores market supermarket salon nursery
            dairy shipyard shipping steel plumbing electric electrical roofing construction builders
            engineering dental veterinary law legal accountancy cleaners catering security textiles sons
            bros energy software technologies tech theatre library museum dealership warehouse distribution
            packaging clínica sanatorio banco fundación notaría despacho bufete talleres taller panadería
            restaurante bar cafetería farmacia supermercado supermercados transportes construcciones
            constructora grupo residencia fábrica bodega bodegas editorial diario ayuntamiento ferretería
            peluquería gestoría asesoría inmobiliaria librería minera cooperativa seguros autobuses
            almacenes mudanzas limpiezas carnicería frutería lavandería imprenta laboratorio laboratorios
            frigorífico confecciones muebles finca hacienda estancia pizzería pastelería centro fundação
            cartório escritório oficina padaria lanchonete drogaria mercadinho mercado construtora lar asilo
            editora jornal prefeitura ferragens salão imobiliária livraria mineração moinho moinhos usina
            viação confecções metalúrgica lojas loja posto câmara junta transportadora confeitaria
            churrascaria pizzaria açougue hortifruti fazenda cervejaria tecelagem calçados móveis laticínios
            gráfica creperia sociedade associação asociación instituição onlus ong santa-casa misericórdia
            pousada quinta adega lda ltda
            """
        )
    )


@cache
def finnish_employers() -> tuple[str, ...]:
    """Beginnings of Finnish words for workplaces; case endings follow."""
    return tuple(
        words(
            """
            sairaala keskussairaala terveyskesku terveysasema pankki panki pankissa kuljetus rakennus
            konepaja leipomo ravintola kahvila hotelli säätiö seurakun tehdas tehtaa telakka telakal telakan
            apteek apteeki palvelutalo hoivakoti hoivakodi hoitokoti hoitokodi vanhainkoti vanhainkodi
            tilitoimisto asianajotoimisto autokorjaamo kaupungintalo vankila kirjasto teatteri museo
            kampaamo parturi paja verstas panimo meijeri varikko osuuskauppa huoltoasema lehti lehde sanomat
            sanomi
            """
        )
    )


@cache
def common_kinds() -> frozenset[str]:
    """Words that make no proper noun of a school or a workplace ("Catholic High School")."""
    return frozenset(
        words(
            """
            high middle primary secondary elementary grammar grade junior senior public private state
            boarding medical business law art arts music sunday catholic christian night summer old new
            local general central community city county town national federal british american english big
            small top good bad first second third dance drama driving food blood west east north south the
            of and for de la del da do mental psychiatric regional municipal estadual provincial pública
            público privada privado superior media básica técnica san normal infantil primaria
            """
        )
    )


@cache
def working() -> frozenset[str]:
    """Words that say that somebody works somewhere."""
    return frozenset(
        words(
            """
            work works worked working job jobs shift shifts boss manager supervisor colleague colleagues
            employed employee employer contract desk office internship intern interned hired fired sacked
            laid position career promoted payroll freelance temp temped trainee apprentice apprenticeship
            staff hr resigned retired quit drive drives driving deliver delivering clean cleaning cook
            cooking guard nurse cashier driver cleaner clerk receptionist barista accountant developer
            engineer lawyer waiter waitress teacher doctor chef packer picker warehouse night-shift
            volunteer volunteered töissä töihin duunissa duuniin työskentelen työskentelin työskentelee
            potkut irtisanottiin irtisanoi irtisanouduin palveluksessa harjoittelussa harjoittelija
            kesätöissä keikkaa vuorossa yövuoro yövuorot yövuorossa vuoro vuorot ajan myyjänä hoitajana
            siivoojana kassalla kassana tuuraan lomautti lomautettiin palkkasi esihenkilö esimies pomo
            pomoni uralla trabajo trabajaba trabajé trabaja trabajando trabajar curro curraba laburo
            laburaba empleado empleada contratado contratada contrato contrataron despidieron echaron turno
            prácticas servicios cajero cajera jefe jefa encargado encargada puesto camarero camarera becario
            becaria limpio reparto conduzco obrero operario operaria guardia compañeros compañeras trabalho
            trabalhava trabalhei trabalha trabalhando trampo trampava estágio estagiário estagiária demitido
            demitida demitiram despedido despedida plantão caixa vaga chefe gerente patrão emprego empregada
            empregado garçom garçonete faxineira faxineiro vigia porteiro atendente operador operadora
            dirijo vendedor vendedora motorista
            """
        )
    )


@cache
def studying() -> frozenset[str]:
    """Words that say that somebody studies, learns or teaches somewhere."""
    return frozenset(
        words(
            """
            study studies studied studying student enrolled graduated graduate junior sophomore freshman
            senior phd masters master's degree pupil class teach taught teaching lecturer scholarship
            semester dropped bullied expelled transferred classmates dorm opiskelen opiskelin opiskelija
            opiskelee valmistuin väikkäriä gradua koulussa oppilas oppilaana opettaja opettajana luokalla
            estudio estudié estudiaba estudiante estudiando alumno alumna matriculado matriculada interna
            interno curso cursé gradué beca becado becada máster doctorado tesis carrera estudo estudei
            estudava aluno aluna formei mestrado doutorado doutoramento tese bolsa bolsista cursei graduação
            licenciatura
            """
        )
    )


@cache
def at_which() -> frozenset[str]:
    """Prepositions, and articles after them, between such a word and the name of the place."""
    return frozenset(
        words(
            """
            at for from with by to into en para de del el la los las na no nas nos em da do das dos pra pro
            a o à ao the
            """
        )
    )


@cache
def chains() -> frozenset[str]:
    """Large employers that people write in lower case; where one works there, town and trade complete the picture."""
    return frozenset(
        words(
            """
            walmart tesco asda aldi lidl mcdonalds mcdonald's starbucks costco kroger walgreens fedex dhl
            ikea nokia kone prisma mercadona carrefour inditex zara petrobras itaú itau bradesco correios
            correos telefónica santander wetherspoons sainsburys primark morrisons posti veikkaus finnair
            valmet wärtsilä movistar telepizza pemex femsa oxxo bimbo magazine-luiza magalu embraer
            continente worten
            """
        )
    )
