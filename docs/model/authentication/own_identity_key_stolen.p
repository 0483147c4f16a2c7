% Can the attacker write to bob as alice with bob's identity key?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(stolen, axiom, knows(now,ik(bob)) & knows(now,p(bob))).
fof(question, conjecture, ?[N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M]: (b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M) & knows(now,M))).
