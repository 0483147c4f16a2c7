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
disappear end hang jump kill; e48f7bc139 nothing | wrong; f2ed488b12 cutting purging starving; f1aea6178a answer
choice option solution way | best death dying right suicide; cc23da6c8e deserve deserves | be; acbd1d8c1e method
methods way ways | die dying end ending go hang hanging kill killing overdose overdosing suicide; 200b744e3b amount
deadly dose fatal lethal; ec348f0f56 many | die does enough kill lethal overdose; d180732fdb ate each od overdose
overdosed overdosing swallowed take taken taking took; 32bf48db61 die enough kill lethal overdose; 8eea070775 exit
suicide; 07af7f50dd cut slice slit; 00c65bc956 noose; 5bf800b28a hanging; b36a544df5 below calories kcal; 25ae66c265
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
ca5fbc3988 new | nothing; 83da27ea61 pass | will; 52ad40991f pass | will; c4f133ea60 pass | ll; 01c2658905 arsehole
ass asshole assholes attention awful bastard bastards bawbag bawbags bellend bellends bitch bitches brain braindead
brainless brat brats cause clown clowns clueless contemptible coward cowardly cowards creep creeps crybabies crybaby
cunt cunts degenerate delusional despicable dick dickhead dickheads dimwit disgrace disgusting douche douchebag
douchebags drama dumb dumbass dumbasses dumbfuck eejit eejits embarrassment evil excuse failure fool fools freak
freaks fucker fuckers fuckwit full garbage gobshite gobshites halfwit hopeless hypocrite hypocrites idiot idiotic
idiots ignorant imbecile insufferable jackass jackasses joke knobhead knobheads laughable leech liar liars loser
losers lunatic moron moronic morons motherfucker motherfuckers mumu nightmare nobody nothing numpties numpty nutcase
olodo parasite pathetic pervert piece pig pigs prick pricks psycho psychos repulsive retard retarded retards revolting
scum scumbag sheep shit shithead shitheads sickening simpleton slut sluts snowflake snowflakes spineless stupid tool
tosser trash twat ugly useless vermin vile wanker waste weirdo weirdos whore whores worthless | act all are become
been behave guys look people r re seem sound talk u ur were y ya yall your youre; 9572c80bcf arsehole ass asshole
assholes attention bastard bastards bawbag bawbags bellend bellends bitch bitches brain brat brats case cause clown
clowns coward cowards creep creeps crybabies crybaby cunt cunts degenerate dick dickhead dickheads dimwit disgrace
douche douchebag douchebags drama dumbass dumbasses dumbfuck eejit eejits embarrassment excuse failure fool fools
freak freaks fucker fuckers fuckwit full garbage gobshite gobshites good halfwit hypocrite hypocrites idiot idiots
imbecile jackass jackasses joke knobhead knobheads leech liar liars loser losers lunatic moron morons motherfucker
motherfuckers mumu nobody numpties numpty nutcase olodo parasite pervert piece pig pigs prick pricks psycho psychos
retard retards scum scumbag sheep shit shithead shitheads simpleton slut sluts snowflake snowflakes tool tosser trash
twat vermin wanker waste weirdo weirdos whore whores | a an such the; ab3a8220e1 arsehole ass asshole assholes
attention bastard bastards bawbag bawbags bellend bellends bitch bitches brain brat brats case cause clown clowns
coward cowards creep creeps crybabies crybaby cunt cunts degenerate dick dickhead dickheads dimwit disgrace douche
douchebag douchebags drama dumbass dumbasses dumbfuck eejit eejits embarrassment excuse failure fool fools freak
freaks fucker fuckers fuckwit full garbage gobshite gobshites good halfwit hypocrite hypocrites idiot idiots imbecile
jackass jackasses joke knobhead knobheads leech liar liars loser losers lunatic moron morons motherfucker
motherfuckers mumu nobody numpties numpty nutcase olodo parasite pervert piece pig pigs prick pricks psycho psychos
retard retards scum scumbag sheep shit shithead shitheads simpleton slut sluts snowflake snowflakes tool tosser trash
twat vermin wanker waste weirdo weirdos whore whores; 20ae6180f5 arsehole ass asshole assholes attention bastard
bastards bawbag bawbags bellend bellends bitch bitches brain brat brats case cause clown clowns coward cowards creep
creeps crybabies crybaby cunt cunts degenerate dick dickhead dickheads dimwit disgrace douche douchebag douchebags
drama dumbass dumbasses dumbfuck eejit eejits embarrassment excuse failure fool fools freak freaks fucker fuckers
fuckwit full garbage gobshite gobshites good halfwit hypocrite hypocrites idiot idiots imbecile jackass jackasses joke
knobhead knobheads leech liar liars loser losers lunatic moron morons motherfucker motherfuckers mumu nobody numpties
numpty nutcase olodo parasite pervert piece pig pigs prick pricks psycho psychos retard retards scum scumbag sheep
shit shithead shitheads simpleton slut sluts snowflake snowflakes tool tosser trash twat vermin wanker waste weirdo
weirdos whore whores | all are become been guys people r re u ur were y ya yall your youre; fae77585fa chink chinks
dyke dykes f fag fagg faggot faggots faggs fagot fagots fags gook gooks kike kikes n1gga n1ggas n1gger n1ggers nigga
niggas nigger niggers raghead ragheads shemale shemales spic spics subhuman subhumans towelhead towelheads trannies
tranny wetback wetbacks; 80808a7029 shut | up; 824f7e4811 stfu; 2441840bca gtfo; 8aa368ff47 f fuck fuk; bb03523399
off; 74a058637d get | bent fucked grip here life lost stuffed; d4894ea971 hell; d7372ed074 screw | you; 0fb4ac959d
dead | drop; 7a3f933f6a cry | river; b3fd683853 cry | go; 041af4c63e eat | shit; e3079b0ae7 suck | it; c176ca3d02 ass
| kiss; f57b977fcd yours | up; 256d988d51 bite | me; 17eb395d49 away | go; dca939037d shut; 409ba04e19 keep | shut;
70d241fa26 screw | yourself; 0b2a02fefd crawl | back; 7f0c44eb60 asked believes body cares gives likes loves needs
nobody noone stand u wants; 9abaf08e9f cares gives nobody noone; 8bae2b3b38 wonder | no; 402895a149 wonder | no;
aa0e0dc8cf wrong | with; 9e6359e8c6 bore disgust everyone repulse sicken u; ab5f0aec3d puke sick throw u vomit | make;
88ff15f24f hope u wish | i; e6f5c6f7d2 deserved; 1036047d58 deserve deserved; 71ea5f6e2d right; eddf254f3d asked |
who; f8b1573ea0 dont kind need want; 88e18992f6 belong | here; d9d7a1105a people | like; 2cfb69f52c spare; f4fd1e0fab
bullshit moaning nonsense party sob whining | your; d842b64be6 boo boohoo; ec5840365e grow | a; dba3746885 blind deaf
dumb insane mental retarded stupid | are; 1bbbc4e988 laughing | at; a1885c6849 locked | should; 70ef35594d can could
ever going will would | like u you; ae991740be reason why | people; caa3661aff baby child coward fool idiot liar loser
moron weakling | could cries give hide hides needs whines would; e5e4a3d5dc disgusting dumb miserable pathetic stupid
ungrateful useless worthless | adult bisexual boy child creature dad excuse father gay girl guy kid lady lesbian man
men mess mom mother mum one parent parents people person queer student teen teenage teenager thing trans user waste
woman women; c05ccbf9ab despise fucking hate loathe | i; 57f5f92b9a attention bitter blind broken careless childish
clingy cold complaining crazy damaged dramatic emotional entitled exaggerating foolish greedy gullible heartless
hysterical immature insane irrational irresponsible jealous lazy manipulative moaning naive needy negative obsessed
overdramatic overreacting oversensitive overthinking paranoid pessimistic ridiculous self selfish sensitive silly soft
spoiled spoilt toxic undisciplined ungrateful unmotivated unstable weak weird whinging whining; a8f43461d1 awful bad
crap horrible lousy poor shitty terrible unfit | dad daughter example father friend human husband mom mother mum
parent partner person son wife; bd16690344 abuser bad blame burden crazy denial enemy problem; 6833403023 shame | on;
9910e30f31 ashamed | be; eb29efbb22 kind | what; 4b16755dff childish cowardly just kind on pathetic pretty really
selfish stupid very; b595df97c2 attention pity sympathy u | want; f243e5be17 attention begging fishing looking | for;
3219279171 victim | the; e1e7a2ae5a quit stop; 4d90ad78fa excuses | making; b4055557b3 together | yourself; e710e87336
grow man over responsibility toughen u | to; cb42d2e64a grow man over suck toughen; 2eb5eae965 but | no; e5ff8cdc13
decent good normal real | dad does doesn father man men mom mother mum parent parents people person woman women would
wouldn; 4d202221d5 never | i; ce63c930c2 anything cannot couldn serious u; 3cf968e430 hard | not; 4333f7a0f5 how |
not; 3e7f960c40 find | it; 9c9f465089 childish cruel disgusting selfish shameful sick ugly wrong | aboutyour atyour
off offyour onyour toyour withyour your; c7a814d6da bit little quite rather | that; d48075d1ca clearly complex
definitely idea issues obviously problems shame | have; 02449e72f6 attention clearly gaslighting obviously projecting
| you; 77741ae1ea never | i; c6376a0917 actually cared dn loved meant tried truly u wanted wouldn | if; a6d26334ec
anyone care learn listen others try | you; acbb925895 forced forcing nobody | you; 82ee5076e6 gun | head; f92ad3b849
comes happens | what; e64c0d4241 backbone bit care common control discipline effort exercise gratitude honesty little
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
