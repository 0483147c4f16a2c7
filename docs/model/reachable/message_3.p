% Does alice's second message reach bob?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(question, conjecture, ?[W,Y,TH,D2,Q2,R3,H2,X]: b_reads3(bob,p(alice),W,Y,TH,D2,Q2,R3,H2,m3(alice,X))).
