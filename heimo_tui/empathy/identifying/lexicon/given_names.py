"""Common given names of the four languages, written down from general knowledge for this project."""

from __future__ import annotations

from functools import cache

from heimo_tui.empathy.phrases import words


@cache
def given() -> frozenset[str]:
    """Given names that are hardly ever anything else."""
    return frozenset(
        words(
            """
            james john robert michael david william richard joseph thomas charles christopher daniel matthew
            anthony donald steven steve paul andrew andy joshua kenneth kevin brian george timothy ronald
            jason edward jeffrey ryan jacob gary nicholas eric jonathan stephen larry justin scott brandon
            benjamin samuel gregory alexander patrick jack dennis jerry tyler aaron jose adam nathan henry
            zachary douglas peter kyle noah ethan jeremy walter keith christian roger terry austin sean
            gerald carl dylan harold jordan jesse bryan lawrence arthur gabriel bruce logan billy joe alan
            juan elijah willie albert wayne randy vincent liam oliver simon ian neil nigel graham stuart
            colin derek trevor callum connor declan finn ewan craig darren gareth lewis rhys owen angus
            hamish marcus martin philip phil tony mike dave jim bob rob tom tim ben matt josh greg jeff chad
            brad todd curtis mary patricia jennifer linda elizabeth barbara susan jessica sarah karen lisa
            nancy betty sandra margaret ashley kimberly emily donna michelle carol amanda melissa deborah
            stephanie rebecca laura sharon cynthia kathleen amy angela shirley anna brenda pamela emma
            nicole helen samantha katherine christine debra rachel carolyn janet catherine maria heather
            diane ruth julie olivia joyce virginia victoria kelly lauren christina joan evelyn judith megan
            andrea cheryl hannah jacqueline martha gloria teresa ann anne sara madison frances kathryn
            janice jean abigail alice julia judy sophia denise amber doris marilyn danielle beverly isabella
            theresa diana natalie brittany charlotte marie kayla alexis lori fiona siobhan niamh aoife gemma
            kirsty leanne tracey sally wendy jane kate katie lucy chloe ella mia zoe molly phoebe imogen
            eleanor harriet nell yolanda tanisha latoya keisha deshawn jamal tyrone malik aisha fatima
            mohammed muhammad ahmed ali omar yusuf ibrahim hassan khalid zainab layla leila noor priya
            anjali deepak sanjay rahul amit sunita anil raj vikram arjun ravi meera kavita wei ming mei
            hiroshi yuki kenji akira olga natasha svetlana dmitri ivan sergei oksana agnieszka piotr kwame
            kofi amara chidi ngozi emeka tunde matti timo juha kari antti mikko jari jukka mika markku pekka
            hannu heikki seppo janne ari sami ville marko petri lauri jaakko jorma pentti eero raimo harri
            pasi risto tapio kalevi olavi juhani johannes teemu tuomas tommi tomi toni jussi esa veikko eetu
            joona joonas jere niko niklas juho eemeli elias leevi väinö eino oskari aleksi konsta samuli
            santeri henri kalle kimmo ilkka reijo erkki martti arto vesa jouni ismo tero jani aki antero
            ilmari urho aatos aapo miro rasmus roope otso veeti tuomo jarmo jyrki kaarlo kustaa tuula päivi
            anneli ritva leena pirjo sari minna marja tiina riitta pirkko seija merja mari kirsi eija raija
            arja satu liisa hanna heidi susanna johanna katja jaana ulla maarit outi sirpa marika tarja irja
            kaarina marjatta annikki helena kaisa anni elina jenna jonna noora emmi venla aada saana sanna
            saara heta iida iita veera essi jutta nea kerttu eeva eevi elli hilkka hilma inkeri irma kaija
            kaino katariina kirsti laila maija marjaana mirja mirjami oili oona pinja piia raili reetta
            riikka roosa ronja saija salla sinikka siiri sohvi terhi tuulikki tytti ursula viivi vilma
            annukka josé antonio manuel francisco javier carlos miguel rafael pedro fernando luis jorge
            alberto álvaro diego raúl iván rubén enrique óscar andrés sergio pablo ramón vicente jaime
            víctor ignacio alejandro eduardo roberto gonzalo hugo mateo martín lucas nicolás joaquín emilio
            felipe guillermo gustavo héctor julián marcos mario ricardo rodrigo tomás agustín esteban
            gerardo ismael leonardo lorenzo marcelo mauricio néstor oswaldo paco pepe nacho quique kiko
            tadeo fermín anselmo eusebio facundo lautaro carmen josefa isabel cristina ana lucía paula elena
            marta sofía raquel silvia beatriz nuria inés claudia valentina camila daniela gabriela juana
            adriana alejandra alicia ángela begoña carolina catalina cecilia encarna esther estefanía
            eugenia eva fátima florencia gisela graciela irene itziar jacinta jimena josefina leticia lola
            lorena lourdes luisa macarena magdalena maite manuela margarita mariana maribel mónica
            montserrat noelia pepa rebeca rosalía rosana susana tatiana verónica viviana ximena yesenia
            zulema maricarmen carmela micaela agustina ezequiel matías nahuel joão antônio luiz paulo bruno
            guilherme fábio márcio thiago tiago vinícius caio diogo edson sebastião raimundo severino josué
            joaquim otávio renato rogério sérgio wagner wellington wesley nuno rui vasco gonçalo duarte
            henrique afonso bernardo martim tomé zé zeca juninho toninho chico beto cláudio flávio jefferson
            jéssica júlia juliana fernanda aline bruna letícia vanessa larissa luana patrícia márcia cláudia
            simone tânia tereza terezinha francisca antônia rita rosângela regina renata priscila tatiane
            thaís taís viviane bia isabela isadora giovanna heloísa lívia luísa rafaela yasmin catarina inês
            joana leonor mafalda matilde filipa celeste célia ivone lúcia lurdes odete olívia rute cecília
            dalva iara iracema janaína jacira jurema juçara kátia neide neusa solange sônia valdete zilda
            enzo davi heitor murilo nadia nadja igor boris karim samir
            """
        )
    )


