% Can bob take a second message as from alice that she did not write?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(question, conjecture, ?[W,Y,TH,D2,Q2,R3,H2,M,X]:
  (b_reads3(bob,p(alice),W,Y,TH,D2,Q2,R3,H2,M) & (knows(now,M) | M = m3(carol,X) | M = m1(alice,X) | knows(now,D2) | D2 = d2(carol,X)))).
