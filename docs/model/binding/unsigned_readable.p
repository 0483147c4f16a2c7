% Could the first message be read, if nobody checked signatures?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/no_signatures.ax').
fof(question, conjecture, ?[S,IB,N,SP,PQ]: knows(now, m1(alice, v(S,p(bob),IB,N,SP,PQ)))).
