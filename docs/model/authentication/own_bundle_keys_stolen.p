% Can the attacker write to bob as alice with bob's X25519 prekey? (key compromise impersonation)
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(stolen, axiom, ![N]: (knows(now,ik(bob)) & knows(now,spk(bob,N)) & knows(now,pq(bob,N)))).
fof(question, conjecture, ?[N,IA,E,R,W,KM,TH,D0,Q0,R1,H1,M]: (b_accept(bob,p(alice),u(N,p(alice),IA,E,R),W,KM,TH,D0,Q0,R1,H1,M) & knows(now,M))).
