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
            archie willow james john robert michael david william richard joseph thomas charles christopher daniel
            matthew anthony donald steven steve paul andrew andy joshua kenneth kevin brian george
            timothy ronald jason edward jeffrey ryan jacob gary nicholas eric jonathan stephen larry
            justin scott brandon benjamin samuel gregory alexander patrick jack dennis jerry tyler aaron
            jose adam nathan henry zachary douglas peter kyle noah ethan jeremy walter keith christian
            roger terry austin sean gerald carl dylan harold jordan jesse bryan lawrence arthur gabriel
            bruce logan billy joe alan juan elijah willie albert wayne randy vincent liam oliver simon
            ian neil nigel graham stuart colin derek trevor callum connor declan finn ewan craig darren
            gareth lewis rhys owen angus hamish marcus martin philip phil tony mike dave jim bob rob tom
            tim ben matt josh greg jeff chad brad todd curtis mary patricia jennifer linda elizabeth
            barbara susan jessica sarah karen lisa nancy betty sandra margaret ashley kimberly emily
            donna michelle carol amanda melissa deborah stephanie rebecca laura sharon cynthia kathleen
            amy angela shirley anna brenda pamela emma nicole helen samantha katherine christine debra
            rachel carolyn janet catherine maria heather diane ruth julie olivia joyce virginia victoria
            kelly lauren christina joan evelyn judith megan andrea cheryl hannah jacqueline martha
            gloria teresa ann anne sara madison frances kathryn janice jean abigail alice julia judy
            sophia denise amber doris marilyn danielle beverly isabella theresa diana natalie brittany
            charlotte marie kayla alexis lori fiona siobhan niamh aoife gemma kirsty leanne tracey sally
            wendy jane kate katie lucy chloe ella mia zoe molly phoebe imogen eleanor harriet nell
            yolanda tanisha latoya keisha deshawn jamal tyrone malik aisha fatima mohammed muhammad
            ahmed ali omar yusuf ibrahim hassan khalid zainab layla leila noor priya anjali deepak
            sanjay rahul amit sunita anil raj vikram arjun ravi meera kavita wei ming mei hiroshi yuki
            kenji akira olga natasha svetlana dmitri ivan sergei oksana agnieszka piotr kwame kofi amara
            chidi ngozi emeka tunde matti timo juha kari antti mikko jari jukka mika markku pekka hannu
            heikki seppo janne ari sami ville marko petri lauri jaakko jorma pentti eero raimo harri
            pasi risto tapio kalevi olavi juhani johannes teemu tuomas tommi tomi toni jussi esa veikko
            eetu joona joonas jere niko niklas juho eemeli elias leevi väinö eino oskari aleksi konsta
            samuli santeri henri kalle kimmo ilkka reijo erkki martti arto vesa jouni ismo tero jani aki
            antero ilmari urho aatos aapo miro rasmus roope otso veeti tuomo jarmo jyrki kaarlo kustaa
            tuula päivi anneli ritva leena pirjo sari minna marja tiina riitta pirkko seija merja mari
            kirsi eija raija arja satu liisa hanna heidi susanna johanna katja jaana ulla maarit outi
            sirpa marika tarja irja kaarina marjatta annikki helena kaisa anni elina jenna jonna noora
            emmi venla aada saana sanna saara heta iida iita veera essi jutta nea kerttu eeva eevi elli
            hilkka hilma inkeri irma kaija kaino katariina kirsti laila maija marjaana mirja mirjami
            oili oona pinja piia raili reetta riikka roosa ronja saija salla sinikka siiri sohvi terhi
            tuulikki tytti ursula viivi vilma annukka josé antonio manuel francisco javier carlos miguel
            rafael pedro fernando luis jorge alberto álvaro diego raúl iván rubén enrique óscar andrés
            sergio pablo ramón vicente jaime víctor ignacio alejandro eduardo roberto gonzalo hugo mateo
            martín lucas nicolás joaquín emilio felipe guillermo gustavo héctor julián marcos mario
            ricardo rodrigo tomás agustín esteban gerardo ismael leonardo lorenzo marcelo mauricio
            néstor oswaldo paco pepe nacho quique kiko tadeo fermín anselmo eusebio facundo lautaro
            carmen josefa isabel cristina ana lucía paula elena marta sofía raquel silvia beatriz nuria
            inés claudia valentina camila daniela gabriela juana adriana alejandra alicia ángela begoña
            carolina catalina cecilia encarna esther estefanía eugenia eva fátima florencia gisela
            graciela irene itziar jacinta jimena josefina leticia lola lorena lourdes luisa macarena
            magdalena maite manuela margarita mariana maribel mónica montserrat noelia pepa rebeca
            rosalía rosana susana tatiana verónica viviana ximena yesenia zulema maricarmen carmela
            micaela agustina ezequiel matías nahuel joão antônio luiz paulo bruno guilherme fábio márcio
            thiago tiago vinícius caio diogo edson sebastião raimundo severino josué joaquim otávio
            renato rogério sérgio wagner wellington wesley nuno rui vasco gonçalo duarte henrique afonso
            bernardo martim tomé zé zeca juninho toninho chico beto cláudio flávio jefferson jéssica
            júlia juliana fernanda aline bruna letícia vanessa larissa luana patrícia márcia cláudia
            simone tânia tereza terezinha francisca antônia rita rosângela regina renata priscila
            tatiane thaís taís viviane bia isabela isadora giovanna heloísa lívia luísa rafaela yasmin
            catarina inês joana leonor mafalda matilde filipa celeste célia ivone lúcia lurdes odete
            olívia rute cecília dalva iara iracema janaína jacira jurema juçara kátia neide neusa
            solange sônia valdete zilda enzo davi heitor murilo nadia nadja igor boris karim samir
            bernadette theodora theodore theo ansel oscar oskar bogdan pauline ruben leon felix arlo
            otis silas ezra caleb isaac levi abel micah tobias gideon rufus barnaby clive desmond dermot
            padraig cormac rory fergus gavin russell ross clifford stanley norman leonard herbert ernest
            alfred edgar edmund cecil cyril vernon lionel maurice mitchell garrett clayton travis cody
            derrick darnell andre dwayne terrence cedric maxine maureen doreen noreen eileen sheila
            brigid bridget deirdre sinead roisin orla maeve ciara aoibhe saoirse philippa felicia
            rosemary rosalind rosie josie josephine georgina georgia henrietta winifred mildred edith
            edna ethel agnes beatrice bertha ida inez ramona carla carrie cassie cassandra courtney
            daphne deanna elaine eliza elsa elsie erica erin esme estelle fay florence freda gail
            gillian gina greta gwen gwendolyn ingrid isla ivana jackie jill jodie joanne joanna justine
            kara kerry kirstin krista kristen lena leona lindsay lorna lorraine louisa louise lydia
            mabel mandy marcia marcella marian marianne marissa marjorie maude mavis meredith minnie
            miriam moira mona monica muriel myra nadine naomi nina nora pam peggy petra polly rhonda
            roberta robyn rowena roxanne sabrina sadie selina serena shannon sheryl sonia stacey stacy
            stella sylvia tabitha tamara tammy tanya thelma tilda tina trudy veronica vivian vivienne
            wilma yvette yvonne zara annika katrin otto klaus hans jurgen dieter wolfgang heinz fritz
            lars sven bjorn erik magnus nils pierre jacques luc marcel yves giulia giovanni luigi marco
            matteo chiara francesca paolo stefano dimitris yannis elif mehmet ayşe mustafa emre parisa
            reza mina sadia farah amina abdul rashid bilal nadeem imran tariq asif shabnam lakshmi padma
            vijay suresh ramesh mohan gopal kiran nisha pooja neha ananya jin hyun minh linh thao nguyen
            ahti jarkko ansa asko auli birgitta bertta eevertti eila eine elmeri elvi erkka erno esko
            eveliina fanny hannele harry helvi henna hermanni hillevi iiro iisakki immo inka irina isto
            jalmari jarno jasmin joel jonne jonas julius jyri kati katri kauko kim koskela lari leea lea
            leo liinu lotta lyyli maaria maiju malla maritta matilda mauno mauri merita milja milla mira
            mirka moona nella netta nico nuutti okko olli onerva osmo paavo pauliina pauli pekko petteri
            piritta raakel rainer rami rauno reino riina riku roni saku sampo samu sakari sanni sanelma
            sauli sebastian severi silja siru sofia soile sonja stiina suvi taina taimi tanja tarmo taru
            teija tiia tiitus timi tinja titta topi tuija tuukka tyyne uuno vilho vilhelmi viola eelis
            reija evaristo damián ulises leandro chelo aitor iker unai mikel xabier gorka jon ander
            asier oihane nerea ainhoa amaia leire jordi montse mireia jaume josep pau oriol ferran
            xavier xavi neus laia arnau brais uxía aldo alfonso alfredo ambrosio amador anastasia aníbal
            araceli ariadna ariel armando arturo augusto aurelia aurelio bautista benigno benito
            bernarda braulio brígida camilo candela cándida cándido casimiro cayetana cayetano cipriano
            cosme crisanto dámaso delfina delia demetrio dionisio edelmira efraín eladio elías elisa
            elvira emiliano emilia erika ernesto ester eulalia evelia fabián fabiola federico felisa
            fidel flora froilán gaspar genaro germán gilberto gil ginés gladys gregoria gregorio guido
            hernán herminia hilario hilda horacio humberto inocencio iñaki iñigo iria isidora isidro
            jacobo jerónimo jesusa jonás karina katia laureano lázaro leocadia leopoldo liliana lisandro
            lucrecia lupe lupita macario maira malena marcelina marina mariela marisa marisol maruja
            maura maximiliano maximino melchor melisa merche milena minerva mirta moisés narciso natalia
            nélida nicanor nicolasa octavio ofelia olegario oriana orlando osvaldo otilia pancho pascual
            patricio petrona plácido ramiro regino rigoberto rocco rodolfo román romina rómulo roque
            rosendo rufino ruperto sabina salomé samanta saturnino saúl selena serafín sebastián sixto
            soraya teodoro teófilo tobías toribio ubaldo úrsula valentín valeria vanesa vicenta wilson
            yanina yadira zacarías zoila genivaldo valdir valdemar jussara maurício benedita benedito
            adalberto ademir adilson adriano agenor ailton aldair alessandra alex alexandre alexandra
            alisson almir altair aluísio alzira amadeu amália américo anderson andré andressa ângela
            ângelo antónio arnaldo artur ataíde aurélio baltazar benjamim bernadete bianca breno carlota
            cássia cássio celso césar cíntia cleide clarice clarisse cleber clodoaldo clóvis cristiano
            dagmar daiane danilo dário débora deise denis dinis dinorá djalma domingos dulce éder
            edilson edmilson eduarda elcio eliane elisabete elza emanuel emília érica erivaldo estela
            eunice evandro fabiana fabrício fausto felícia fernão filomena flávia florbela frederico
            geraldo gerson gilmar gilson giovana gisele glauber gláucia goreti hélder hélio henriqueta
            hermínia iago idalina ilda inácio isaura ivete ivo jacinto jair jairo jaqueline joaquina
            josiane jovelina juarez jucélia judite júlio laércio lauro leonel lidiane lígia lindalva
            lourenço luan luciana luciano ludmila luzia luzinete madalena magali manoel marcela marilene
            marília marlene marli marlon mateus matias mauro milton mirela mirtes moacir mônica nádia
            natália nelson neuza nilson nilton nívea norberto octávio odair osmar otília patrício plínio
            quitéria raissa raul reginaldo reinaldo renan robson romário romeu ronaldo rosália rosane
            roseli rosilda rubens salete sandro saulo selma sílvia sílvio silvana soraia suzana tainá
            tâmara telma ubirajara valdomiro valéria valter vânia verônica violante vítor waldir
            wanderley wanda yara zélia zenaide zuleica zulmira chiquinho ritinha zezinho
            """
        )
    )


@cache
def also_words() -> frozenset[str]:
    """Given names that are ordinary words as well: they count only beside better evidence."""
    return frozenset(
        words(
            """
            will grace mark rose may june april august hope faith joy bill penny dawn grant summer
            autumn violet daisy lily ivy iris olive ruby pearl amber crystal jade ginger sandy sunny
            star sky skye river rain robin jay drew chance chase hunter mason cooper taylor tanner
            porter carter parker rich frank pat sue dick wade lance miles art gene guy rusty dusty cliff
            glen dale heath reed ford lane brook destiny charity patience prudence mercy verity felicity
            constance honor angel melody harmony eve dolly candy cherry holly hazel heather fern myrtle
            basil onni rauha toivo sulo ilo ilona tahto lahja lempi armas oiva urho usko taisto voitto
            soini aino ainoa helmi aamu meri pilvi pihla ruusu satu tuuli tuulia säde kukka impi hilja
            sisko veli kaino ari esa luz paz sol mar esperanza nieves dolores consuelo soledad rosario
            mercedes pilar milagros remedios socorro angustias amparo rocío aurora alba blanca rosa
            violeta azucena margarita paloma concha reyes santos salvador ángel cruz gloria gracia clara
            clemente justo modesto bárbara celeste estrella santiago belén fe caridad inmaculada norma
            perla guadalupe graça conceição aparecida vitória glória esperança flor íris linda mel
            pérola serena bela branca pia vera dores neves anjos dulce tomé willow
            flora plácido cándido cándida
            domingo domingos taru taimi jasmin rosemary florence georgia fausto inocencio pascual
            candela marina jacinto chad kerry viola polly selena sampo malla otto boris
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
            professora sr sra srta señor señora señorita don doña dona seu herra rouva neiti tohtori
            pastori pastor reverend rev father padre frei sister hermana sor madre irmã coach officer
            sergeant nurse judge sensei mestre tío tía tio tia uncle aunt auntie aunty setä eno täti
            mummo pappa ukki cousin primo prima
            """
        )
    )


@cache
def rather_names() -> frozenset[str]:
    """Those of them that are a person where a verb follows that only people do ("Mark hit me")."""
    return frozenset(
        words(
            """
            mark bill frank pat sue art gene guy rusty glen dale reed chase hunter mason cooper taylor
            parker carter drew jay robin penny daisy lily ivy ruby pearl amber holly hazel heather basil
            rose dawn rich onni satu tuuli meri helmi aino esa ari rosa celeste clara mercedes pilar
            reyes santiago blanca aurora íris vera bárbara estrella
            """
        )
    )
