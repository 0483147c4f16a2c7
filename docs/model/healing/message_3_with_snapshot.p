% Does a copy of bob's device after message 2 open the message after it?
% Expected: yes
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/snapshot_of_b.ax').
fof(question, conjecture, ?[S,IB,N,SP,PQ,W,R]: knows(now, m3(alice, x(v(S,p(bob),IB,N,SP,PQ), d1(bob,W), q1(bob,W), R)))).
