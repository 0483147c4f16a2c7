"""The words of which every match of a pattern holds at least one, by the pattern's name; see training/rules.

Derived: after a change to a rule run `python -m training.rules`, and never change this file by hand.
"""

from typing import Final

_TABLE = """
e2e1ce54dd myself; 66fbede246 alive anymore dead die disappear end exist existing gone here jump life live myself wake
| going hope need rather ready wanna want wanted wish; 6560e19025 wish | alive born dead died existed here; bb2cdcb5eb
dead; 4ce26129fc without | me; 2f4237faf2 alive earth exist go here live point reason wake | any find have see wanna
want; 4523854da9 any anymore live; 8f921f2366 go | can; e2cc61326e suicidal; 87fa444920 suicidal; 89b7505914 suicide |
my; 1b395d3fd9 note | suicide; 63ad6797e2 commit | suicide; 936bb00cf0 suicide; 20f06edb9b suicide | thinking;
96dfeb656e live | to; ae0e3fbc4f life | my; 71f92e0daa end | all; 1fee39afc4 ending | all; 1e7716bfa0 end | it;
24262a8bc5 kill | me; 60ee1b2957 goodbye | this; cd1b100b20 goodbye; 0c97f3d0e2 plan | to; 761734f856 meds overdose
pills tablets | already overdosed swallowed taken took; f68d849054 overdosed | i; 11476f76b7 relapsed self; 97a7426b41
beat choke harm hit hurt hurting kill murder poison shake shoot stab strangle suffocate | baby boss boyfriend brother
child children dad daughter dog everyone ex father girlfriend her him husband kid kids mom mother mum partner people
sister somebody someone son teacher them wife you; f05cf6c7b7 beat choked hit hurt punched shook slapped | again baby
boyfriend child children daughter girlfriend her him husband kid kids partner son wife; fed8497566 baby beat beating
beatingme beatingus beatme beats beatsme beatsus beatus burns burnsme burnsus children choked chokedme chokedus chokes
chokesme chokesus daughter follows followsme followsus forced forcedme forcedus forces forcesme forcesus going has
held hits hitsme hitsus hitting hittingme hittingus hurting hurtingme hurtingus keeps kicks kicksme kicksus kids kill
killme killmy killus knife locks locksme locksus mom mother mum pulled punches punchesme punchesus raped rapedme
rapedus rapes rapesme rapesus son stabs stabsme stabsus stalking stalkingme stalkingus strangled strangledme
strangledus strangles stranglesme stranglesus threatened threatens touches touchesme touchesus tried wants won;
38366ec1b9 afraid scared terrified | beat come do find hit hurt kill; 9e0e1af432 going | to; dc3da80dcc hurt kill;
27905fbda6 beat beaten hit kicked punched slapped | again another last this today tonight; e3c34a2259 safe | not;
2fca33608b home | safe; 3bce37b81d self urself yourself yourselves; d2dd081b4a slit | your; c0193005bc jump leap |
balcony bridge building car cliff roof train truck window; fc0131e689 bleach poison; 0f521f366c life | your;
08a0e984f3 die pills swallow tablets; 14d328e533 already die end over; 2f0b6f276f beat choke hit kill poison shoot
slap stab | baby back boss child ex father her him husband kid kids mother partner them wife; 8616806bda after eat
eating fast purge; aab3391d7e kys; 37a35b3656 urself yourself | go; e7e536f97a without | you; 2cf141f7cc care miss
notice | d even going will would; ec81a8b1c0 better | dead; 5ce6229828 die | to; 10f156a9a8 hope u wait wish | bleed
cancer dead die kill raped; bedc0f8e31 aborted born dead die died exist kill | should; ccfd9bc10d favor favour | die
disappear end hang jump kill; 129320ae7c better | off; 3722935f10 end | an; 1fe97d512f done | by; 0d51010f0c through |
go; fef3b4813b finish | let; e48f7bc139 nothing | wrong; f2ed488b12 cutting purging starving; f1aea6178a answer choice
option solution way | best death dying right suicide; cc23da6c8e deserve deserves | be; acbd1d8c1e method methods way
ways | die dying end ending go hang hanging kill killing overdose overdosing suicide; 200b744e3b amount deadly dose
fatal lethal; ec348f0f56 many | die does enough kill lethal overdose; d180732fdb ate each od overdose overdosed
overdosing swallowed take taken taking took; 32bf48db61 die enough kill lethal overdose; 8eea070775 exit suicide;
07af7f50dd cut slice slit; 00c65bc956 noose; 5bf800b28a hanging; b36a544df5 below calories kcal; 25ae66c265
antidepressants dose insulin lithium medication medicine meds pills ssri ssris; 8012f8e206 angry crying glad grateful
happy heartbroken moved proud relieved sad saddened sorry tearing thankful touched worried; e84f2dbf67 sorry;
40c26ffab1 sorry; a8354fccbf heart | my; 149c2f7a2d heart | my; 4309ec13fd ache admire believe care cry feel hurt love
root u worry ya | i; 4ad2bda49d always cheering here listen listening praying right rooting side thinking with;
a3a59e84ea listen listening | here; 5990c67475 send sending | hug hugs light love strength support thoughts vibes
warmth; 5b144f42c7 hug hugs; 670365b8ff hug hugs; 42f403d6ca alone among brave cared enough loved strong welcome;
f8889ac8fa alone | you; ba914143b5 made makes | angry cry emotional happy sad smile tear; 2d48d4a2af hope wish | i;
d88d79933e thinking with | you; f0ec38e353 love | you; cd382614c0 love | i; cbc0715771 lots | love; 89655092a8 much |
love; e315832827 love | all; 39caad1a83 stay | strong; c1ee16405b matter | you; 2a4ff31172 deserve | you; 966db8c07d
best | luck; d1643b2b65 good | luck; 14f424e50a best | wishes; 45df54c523 care | take; 7174ab93a8 proud | of;
b51b59358b proud | of; 5218109be1 got | this; 66338aa2f1 got | this; 46df5c011f thank | trusting; dd213a757c abandoned
afraid alone angry anxious ashamed awful betrayed broken brutal burden burned burnt confused confusing crushing
depressed desperate devastated devastating difficult drained draining empty exhausted exhausting frightened
frightening frustrated frustrating grieving guilty hard heartbreaking heartbroken heavy hell helpless homesick
hopeless horrible horrific humiliated humiliating hurt hurtful hurting infuriating invisible isolating jealous load
lonely lost lot maddening miserable misunderstood nightmare numb overwhelmed overwhelming pain painful pressure
rejected rough sad scared scary shitty small sore stressful stuck suffocating terrible terrified tired tiresome tiring
torn torture tough trapped traumatic traumatizing unbearable unfair unloved unwanted upsetting weight worn worried
worthless; 03293a79e7 eating hurt sting tearing wear weigh; 34aa50e8bc clearly look may might must obviously probably
seem sound | abandoned afraid alone angry anxious ashamed betrayed broken burned burnt confused depressed desperate
devastated drained empty exhausted frightened frustrated grieving guilty heartbroken helpless homesick hopeless
humiliated hurt hurting invisible jealous lonely lost miserable misunderstood numb overwhelmed pain pressure rejected
sad scared small stuck terrified tired torn trapped unloved unwanted worn worried worthless; e11c68afe5 abandoned
afraid alone angry anxious ashamed betrayed broken burned burnt confused depressed desperate devastated drained empty
exhausted frightened frustrated grieving guilty heartbroken helpless homesick hopeless humiliated hurt hurting
invisible jealous lonely lost miserable misunderstood numb overwhelmed pain pressure rejected sad scared small stuck
terrified tired torn trapped unloved unwanted worn worried worthless | are been feel feeling felt re were; 78f35fd3d2
sounds; b28e6a8155 feels looks seems | it; fb3a96b8be empathise empathize feel get hear imagine know recognise
recognize relate see sympathise sympathize understand; 58702b11eb imagine | i; e7a23d25c0 sense; 04e0fc077e anyone
course natural normal ok okay surprise u understandable understandably wonder; 626c0d46eb awful brutal burden
confusing crushing devastating difficult draining exhausting frightening frustrating hard heartbreaking heavy hell
horrible horrific humiliating hurtful infuriating isolating load lonely lot maddening miserable nightmare overwhelming
painful rough sad scary shitty sore stressful suffocating terrible tiresome tiring torture tough traumatic
traumatizing unbearable unfair upsetting weight; 8ebe29ec4f know | i; e5f6e61f70 care carried carry fear feel felt
long lost love loved miss need needed tried want wanted wish | you; e320e330b2 been dealing dealt experienced feeling
felt had lived same similar struggled struggling suffering those through where your; 8d39fadbbe been; 20127add7e too
us well; c585adecf1 same | here; 3c62676244 going like right same similar there; 40a62e0b1b exactly like same similar
this too way well | am deal did do experienced feel felt get had have know live struggle think through was; 59abcccca5
are could happened same story this took was; eab5b7f50f carried helped helps saved something thing worked | me;
594501c705 thank; d5b89bd11f thanks; bcce46eded glad grateful | came posted reached said shared told wrote; 15c274dd4c
takes took | courage guts strength; 27ac36ce62 brave | was; b2144de0d8 appreciate; 2f668ce06e alone decide only | you;
79a30ecab1 whatever | you; b5a456d208 pressure | no; 67d2a66527 alright call choice decision life ok okay pace up |
it; 96f65d7ecd take; 1970415e59 do don need | to; a3a4abbe01 if | you; e6b15e562f own | your; 131ba9a30c right wrong |
no; 40214bc5bb get | to; 45aa3a6ab8 about all happened her him how if more them want what; 764d282284 blether chat
rant share speak talk talking tell vent; 32c9812258 free | feel; d045b5ffc6 around curious happy here listening open
willing wondering | am m; 2d0d37018f bothering going happening mind up wrong | what; 04c750480a hear know love
understand would | to; f3f0424dfa happened | what; f7b1b221f0 always message talk tell vent write | can; 4f7f7d6533
abandoned afraid alone angry anxious ashamed betrayed broken burned burnt confused depressed desperate devastated
drained empty exhausted frightened frustrated grieving guilty heartbroken helpless homesick hopeless humiliated hurt
hurting invisible jealous lonely lost miserable misunderstood numb overwhelmed pain pressure rejected sad scared small
stuck terrified tired torn trapped unloved unwanted worn worried worthless; 23cade0f4d better can cannot going gonna
got gotta have ll must mustn need needs ought should shouldn shouldnt want will; d851b5fe2c why; 5acbaea9eb if | i;
eea9d7c1ef advice | for is to would; b84c1aba40 advise recommend suggest urge; f45e0a8e83 answer best key solution
thing trick want way | for is just s would; 2dd663cac2 best better good helpful smart wise worth; 2e1772dda4 sure |
make; 8ff3509b58 can could may might; 55732ffb27 asked consider considered into spoken talked think thought tried try
| u you; ed7d5bcb01 about also d how id maybe perhaps personally would; 4fc96f5375 help work worth | if to; 5fd848117d
help helps | if to; 8bc660de7a consider considering try worth; 4f8a6a045f definitely just please seriously simply;
c3b0cb63a0 long | as; bbbdeb7306 began case decided did found had have helped keep learned learnt me must need needed
should started still tried used was went worked; c4e58e25a3 nothing; a4ccbec70a try; 294a8ba856 bad difficult hard
problems rough tough | think; f027742053 age | your; 924da2922f harder rougher worse | even far got had have lot much
way; 14fb6195da harder worse | had; d311292eb1 harder rougher worse | are has is was were; de5e4fb4c7 depression grief
hard hardship loss pain problems struggle struggling suffering trauma | what; c47beeae6d actual bigger real serious |
grief issues pain problems trauma; 534aa347ea issues problems | got; 7af6e9a985 actual real; 5973ae4ca7 wait | you;
b2f4dccbb1 through | than worse; 1b7fe05707 through | worse; 3f50cacf44 easy good made | got had have pretty quite
too; 4eff3608ea easy good | ve; 1e4f1dfb0e glad grateful happy lucky thankful | be; 8cc2a856f5 lucky; 9b0d06ef72
compared; aa6d188f9c wish | problems was were your; 83e462806d hurt hurts much suffered suffers | more; 4359fd5af3
dealt handled managed survived through | i; 1bfd3ceacd see try | should; 6b42c972e2 dying rough starving war without |
children families kids others people; 4cfd02facf difficult harder longer messier nastier painful rougher sadder
serious tougher uglier | even far lot much way; 175d124990 through | ancestors father generation gran grandfather
grandmother grandparents mother nan parents; aa4ebb5667 job life problem problems trouble troubles worries | give kill
love those; 1415637862 broke failed lost missed | only; 44bb79bf08 hear see | don; 1c34d94e15 knew | if; 120f3d858b
least | at; 9d4dd998b0 some | us; 9811ba57f8 behind blessings calm cheer chill chin choose deal focus forget get
grateful happy ignore let lighten live look move off optimistic over positive positively relax smile snap stop strong
thankful toughen; 816e3a8d2c don | t; 2b67e910c3 nothing | about of over; 9a92af3bd7 bad baggage blues days downs
jitters nerves off rough wobble wobbles | all feel feels get gets had has have us; 1dbec351b3 anybody anyone | never;
50cdcc121e hair money words | just; a1daf4da45 heal heals; d61eded0c6 down dramatic gloomy negative sad silly upset |
let; ace8b1bf3c drama faces negative negativity | no; 8fc06a1014 down | mood; b03a79f91e something | write; b11397f4da
yourself | to; 2d5ec94993 drama fuss post scene thread; bfd001ee3e age | your; 6300a97970 furniture growing hair
homework hormones internet money nerves school sex stress stuff things winter words work | just only; 5b516f6190
something | thought; dbb306a966 reason | afraid angry anxious ashamed bad depressed down frightened jealous lonely sad
scared upset; 00867a5355 better | feel; 3ee09c5fe5 least | at; 1a4dd34245 dying problems starving what worse your |
are give got has have kill love out who with would; d870cf1e4f worse | always can could easily might; dd61a97f3f bad
big crying deep end serious; c350a1156b reason | for; fc3f5f9769 what | is; a5a23310bc how life such thats way;
229084424a heals | time; 1edf3f4b46 pass | too; df9ad28092 alright better fine ok okay over | be feel get going gonna
ll will; 41a74a1d6b another find meet somebody someone | you; f2d0c8408c head | your; ff38791e2f first | world;
a55fd20c3b what | so; 2da4234f43 big | deal; 991cca006a boo cares; e683cd54be cry | about; aea2602caa anxious bad
depressed down issues like lonely problems sad stressed struggles this through tired way; c966ecbc00 god; de96412dbc
fish; 5112d534ae boy child girl kid student teen teenager young; 5fb0045f50 everything life lot much | ahead front
going grateful happy live thankful; ebe727389e anxiety bad boy breakup car cat dog exam feeling game girl guy hormone
hormones house job joke man miscarriage moment money number period pet phase stress test woman | an just only probably
some your; 7c2ae7c09d boys | will; c8ce9ec997 kill; 20027b5a4e much | think; fe1bd9096c fine hormonal imagining much
overthinking probably ur; 71ba9fae56 dont look seem sound | depressed fine happy ill sad sick; 2ed88454e2 anxious
ashamed bad complain cry depressed sad scared upset worried worry | need nothing reason; 691071a52a choice |
happiness; 16cc00a0b2 air boyfriend drink girlfriend hobby holiday man sleep vacation | need; 1e1ecdcf5f laugh see
thank understand | day later someday when years; 73850d49e2 want | be; f509c43912 better | place; 70bba6f7b0 best
meant plan | was; 1e20aa5eee best | for; a5c9b5d5f4 another | can; b476d130db better | luck; 77f7e42ddc used | get;
ca5fbc3988 new | nothing; 83da27ea61 pass | will; 52ad40991f pass | will; c4f133ea60 pass | ll; 416169feff smile;
3a4561b033 turn | around into upside; 4469ae4175 before by christmas enough feet fine good laughing over rain spring
summer teatime time; 6d3743eacd crying frowns moping sad sadness tears | more; 1397c339b0 dry; e8dff8b083 choose
decide; 515662cea5 vibes | only; 0e2d68a446 sun | the; 2b0e9025bd hear | want; 98805bd493 best | thing; 815ad6e450
news | is; 8ff8a7400f side | on; 70f206651a lining | silver; 892ab55ff3 blessing | in; a09772e506 back behind let move
start turn | to; 43b23d00dc accepted grew let moved over stopped turned woke | time; f768741a7d thank | ll; 3166ac0fcc
going | all; 19547b5a88 everything; 54e02dd387 fun | you; 58eca15ceb alone childless divorced living retired single
unemployed | is; 1a0c803603 tomorrow | another ll; a4cca801d6 say | me; 5b4dbb469f closes | door; 9f47ff16a3
everything | for; 417a3f6189 stronger; 0e95c971d3 allah ever god life lord universe | give gives hand hands put puts
send sends; b98d9474dd plan plans purpose reason | another better bigger had has his lord must other universe;
c794fb3ca7 angel | another; 9ef52db914 karma life; a218533a17 chance good great important learning lesson opportunity;
7632874bdc become grow learn | how; b177b899ec goes | life; a2e0893ace onwards | upwards; f8a8bdccd2 meant | what;
9a6d99657b gives | life; d61a248bff facts | feelings; 74c073b429 pain | is; f171eecd5a deserve deserves give gives put
puts reap tolerate tolerates; 6d80a512b8 around | goes; 47f8e8faf5 gain | pain; d563d406f3 builds character makes;
fc814f3242 perspective; 59005b3465 d dn haven might mightn none we would wouldn; 1c9b5772a6 if | just only; 554ddc3586
hadn | if; e9282aaea4 had | d t would; 503bf85b3f help maybe perhaps | if; 29fb05d9dc could might | also always
answered apologised apologized asked avoided called checked done easily gone handled helped insured known least left
listened locked noticed perhaps planned prepared prevented rang read reported rung said saved seen simply spoken
stayed stopped studied swiped thought told tried visited waited walked worked written; 708e6a194f astonished complain
complaining moan moaning shocked surprised wonder wondering | you; 52ea815fce astonished shocked surprised | you;
3f6c72a468 act; 4ed66aeea7 act astonished shocked surprised; 124b32a0dd complain cry moan want weep whine wonder |
then; f7fa3d7081 but didn drank gave ghosted hit knew left let lied never put quit sent skipped stopped told took went
| so; a5490d2809 knew | you; 00e41b038a knew | and; 0c6df485ca bring choose invite leave marry pick put replying sign
| did do kind kinda rather sort sorta; 067099f9a9 basically kind kinda practically sort | you; 97b096a6a2 late long |
you; 0dca335b88 also choice decision | a; b637da66ab keep keeping | choosing dating deciding falling feeding letting
making repeating; a381ff35a7 cause choosing pressing problem refusing repeating variable | you; 2cc12c5264 common
could might problem variable | the; bec683c00a keep | saying; 64c4687bed encouraged led let raised spoiled taught
trained | basically clearly have kind kinda must; 27c9f81ea5 agreed answered asked called gave hired invited lent
moved opened put quit signed started texted took trusted wanted went yes | one; b5094e43f4 asked made told | answer
buy come do drink go have leave lend marry move quit send sign stay take trust; 3b7de6decc consider examine look own
take; df12bc5b1f part role share; d2a3a43130 easy hard made | you; bc1f9a95d1 why | alone are even still were;
5d29877b77 first | place; 326d622fba giving putting sending | message signal signals vibe vibes; 057f0ed2cd could
gonna imagine suppose think | did; 0f20e18f3d expect | what; de458b8268 what | before first her him make them wrong;
5f5eec9a92 ask check know listen lock notice plan read save see tell think warn | anyone even ever not somebody t they
your; 1273c92ccf did | ask check know learn listen lock notice read see think; 75f89f5137 occur | did; 80b6408c40
check read | did; 7e76580677 asked bothered checked considered looked once thought tried wondered | never; cff53e17fa
asked considered ever noticed thought wondered | how if maybe that whether why; 9c487f7613 could | be; 6352ab6437 ask
| yourself; 66920754a9 never | so; 44e9e08783 won wouldn | be; 69df1d873e side; 7c0c89a11d sides | two; 91fd2e4144
necessary sensible smart wise | was; ce51e5499c signs | the; 30234026ab cause nothing reason | boss child daughter
didn do does doesn don father friend hardly husband kid man mother never partner police rarely son wife woman won
wouldn; da22823859 hurt hurts respect respects take takes treat treats use uses; 4e3e2c97fd attract chase drive push
repel scare | men people wives women; 9f05dc1d89 anxiety attitude behavior behaviour drinking energy jealousy mood
moods nagging negativity temper worrying | your; 0ea7fc1226 happy | if; d8848562bd block divorce dump exclude fire
ghost hit leave sack u | did didn wouldn; d4e89e4f2b then | and; 9acfd08766 never | i; 7eb9897048 help | t; c63cda18fe
notice | always didn don haven how never only still; 051f1692cc does notice notices wonder wonders | one; 674ecfaef5
always amazing convenient curious funny interesting odd strange weird | how that; 2d32f74e95 tell told warned | i;
43e0ace4a4 acted behaved done eaten fed spoken talked treated | had; 1683916cc5 asking saying thinking | only;
621f3c4d8d cents mention saying; 32cd7a663f but | i; 8a46089598 saying | not; 933cd562b6 decent faithful good healthy
honest mature normal proper real respecting sane strong true | adult believer buddhist catholic christian dad daughter
employee father feminist friend gentleman grown husband lady man mom mother mum muslim nurse person professional
soldier son survivor teacher wife woman; bd9ce68a60 any backbone dignity education faith pride real respect sense true
| does doesn don should would wouldn; 266a8fc7ff adjusted adults believers christians couples decent evolved happy
healed healthy mature men mothers normal real strong women wouldn; d720822d36 believer christian gentleman lady;
21928ce534 call | yourself; c9edd2aca6 adult attractive becoming charming christian dignified feminist grateful
ladylike manly mature nice professional | all exactly very; 2ecc5c217a look thing | not; c860e740cc better | know;
9fd01551cb better | were; 88d4f5a3cf poor | your; a5ba1bd34d aren built cut isn made meant simply | for; f71a79c986
air does doesn keeps make mustn should shouldn simply speak talk wash | one; a61888757a after healthy natural normal;
bbb59873cb after angry crying grieving hung isn renting sad seems single upset | still; bf8477d60f boy cat dog ex girl
job man | hung love over; abec7474f7 awfully bit kind kinda little quite rather somewhat | childish clingy dramatic
embarrassing hysterical immature indulgent juvenile lazy loser manipulative melodramatic over pathetic petty precious
ridiculous self selfish teenage theatrical undignified ungrateful unseemly vain weak; 155eff9a28 bit but frankly
honestly | childish clingy dramatic embarrassing hysterical immature indulgent juvenile lazy loser manipulative
melodramatic over pathetic petty precious ridiculous self selfish teenage theatrical undignified ungrateful unseemly
vain weak; 30b6907173 sort thing way | awfully bit pretty quite rather very; 969b60f53b much | you; 48bdd8f90c says |
about; 458e9830b6 does | say; 263c0d5451 applause attention hugs medal pity sympathy | ask asking begging demand
expect expecting want wanting; 5080724ffa on | d have must; 49e2731d2c reflect | on; d3eb5911a8 adhd anxious autistic
bipolar burnt depressed disabled grieving heartbroken ill pain ptsd sick stuck suicidal traumatised traumatized | not;
c240168c66 adhd anxious autistic bipolar burnt depressed disabled grieving heartbroken ill pain ptsd sick stuck
suicidal traumatised traumatized | when; d3527e9ce6 actually advice better change happy heal help helped solution
solutions support | want; 08ca453eb0 enjoy enjoying like likeing love loveing off oning thrive | clearly do just
obviously rather really secretly seem; 97d3af9a62 attention drama guy kind likes loves man person someone sort type
woman; cabba8f7c0 part | of; 6e5fb7b707 applause audience crave spotlight stage victim | you; b1570f586f attention |
for; c72d19db90 victim; 6cc7c91ddb sound | you; 11293ff159 attitude character energy mindset personality streak | bad
bitter difficult nasty negative rather such toxic very weak; 461fae48c9 trauma traumadump traumadumped traumadumping
traumadumps; 704888008a avoidant catastrophising catastrophizing codependent deflecting dysregulated enmeshed head
narcissist narcissistic projecting unhealed; 9b02977bee big energy getting major serious strong vibes; fe25b78edc
yourself | let; 81470ec927 use | avoid deflect excuse get manipulate; f83e96cfab sense | i; 0667e20491 attention bad
but cowardice ego jealousy laziness lazy pity plain pure rude selfish selfishness simply vanity weak weakness;
3644a1d040 look | could might need should take want well; 7caf759ed0 disrespect hate shade | no; f3d16d6462 respect |
with; 6430911913 excuse forgive pardon; cad0837a40 mind | don; d5374574a1 take | way; 226a59b864 but | funny;
c0f93c680a expected hoped thought | have; 2bdaca0fad expect | i; 70c4accfdb ashamed embarrassed question | i;
ed7042b95b could couldn | but just; 517311e6d4 find | i; 23019a807f call | i; b8a9019174 getting picking sensing | i;
c322839786 generation | your; 336d688e6f day days family house our time | in; 5c603fb59e call | it; cd7128093e
everybody everyone | gets has needs wants; 0c3455c2a7 everything | for; cf1f5fe6ab days nowadays today; 90d820293f
anxiety anxious depressed depression feelings moods nonsense sad such | be being energy for luxury; 6e36f38bdd grown;
02f6ce5e3a afraid childish clingy dramatic embarrassing frightened hysterical immature indulgent juvenile lazy loser
manipulative melodramatic over pathetic petty precious ridiculous scared self selfish still teenage theatrical
undignified ungrateful unseemly vain weak | age and d fifty forty is seventy sixty thirty twenty; 3738044fe7 moving
right; 6faff0ef20 anybody anyone; 85fb7862c3 also anyhow anyway anywho bringing but coming else got has now ok okay
right up wants watching who whos; ef90e601ff anyhow anyway anywho | around back better coming did free good got gotta
have hope how let must on onto time; 915d0849c2 itself sorted | all it ll that things this; f1dc59e2a3 leave park | at
her here him there till until; fa2d0878be stop | let; 4d901870f9 let | s; 85c8a557ed dwell | do don needn s shall won;
6170db0bf8 finenoted hmmnoted noted okaynoted oknoted rightnoted sonoted wellnoted; 2c47fdd8a1 close closing lock
locking thread; 5c9dd9117f nothing | to; 6483dd1bd1 say | all; 133d79f6e2 enough; 95f047cb45 something; 4e12512da7
thing things | few five one some ten three two us; 1a0513b3d0 keep leave save | for; 25e2676dec counsellor counselor
diary journal priest shrink therapist | an between for one question something thing your; 23834afcdd helpline
helplines lines people places professionals section sticky thread | there; c2c9fdf913 keep leave | channel chat circle
forum group place thread; bf0c51959d came | us; 110fa4de40 again being better cheerful fun happier less old your |
you; 922ec4f0c7 else somebody someone somone | along answer help know reply something; 28564f97d1 again; c35c9d1994
yawn; c9bfca3edd still | are; c33f474576 going happening thing | still; 854b266919 already covered done had heard over
posted said through | all it one same that thing this; 83d70e3f0d same | the; b96b6fb2ff eighth fifth fourth hundredth
millionth ninth nth seventh sixth tenth third thousandth umpteenth | time; db78b6d64d done finished | are; 165618f457
that | all everything is or then was; f319c633ab evening morning now time week | what; 94f202325f again | here;
144d29e53c change | the; ab8b6982d7 broken | record; 1d654a9bf7 old | same; 42dd8087ad point | get; 566b858c99 actual
point question | what; c2637dc043 hear read write; 3ed0084003 your | had; bd7f20dca1 sorry | feel; f65fafb837 there;
e4d47b6882 bandwidth capacity hold space spoons time | for; 2d8bfcf4c0 drama grief hold negative other sad | don;
83645cc5b2 long | as; f85660ffc5 dn post say share tell would wouldn write | i; f7cf96ecde need | don; 00ade7810e
feelings | valid; 1ea964b386 choosing going | not; 2c739a95cd used | cheerful fun happier happy laugh lovely nicer
prettier pretty strong stronger thin; f608f93cd5 but well | you; 6779674f67 certain positive sure | are; 99019dc7db
possible | is; 58d9f653f5 d his police somebody someone why would wouldn; 1f59c47ec9 isn | convenient funny odd
strange; bb56a3fc4e convenient; c624d8b081 assumption guesswork isn speculation | is; e94105bc54 looks reads sounds |
like; b901efe146 circus dance drama film meal mountain opera production saga scene soap | about of out; d070a1553e
best did didn meant reason reasons | bet he say she sure that the they think your; 4bef4b150c bad drink drunk joking
long playing teasing tired upset | he; 00bf68bb25 compliment | as; 51eb8765ec compliment | take; 4cd96ddb55 advocate;
84367de940 told | if; e8e66403bb data evidence has literature research science statistics studies; e65ca831fc
biologically logically objectively rationally scientifically statistically; 8c76fbb752 studies; a76edb8ce6
correlation; 693b07b2a3 definition; f63b4ca16f perspective point standpoint | biblical clinical economic evolutionary
historical legal logical medical psychological scientific statistical; 34fd2663ad accepted common fact known proven |
it; 768998abfa aurelius bible buddha buddhism buddhists epictetus freud jung knew nietzsche plato put puts says
scripture seneca stoic stoicism stoics teach teaches tell tells wrote; e0d6e1b539 101 cost study; 625e6da320 another
but chemical chemistry choice construct decision dopamine energy evolved happens hormones information laziness matter
mindset natural next prevented skill stages stored unsaid vanity weakness | anxiety are come comes is; 04c7d56af6
adrenaline basically biology chemistry dopamine evolution excitement hormones simply withdrawal; 7c5bd68dd6 brain
dopamine endorphins serotonin; 0a5b97e3e9 deficiency hygiene magnesium thing; a5ce327223 grief grieving mourning;
755c091d3e call calling | what; e4022420aa realise realize | that; 76473df0f0 good lesson reminder warning; cb09387c4e
experience | my; be04567838 always; 4d5a4f2cb4 brain complicated rocket; 4240b7e042 easy simple | is just literally
really s so; f8e33c88bd hard | how; 86613c4e55 accept going hear let refuse take won; 8a295c282a excuses | no;
9cfce79230 cost discuss lose stopping think waiting | what; bc6d5cf1e4 anything debate discuss left lose more much
nothing | to; 6b24129496 good | own; 3f29fb7f8a give say tell won | don; b39b42bca3 say saying | can; 72de145cb2
anybody anyone everybody everyone | can; 636110fa1e going gonna | apologise apologize back down eat get go march pack
party put ring shower stop; d712d8547e do | ll will; 6cb9d63fb1 once | ll start try will won; ce5601f1e5 believe trust
| me; 37199be0df considered looked thought tried | have; ad22796d64 effort given thought tried | actually even haven
never not properly really; 9a6b09197f why | are; 7d3a7c85da why | you; 8a160a1427 answer cure forward heals helps
reason road thing way; a653139921 baby | have; b8e2c2d771 matter question | just; 65342c57ed bigger pride; 52440fe206
answer key secret | the; 37f3cf3635 come | tell; 9e49592004 before | you; 5978ae54ff block breathe decide delete dump
eat get harder ignore leave let log pick quit sell simply sleep smile stop; 1f9e26c8d2 going ll shall will | agree
book call do go promise say see tell; 597c7e6abe insist pushing want; 9bbc9cea71 lose stop | or; 6b41b6df37 check wait
| i; 081ed24c2b let | me; 4c6e9c64fb catastrophise catastrophize look | let; b7a8ba9745 asked; 9ee55e0ce1 but | know;
966e3d0368 and but same; b3567e27d3 always | aunt auntie boss boy brother colleague cousin dad daughter father friend
girl gran grandad grandfather grandma grandmother guy husband kid lad lady man mate men mom mother mum nan neighbor
neighbour nephew niece patient people sister son student uncle wife woman women; dfbb8a2aef aunt auntie boss boy
brother colleague cousin dad daughter father friend girl gran grandad grandfather grandma grandmother guy husband kid
lad lady man mate men mom mother mum nan neighbor neighbour nephew niece patient people sister son student uncle wife
woman women | are did didn never re; d963145868 than; d4c9f42b76 luckier | than; 156cee1db2 count | yourself;
a1fb11fc74 imagine | and; 5451e64f85 compared; de31807820 people | many most other plenty positioncope positiondon
positionget positionhold positionjust positionlive positionmanage positionwork samecope samedon sameget samehold
samejust samelive samemanage samework situationcope situationdon situationget situationhold situationjust
situationlive situationmanage situationwork some thatcope thatdon thatget thathold thatjust thatlive thatmanage
thatwork yourcope yourdon yourget yourhold yourjust yourlive yourmanage yourwork; 360f9ad1ef change places rather swap
trade | would; 20eaa36f57 country | my; 5e7ac7b970 mine; 8fa2edc1b0 your | mine one ours; 4aed9942ee aunt auntie boss
boy brother colleague cousin dad daughter father friend girl gran grandad grandfather grandma grandmother guy husband
kid lad lady man mate men mine mom mother mum nan neighbor neighbour nephew niece patient people sister some son
student uncle wife woman women | buried had has have is lost was were; 6b25f2865f actual genuine proper real | abuse
anxiety beating bullying burnout cancer depression disability grief hardship hunger illness insomnia loneliness loss
ocd pain panic poverty problem problems ptsd racism suffering trauma violence war; 6c6f6cb18d actual genuine proper
real true | abuse anxiety beating bullying burnout cancer depression disability grief hardship hunger illness insomnia
loneliness loss ocd pain panic poverty problem problems ptsd racism suffering trauma violence war; f765c79988 actual
genuine proper real serious | abuse anxiety beating bullying burnout cancer depression disability grief hardship
hunger illness insomnia loneliness loss ocd pain panic poverty problem problems ptsd racism suffering things trauma
violence war; ef21517977 things | wrong; f4a2b215ef kind sort thing type | the; b8d5dcb7fc cat dog exam flight grade
job others phone week | broke failed had lost missed your; b918c59608 breeze cold holiday luxury nice park picnic spa
yardstick | is; 144e71c5d9 blessing dream holiday luxury picnic spa | been; 63820a50f9 pain scale suffering;
35155a2ec2 heard known read seen | bigger harder sadder tougher worse; 6b97572709 sad saddest worst | have ve;
399fbfd892 know | what; cffe133c1f swap take trade | your; 476526cd8b catch caught didn find hear heard saw see won |
me; 8cb42161cc complain making | not; 6196224ffa also too | cope don manage never raise run still work; a4d2a14dc3 and
so | are excuse find forgive got have is one re ve; e09faf5615 at back didn made never still went worked | and;
73705b16b5 buried lost | i; 10056e32ac comparing compete top trump up | to we; 9494d2c5d1 actual person proper real
survivor veteran victim | as; a40bebdc9a bad has proper real serious severe type | the; f31fc029ec try | with;
4d4a85724a baby bastard bint bitch brat cow coward cretin crone git hag idiot liar loser moron muppet oaf pig rat slug
sod toad troll wimp witch worm wretch | bitter boring dirty disgusting dull dumb fat filthy greedy lazy little
miserable moaning nasty old pathetic pitiful precious ridiculous sad selfish silly smug sorry spineless spoiled spoilt
stupid tragic ugly ungrateful useless vile whining whiny worthless; 0c52e77474 bint cow cretin git hag muppet oaf rat
slug sod toad troll wimp witch worm wretch | bitter boring dirty disgusting dull dumb fat filthy greedy lazy little
miserable moaning nasty old pathetic pitiful precious ridiculous sad selfish silly smug sorry spineless spoiled spoilt
stupid tragic ugly ungrateful useless vile whining whiny worthless; 768dc1dfcd complete most proper real right total |
an are look re sound write; feb8605739 drama essay excuse existence face feelings habits head life lives marriage
misery mouth post problems rant self story tale tears | bitter boring dirty disgusting dull dumb fat filthy greedy
lazy little miserable moaning nasty old pathetic pitiful precious ridiculous sad selfish silly smug sorry spineless
spoiled spoilt stupid tragic ugly ungrateful useless vile whining whiny worthless; e378a0ebdc bore bores disgust
disgusts everyone repulse repulses sicken sickens; 8a3aecc060 people | always deserve make never ruin yourself;
64252fef37 pity respect sympathy; b124d745ff couldn imagine; 3d6cc63b02 asked cares; 85fad6417b embarrassing impress;
e76a5ed4f2 wonder | no; ad80064b7d away glad rid; e25b871d29 than; 017dcb96f8 able breathe function learn manage tie
yourself | to; 402233bcf7 after before gone without | better easier fine happier nicely well; 7dd4e3ba4b curse dead
goods plague poison | you; 5a71b92508 aborted down drown drowned left smothered | should; 8916e2c477 bore bores boring
embarrassing joke pathetic ugly | drama face misery post sadness story tears voice; 4f6d8eedb1 brain level stage
words; 3f8fef7e8d spare; b719940af4 bravo comedy drama hero journey martyr performance setup sob treat; c375ae028e
breakdown congrat crisis discovering drama figuring meltdown misery noticing realising tantrum victimhood | on;
bf0c50192a 10 5 five of10 of5 offive often ten | for; 044d7544b7 claim collect cookie gold medal oscar prize trophy;
477f5a7b30 ambulance brigade cookie hanky medal mop nails news oscar tissue tissues violin | bring call fetch get give
hand pass please; b33453677e look | oh; 9810e7e15e poor | did does has having is must; 4a8f716584 right sure yeah |
because cause cos; 78e598f829 sure | m; 9b78c81de7 aren isn oh well wow | brave considerate generous noble original
sad special thoughtful; 3ad5b75a5d considerate convenient generous noble original terribly thoughtful very | how;
5c1dd9f090 awfully terribly very | how; fae35c0c7f mention mentioned post posted share shareed tell telled told tolded
| time; ee05cbddd6 didn doesn king martyr poor prince princess queen snowflake; f684701d29 another; 656898a0f1
adorable fascinating groundbreaking riveting; dae1004c07 bless honey oh sweetheart sweetie; 7ff737be38 give grant |
me; 3f86a7caad board channel chat circle forum group place site thread | away get keep off stay; 94ac6db239 take |
away else elsewhere here off outside; 7133db277f exit leave quit | chat circle forum group thread; e57770003b quit
stop | blaming bleating boring breeding clogging feeling polluting posting snivelling spamming wailing wasting
whinging; 981395b2e6 keep | drama feelings habits life misery opinions problems story; 259a6e9308 shut | your;
7424084d33 button cry do down give hush jog just over put quiet save zip; d876dcba16 grip hobby job life | get;
951458dec8 grow | up; 4da258f754 bother hear reply replying; 1038c0cd05 blocked blocking muting reported reporting
yourself; 46acf91dc2 stopped | ve; 2a58a3288d beat eye see seeing; 9876a71aa0 call cops cps going immigration police
send services | on; 753b77fc54 report reported reporting | you; 0be1e20060 posting talking writing | ll we will;
307fb9b168 another line more post word | ll; 6c1af6ccf0 ll | say; 4d2a075df3 find learn see | ll; 12ac143600 careful
mind post watch | what; 346915afe0 bus door floor home road school shop street town where which | know; 7a09cc2408
sure | make; 4397773287 screenshot screenshotted; a418d1d3ef full give home leak post publish ur; 4c56f06e26 address
ip name ur workplace; ec1d4284a1 address | your; 53478e1d66 report reporting | you; ad6d4a3f9b lesson | a; 313f99cb0b
already called messaged told written | boss employer family husband mother mum school sister wife work; 4601e14a12
come deal find visit waiting | will; f5d883582d banned could evicted sacked thrown | have; d7d1b8698b book car cat
course cyst dog dress email exam flat form game grade hamster house job letter meeting message mole money number paper
party pet phone rabbit school scratch server team test text visa wedding | bro dear dude honey hun just love man mate
not so though; d31b4a36f4 book car cat course cyst dog dress email exam flat form game grade hamster house job letter
meeting message mole money number paper party pet phone rabbit school scratch server team test text visa wedding | but
is just look only s was well; 939a2689ea argument book boy car cat country course cyst date dog dress email exam fight
flat form game girl grade hamster house job letter man meeting message mole money month night number paper party
person pet phone rabbit review row school scratch server team test text visa war wedding week year | one; 75954516b7
amputation bereavement catastrophe death disaster emergency funeral holocaust landing loss tragedy war; a88fe6ceed
abuse abusive addiction anxiety assault attack beating bereavement breakdown bullying burnout catastrophe crisis
depressed depression disability disaster emergency flashback grief loss ptsd racism rape relationship tragedy trauma
traumatic violence war | actually even isn not really; e95a439ed6 barely basically hardly practically scarcely | abuse
breakup crime end exile family free friendship grief holiday illness injury marriage problem relationship scratch
symptom trauma war; 86a551b029 not | s; 3f41b8ed64 actual biological own real | your; cce5db92df after anyway not so
technically though | is s was were; d06f56c167 were | you; c125b459fe dated ever fostered had knew known married met
saw spoke spoken together went | you; b06b6f3ec2 beat ever grabbed hit pushed raised shouted shoved slapped threatened
touched yelled | you; 865064adca average normal ordinary regular standard typical | argument behaviour breakup couple
day family growing job life marriage monday nerves stress teenager teenagers tiff tiredness tuesday week work;
00dabc93b9 friday monday thursday tuesday wednesday; 6b1407d2ad such | a; 53bad7ed90 been come hardly | have;
ffc3b776c5 good | innings; 07efc9adbc home | nothing; 0ffc572af3 called; 48b3641987 still | you; a26eaf50b6 blow die
forgotten itself wash; 6ad7e56a52 back come down grow over see soon; 6e586fad8f another new | adopt always buy find
get have just make order; 2353e36f72 dead died hurt; de616b2354 done | harm; 06fc6b870a what | be; 1e628bb01a actual
big complaint drama fuss issue problem real shouting tragedy | what; a29aaddb78 why; af8656bac7 think | d; 74f4c36846
forget forgotten laugh laughing remember | ll will won; 5c023994c5 actually care look looks notice notices remember
remembers | at it that them your; b744dd9656 beautiful clever good handsome intelligent lovely nice pretty smart young
| too; 7c7ae5906a are barely just only re still | act all come don god got grow haven ll much plenty s this your;
417efb4292 at | can d he is isn one s she should there was; 2a50eaa8fd age life our stage | d everything it no nobody
one we; 9c3f084960 old | for; 1dc476e0e1 age | at had is was; 4bb80d55e2 young | still; b1af27a702 after anyway did
eighty elderly ninety old though | are d had is re s was were; f9f9988cb4 happen | these; 9414930d23 happens | to;
614f6271d3 everybody everyone | s; 31bd35a8e0 bit busy exhausted little stressed stretched struggling tired | all;
ae757b052f we | all; 7ffd95e047 us | of; 361f4caffb age children families grief kids marriage men motherhood teenagers
women work | for; acec2d1cf1 cloud | every; 3bf06e6787 families how kids marriage men things way women work;
7c488b6cb3 call | abuse abusive addiction anxiety assault attack beating bereavement breakdown bullying burnout
catastrophe crisis depressed depression disability disaster emergency flashback grief loss ptsd racism rape
relationship tragedy trauma traumatic violence war; f41fdb269e wouldn | dwell fuss lose much stress worked; 24d7e08941
see | big drama fuss harm issue problem; 11539b8c94 confused puzzled see sure unsure where why | m; 4968fad37e turned
| out; 01c2658905 arsehole ass asshole assholes attention awful bastard bastards bawbag bawbags bellend bellends bitch
bitches brain braindead brainless brat brats cause clown clowns clueless contemptible coward cowardly cowards creep
creeps crybabies crybaby cunt cunts degenerate delusional despicable dick dickhead dickheads dimwit disgrace
disgusting douche douchebag douchebags drama dumb dumbass dumbasses dumbfuck eejit eejits embarrassment evil excuse
failure fool fools freak freaks fucker fuckers fuckwit full garbage gobshite gobshites halfwit hopeless hypocrite
hypocrites idiot idiotic idiots ignorant imbecile insufferable jackass jackasses joke knobhead knobheads laughable
leech liar liars loser losers lunatic moron moronic morons motherfucker motherfuckers mumu nightmare nobody nothing
numpties numpty nutcase olodo parasite pathetic pervert piece pig pigs prick pricks psycho psychos repulsive retard
retarded retards revolting scum scumbag sheep shit shithead shitheads sickening simpleton slut sluts snowflake
snowflakes spineless stupid tool tosser trash twat ugly useless vermin vile wanker waste weirdo weirdos whore whores
worthless | act all are become been behave guys look people r re seem sound talk u ur were y ya yall your youre;
9572c80bcf arsehole ass asshole assholes attention bastard bastards bawbag bawbags bellend bellends bitch bitches
brain brat brats case cause clown clowns coward cowards creep creeps crybabies crybaby cunt cunts degenerate dick
dickhead dickheads dimwit disgrace douche douchebag douchebags drama dumbass dumbasses dumbfuck eejit eejits
embarrassment excuse failure fool fools freak freaks fucker fuckers fuckwit full garbage gobshite gobshites good
halfwit hypocrite hypocrites idiot idiots imbecile jackass jackasses joke knobhead knobheads leech liar liars loser
losers lunatic moron morons motherfucker motherfuckers mumu nobody numpties numpty nutcase olodo parasite pervert
piece pig pigs prick pricks psycho psychos retard retards scum scumbag sheep shit shithead shitheads simpleton slut
sluts snowflake snowflakes tool tosser trash twat vermin wanker waste weirdo weirdos whore whores | a an such the;
ab3a8220e1 arsehole ass asshole assholes attention bastard bastards bawbag bawbags bellend bellends bitch bitches
brain brat brats case cause clown clowns coward cowards creep creeps crybabies crybaby cunt cunts degenerate dick
dickhead dickheads dimwit disgrace douche douchebag douchebags drama dumbass dumbasses dumbfuck eejit eejits
embarrassment excuse failure fool fools freak freaks fucker fuckers fuckwit full garbage gobshite gobshites good
halfwit hypocrite hypocrites idiot idiots imbecile jackass jackasses joke knobhead knobheads leech liar liars loser
losers lunatic moron morons motherfucker motherfuckers mumu nobody numpties numpty nutcase olodo parasite pervert
piece pig pigs prick pricks psycho psychos retard retards scum scumbag sheep shit shithead shitheads simpleton slut
sluts snowflake snowflakes tool tosser trash twat vermin wanker waste weirdo weirdos whore whores; 20ae6180f5 arsehole
ass asshole assholes attention bastard bastards bawbag bawbags bellend bellends bitch bitches brain brat brats case
cause clown clowns coward cowards creep creeps crybabies crybaby cunt cunts degenerate dick dickhead dickheads dimwit
disgrace douche douchebag douchebags drama dumbass dumbasses dumbfuck eejit eejits embarrassment excuse failure fool
fools freak freaks fucker fuckers fuckwit full garbage gobshite gobshites good halfwit hypocrite hypocrites idiot
idiots imbecile jackass jackasses joke knobhead knobheads leech liar liars loser losers lunatic moron morons
motherfucker motherfuckers mumu nobody numpties numpty nutcase olodo parasite pervert piece pig pigs prick pricks
psycho psychos retard retards scum scumbag sheep shit shithead shitheads simpleton slut sluts snowflake snowflakes
tool tosser trash twat vermin wanker waste weirdo weirdos whore whores | all are become been guys people r re u ur
were y ya yall your youre; fae77585fa chink chinks dyke dykes f fag fagg faggot faggots faggs fagot fagots fags gook
gooks kike kikes n1gga n1ggas n1gger n1ggers nigga niggas nigger niggers raghead ragheads shemale shemales spic spics
subhuman subhumans towelhead towelheads trannies tranny wetback wetbacks; 80808a7029 shut | up; 824f7e4811 stfu;
2441840bca gtfo; 8aa368ff47 f fuck fuk; bb03523399 off; 74a058637d get | bent fucked grip here life lost stuffed;
d4894ea971 hell; d7372ed074 screw | you; 0fb4ac959d dead | drop; 7a3f933f6a cry | river; b3fd683853 cry | go;
041af4c63e eat | shit; e3079b0ae7 suck | it; c176ca3d02 ass | kiss; f57b977fcd yours | up; 256d988d51 bite | me;
17eb395d49 away | go; dca939037d shut; 409ba04e19 keep | shut; 70d241fa26 screw | yourself; 0b2a02fefd crawl | back;
7f0c44eb60 asked believes body cares gives likes loves needs nobody noone stand u wants; 9abaf08e9f cares gives nobody
noone; 8bae2b3b38 wonder | no; 402895a149 wonder | no; aa0e0dc8cf wrong | with; 9e6359e8c6 bore disgust everyone
repulse sicken u; ab5f0aec3d puke sick throw u vomit | make; 88ff15f24f hope u wish | i; e6f5c6f7d2 deserved;
1036047d58 deserve deserved; 71ea5f6e2d right; eddf254f3d asked | who; f8b1573ea0 dont kind need want; 88e18992f6
belong | here; d9d7a1105a people | like; 2cfb69f52c spare; f4fd1e0fab bullshit moaning nonsense party sob whining |
your; d842b64be6 boo boohoo; ec5840365e grow | a; dba3746885 blind deaf dumb insane mental retarded stupid | are;
1bbbc4e988 laughing | at; a1885c6849 locked | should; 70ef35594d can could ever going will would | like u you;
ae991740be reason why | people; caa3661aff baby child coward fool idiot liar loser moron weakling | could cries give
hide hides needs whines would; e5e4a3d5dc disgusting dumb miserable pathetic stupid ungrateful useless worthless |
adult bisexual boy child creature dad excuse father gay girl guy kid lady lesbian man men mess mom mother mum one
parent parents people person queer student teen teenage teenager thing trans user waste woman women; c05ccbf9ab
despise fucking hate loathe | i; 57f5f92b9a attention bitter blind broken careless childish clingy cold complaining
crazy damaged dramatic emotional entitled exaggerating foolish greedy gullible heartless hysterical immature insane
irrational irresponsible jealous lazy manipulative moaning naive needy negative obsessed overdramatic overreacting
oversensitive overthinking paranoid pessimistic ridiculous self selfish sensitive silly soft spoiled spoilt toxic
undisciplined ungrateful unmotivated unstable weak weird whinging whining; a8f43461d1 awful bad crap horrible lousy
poor shitty terrible unfit | dad daughter example father friend human husband mom mother mum parent partner person son
wife; bd16690344 abuser bad blame burden crazy denial enemy problem; 6833403023 shame | on; 9910e30f31 ashamed | be;
eb29efbb22 kind | what; 4b16755dff childish cowardly just kind on pathetic pretty really selfish stupid very;
b595df97c2 attention pity sympathy u | want; f243e5be17 attention begging fishing looking | for; 3219279171 victim |
the; e1e7a2ae5a quit stop; 4d90ad78fa excuses | making; b4055557b3 together | yourself; e710e87336 grow man over
responsibility toughen u | to; cb42d2e64a grow man over suck toughen; 2eb5eae965 but | no; e5ff8cdc13 decent good
normal real | dad does doesn father man men mom mother mum parent parents people person woman women would wouldn;
4d202221d5 never | i; ce63c930c2 anything cannot couldn serious u; 3cf968e430 hard | not; 4333f7a0f5 how | not;
3e7f960c40 find | it; 9c9f465089 childish cruel disgusting selfish shameful sick ugly wrong | aboutyour atyour off
offyour onyour toyour withyour your; c7a814d6da bit little quite rather | that; d48075d1ca clearly complex definitely
idea issues obviously problems shame | have; 02449e72f6 attention clearly gaslighting obviously projecting | you;
77741ae1ea never | i; c6376a0917 actually cared dn loved meant tried truly u wanted wouldn | if; a6d26334ec anyone
care learn listen others try | you; acbb925895 forced forcing nobody | you; 82ee5076e6 gun | head; f92ad3b849 comes
happens | what; e64c0d4241 backbone bit care common control discipline effort exercise gratitude honesty little
planning thought willpower | and; 0106634b42 complain | you; 009926f43b doing | yourself; 5394b6b2f5 angry give lead
mad nag provoke push | did; cd4508fa15 drinking flirting leading nagging provoking | you; 38facfae3c doing | were;
25dbd51153 chose common let married started stayed wanted | the; 54256df748 chances days months weeks years | had;
c53a5a572d must | asked encouraged led let provoked wanted; b50ddd00f6 kept | you; 61ea1b76f5 choose chose married
picked wanted | so; 154a71dfbb agree ask choose marry sign want | did; 139baa5dff brought | you; d718a894c2 why |
answer believe give open send tell trust; 5d92a75fcf doing fault; d92758941d yourself | bring brought; ba3560c01c
blame | yourself; 2effe3067c blame | but; ace3879531 expect expecting | what; b3728cbbe1 thinking | were; 6395ab6470
should shouldn u; e322f0029d should | ve; d86eb526fd shouldn | ve; 9a5ba4ceeb how | can could even just; 252f99a53d
why; e3f3d8b381 why | you; a99d08f177 allow allowed let yourself; 297d629145 asked asking u | for; a6614a13de bed |
made; 6786639e9f choose chose decided signed u; 9e12924b33 must | have; 6de8b2272a did | what; 8a6c6350f8 sure | aren
didn wasn weren; bfa7721582 takes | two; 8e674857ac always blame complain learn let listen make never ruin think whine
| you; ff6dc12c26 destroyed ruined wrecked | you; e0e19521d8 who | was; 38624cdbdb get | what; bb1c542ea4 better
getting knew u; 1000f54e3b accept admit face realise realize recognise recognize see understand | got have must need
ought should; 0d8d19ca26 accept admit hear listen see | even refuse refusing simply want willing won; 14d0c2f465 why |
you; c0d8ee5b1f ifs | no; f212b98828 end | of; a061055419 right | know; 4abb68bd41 any | adult father human man mother
parent person woman; 2dd0905bc7 works | for; 074a37176c look looked | if; 5c223e14e9 logical rational realistic
reasonable | be; 965680b449 life | in; 5e788b7c0b fair; e22836a340 nobody | said; a9ce3654b4 welcome | to; d7ed8cdd95
lesson number rule | one; 0b183cfeba free | nothing; 6604726b91 always days nowadays today; 100cde413e back | day;
bddcc9ebd9 day | my; feafd2e58f generation; ae800c5a14 yourself | love; 3c8b282610 love | anyone before if others
somebody someone unless until; e02098ba7e coming | nobody; c4e62cbf3b correct proper right | is; 8e82308466 learn |
to; c3d451b1ce adult adulthood adults basic common growing | that; 5d9db425d5 applause cookie medal | want; 2b78eee525
media news newspapers papers press waaambulance | the; 8a6f039b0e presses | stop; 8eb7b8001a clap | slow; 854ea743e9
violin; 6e77d8fc18 play violin violins; 9f86ac5ee4 applauded clapped | and; a71b96a73f aren arent | you; 85496ff20e
highness majesty princess snowflake; fb9d00ace0 cool good great lovely nice; 897bb805e5 cool | story; 6ea6d86ccd
genius; 8546691401 did | baby daddy little mama mommy mummy poor somebody someone the your; 72982273d5 baby diddums
does has; e1c857546d speaking talking | are; 278d4173cf grown | afraid cannot crying doesn don hiding moping scared
sobbing weeping who; 68fff85b5f anybody anyone brain | with; 591644a23f thick | as; f656217c99 dumb idiotic laughable
pathetic pitiful ridiculous stupid | comment excuse person post problem question rant story thing thread; b74ab9b218
cringe embarrassing joke laughable pathetic pitiful ridiculous | entire life little post problem rant story thread
whole; ed94739775 baby brat child kid old princess teenager toddler | act behave carry talk think write; 9840c68f5d
who | deal know listen live put work; d60b8fa5fb saint saints | an are is must; da714b2791 put | up; 3137ee7422 better
| dad daughter father friend husband mom mother mum parent partner son wife; 290f2bc1df mystery | why; 8fdb9431de talk
| all; 2bc9385fc1 talk | all; 463f90f172 pathetic pitiful; 5951cf9d15 big shock surprise; 6c3ba249b6 watch | your;
9bbba196b1 going pay regret sorry ull wish; 074afe9bf7 coming sorry | you; 0b77c6a7da address exactly find found ip
name really where which who | i; 16254dded2 find | ll; 505a652c25 coming reporting sending tell telling | boss
employer family husband kids mom mother mum parents school wife work; ab12c29601 hell miserable misery pay regret
suffer | make; 4ff60d0145 pity shame | if; 66944da843 boss employer family husband might mother school wife | your
"""

TRIGGERS: Final = {
    name: words for name, _, words in (row.partition(" ") for row in " ".join(_TABLE.split()).split("; "))
}
"""The words, separated by spaces, by the name of the source (`lazy.name_of`); beyond a bar, one is needed too."""
