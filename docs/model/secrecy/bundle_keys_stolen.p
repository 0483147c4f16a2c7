% Can the first message be read with bob's bundle keys and identity key, while he still has them?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(stolen, axiom, ![N]: (knows(now,ik(bob)) & knows(now,spk(bob,N)) & knows(now,pq(bob,N)))).
fof(question, conjecture, ?[S,IB,N,SP,PQ]: knows(now, m1(alice, v(S,p(bob),IB,N,SP,PQ)))).