@cache
def also_words() -> frozenset[str]:
    """Given names that are ordinary words as well: they count only beside better evidence."""
    return frozenset(
        words(
            """
            will grace mark rose may june april august hope faith joy bill penny dawn grant summer autumn
            violet daisy lily ivy iris olive ruby pearl amber crystal jade ginger sandy sunny star sky skye
            river rain robin jay drew chance chase hunter mason cooper taylor tanner porter carter parker
            rich frank pat sue bob rob jack nick dick wade lance miles art gene guy ray rusty dusty cliff
            glen dale heath reed ford lane brook destiny charity patience prudence mercy verity felicity
            constance honor angel melody harmony eve dolly candy cherry holly hazel heather fern myrtle
            basil victor christian jordan austin scott jean virginia victoria onni rauha toivo sulo ilo
            ilona tahto lahja lempi armas oiva urho usko taisto voitto soini aino ainoa helmi aamu meri
            pilvi pihla ruusu satu tuuli tuulia säde kukka impi hilja sisko veli kaino ari esa luz paz sol
            mar esperanza nieves dolores consuelo soledad rosario mercedes pilar milagros remedios socorro
            angustias amparo rocío aurora alba blanca rosa violeta azucena margarita paloma concha reyes
            santos salvador ángel cruz gloria gracia clara clemente justo modesto bárbara celeste estrella
            santiago belén fe caridad inmaculada norma perla guadalupe graça conceição aparecida vitória
            glória esperança flor íris linda mel pérola serena bela branca pia vera dores neves anjos
            """
        )
    )


@cache
def titles() -> frozenset[str]:
    """Forms of address that stand before a name."""
    return frozenset(
        words(
            """
            dr dra doctor doctora doutor doutora mr mrs ms mx miss sir prof professor profesor profesora
            professora sr sra srta señor señora señorita don doña dona seu herra rouva neiti tohtori pastori
            pastor reverend rev father padre frei sister hermana sor madre irmã coach officer sergeant nurse
            judge sensei mestre tío tía tio tia uncle aunt auntie aunty setä eno täti mummo pappa ukki
            cousin primo prima
            """
        )
    )
