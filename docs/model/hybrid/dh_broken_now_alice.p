% Can what alice writes, who started, be read when X25519 is broken at once?
% Expected: no
include('../parts/attacker.ax').
include('../parts/setup.ax').
include('../parts/first.ax').
include('../parts/ratchet.ax').
include('../parts/dh_broken_now.ax').
fof(question, conjecture, 
  ( (?[S,IB,N,SP,PQ]: knows(now, m1(alice, v(S,p(bob),IB,N,SP,PQ))))
  | (?[S,IB,N,SP,PQ,D,Q,R]: knows(now, m3(alice, x(v(S,p(bob),IB,N,SP,PQ),D,Q,R)))))).
