% Can the attacker read a message that alice writes to him?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
fof(question, conjecture, ?[S,K,IB,N,SP,PQ]: knows(now, m1(alice, v(S,adv(K),IB,N,SP,PQ)))).
