% Could it, if nobody checked signatures?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/commutes.ax').
include('../parts/setup.ax').
include('../parts/no_signatures.ax').
fof(question, conjecture, ?[V,CB,BB,IB,SP,PQ,X,N]:
  (a_view(alice,p(bob),V,CB,BB,IB,SP,PQ)
  & ( knows(now,SP) | SP = spk(carol,N) | knows(now,PQ) | PQ = pq(carol,N) | knows(now,IB) | IB = ik(carol)))).
