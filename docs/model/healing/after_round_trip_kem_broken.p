% Does fresh X25519 alone heal, with ML-KEM broken?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/snapshot_of_a.ax').
include('../parts/kem_broken_now.ax').
fof(question, conjecture, ?[S,IB,N,SP,PQ,W,R]: knows(now, m3(alice, x(v(S,p(bob),IB,N,SP,PQ), d1(bob,W), q1(bob,W), R)))).
