% Can anybody else read the first message? The set-up alone, where X25519 has no sides.
% Expected: no
include('../parts/attacker.ax').
include('../parts/commutes.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
fof(question, conjecture, ?[S,IB,N,SP,PQ]: knows(now, m1(alice, v(S,p(bob),IB,N,SP,PQ)))).
