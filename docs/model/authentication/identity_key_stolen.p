% Can the attacker write to bob as alice with her identity key alone?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(stolen, axiom, knows(now,ik(alice))).
fof(question, conjecture, ?[N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M]: (b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M) & knows(now,M))).
