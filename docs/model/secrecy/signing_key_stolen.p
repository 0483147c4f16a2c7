% Can alice's first message be read with bob's signing key?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(stolen, axiom, knows(now,p(bob))).
fof(question, conjecture, ?[S,IB,N,SP,PQ]: knows(now, m1(alice, v(S,p(bob),IB,N,SP,PQ)))).
