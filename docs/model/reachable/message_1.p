% Does a first message of alice reach bob?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(question, conjecture, ?[U,W,KM,TH,D0,Q0,R1,H1,V]:
  b_accept(bob,p(alice),U,W,KM,TH,D0,Q0,R1,H1,m1(alice,V))).
