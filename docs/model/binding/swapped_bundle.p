% Can the server give alice a card or bundle of its own making, or carol's, as bob's?
% Expected: no
include('../parts/attacker.ax').
include('../parts/commutes.ax').
include('../parts/setup.ax').
fof(question, conjecture, ?[V,CB,BB,IB,SP,PQ,X,N]:
  (a_view(alice,p(bob),V,CB,BB,IB,SP,PQ)
  & ( knows(now,SP) | SP = spk(carol,N) | knows(now,PQ) | PQ = pq(carol,N) | knows(now,IB) | IB = ik(carol)))).
