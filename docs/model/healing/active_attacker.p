% Does it, if the attacker gave the answer in bob's place?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/snapshot_of_a.ax').
fof(question, conjecture, ?[S,IB,N,SP,PQ,D,Q,R]: knows(now, m3(alice, x(v(S,p(bob),IB,N,SP,PQ),D,Q,R)))).
